"""Plans one site: its frame, and each of its pages by its path."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace
from functools import cached_property
from typing import Any, NamedTuple

from plugins.app import webmanifest
from plugins.network.frozen import frozen
from plugins.network.model import Picture
from plugins.network.records import Page, Record
from plugins.network.references import Reference
from plugins.network.study import Site as Entry
from plugins.planning import app, calendars, lists, props, search, trace, urls
from plugins.planning.cards import Link
from plugins.planning.deck import Deck
from plugins.planning.feeds import JSON_FEED
from plugins.planning.moving import moved_sheet
from plugins.planning.opendata import DATA
from plugins.planning.pages import Sheet, file_of, record_sheet
from plugins.planning.props import File, Frame, Head, NavItem, Props, SiteLink
from plugins.planning.sections import FEED, Sections
from plugins.planning.urls import Section

_NOT_FOUND = "404.html"
DEPTH_OF_RECORDS = 2
"""Folders above the file of a record's page."""


class Planned(NamedTuple):
    """A page, and the keys of what it was made of."""

    sheet: Sheet
    reads: frozenset[str]


@frozen
class Planner:
    """Plans one site: its frame, and those of its pages that somebody names."""

    deck: Deck
    entry: Entry
    assets: dict[str, str]

    @cached_property
    def _sections(self) -> Sections:
        return Sections(self.deck, self.entry)

    def paths(self) -> list[str]:
        """The path of every page, and of every file for programs."""
        pages = [*self._makers, *self.lists, *self._months, *self._legal, *self._records(), _NOT_FOUND, *self._app]
        pages += self._moved
        dates = calendars.paths(self.deck.catalogue.names(self.entry.slug)) if self.deck.extras.calendars else ()
        return list(dict.fromkeys([*pages, *self._files, *dates]))

    def page(self, path: str) -> Planned:
        """The page at a path, which must be one of `paths`."""
        return Planned(*self.deck.catalogue.trace.of(lambda: self._sheet(path)))

    def frame(self) -> tuple[Frame, frozenset[str]]:
        """What stands around every page, and the keys of what it was made of."""
        return self.deck.catalogue.trace.of(self._frame)

    def part(self, name: str) -> Any:
        """What is planned by itself: one of PARTS."""
        return self._sections.part(name)

    def _sheet(self, path: str) -> Sheet:
        if path in self._makers:
            return self._section(*self._makers[path])
        if path in self._legal:
            return self._record(self._legal[path])
        if path == _NOT_FOUND:
            return self._not_found()
        if path in self._app:
            return self._app[path]()
        if not path.endswith(".html"):
            return self._file(path)
        if path in self._months:
            return self._month(path)
        if is_list(path):
            return self._list(path)
        reference = urls.behind(path, self.entry.slug)
        record = self.deck.catalogue.one(reference) if reference else None
        return self._record(record) if record else self._moved[path]

    def _record(self, record: Record) -> Sheet:
        return record_sheet(self.deck, record, self.entry.slug, self.entry.name, self.entry.claim)

    def _records(self) -> Iterator[str]:
        """Every record that is not the text of a generated page."""
        for reference in self.deck.catalogue.names(self.entry.slug):
            if not urls.introduces(reference, self._sections.is_main):
                yield file_of(urls.inside(reference))

    @cached_property
    def _moved(self) -> dict[str, Sheet]:
        """What stands at old addresses, by path; that such a page comes or goes is for a full build."""
        found, base = self.deck.catalogue.aliases(self.entry.slug), self.deck.urls.bases[self.entry.slug]
        return {file_of(old): moved_sheet(old, urls.inside(now), base, self.entry.claim) for old, now in found.items()}

    def pictures(self, shown: Collection[str]) -> Iterator[tuple[str, Picture]]:
        """The site's own pictures, and those of others that it shows (their keys); where each lies in the site, and picture.

        Of a photo only its small pictures are published.
        """
        for picture in self.deck.catalogue.pictures.values():
            if picture.site == self.entry.slug or trace.picture(picture.site, picture.name) in shown:
                yield self.deck.urls.place(picture.site, picture.name).removeprefix("/"), picture

    def _frame(self) -> Frame:
        entry, plan = self.entry, self.deck.plan
        seek = (urls.SEARCH,) if self.deck.extras.search else ()
        menu = (*map(_nav, (*self._sections.in_menu, *seek)), *self._pages_in_menu())
        bar = (urls.START, urls.DATES, urls.PROJECTS, urls.NEWS)
        return Frame(
            slug=entry.slug,
            name=entry.name,
            claim=entry.claim,
            is_main=self._sections.is_main,
            address=self.deck.urls.bases[entry.slug],
            contact=entry.contact,
            sign=self.deck.urls.image(entry.slug, entry.sign, "").url,
            bar=tuple(_nav(section) for section in bar),
            menu=menu,
            easy=self._easy(),
            legal=tuple(Link(page.title, urls.inside(page.id)) for page in self._legal.values()),
            sites=tuple(
                SiteLink(site.slug, site.name, self.deck.urls.of_site(site.slug), site.slug == entry.slug)
                for site in plan.sites
            ),
            study=plan.study.title,
            feed=f"/{FEED}",
            json_feed=f"/{JSON_FEED}" if self.deck.extras.json_feed else None,
            data=f"/{DATA}" if self.deck.extras.open_data else None,
            calendar=f"/{calendars.CALENDAR}" if self.deck.extras.calendars else None,
            assets=self.assets,
            published=entry.address,
            year=self.deck.today.year,
            map=urls.MAP.url if self.deck.extras.guide and not self._sections.is_main else None,
            app=app.in_frame(entry, self.deck.extras.app) if self.deck.extras.app else None,
        )

    def _pages_in_menu(self) -> list[NavItem]:
        pages = [page for page in self._sections.own_pages() if page.nav is not None]
        ordered = sorted(pages, key=lambda page: (page.nav or 0, page.title))
        return [NavItem(page.title, urls.inside(page.id), page.id.slug, "file-text") for page in ordered]

    @property
    def _legal(self) -> dict[str, Page]:
        """Impressum and so on, by path: the site's own, else the main site's."""
        return self.deck.once("legal", self._find_legal)

    def _find_legal(self) -> dict[str, Page]:
        sites = (self.entry.slug, self.deck.plan.main.slug)
        names = [[Reference(Page.folder, site, slug) for site in sites] for slug in urls.LEGAL]
        found = (next(filter(None, map(self.deck.catalogue.one, either)), None) for either in names)
        return {file_of(urls.inside(page.id)): page for page in found if isinstance(page, Page)}

    def _easy(self) -> Link | None:
        sites = (self.entry.slug, self.deck.plan.main.slug)
        found = filter(None, (self.deck.catalogue.one(Reference(Page.folder, site, urls.EASY)) for site in sites))
        return next((Link(page.title, self.deck.urls.of(page.id)) for page in found), None)

    def _not_found(self) -> Sheet:
        head = Head("Seite nicht gefunden", f"{self.deck.urls.bases[self.entry.slug]}/", "", self.entry.claim)
        return Sheet(_NOT_FOUND, head, props.NotFound(), listed=False)

    @cached_property
    def _app(self) -> dict[str, Callable[[], Sheet]]:
        """The pages about the app, by path."""
        kind = search.PAGE if self.deck.extras.search else ""
        return app.pages(self.entry, self.deck.urls.bases[self.entry.slug], kind) if self.deck.extras.app else {}

    @cached_property
    def _files(self) -> dict[str, Callable[[], File]]:
        files = self._sections.files()
        if self.deck.extras.app:
            files[webmanifest.PATH] = lambda: app.manifest(self.entry, self._sections.is_main)
        return files

    def _file(self, path: str) -> Sheet:
        head = Head(self.entry.name, f"{self.deck.urls.bases[self.entry.slug]}/{path}", "", self.entry.claim)
        make = self._files.get(path)
        content = make() if make else calendars.of_record(self.deck, path, self.entry.slug)
        return Sheet(path, head, content, listed=False)

    @cached_property
    def _months(self) -> dict[str, tuple[str, str, Callable[[], props.MonthPage]]]:
        """Path → address, title and content of each month's page."""
        found = calendars.months(self.deck, self._sections.scope) if self.deck.extras.calendars else {}
        return {file_of(url): (url, title, make) for url, (title, make) in found.items()}

    def _month(self, path: str) -> Sheet:
        url, title, make = self._months[path]
        above = (Link(urls.DATES.title, urls.DATES.url),)
        return self._generated(url, f"Termine im {title}", urls.DATES.slug, make(), above, listed=False)

    @cached_property
    def _makers(self) -> dict[str, tuple[Section, Callable[[], Props]]]:
        return {file_of(section.url): (section, make) for section, make in self._sections.makers().items()}

    @property
    def lists(self) -> dict[str, tuple[str, str, Callable[[], props.ProjectList]]]:
        """Path → address, title and content of each list of projects."""
        return self.deck.once("lists", self._find_lists)

    def _find_lists(self) -> dict[str, tuple[str, str, Callable[[], props.ProjectList]]]:
        found = lists.project_lists(self.deck, self._sections.scope)
        return {file_of(url): (url, title, make) for url, (title, make) in found.items()}

    def _list(self, path: str) -> Sheet:
        url, title, make = self.lists[path]
        above = (Link(urls.PROJECTS.title, urls.PROJECTS.url),) if url != urls.PROJECTS.url else ()
        return self._generated(url, title, urls.PROJECTS.slug, make(), above, listed=not above)

    def _section(self, section: Section, make: Callable[[], Props]) -> Sheet:
        intro, content = self._sections.intro(section), make()
        title = intro.title if intro else section.title if section.slug else self.entry.name
        if above := section.above:
            return self._generated(section.url, title, above.slug, content, (Link(above.title, above.url),), False)
        sheet = self._generated(section.url, title, section.slug, content)
        kind = search.kind_of(section) if self.deck.extras.search else ""
        if intro is None:
            return replace(sheet, head=replace(sheet.head, description=section.summary or self.entry.claim, kind=kind))
        head = Head(
            title=title,
            url=sheet.head.url,
            section=section.slug,
            description=intro.summary or self.entry.claim,
            trail=sheet.head.trail,
            sample=intro.sample,
            source=intro.source,
            image=self.deck.image(intro),
            kind=kind,
        )
        return Sheet(sheet.path, head, content)

    def _generated(
        self, url: str, title: str, section: str, content: Props, above: tuple[Link, ...] = (), listed: bool = True
    ) -> Sheet:
        trail = (Link(self.entry.name, "/"), *above) if url != "/" else ()
        head = Head(title, self.deck.urls.bases[self.entry.slug] + url, section, self.entry.claim, trail)
        return Sheet(file_of(url), head, content, listed)


def is_list(path: str) -> bool:
    """Whether a list of projects lies at a path: that of all, or that of a choice, which lies deeper than any record."""
    return path == file_of(urls.PROJECTS.url) or path.count("/") > DEPTH_OF_RECORDS


def _nav(section: Section) -> NavItem:
    return NavItem(section.title, section.url, section.slug, section.icon)
