"""Visits pages in Chromium: for the first time, and again once the village is on the phone."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, sync_playwright

from audit import looks
from audit.places import Place
from audit.server import Delivery, Line
from plugins.network.vocabulary import Check
from plugins.search.bundle import INDEX
from tests.system_packages import chromium

CHECKS: Mapping[Check, Callable[[Page], list[str]]] = {
    Check.REGELN: looks.axe_findings,
    Check.ZIELE: looks.small_targets,
    Check.UMBRUCH: partial(looks.unfitting, conditions=looks.REFLOWED),
    Check.SCHRIFT: partial(looks.unfitting, conditions=looks.DOUBLED),
    Check.BEWEGUNG: looks.moving,
    Check.FARBEN: looks.edgeless,
}
LATE = ("/theme/fonts/", "/bilder/")
"""What comes late on a first visit, so that jumps show."""
KEPT = """async () => {
  while (!(await caches.match("/precache.json"))) await new Promise((done) => setTimeout(done, 200));
}"""
"""Waits until the worker has finished: it stores the list last."""
_SCROLL = """async () => {
  for (let y = 0; y < document.body.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((done) => setTimeout(done, 50));
  }
}"""


@dataclass(frozen=True)
class First:
    """What a first visit of a page has shown."""

    place: Place
    size: int
    """Bytes over the line, compressed, font and pictures in view included."""
    scripts: int
    """Bytes of scripts among them, without the search engine."""
    shift: float
    """How far things have jumped, with font and pictures that come late."""
    strangers: tuple[str, ...]
    """Addresses on other hosts that were asked for something."""
    findings: Mapping[Check, list[str]]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The system's Chromium; without one, Playwright's own."""
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=chromium(), args=[*looks.CHROMIUM])


def first_visit(browser: Browser, line: Line, port: int, place: Place) -> First:
    """Visit a page on a phone that has never been here."""
    context = browser.new_context(locale="de-DE", service_workers="block", reduced_motion="no-preference")
    context.add_init_script(path=looks.LOOKING)
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    looks.see(page, looks.PHONE, reduced_motion="no-preference")
    line.deliveries, line.slow = [], LATE
    page.goto(place.address(port), wait_until="networkidle")
    sent, line.slow = [*line.deliveries], ()
    page.evaluate(_SCROLL)
    page.evaluate("looking.settled()")
    shift = float(page.evaluate("looking.shifted()"))
    page.reload(wait_until="networkidle")  # with the font, which has come by now
    page.evaluate("looking.settled()")
    findings = {check: look(page) for check, look in CHECKS.items()}
    context.close()
    return First(place, _sum(sent), _sum(filter(_is_script, sent)), shift, strangers(asked, place, port), findings)


def strangers(asked: Iterable[str], place: Place, port: int) -> tuple[str, ...]:
    """Those of the addresses a page has asked that are not on its own host."""
    here = urlsplit(place.address(port)).netloc
    return tuple(url for url in asked if urlsplit(url).netloc != here)


@dataclass(frozen=True)
class Repeated:
    """What a site costs those who have its worker."""

    kept: int
    """Bytes until the whole site is on the phone, the first page included."""
    sizes: Mapping[Place, int]
    """Bytes of each page from then on."""


def repeat_visits(browser: Browser, line: Line, port: int, places: Iterable[Place]) -> Repeated:
    """Visit pages of one site with the village on the phone; the first of them brings it there."""
    start, *_ = places = [*places]
    context = browser.new_context(locale="de-DE")
    page, line.deliveries = context.new_page(), []
    page.goto(start.address(port))
    page.evaluate(KEPT)
    kept, sizes = _sum(line.deliveries), {}
    for place in places:
        page.goto("about:blank")
        line.deliveries = []
        page.goto(place.address(port), wait_until="networkidle")
        sizes[place] = _sum(line.deliveries)
    context.close()
    return Repeated(kept, sizes)


def axe_version(browser: Browser) -> str:
    """What has looked for violations of the WCAG."""
    page = browser.new_page()
    page.evaluate(looks.AXE_SCRIPT)
    version = page.evaluate("axe.version")
    page.close()
    return f"axe-core {version}"


def _sum(sent: Iterable[Delivery]) -> int:
    return sum(delivery.size for delivery in sent)


def _is_script(delivery: Delivery) -> bool:
    return delivery.path.endswith((".js", ".mjs")) and not delivery.path.startswith(f"/{INDEX}")
