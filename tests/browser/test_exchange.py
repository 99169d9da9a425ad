"""Exchange in the village: the pin board's filter, letters to the editors, sharing, the map; with scripts and without."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import expect

from plugins.letters.reading import read_letter
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import Place

BOARD = Place("ampen", "/pinnwand/", "notices.html")
TAKE_PART = Place("ampen", "/mitmachen/", "participate.html")
PROJECT = Place("ampen", "/projekte/reparaturcafe/", "project.html")
ARTICLE = Place("ampen", "/aktuelles/erstes-reparaturcafe/", "article.html")
MAP = Place("ampen", "/karte/", "village_map.html")


@pytest.fixture(params=["with scripts", "without"])
def somebody(request: pytest.FixtureRequest, visitor: Visitor, plain_visitor: Visitor) -> Visitor:
    return visitor if request.param == "with scripts" else plain_visitor


def test_the_board_is_filtered_by_kind(somebody: Visitor) -> None:
    page = somebody.go(BOARD)
    slips = page.locator(".slip:visible")
    expect(slips).to_have_count(5)
    page.get_by_role("radio", name="Mitfahren").check()
    expect(slips).to_have_count(1)
    expect(slips.locator(".badge")).to_have_text("Mitfahren")
    page.get_by_role("radio", name="Alle").check()
    expect(slips).to_have_count(5)
    assert somebody.complaints() == []


def test_the_board_is_filtered_by_keyboard(somebody: Visitor) -> None:
    page = somebody.go(BOARD)
    page.get_by_role("radio", name="Alle").focus()
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Suche")).to_be_focused()
    expect(page.locator(".slip:visible .badge")).to_have_text("Suche")


def test_the_choice_is_said_and_kept(visitor: Visitor) -> None:
    page = visitor.go(BOARD)
    expect(page.get_by_role("status").filter(has_text="Zettel")).to_have_text("5 Zettel")
    page.get_by_role("radio", name="Hilfe").check()
    expect(page.get_by_role("status").filter(has_text="Zettel")).to_have_text("1 Zettel: Hilfe")
    assert page.url.endswith("/pinnwand/#hilfe")
    page.locator(".slip:visible a").click()
    page.go_back()
    expect(page.get_by_role("radio", name="Hilfe")).to_be_checked()
    expect(page.locator(".slip:visible")).to_have_count(1)
    page.reload()
    expect(page.get_by_role("radio", name="Hilfe")).to_be_checked()


@pytest.fixture
def later(browser: Any, port: int) -> Iterator[Callable[[str], Visitor]]:
    """Somebody who opens, on another day, pages that were made before."""
    context = browser.new_context(locale="de-DE")

    def on(day: str) -> Visitor:
        page = context.new_page()
        page.clock.set_fixed_time(f"{day}T12:00:00+01:00")
        return Visitor(page, port)

    yield on
    context.close()


def test_counts_follow_what_has_expired(later: Callable[[str], Visitor]) -> None:
    page = later("2026-12-24").go(BOARD)
    expect(page.locator(".slip:visible")).to_have_count(4)
    expect(page.locator("label[for=art-alle] .count")).to_have_text("4")
    expect(page.get_by_role("radio", name="Verschenke")).to_be_hidden()
    expect(page.get_by_role("radio", name="Mitfahren")).to_be_visible()
    expect(page.get_by_role("status").filter(has_text="Zettel")).to_have_text("4 Zettel")
    expect(page.get_by_text("Was hier hing, gilt nicht mehr.")).to_be_hidden()
    page.goto(f"{page.url}#verschenke")
    expect(page.get_by_role("radio", name="Alle")).to_be_checked()


def test_a_board_on_which_nothing_holds_any_more_says_so(later: Callable[[str], Visitor]) -> None:
    page = later("2027-12-24").go(BOARD)
    expect(page.locator(".slip:visible")).to_have_count(0)
    expect(page.locator(".kinds")).to_be_hidden()
    expect(page.get_by_text("Was hier hing, gilt nicht mehr.")).to_be_visible()
    page = later("2027-12-24").go(Place("ampen", "/", "village_start.html"))
    expect(page.get_by_text("Was hier hing, gilt nicht mehr.")).to_be_visible()


def test_on_paper_the_board_has_no_filter(visitor: Visitor) -> None:
    page = visitor.go(BOARD, media="print")
    expect(page.locator(".kinds")).to_be_hidden()


@pytest.mark.parametrize("name", ["Zettel für die Pinnwand", "Ein Termin", "Eine Nachricht", "Eine Idee"])
def test_a_letter_opens_with_one_click_and_can_be_copied_instead(plain_visitor: Visitor, name: str) -> None:
    page = plain_visitor.go(TAKE_PART)
    card = page.locator(".letter").filter(has_text=name)
    link = urlsplit(card.get_by_role("link", name="E-Mail öffnen").get_attribute("href") or "")
    said = parse_qs(link.query)
    assert (link.scheme, link.path) == ("mailto", "redaktion@ampen.modellorte.example")
    card.get_by_text("Öffnet sich nichts?").click()
    expect(card.locator("pre")).to_be_visible()
    shown = card.locator("pre").inner_text()
    assert [line.strip() for line in shown.split("\n") if line.strip()] == [
        line.strip() for line in said["body"][0].split("\r\n") if line.strip()
    ]
    draft = read_letter(said["subject"][0], shown)
    assert draft and draft.site == "ampen"


def test_every_project_takes_comments(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(PROJECT)
    link = urlsplit(page.get_by_role("link", name="Kommentar schreiben").get_attribute("href") or "")
    draft = read_letter(parse_qs(link.query)["subject"][0], "Text: Gut!")
    assert draft and (draft.site, draft.folder, draft.about) == ("ampen", "projekte", "reparaturcafe")


def test_a_phone_that_can_share_is_asked_to(visitor: Visitor) -> None:
    page = visitor.page
    page.add_init_script(
        "navigator.share = async (about) => { window.shared = about; }; navigator.canShare = () => true;"
    )
    visitor.go(ARTICLE)
    page.get_by_role("button", name="Teilen").click()
    shared: Any = page.evaluate("window.shared")
    assert shared["url"] == page.url and shared["title"] == page.get_by_role("heading", level=1).inner_text()


def test_elsewhere_the_address_is_copied(browser: Any, port: int) -> None:
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    visitor = Visitor(context.new_page(), port)
    context.add_init_script("delete Navigator.prototype.share;")
    page = visitor.go(ARTICLE)
    page.get_by_role("button", name="Link kopieren").click()
    expect(page.get_by_text("Der Link ist kopiert.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert visitor.complaints() == []
    context.close()


def test_without_scripts_there_is_no_button_that_does_nothing(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(ARTICLE)
    expect(page.locator(".share")).to_be_hidden()
    expect(page.get_by_role("link", name="Per E-Mail weitersagen")).to_be_visible()


def test_map_and_list_lead_to_each_other_and_say_the_same(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(MAP)
    marks, entries = page.locator("svg a"), page.locator(".map-list > li")
    assert marks.count() == entries.count() > 1
    for n in range(marks.count()):
        mark, entry = marks.nth(n), entries.nth(n)
        number = entry.get_attribute("value")
        assert mark.locator(".map-number").text_content() == number
        assert mark.get_attribute("aria-label") == f"{number}: {entry.get_by_role('heading').inner_text()}"
        assert mark.get_attribute("href") == f"#{entry.get_attribute('id')}"
        expect(entry.get_by_role("link", name="Auf der Karte zeigen")).to_have_attribute(
            "href", f"#{mark.get_attribute('id')}"
        )


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_marks_can_be_tapped_and_do_not_cover_each_other(visitor: Visitor, width: int) -> None:
    page = visitor.go(MAP, width)
    boxes = [box for touch in page.locator(".map-touch").all() if (box := touch.bounding_box())]
    assert all(box["width"] >= 43 and box["height"] >= 43 for box in boxes), boxes
    centres = [(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) for box in boxes]
    for n, (x, y) in enumerate(centres):
        assert all(abs(x - left) + abs(y - top) >= 43 for left, top in centres[:n])


def test_the_map_is_seen_in_forced_colours_and_on_paper(visitor: Visitor) -> None:
    for media in ({"forced_colors": "active"}, {"media": "print"}, {"color_scheme": "dark"}):
        page = visitor.go(MAP, DESK, **media)
        dot, number = page.locator(".map-dot").first, page.locator(".map-number").first
        fills = [part.evaluate("part => getComputedStyle(part).fill") for part in (dot, number)]
        assert len(set(fills)) == 2, (media, fills)


def test_an_address_with_a_point_leads_to_the_map(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(Place("ampen", "/adressen/vereinsheim/", "address.html"))
    page.get_by_role("link", name="Auf der Dorfkarte").click()
    expect(page.locator(".map-list > li:target").get_by_role("heading")).to_have_text("Vereinsheim am Sportplatz")
