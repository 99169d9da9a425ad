"""The search page of a site, the list of everything from A to Z, and which pages are searched under which name."""

from collections.abc import Iterable, Iterator

from plugins.network.frozen import frozen
from plugins.network.records import KINDS, Record
from plugins.network.study import Site as Entry
from plugins.planning import urls
from plugins.planning.deck import Deck
from plugins.planning.props import Props
from plugins.planning.urls import Section
from plugins.search.alphabet import by_letter
from plugins.search.bundle import INDEX

PAGE = "Seite"
KIND_NAMES = {
    "aktuelles": "Meldung",
    "projekte": "Projekt",
    "termine": "Termin",
    "coaching": "Coaching",
    "pinnwand": "Pinnwand",
    "adressen": "Adresse",
    "seiten": PAGE,
}
"""What one of a kind is called among others, where it was found."""
_SEARCHED = {*urls.INTRODUCED, urls.OPEN_DATA, urls.SUBSCRIBE}
"""Generated pages that say something themselves; the others only list what has pages of its own."""


@frozen
class SearchPage(Props):
    """The search; `index` is the folder with what it searches in."""

    template = "search.html"
    index: str
    letters: str
    """The page with everything from A to Z."""


@frozen
class Title:
    """A page in the list of all; `village` where it is on another site."""

    title: str
    url: str
    kind: str
    sample: bool = False
    village: str | None = None


@frozen
class Letters(Props):
    """Everything from A to Z: each letter with the pages under it."""

    template = "letters.html"
    letters: tuple[tuple[str, tuple[Title, ...]], ...]


def kind_of(found: Record | Section) -> str:
    """What hits call a page; empty where it is not searched."""
    if isinstance(found, Section):
        return PAGE if found in _SEARCHED else ""
    return KIND_NAMES[found.id.kind]


def search_page() -> SearchPage:
    """The search of a site."""
    return SearchPage(f"/{INDEX}", urls.LETTERS.url)


def letters(deck: Deck, site: Entry, sections: Iterable[Section], scope: str | None) -> Letters:
    """Every page of the site in alphabetical order; with no scope those of all villages too."""
    found = [*_records(deck, scope), *_sections(deck, site, sections)]
    return Letters(by_letter(found, lambda one: one.title))


def _records(deck: Deck, scope: str | None) -> Iterator[Title]:
    here = deck.urls.site
    for record in (record for kind in KINDS.values() for record in deck.all(kind, scope)):
        village = None if record.id.site == here else deck.site(record.id.site).name
        yield Title(record.title, deck.urls.of(record.id), KIND_NAMES[record.id.kind], record.sample, village)


def _sections(deck: Deck, site: Entry, sections: Iterable[Section]) -> Iterator[Title]:
    """The generated pages, but those whose title and text is a record."""
    texts = {deck.urls.of(page.id) for page in deck.all(KINDS["seiten"], site.slug)}
    for section in sections:
        if section.above is None and section.slug and section.url not in texts:
            yield Title(section.title, section.url, PAGE)
