"""The plan: from the Network, a day and the addresses to Sites, each a frame and its sheets."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from plugins.network.model import Network, Picture
from plugins.network.records import Page, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Site as Entry
from plugins.network.study import Village
from plugins.network.vocabulary import AddressKind, Stage
from plugins.planning import lists, props, trace, urls
from plugins.planning.cards import (
    AddressCard,
    ArticleCard,
    Card,
    EventCard,
    Link,
    NoticeCard,
    OfferLine,
    ProjectCard,
    Text,
    VillageCard,
)
from plugins.planning.catalogue import Catalogue, ReadRecords
from plugins.planning.deck import Deck, Part
from plugins.planning.pages import Sheet, file_of, record_sheet
from plugins.planning.props import Frame, Head, MapPoint, NavItem, Props, SiteLink
from plugins.planning.urls import Section, Urls

FEED = "atom.xml"
FEED_ITEMS = 30
"""How many pieces of news a feed holds."""
_NOT_FOUND = "404.html"
DEPTH_OF_RECORDS = 2
"""Folders above the file of a record's page."""
SHOWN = 6
"""How many cards of a kind the main site's start page shows at most; a village's half as many, but for dates."""
PARTS: dict[str, Any] = {
    "events": tuple[EventCard, ...],
    "articles": tuple[ArticleCard, ...],
    "projects": tuple[ProjectCard, ...],
    "notices": tuple[NoticeCard, ...],
    "emergency": tuple[AddressCard, ...],
    FEED: tuple[ArticleCard, ...],
}
"""What is planned by itself, because it is a small piece of long lists, and the type of each."""


class Planned(NamedTuple):
    """A page, and the keys of what it was made of."""

    sheet: Sheet
    reads: frozenset[str]


@dataclass(frozen=True)
class Site:
    """One site as it will be published."""

    frame: Frame
    planned: tuple[Planned, ...]
    parts: Mapping[str, Part]
    """What was planned by itself, by its key."""
    since: date
    """When the feed was last updated if there never was any news: the study's first day."""
    pictures: tuple[tuple[str, Picture], ...]
    """Where it lies in the site, and picture; of a photo only its small pictures are published."""
    frame_reads: frozenset[str]
    """The keys of what the frame was made of."""

    @property
    def feed(self) -> tuple[ArticleCard, ...]:
        """The newest news, for the feed."""
        news: tuple[ArticleCard, ...] = self.parts[trace.part(self.frame.slug, FEED)].made
        return news

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """Its pages."""
        return tuple(planned.sheet for planned in self.planned)


def plan_sites(
    network: Network, today: date, bases: Mapping[str, str], assets: Mapping[str, Mapping[str, str]]
) -> tuple[Site, ...]:
    """All sites, the main one first. `bases`: site → address; `assets`: site → theme file → hashed URL."""
    catalogue = catalogue_of(network, today)
    return tuple(planner(catalogue, site, today, bases, assets[site.slug]).site() for site in network.plan.sites)


def catalogue_of(network: Network, today: date) -> Catalogue:
    """What of a network is published on a day."""
    pictures = {(picture.site, picture.name): picture for picture in network.pictures}
    return Catalogue(network.plan, ReadRecords(network), pictures, urls.expired(network.records, today))


Deal = Callable[[Catalogue, Urls, date], Deck]
"""How a deck is made."""


def planner(
    catalogue: Catalogue,
    entry: Entry,
    today: date,
    bases: Mapping[str, str],
    assets: Mapping[str, str],
    deal: Deal = Deck,
) -> "Planner":
    """Plans one site."""
    addresses = Urls(bases, entry.slug, catalogue.gone, catalogue.pictures, catalogue.trace)
    return Planner(deal(catalogue, addresses, today), entry, dict(assets))


@dataclass(frozen=True)
class Planner:
    """Plans one site: all of it, or those of its pages that somebody names."""

    deck: Deck
    entry: Entry
    assets: dict[str, str]

    @property
    def _is_main(self) -> bool:
        return not isinstance(self.entry, Village)

    def site(self) -> Site:
        """All of it."""
        planned = tuple(map(self.page, self.paths()))
        frame, frame_reads = self.frame()
        self.part(FEED)
        since, pictures = self.deck.plan.study.start, tuple(self._pictures(planned))
        return Site(frame, planned, self.deck.parts, since, pictures, frame_reads)

    def paths(self) -> list[str]:
        """The path of every page."""
        return list(dict.fromkeys([*self._sections, *self.lists, *self._legal, *self._records(), _NOT_FOUND]))

    def page(self, path: str) -> Planned:
        """The page at a path, which must be one of `paths`."""
        return Planned(*self.deck.catalogue.trace.of(lambda: self._sheet(path)))

    def frame(self) -> tuple[Frame, frozenset[str]]:
        """What stands around every page, and the keys of what it was made of."""
        return self.deck.catalogue.trace.of(self._frame)

    def part(self, name: str) -> Any:
        """What several pages show, or what is planned by itself: one of PARTS."""
        return self.deck.part(name, lambda: self._part(name))

    def _part(self, name: str) -> tuple[Card, ...]:
        deck, slug, scope = self.deck, self.entry.slug, self._scope
        match name:
            case "events":
                return lists.soonest(lists.events(deck, scope), SHOWN)
            case "articles":
                return lists.articles(deck, scope)[: SHOWN if self._is_main else SHOWN // 2]
            case "projects" if self._is_main:
                return _spread(_moving(lists.projects(deck, scope), None), SHOWN)
            case "projects":
                return _moving(lists.projects(deck, scope), SHOWN // 2)
            case "notices":
                return lists.notices(deck, slug)[:4]
            case "emergency":
                return lists.addresses(deck, slug, AddressKind.NOTFALL)
        return lists.articles(deck, scope)[:FEED_ITEMS]

    def _sheet(self, path: str) -> Sheet:
        if path in self._sections:
            return self._section(*self._sections[path])
        if path in self._legal:
            return self._record(self._legal[path])
        if path == _NOT_FOUND:
            return self._not_found()
        if is_list(path):
            return self._list(path)
        reference = urls.behind(path, self.entry.slug)
        record = self.deck.catalogue.one(reference) if reference else None
        assert record, path
        return self._record(record)

    def _record(self, record: Record) -> Sheet:
        return record_sheet(self.deck, record, self.entry.slug, self.entry.name, self.entry.claim)

    def _records(self) -> Iterator[str]:
        """Every record that is not the text of a generated page."""
        for reference in self.deck.catalogue.names(self.entry.slug):
            if not urls.introduces(reference, self._is_main):
                yield file_of(urls.inside(reference))

    def _pictures(self, planned: Iterable[Planned]) -> Iterator[tuple[str, Picture]]:
        """The site's own pictures, and those of others that its pages show."""
        shown = set().union(*(page.reads for page in planned), *(part.reads for part in self.deck.parts.values()))
        for picture in self.deck.catalogue.pictures.values():
            if picture.site == self.entry.slug or trace.picture(picture.site, picture.name) in shown:
                yield self.deck.urls.place(picture.site, picture.name).removeprefix("/"), picture

    def _frame(self) -> Frame:
        entry, plan = self.entry, self.deck.plan
        menu = (*map(_nav, urls.sections(self._is_main)), *self._pages_in_menu())
        bar = (urls.START, urls.DATES, urls.PROJECTS, urls.NEWS)
        return Frame(
            slug=entry.slug,
            name=entry.name,
            claim=entry.claim,
            is_main=self._is_main,
            address=self.deck.urls.bases[entry.slug],
            contact=entry.contact,
            sign=self.deck.urls.image(entry.slug, entry.sign, "").url,
            bar=tuple(_nav(section) for section in bar),
            menu=menu,
            legal=tuple(Link(page.title, urls.inside(page.id)) for page in self._legal.values()),
            sites=tuple(
                SiteLink(site.slug, site.name, self.deck.urls.of_site(site.slug), site.slug == entry.slug)
                for site in plan.sites
            ),
            study=plan.study.title,
            feed=f"/{FEED}",
            assets=self.assets,
        )

    def _pages_in_menu(self) -> list[NavItem]:
        pages = [page for page in self._own_pages() if page.nav is not None]
        ordered = sorted(pages, key=lambda page: (page.nav or 0, page.title))
        return [NavItem(page.title, urls.inside(page.id), page.id.slug, "file-text") for page in ordered]

    def _own_pages(self) -> list[Page]:
        """The site's texts that are neither legal nor the text of a section."""
        pages = self.deck.all(Page, self.entry.slug)
        return [p for p in pages if p.id.slug not in urls.LEGAL and not urls.introduces(p.id, self._is_main)]

    @property
    def _legal(self) -> dict[str, Page]:
        """Impressum and so on, by path: the site's own, else the main site's."""
        return self.deck.once("legal", self._find_legal)

    def _find_legal(self) -> dict[str, Page]:
        sites = (self.entry.slug, self.deck.plan.main.slug)
        names = [[Reference(Page.folder, site, slug) for site in sites] for slug in urls.LEGAL]
        found = (next(filter(None, map(self.deck.catalogue.one, either)), None) for either in names)
        return {file_of(urls.inside(page.id)): page for page in found if isinstance(page, Page)}

    def _not_found(self) -> Sheet:
        head = Head("Seite nicht gefunden", f"{self.deck.urls.bases[self.entry.slug]}/", "", self.entry.claim)
        return Sheet(_NOT_FOUND, head, props.NotFound(), listed=False)

    @cached_property
    def _sections(self) -> dict[str, tuple[Section, Callable[[], Props]]]:
        planned = self._main_sections() if self._is_main else self._village_sections()
        return {file_of(section.url): (section, make) for section, make in planned.items()}

    @property
    def lists(self) -> dict[str, tuple[str, str, Callable[[], props.ProjectList]]]:
        """Path → address, title and content of each list of projects."""
        return self.deck.once("lists", self._find_lists)

    def _find_lists(self) -> dict[str, tuple[str, str, Callable[[], props.ProjectList]]]:
        found = lists.project_lists(self.deck, self._scope)
        return {file_of(url): (url, title, make) for url, (title, make) in found.items()}

    def _list(self, path: str) -> Sheet:
        url, title, make = self.lists[path]
        above = (Link(urls.PROJECTS.title, urls.PROJECTS.url),) if url != urls.PROJECTS.url else ()
        return self._generated(url, title, urls.PROJECTS.slug, make(), above, listed=not above)

    @property
    def _scope(self) -> str | None:
        """Whose records lists show: the main site's show all."""
        return None if self._is_main else self.entry.slug

    def _section(self, section: Section, make: Callable[[], Props]) -> Sheet:
        intro, content = self._intro(section), make()
        title = intro.title if intro else section.title if section.slug else self.entry.name
        sheet = self._generated(section.url, title, section.slug, content)
        if intro is None:
            return sheet
        head = Head(
            title=title,
            url=sheet.head.url,
            section=section.slug,
            description=intro.summary or self.entry.claim,
            trail=sheet.head.trail,
            sample=intro.sample,
            source=intro.source,
            image=self.deck.image(intro),
        )
        return Sheet(sheet.path, head, content)

    def _generated(
        self, url: str, title: str, section: str, content: Props, above: tuple[Link, ...] = (), listed: bool = True
    ) -> Sheet:
        trail = (Link(self.entry.name, "/"), *above) if url != "/" else ()
        head = Head(title, self.deck.urls.bases[self.entry.slug] + url, section, self.entry.claim, trail)
        return Sheet(file_of(url), head, content, listed)

    def _intro(self, section: Section) -> Page | None:
        """The page whose text a section shows."""
        wanted = Reference("seiten", self.entry.slug, section.slug)
        if section not in urls.INTRODUCED:
            return None
        page = self.deck.catalogue.one(wanted)
        return page if isinstance(page, Page) else None

    def _text(self, section: Section) -> Text | None:
        page = self._intro(section)
        return self.deck.urls.text(self.deck.catalogue.body(page.id), page.id) if page else None

    def _links(self) -> tuple[Link, ...]:
        return tuple(Link(page.title, urls.inside(page.id), page.summary) for page in self._own_pages())

    def _village_sections(self) -> dict[Section, Callable[[], Props]]:
        deck, village = self.deck, self.entry
        assert isinstance(village, Village)
        slug = village.slug
        return {
            urls.START: self._village_start,
            urls.NEWS: lambda: lists.article_list(deck, slug),
            urls.DATES: lambda: lists.event_list(deck, slug),
            urls.COACHING: lambda: props.Coaching(self._text(urls.COACHING), deck.phases(village)),
            urls.NOTICES: lambda: lists.notice_list(deck, slug),
            urls.ADDRESSES: lambda: lists.address_list(deck, slug),
            urls.VILLAGE: lambda: props.VillagePage(deck.village(village), self._text(urls.VILLAGE), self._links()),
            urls.TAKE_PART: self._participate,
        }

    def _village_start(self) -> Props:
        shown = {name: self.part(name) for name in ("events", "articles", "projects", "notices", "emergency")}
        return props.VillageStart(hero=self.deck.hero(self.entry), **shown)

    def _participate(self) -> Props:
        return props.Participate(self._text(urls.TAKE_PART), self.entry.contact)

    def _main_sections(self) -> dict[Section, Callable[[], Props]]:
        deck = self.deck
        return {
            urls.START: self._main_start,
            urls.STUDY: self._study,
            urls.VILLAGES: lambda: props.Villages(self._text(urls.VILLAGES), self._villages, *_map(deck)),
            urls.COACHING: self._matrix,
            urls.EXCHANGE: lambda: props.Exchange(self._text(urls.EXCHANGE), self._exchange()),
            urls.NEWS: lambda: lists.article_list(deck, None),
            urls.DATES: lambda: lists.event_list(deck, None),
            urls.ADDRESSES: lambda: lists.address_list(deck, self.entry.slug),
            urls.TAKE_PART: self._participate,
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


def is_list(path: str) -> bool:
    """Whether a list of projects lies at a path: that of all, or that of a choice, which lies deeper than any record."""
    return path == file_of(urls.PROJECTS.url) or path.count("/") > DEPTH_OF_RECORDS


def _nav(section: Section) -> NavItem:
    return NavItem(section.title, section.url, section.slug, section.icon)


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
    """Villages on a map 3:2 with a margin of a fifth; an equirectangular projection is exact enough for a Kreis."""
    villages = deck.plan.villages
    if not villages:
        return (), 0.0
    squeeze = math.cos(math.radians(sum(v.location.lat for v in villages) / len(villages)))
    spots = [(v.location.lon * squeeze * 111.32, v.location.lat * 111.32) for v in villages]
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*spots, strict=True))
    width = max(right - left, (high - low) * 1.5, 1.0) / 0.6
    points = (
        MapPoint(
            village.name,
            deck.urls.of_site(village.slug),
            village.slug,
            round(50 + (x - (left + right) / 2) / width * 100, 1),
            round(50 - (y - (low + high) / 2) / (width / 1.5) * 100, 1),
        )
        for village, (x, y) in zip(villages, spots, strict=True)
    )
    return tuple(points), round(100 / width, 2)
