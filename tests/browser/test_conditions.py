"""The same pages on paper, in the dark, under a finger, without motion and in the reader's own colours."""

import pytest
from playwright.sync_api import Locator, expect

from audit.looks import DESK, PHONE, edgeless, moving, small_targets
from plugins.network.references import MAIN
from tests.browser.conftest import Visitor
from tests.browser.sites import Place, one_of_each_kind, starts

one_page_of_each_kind = pytest.mark.parametrize("place", one_of_each_kind(), ids=str)
start_of_every_site = pytest.mark.parametrize("place", starts(), ids=str)
TEXTS = ("--ink", "--soft", "--accent")
GROUNDS = ("--paper", "--card", "--tint", "--tint-strong")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@one_page_of_each_kind
def test_on_paper_text_is_dark_on_white_and_no_menu_is_left(visitor: Visitor, place: Place, scheme: str) -> None:
    page = visitor.go(place, DESK, media="print", color_scheme=scheme)
    assert page.get_by_role("navigation").get_by_role("link").count() == 0
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert page.evaluate("looking.unprintable()") == []
    body = page.evaluate("[looking.style(document.body).color, looking.style(document.body).backgroundColor]")
    assert body == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]


@start_of_every_site
def test_night_turns_light_and_dark_round(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    brightness = "[looking.luminance(looking.style(document.body).backgroundColor), looking.luminance(looking.style(document.body).color)]"
    paper, ink = page.evaluate(brightness)
    visitor.see(PHONE, color_scheme="dark")
    dark_paper, dark_ink = page.evaluate(brightness)
    assert paper > 0.8 > 0.1 > ink
    assert dark_paper < 0.1 < 0.7 < dark_ink


@pytest.mark.parametrize("scheme", ["light", "dark"])
@start_of_every_site
def test_text_can_be_read_on_every_ground(visitor: Visitor, place: Place, scheme: str) -> None:
    """Also where axe cannot tell: on the horizon behind a heading."""
    page = visitor.go(place, color_scheme=scheme)
    for text in TEXTS:
        for ground in GROUNDS:
            assert page.evaluate("looking.contrastOf", [text, ground]) >= 4.5, f"{text} on {ground}"


def test_every_village_has_its_own_accent(visitor: Visitor) -> None:
    accents = [
        visitor.go(place).evaluate("looking.style(document.body).getPropertyValue('--accent')") for place in starts()
    ]
    assert len(set(accents)) == len(accents)


@one_page_of_each_kind
def test_everything_is_large_enough_for_a_finger(visitor: Visitor, place: Place) -> None:
    assert small_targets(visitor.go(place)) == []


@one_page_of_each_kind
def test_nothing_moves_for_those_who_want_no_motion(visitor: Visitor, place: Place) -> None:
    assert moving(visitor.go(place)) == []


@start_of_every_site
def test_forced_colours_leave_edges_and_focus(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    assert edgeless(page) == []
    for _ in range(8):
        page.keyboard.press("Tab")
        assert page.evaluate("looking.focus().faults") == []


@pytest.mark.parametrize("place", [place for place in starts() if place.site != MAIN], ids=str)
def test_bar_stays_at_the_bottom_of_a_phone_and_at_the_top_of_a_desk(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    bar = page.get_by_role("navigation", name="Hauptmenü")
    page.mouse.wheel(0, 1500)
    expect(bar).to_be_in_viewport(ratio=0.99)
    assert top(bar) > 600
    visitor.see(DESK)
    page.evaluate("scrollTo(0, 0)")
    assert top(bar) < 200


def top(place: Locator) -> float:
    """How far below the window's upper edge something begins."""
    box = place.bounding_box()
    assert box
    return box["y"]
