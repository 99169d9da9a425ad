"""The print pages as a browser without scripts puts them on paper, and the QR codes as a telephone sees them."""

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from audit.places import path_of
from plugins.network.references import MAIN
from plugins.planning.cards import Poster
from plugins.planning.props import Posters, ProjectPage, TablePlan
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import Place, planned
from tests.minisite import MiniSite
from tests.posters.reading import code_width, codes, opened, outside, pictures, tags, texts

MARGIN = 14.0
"""In mm, as in css/poster.css."""
VILLAGES = [site.frame.slug for site in planned() if site.frame.slug != MAIN]
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführer"
every_village = pytest.mark.parametrize("village", VILLAGES)


def posters(village: str) -> tuple[Poster, ...]:
    site = next(site for site in planned() if site.frame.slug == village)
    return next(sheet.props.posters for sheet in site.sheets if isinstance(sheet.props, Posters))


def place(village: str) -> Place:
    return Place(village, "/projekte/aushang/", "posters.html")


def on_paper(page: Page) -> bytes:
    """What the browser prints, as its dialogue would without further ado."""
    page.emulate_media(media="print")
    return page.pdf(prefer_css_page_size=True, format="A4", tagged=True)


def seen(element: Locator) -> Image.Image:
    return Image.open(BytesIO(element.screenshot()))


@every_village
def test_every_project_is_one_sheet_and_its_code_leads_to_it(plain_visitor: Visitor, village: str) -> None:
    pdf = on_paper(plain_visitor.go(place(village)))
    assert [codes(picture) for picture in pictures(pdf, 150)] == [[poster.address] for poster in posters(village)]
    assert all(30 < code_width(picture, 150) < 42 for picture in pictures(pdf, 150))
    assert outside(pdf, MARGIN - 1) == []


@every_village
def test_the_sheets_say_what_the_pdf_says_and_nothing_of_the_page_around_them(
    plain_visitor: Visitor, village: str
) -> None:
    sheets = texts(on_paper(plain_visitor.go(place(village))))
    for sheet, poster in zip(sheets, posters(village), strict=True):
        assert poster.contact in sheet and "Stand: 22. Nov. 2026" in sheet
        assert "Papier A4" not in sheet and "Blatt" not in sheet and "Zum Inhalt" not in sheet


def test_codes_have_a_name_in_the_browsers_own_pdf_too(plain_visitor: Visitor) -> None:
    found = tags(on_paper(plain_visitor.go(place(VILLAGES[0]))))
    named = [alt for _, alt in found if alt.startswith("QR-Code")]
    assert named == [f"QR-Code: {poster.address}" for poster in posters(VILLAGES[0])]


def test_table_plan_and_signs_are_one_sheet_each(plain_visitor: Visitor) -> None:
    main = planned()[0]
    plan = next(sheet.props for sheet in main.sheets if isinstance(sheet.props, TablePlan))
    tables = [table for village in plan.villages for table in village.tables]
    pdf = on_paper(plain_visitor.go(Place(MAIN, "/projektboerse/aushang/", "tables.html")))
    sheets = texts(pdf)
    assert "Tischplan" in sheets[0]
    assert len(sheets) == 1 + len(tables)
    for sheet, table in zip(sheets[1:], tables, strict=True):
        assert f"Tisch {table.number} " in f"{sheet} " and table.village in sheet
    assert outside(pdf, MARGIN - 1) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_codes_can_be_scanned_from_a_screen_by_day_and_by_night(visitor: Visitor, width: int, scheme: str) -> None:
    page = visitor.go(place(VILLAGES[0]), width, color_scheme=scheme)
    shown = page.locator("main .code")
    assert [codes(seen(shown.nth(index))) for index in range(2)] == [
        [poster.address] for poster in posters(VILLAGES[0])[:2]
    ]


def test_codes_stay_black_on_white_in_a_readers_own_colours(visitor: Visitor) -> None:
    page = visitor.go(place(VILLAGES[0]), forced_colors="active", color_scheme="dark")
    assert codes(seen(page.locator("main .code").first)) == [posters(VILLAGES[0])[0].address]


def test_a_printed_project_leads_back_to_its_page_and_the_screen_does_not_show_it(visitor: Visitor) -> None:
    site = next(site for site in planned() if site.frame.slug == VILLAGES[0])
    sheet = next(sheet for sheet in site.sheets if isinstance(sheet.props, ProjectPage))
    page = visitor.go(Place(VILLAGES[0], path_of(sheet), "project.html"))
    code = page.locator(".way-back .code")
    expect(code).to_be_hidden()
    visitor.see(DESK, media="print")
    expect(code).to_be_visible()
    address = site.frame.published + path_of(sheet)
    assert codes(seen(code)) == [address], "the published address, though this server has another"
    pdf = on_paper(page)
    assert codes(pictures(pdf, 150)[0]) == [address], "on the first sheet"
    assert address.removeprefix("https://") in texts(pdf)[0].replace(" ", "")


def test_how_to_subscribe_to_the_calendar_can_be_done_from_paper(visitor: Visitor) -> None:
    site = next(site for site in planned() if site.frame.slug == VILLAGES[0])
    page = visitor.go(Place(VILLAGES[0], "/kalender/", "subscribe.html"), DESK, media="print")
    assert codes(seen(page.locator(".way-back .code"))) == [f"{site.frame.published}/kalender/"]
    assert page.get_by_text("Im Kalender öffnen").filter(visible=True).count() == 0, "paper has no buttons"
    words = texts(on_paper(page))[0].replace("\n", "").replace(" ", "")
    assert words.count("termine.ics") == 1, "the address once, to be typed"


@pytest.fixture
def crowded(tmp_path: Path) -> Iterator[str]:
    """The address of a village whose projects have more to say than a sheet holds, served as plain files."""
    wishes = "".join(f"\n  - {{what: '{number}. {LONG} und {LONG}', category: helfer}}" for number in range(1, 13))
    many = "".join(
        f"\n  - {{what: 'Wunsch {number}, ein gewöhnlicher Satz mit zehn Worten darin', category: helfer}}"
        for number in range(1, 13)
    )
    site = MiniSite(tmp_path / "projekt")
    site.record(
        "anger/projekte/lang",
        f"title: {LONG[:110]}\nsummary: {LONG} {LONG}\nstage: ruht\nlead: {LONG}\nseeks:{wishes}\noffers:{wishes}",
    )
    site.record("anger/projekte/viel", f"stage: planung\nseeks:{many}\noffers:{many}")
    site.record("anger/projekte/wenig", "stage: idee")
    folder = site.build(LOCAL=None) / "anger"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/projekte/aushang/"
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


def test_long_words_and_a_dozen_wishes_stay_on_their_sheet(plain_visitor: Visitor, crowded: str) -> None:
    plain_visitor.page.goto(crowded)
    pdf = on_paper(plain_visitor.page)
    assert len(opened(pdf).pages) == 3
    assert outside(pdf, MARGIN - 1) == []
    assert [found for picture in pictures(pdf, 150) for found in codes(picture)] == [
        f"https://anger.netz.example/projekte/{slug}/" for slug in ("lang", "viel", "wenig")
    ]


@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_long_words_fit_every_window(visitor: Visitor, crowded: str, width: int) -> None:
    visitor.see(width)
    visitor.page.goto(crowded)
    assert visitor.page.evaluate("looking.unfitting()") == []
