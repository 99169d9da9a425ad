"""The plan: from the Network, a day and the addresses to Sites, each a frame and its sheets."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.network.reading import Network, Picture
from plugins.network.records import Page, Project
from plugins.network.study import Site as Entry
from plugins.network.study import Village
from plugins.network.values import Reference
from plugins.network.vocabulary import AddressKind, Stage
from plugins.planning import lists, props, urls
from plugins.planning.cards import ArticleCard, Link, OfferLine, ProjectCard, Text
from plugins.planning.catalogue import Catalogue
from plugins.planning.deck import Deck
from plugins.planning.pages import Sheet, file_of, record_sheet, record_sheets
from plugins.planning.props import Frame, Head, MapPoint, NavItem, Props, SiteLink
from plugins.planning.urls import Section, Urls

FEED = "atom.xml"
SHOWN = 6
"""How many cards of a kind a start page shows at most."""


@dataclass(frozen=True)
class Site:
    """One site as it will be published."""

    frame: Frame
    sheets: tuple[Sheet, ...]
    feed: tuple[ArticleCard, ...]
    """News for the feed, newest first."""
    since: date
    """When the feed was last updated if there never was any news: the study's first day."""
    pictures: tuple[tuple[str, Picture], ...]
    """Where it lies in the site, and picture; of a photo only its small pictures are published."""


def plan_sites(
    network: Network, today: date, bases: Mapping[str, str], assets: Mapping[str, Mapping[str, str]]
) -> tuple[Site, ...]:
    """All sites, the main one first. `bases`: site → address; `assets`: site → theme file → hashed URL."""
    catalogue = Catalogue(network, urls.expired(network, today))

    def deck(site: str) -> Deck:
        return Deck(catalogue, Urls(bases, site, catalogue.gone, catalogue.pictures), today)

    sites = network.plan.sites
    return tuple(_Planner(deck(site.slug), site, dict(assets[site.slug])).site() for site in sites)


@dataclass(frozen=True)
class _Planner:
    """Plans one site."""

    deck: Deck
    entry: Entry
    assets: dict[str, str]

    @property
    def _is_main(self) -> bool:
        return not isinstance(self.entry, Village)

    def site(self) -> Site:
        slug = self.entry.slug
        sheets = (*self._sections(), *self._legal(), *self._records(), self._not_found())
        frame = self._frame()
        feed = lists.articles(self.deck, None if self._is_main else slug)
        return Site(frame, sheets, feed, self.deck.network.plan.study.start, tuple(self._pictures()))

    def _pictures(self) -> Iterator[tuple[str, Picture]]:
        """The site's own pictures, and those of others that its pages, planned by now, show."""
        urls_here = self.deck.urls
        for picture in self.deck.network.pictures:
            if picture.site == self.entry.slug or (picture.site, picture.name) in urls_here.borrowed:
                yield urls_here.place(picture.site, picture.name).removeprefix("/"), picture

    def _frame(self) -> Frame:
        entry, plan = self.entry, self.deck.network.plan
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
            legal=tuple(Link(page.title, urls.inside(page.id)) for page in self._legal_pages()),
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

    def _legal_pages(self) -> list[Page]:
        """Impressum and so on: the site's own, else the main site's."""
        pages = {page.id: page for page in self.deck.all(Page)}
        main = self.deck.network.plan.main.slug
        found = [
            pages.get(Reference("seiten", self.entry.slug, slug)) or pages.get(Reference("seiten", main, slug))
            for slug in urls.LEGAL
        ]
        return [page for page in found if page]

    def _legal(self) -> Iterator[Sheet]:
        for page in self._legal_pages():
            yield record_sheet(self.deck, page, self.entry.slug, self.entry.name, self.entry.claim)

    def _records(self) -> Iterator[Sheet]:
        for sheet in record_sheets(self.deck, self.entry.slug, self.entry.name, self.entry.claim):
            if sheet.path not in {file_of(f"/{slug}/") for slug in urls.LEGAL}:
                yield sheet

    def _not_found(self) -> Sheet:
        head = Head("Seite nicht gefunden", f"{self.deck.urls.bases[self.entry.slug]}/", "", self.entry.claim)
        return Sheet("404.html", head, props.NotFound(), listed=False)

    def _sections(self) -> Iterator[Sheet]:
        planned = self._main_sections() if self._is_main else self._village_sections()
        for section, content in planned:
            yield self._section(section, content)
        for url, title, content in lists.project_lists(self.deck, self._scope):
            above = (Link(urls.PROJECTS.title, urls.PROJECTS.url),) if url != urls.PROJECTS.url else ()
            yield self._generated(url, title, urls.PROJECTS.slug, content, above, listed=not above)

    @property
    def _scope(self) -> str | None:
        """Whose records lists show: the main site's show all."""
        return None if self._is_main else self.entry.slug

    def _section(self, section: Section, content: Props) -> Sheet:
        intro = self._intro(section)
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
        return next((page for page in self.deck.all(Page, self.entry.slug) if page.id == wanted), None)

    def _text(self, section: Section) -> Text | None:
        page = self._intro(section)
        return self.deck.urls.text(self.deck.network.bodies[page.id], page.id) if page else None

    def _links(self) -> tuple[Link, ...]:
        return tuple(Link(page.title, urls.inside(page.id), page.summary) for page in self._own_pages())

    def _village_sections(self) -> Iterator[tuple[Section, Props]]:
        deck, slug = self.deck, self.entry.slug
        assert isinstance(self.entry, Village)
        yield (
            urls.START,
            props.VillageStart(
                hero=deck.hero(self.entry),
                events=lists.soonest(lists.events(deck, slug), SHOWN),
                articles=lists.articles(deck, slug)[:3],
                projects=_moving(lists.projects(deck, slug), 3),
                notices=lists.notices(deck, slug)[:4],
                emergency=lists.addresses(deck, slug, AddressKind.NOTFALL),
            ),
        )
        yield urls.NEWS, lists.article_list(deck, slug)
        yield urls.DATES, lists.event_list(deck, slug)
        yield urls.COACHING, props.Coaching(self._text(urls.COACHING), deck.phases(self.entry))
        yield urls.NOTICES, lists.notice_list(deck, slug)
        yield urls.ADDRESSES, lists.address_list(deck, slug)
        yield urls.VILLAGE, props.VillagePage(deck.village(self.entry), self._text(urls.VILLAGE), self._links())
        yield urls.TAKE_PART, props.Participate(self._text(urls.TAKE_PART), self.entry.contact)

    def _main_sections(self) -> Iterator[tuple[Section, Props]]:
        deck, plan = self.deck, self.deck.network.plan
        villages = tuple(deck.village(village) for village in plan.villages)
        yield (
            urls.START,
            props.MainStart(
                hero=deck.hero(self.entry),
                summary=plan.study.summary,
                villages=villages,
                events=lists.soonest(lists.events(deck, None), SHOWN),
                articles=lists.articles(deck, None)[:SHOWN],
                projects=_spread(_moving(lists.projects(deck, None), None), SHOWN),
            ),
        )
        yield urls.STUDY, self._study()
        points, kilometre = _map(plan.villages, deck)
        yield urls.VILLAGES, props.Villages(self._text(urls.VILLAGES), villages, points, kilometre)
        rows = tuple((deck.village(village), deck.phases(village)) for village in plan.villages)
        yield urls.COACHING, props.CoachingMatrix(self._text(urls.COACHING), plan.study.phases, rows)
        yield urls.EXCHANGE, props.Exchange(self._text(urls.EXCHANGE), self._exchange())
        yield urls.NEWS, lists.article_list(deck, None)
        yield urls.DATES, lists.event_list(deck, None)
        yield urls.ADDRESSES, lists.address_list(deck, self.entry.slug)
        yield urls.TAKE_PART, props.Participate(self._text(urls.TAKE_PART), self.entry.contact)

    def _study(self) -> props.StudyPage:
        study = self.deck.network.plan.study
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
            for category in self.deck.network.plan.study.categories
        )
        return tuple(group for group in groups if group[1] or group[2])


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


def _map(villages: tuple[Village, ...], deck: Deck) -> tuple[tuple[MapPoint, ...], float]:
    """Villages on a map 3:2 with a margin of a fifth; an equirectangular projection is exact enough for a Kreis."""
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
