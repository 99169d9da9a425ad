"""Where everything is published: the address of each record and of each generated page, and who claims one twice."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import field
from datetime import date
from functools import cache

from plugins.images import naming
from plugins.network.body import Body, Target, absolute, reference_of
from plugins.network.checking import folded
from plugins.network.frozen import frozen
from plugins.network.model import PICTURES, Picture, is_photo
from plugins.network.problems import Problem
from plugins.network.records import Notice, Page, Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.planning import trace as traces
from plugins.planning.cards import Image, Text
from plugins.planning.trace import Trace


@frozen
class Section:
    """A generated page of a site and what lies below it: its address, menu title and icon, and what it is, where that is not clear."""

    slug: str
    title: str
    icon: str
    summary: str | None = None
    above: "Section | None" = None
    """The section that leads to it, where it stands in no menu itself."""

    @property
    def url(self) -> str:
        """The address inside the site."""
        return f"/{self.slug}/" if self.slug else "/"


START = Section("", "Start", "home")
NEWS = Section("aktuelles", "Aktuelles", "newspaper")
DATES = Section("termine", "Termine", "calendar")
PROJECTS = Section("projekte", "Projekte", "sprout")
COACHING = Section("coaching", "Coaching", "route")
NOTICES = Section("pinnwand", "Pinnwand", "pin")
ADDRESSES = Section("adressen", "Adressen", "map-pin")
VILLAGE = Section("dorf", "Dorf", "landmark")
NEWCOMERS = Section(
    "neu-im-dorf",
    "Neu im Dorf?",
    "signpost",
    "Gerade zugezogen? Wen Du fragen kannst, wohin die ersten Wege führen und wo Du Leute triffst.",
)
TAKE_PART = Section("mitmachen", "Mitmachen", "hand-helping")
STUDY = Section("studie", "Die Studie", "book-open")
VILLAGES = Section("doerfer", "Dörfer", "landmark")
EXCHANGE = Section("projektboerse", "Projektbörse", "handshake")
POSTERS = Section("projekte/aushang", "Aushänge zum Drucken", "sprout", above=PROJECTS)
TABLES = Section("projektboerse/aushang", "Für den Abend: Tischplan und Aushänge", "handshake", above=EXCHANGE)

MAP = Section("karte", "Dorfkarte", "map", "Wo im Dorf was ist: als Karte und als Liste mit denselben Nummern.")
APP = Section("app", "Als App installieren", "smartphone")
OPEN_DATA = Section(
    "offene-daten",
    "Offene Daten",
    "file-text",
    "Was auf dieser Website steht, gibt es auch als Datei für Programme: zum Auswerten, Weitererzählen und Weiterbauen.",
)

SUBSCRIBE = Section(
    "kalender",
    "Kalender abonnieren",
    "calendar",
    "Die Termine dieser Website im eigenen Kalender: einmal eingerichtet, kommen neue und geänderte von selbst.",
)

SEARCH = Section("suche", "Suche", "search")
LETTERS = Section(
    "a-z",
    "Von A bis Z",
    "book-open",
    "Alle Seiten nach dem Alphabet: auch ohne Suche zu finden.",
)

VILLAGE_SECTIONS = (START, NEWS, DATES, PROJECTS, COACHING, NOTICES, ADDRESSES, VILLAGE, NEWCOMERS, TAKE_PART)
MAIN_SECTIONS = (START, STUDY, VILLAGES, COACHING, PROJECTS, EXCHANGE, NEWS, DATES, ADDRESSES, TAKE_PART)
BESIDE = (OPEN_DATA, SUBSCRIBE, APP, SEARCH, LETTERS)
"""Generated pages of every site, as far as its extras say so."""
BESIDE_OF_VILLAGES = (MAP,)
"""The same, of every village."""
INTRODUCED = {COACHING, VILLAGE, NEWCOMERS, TAKE_PART, STUDY, VILLAGES, EXCHANGE}
"""Sections whose text is the page of the same name in `seiten`."""
LEGAL = ("impressum", "datenschutz", "barrierefreiheit")
"""Pages that the main site writes for all; a village may have its own."""
STATEMENT = "barrierefreiheit"
"""The one of them that says what an audit has found."""
EASY = "leichte-sprache"
"""The page that says in easy language what the site is; a site without one leads to the main site's."""
TEXT_WIDTH = "(min-width: 45rem) 42rem, 100vw"
"""How wide the theme sets texts, and so the pictures in them: the `sizes` a browser chooses by."""


def sections(is_main: bool) -> tuple[Section, ...]:
    """The generated pages of a site, in the order of its menu."""
    return MAIN_SECTIONS if is_main else VILLAGE_SECTIONS


def beside(is_main: bool) -> tuple[Section, ...]:
    """The generated pages of a site that are for reading and stand in no menu."""
    return BESIDE if is_main else (*BESIDE, *BESIDE_OF_VILLAGES)


def to_print(is_main: bool) -> tuple[Section, ...]:
    """The generated pages of a site that stand in no menu: what is printed for the Projektbörse."""
    return (TABLES,) if is_main else (POSTERS,)


def introduces(reference: Reference, is_main: bool) -> Section | None:
    """The section whose text a page is."""
    if reference.kind != Page.folder:
        return None
    return next((s for s in sections(is_main) if s in INTRODUCED and s.slug == reference.slug), None)


def inside(reference: Reference) -> str:
    """A record's address inside its site."""
    folder = "" if reference.kind == Page.folder else f"/{reference.kind}"
    return f"{folder}/{reference.slug}/"


def month_url(day: date) -> str:
    """Where the month of a day has its page."""
    return f"{DATES.url}{day:%Y-%m}/"


def is_month(url: str) -> bool:
    """Whether an address has the form of a month's page."""
    return re.fullmatch(rf"{DATES.url}\d{{4}}-\d\d/", url) is not None


def behind(path: str, site: str) -> Reference | None:
    """The record whose page lies at a path of a site, where it has the form of one."""
    found = re.fullmatch(r"(?:([^/]+)/)?([^/]+)/index\.html", path)
    return Reference(found[1] or Page.folder, site, found[2]) if found else None


def holder(url: str, is_main: bool) -> str | None:
    """What has an address without being a record, in German: a generated page, or a folder of files."""
    return "Die erzeugte Seite des Monats" if is_month(url) else _taken(is_main).get(url)


@cache
def _taken(is_main: bool) -> Mapping[str, str]:
    folders = {f"/{name}/": f"Der Ordner `{name}`" for name in (PICTURES, "theme")}
    generated = (*sections(is_main), *beside(is_main), *to_print(is_main))
    return folders | {section.url: f"Die erzeugte Seite „{section.title}“" for section in generated}


def collisions(plan: Plan, files: Mapping[Reference, str]) -> Iterator[Problem]:
    """Sources that want the address of a generated page, also by letter case; `files` are all that were meant as records."""
    for reference, path in files.items():
        is_main, url = reference.site == plan.main.slug, folded(inside(reference))
        other = holder(url, is_main)
        if other and not introduces(reference, is_main):
            fix = f"{other} hat sie schon: gib der Datei einen anderen Namen."
            yield Problem(path, 1, "Datei", f"die vergebene Adresse `{url}`", "eine freie Adresse", fix)


@frozen
class Urls:
    """Addresses as they stand on the pages of one site: without host inside it, with host to the others."""

    bases: Mapping[str, str]
    """Site → its address without a slash at the end."""
    site: str
    gone: frozenset[Reference]
    """Notices that have expired: their page is no longer published."""
    pictures: Mapping[tuple[str, str], Picture]
    """Site and file name → picture."""
    trace: Trace = field(default_factory=Trace)
    """Told of pictures of other sites that pages of this one show; each site serves its own copy."""

    def of_site(self, site: str) -> str:
        """The start page of a site."""
        return self.to(site, "/")

    def to(self, site: str, path: str) -> str:
        """A path inside a site, seen from here."""
        return path if site == self.site else self.bases[site] + path

    def of(self, reference: Reference) -> str:
        """A record's page; an expired notice leads to the pin board."""
        path = NOTICES.url if self.gone and reference in self.gone else inside(reference)
        return self.to(reference.site, path)

    def place(self, site: str, name: str) -> str:
        """Where a picture of a site lies, always on this site's host: a page asks no other host for anything."""
        if site == self.site:
            return f"/{PICTURES}/{name}"
        self.trace.note(traces.picture(site, name))
        return f"/{PICTURES}/{site}/{name}"

    def image(self, site: str, name: str, alt: str) -> Image:
        """A picture of a site: a drawing as it is, a photo in several sizes."""
        picture, place = self.pictures[site, name], self.place(site, name)
        if not is_photo(name):
            return Image(place, alt, picture.width, picture.height)
        sizes = naming.sizes(picture.width, picture.height)
        width, height = sizes[:2][-1]  # the second, where there is one
        srcset = ", ".join(f"{naming.small(place, width)} {width}w" for width, _ in sizes)
        return Image(naming.small(place, width), alt, width, height, srcset)

    def text(self, body: Body, of: Reference) -> Text:
        """A body with all its links and pictures addressed."""
        fill = tuple(self._picture(t, of) if t.picture else self._link(t, of) for t in body.targets)
        return Text(of, body.digest, fill)

    def _picture(self, target: Target, of: Reference) -> dict[str, str]:
        _, site, _, name = absolute(target.path, of).split("/")
        image = self.image(site, name, "")
        size = {"width": str(image.width), "height": str(image.height), "loading": "lazy", "decoding": "async"}
        choice = {"srcset": image.srcset, "sizes": TEXT_WIDTH} if image.srcset else {}
        return {"src": image.url, **choice, **size}

    def _link(self, target: Target, of: Reference) -> dict[str, str]:
        anchor = f"#{target.anchor}" if target.anchor else ""
        reference = reference_of(target.path, of)
        return {"href": (self.of(reference) if target.path and reference else "") + anchor}


def expired(records: Iterable[Record], today: date) -> frozenset[Reference]:
    """The notices whose last day is over."""
    return frozenset(notice.id for notice in records if isinstance(notice, Notice) and notice.valid_until < today)
