"""The generated pages of a site: what stands on its start page, its lists and the pages of its own."""

from collections.abc import Callable
from typing import Any

from plugins.history.chronicle import History
from plugins.network.frozen import frozen
from plugins.network.model import Ground
from plugins.network.records import Page, Project
from plugins.network.references import Reference
from plugins.network.study import Site as Entry
from plugins.network.study import Village
from plugins.network.vocabulary import AddressKind, Stage
from plugins.planning import calendars, lists, matches, opendata, phases, posters, props, search, tidings, urls
from plugins.planning.cards import (
    AddressCard,
    ArticleCard,
    EventCard,
    Link,
    MatchCard,
    NoticeCard,
    OfferLine,
    ProjectCard,
    Text,
    VillageCard,
)
from plugins.planning.changes import PART, history
from plugins.planning.deck import Deck
from plugins.planning.feeds import JSON_FEED, JsonFeed
from plugins.planning.newcomers import newcomers
from plugins.planning.props import Feed, File, MapPoint, Props
from plugins.planning.urls import Section
from plugins.planning.village_ground import GROUND, ground
from plugins.planning.village_map import village_map

FEED = "atom.xml"
FEED_ITEMS = 30
"""How many pieces of news a feed holds."""
SHOWN = 6
"""How many cards of a kind the main site's start page shows at most; a village's half as many, but for dates."""
PARTS: dict[str, Any] = {
    "events": tuple[EventCard, ...],
    "articles": tuple[ArticleCard, ...],
    "projects": tuple[ProjectCard, ...],
    "notices": tuple[NoticeCard, ...],
    "emergency": tuple[AddressCard, ...],
    matches.PART: tuple[MatchCard, ...],
    PART: History,
    GROUND: Ground,
}
"""What is planned by itself, because it is a small piece of much that was looked through: the first word of its name, and its type."""

_OF_PROJECT: dict[str, Callable[[Deck, str], Any]] = {matches.PART: matches.of_project, PART: history}
"""How those are planned that a project has for itself."""


Makers = dict[Section, Callable[[], Props]]
"""How the content of each section is made."""


@frozen
class Sections:
    """The generated pages of one site."""

    deck: Deck
    entry: Entry

    @property
    def is_main(self) -> bool:
        """Whether it is the site of the network."""
        return not isinstance(self.entry, Village)

    @property
    def scope(self) -> str | None:
        """Whose records lists show: the main site's show all."""
        return None if self.is_main else self.entry.slug

    @property
    def in_menu(self) -> tuple[Section, ...]:
        """The generated pages that the menu names."""
        there = urls.sections(self.is_main)
        return tuple(section for section in there if self.deck.extras.guide or section != urls.NEWCOMERS)

    def makers(self) -> Makers:
        """How the content of each section is made."""
        made = self._main_sections() if self.is_main else self._village_sections() | self._guide()
        if self.deck.extras.open_data:
            made[urls.OPEN_DATA] = lambda: opendata.data_page(self.deck, self.entry)
        if self.deck.extras.calendars:
            made[urls.SUBSCRIBE] = lambda: calendars.subscribing(self.deck, self.entry)
        if self.deck.extras.search:
            made[urls.SEARCH] = search.search_page
            made[urls.LETTERS] = lambda: search.letters(self.deck, self.entry, self.sections, self.scope)
        return made

    @property
    def sections(self) -> tuple[Section, ...]:
        """The generated pages that can be named in a list: without those to print, and the list itself."""
        listed = (section for section in self.makers() if section is not urls.LETTERS)
        return (*listed, urls.PROJECTS, *((urls.APP,) if self.deck.extras.app else ()))

    def part(self, name: str) -> Any:
        """What several pages show, or what is planned by itself: one of PARTS."""
        kind, _, slug = name.partition(" ")
        if slug:
            return _OF_PROJECT[kind](self.deck, slug)
        if kind == GROUND:
            return ground(self.deck)
        return self.deck.part(name, lambda: self._part(name))

    def _part(self, name: str) -> tuple[Any, ...]:
        deck, slug, scope = self.deck, self.entry.slug, self.scope
        match name:
            case "events":
                return lists.in_turn(lists.events(deck, scope), SHOWN)
            case "articles":
                return lists.articles(deck, scope)[: SHOWN if self.is_main else SHOWN // 2]
            case "projects" if self.is_main:
                return _spread(_moving(lists.projects(deck, scope), None), SHOWN // 2)
            case "projects":
                return _moving(lists.projects(deck, scope), SHOWN // 2)
            case "notices":
                return lists.notices(deck, slug)[:4]
        return lists.addresses(deck, slug, AddressKind.NOTFALL)

    def files(self) -> dict[str, Callable[[], File]]:
        """How each file for programs is made, by its path."""
        data = {opendata.DATA: lambda: opendata.data_file(self.deck, self.entry), opendata.SCHEMA: props.DataSchema}
        dates = {calendars.CALENDAR: lambda: calendars.of_site(self.deck, self.entry, self.scope)}
        news = {tidings.NEWS: lambda: tidings.tidings(self.deck, self.scope)}
        return {
            FEED: self._feed,
            **(data if self.deck.extras.open_data else {}),
            **(dates if self.deck.extras.calendars else {}),
            **(news if self.deck.extras.app == "offline" else {}),
            **({JSON_FEED: lambda: JsonFeed(self._news())} if self.deck.extras.json_feed else {}),
        }

    def _feed(self) -> Feed:
        return Feed(self.deck.plan.study.start, self._news())

    def _news(self) -> tuple[ArticleCard, ...]:
        return lists.articles(self.deck, self.scope)[:FEED_ITEMS]

    def own_pages(self) -> list[Page]:
        """The site's texts that are neither legal nor the text of a section."""
        pages = self.deck.all(Page, self.entry.slug)
        return [p for p in pages if p.id.slug not in urls.LEGAL and not urls.introduces(p.id, self.is_main)]

    def intro(self, section: Section) -> Page | None:
        """The page whose text a section shows."""
        wanted = Reference("seiten", self.entry.slug, section.slug)
        if section not in urls.INTRODUCED:
            return None
        page = self.deck.catalogue.one(wanted)
        return page if isinstance(page, Page) else None

    def _text(self, section: Section) -> Text | None:
        page = self.intro(section)
        return self.deck.urls.text(self.deck.catalogue.body(page.id), page.id) if page else None

    def _links(self) -> tuple[Link, ...]:
        return tuple(Link(page.title, urls.inside(page.id), page.summary) for page in self.own_pages())

    def _village_sections(self) -> Makers:
        deck, village = self.deck, self.entry
        assert isinstance(village, Village)
        slug = village.slug
        return {
            urls.START: self._village_start,
            urls.NEWS: lambda: lists.article_list(deck, slug),
            urls.DATES: lambda: lists.event_list(deck, slug),
            urls.COACHING: lambda: props.Coaching(self._text(urls.COACHING), phases.stories(deck, village)),
            urls.NOTICES: lambda: lists.notice_list(deck, slug),
            urls.ADDRESSES: lambda: lists.address_list(deck, slug),
            urls.VILLAGE: lambda: props.VillagePage(deck.village(village), self._text(urls.VILLAGE), self._links()),
            urls.TAKE_PART: self._participate,
            urls.POSTERS: lambda: posters.posters(deck, village),
        }

    def _village_start(self) -> Props:
        shown = {name: self.part(name) for name in ("events", "articles", "projects", "notices", "emergency")}
        return props.VillageStart(hero=self.deck.hero(self.entry), **shown)

    def _guide(self) -> Makers:
        deck, village = self.deck, self.entry
        assert isinstance(village, Village)
        made: Makers = {urls.NEWCOMERS: self._newcomers, urls.MAP: lambda: village_map(deck, village)}
        return made if deck.extras.guide else {}

    def _newcomers(self) -> Props:
        assert isinstance(self.entry, Village)
        shown = {name: self.part(name) for name in ("events", "notices", "emergency")}
        return newcomers(self.deck, self.entry, self._text(urls.NEWCOMERS), pages=self._links(), **shown)

    def _participate(self) -> Props:
        return props.Participate(self._text(urls.TAKE_PART), self.entry.contact)

    def _main_sections(self) -> Makers:
        deck = self.deck
        return {
            urls.START: self._main_start,
            urls.STUDY: self._study,
            urls.VILLAGES: lambda: props.Villages(self._text(urls.VILLAGES), self._villages, *_map(deck)),
            urls.COACHING: self._matrix,
            urls.EXCHANGE: lambda: props.Exchange(
                self._text(urls.EXCHANGE), self._exchange(), *matches.of_network(deck)
            ),
            urls.NEWS: lambda: lists.article_list(deck, None),
            urls.DATES: lambda: lists.event_list(deck, None),
            urls.ADDRESSES: lambda: lists.address_list(deck, self.entry.slug),
            urls.TAKE_PART: self._participate,
            urls.TABLES: lambda: posters.table_plan(deck),
        }

    @property
    def _villages(self) -> tuple[VillageCard, ...]:
        return tuple(map(self.deck.village, self.deck.plan.villages))

    def _main_start(self) -> Props:
        return props.MainStart(
            hero=self.deck.hero(self.entry),
            summary=self.deck.plan.study.summary,
            villages=self._villages,
            **{name: self.part(name) for name in ("events", "articles", "projects")},
        )

    def _matrix(self) -> Props:
        deck = self.deck
        rows = tuple((deck.village(village), deck.phases(village)) for village in deck.plan.villages)
        return props.CoachingMatrix(self._text(urls.COACHING), deck.plan.study.phases, rows)

    def _study(self) -> Props:
        study = self.deck.plan.study
        computed = round(study.money.total * study.money.funding_percent / 100)
        return props.StudyPage(
            body=self._text(urls.STUDY),
            title=study.title,
            summary=study.summary,
            start=study.start,
            end=study.end,
            total=study.money.total,
            funding=study.money.funding,
            funding_percent=study.money.funding_percent,
            funding_computed=computed,
            difference=study.money.funding - computed,
            own_share=study.money.total - study.money.funding,
            platform=study.money.platform,
            platform_years=study.money.platform_years,
            source=study.source,
            phases=study.phases,
            pages=self._links(),
        )

    def _exchange(self) -> tuple[tuple[str, tuple[OfferLine, ...], tuple[OfferLine, ...]], ...]:
        """Everything sought and offered by projects that are not finished, by category."""
        open_projects = [p for p in self.deck.all(Project) if p.stage is not Stage.ABGESCHLOSSEN]
        seeks = [line for project in open_projects for line in self.deck.offers(project, project.seeks)]
        offers = [line for project in open_projects for line in self.deck.offers(project, project.offers)]
        groups = (
            (
                category.title,
                tuple(line for line in seeks if line.category == category.title),
                tuple(line for line in offers if line.category == category.title),
            )
            for category in self.deck.plan.study.categories
        )
        return tuple(group for group in groups if group[1] or group[2])


def _moving(cards: tuple[ProjectCard, ...], most: int | None) -> tuple[ProjectCard, ...]:
    """Projects in which something happens."""
    return tuple(card for card in cards if card.stage not in (Stage.ABGESCHLOSSEN, Stage.RUHT))[:most]


def _spread(cards: tuple[ProjectCard, ...], most: int) -> tuple[ProjectCard, ...]:
    """The first of every village, then the second of every village: none pushes out another."""
    rank: dict[str, int] = {}
    ranked = []
    for card in cards:
        rank[card.site] = rank.get(card.site, 0) + 1
        ranked.append((rank[card.site], card))
    return tuple(card for _, card in sorted(ranked, key=lambda pair: pair[0])[:most])


def _map(deck: Deck) -> tuple[tuple[MapPoint, ...], float]:
    """The villages on a map, and the length of a kilometre on it."""
    from plugins.mapping.projection import project  # small edits import this module, and seldom draw a map

    villages = deck.plan.villages
    projection = project([village.location for village in villages], least=1.0)
    points = (
        MapPoint(village.name, deck.urls.of_site(village.slug), village.slug, x, y)
        for village, (x, y) in zip(villages, projection.spots, strict=True)
    )
    return tuple(points), projection.kilometre
