"""A site as an app: what its frame says of that, its manifest, the page that helps to install it, and the one for offline."""

from collections.abc import Callable

from plugins.app import icons, webmanifest
from plugins.network.study import Site as Entry
from plugins.planning import urls
from plugins.planning.cards import Link
from plugins.planning.extras import Offer
from plugins.planning.pages import Sheet, file_of
from plugins.planning.props import App, AppManifest, AppPage, Head, OfflinePage

OFFLINE = "offline.html"
WORKER = "/sw.js"
_PAPER = "#faf5ea"
"""What a phone shows before the first page: the theme's paper."""
_NIGHT = "#1b1815"
_SHORTCUTS = (urls.DATES, urls.PROJECTS, urls.NOTICES)


def shortcuts(is_main: bool) -> tuple[urls.Section, ...]:
    """Where the app leads at once; the main site has no pin board."""
    there = urls.sections(is_main)
    return tuple(section for section in _SHORTCUTS if section in there)


def in_frame(entry: Entry, offer: Offer) -> App:
    """What every page says of the app."""
    return App(
        manifest=f"/{webmanifest.PATH}",
        icon=f"/{icons.TOUCH.path}",
        page=urls.APP.url,
        light=entry.accent.light,
        dark=_NIGHT,
        worker=WORKER if offer == "offline" else "",
    )


def manifest(entry: Entry, is_main: bool) -> AppManifest:
    """The manifest."""
    links = tuple(Link(section.title, section.url) for section in shortcuts(is_main))
    return AppManifest(entry.accent.light, _PAPER, links)


def pages(entry: Entry, base: str, kind: str) -> dict[str, Callable[[], Sheet]]:
    """The pages about the app by their paths; `base` is the site's address, `kind` what hits of the search call a page."""
    return {file_of(urls.APP.url): lambda: _install(entry, base, kind), OFFLINE: lambda: _offline(entry, base)}


def _install(entry: Entry, base: str, kind: str) -> Sheet:
    description = f"{entry.name} auf dem Handy: ohne App-Store, ohne Anmeldung, auch ohne Netz."
    trail = (Link(entry.name, "/"),)
    head = Head(urls.APP.title, base + urls.APP.url, urls.APP.slug, description, trail, kind=kind)
    return Sheet(file_of(urls.APP.url), head, AppPage())


def _offline(entry: Entry, base: str) -> Sheet:
    return Sheet(OFFLINE, Head("Gerade ohne Netz", f"{base}/{OFFLINE}", "", entry.claim), OfflinePage(), listed=False)
