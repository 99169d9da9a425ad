"""Everything can be reached with the Tab key alone, in order, and one always sees where one is."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import Place, project_lists, starts

start_of_every_site = pytest.mark.parametrize("place", starts(), ids=str)


@pytest.mark.parametrize("width", [PHONE, DESK])
@pytest.mark.parametrize("place", [*starts(), *project_lists()], ids=str)
def test_tab_visits_every_link_in_order_and_each_is_seen(visitor: Visitor, place: Place, width: int) -> None:
    page = visitor.go(place, width)
    stops = page.evaluate("looking.stops().length")
    visited = [tab(page) for _ in range(stops)]
    assert [stop for stop, _ in visited] == list(range(stops))
    assert [fault for _, faults in visited for fault in faults] == []


@start_of_every_site
def test_skip_link_comes_first_shows_itself_and_leads_past_the_menu(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Zum Inhalt springen")
    expect(page.locator(":focus")).to_be_in_viewport(ratio=1)
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("main :focus")).to_be_visible()


@pytest.mark.parametrize("width", [PHONE, DESK])
@start_of_every_site
def test_more_leads_to_the_whole_menu(visitor: Visitor, plain_visitor: Visitor, place: Place, width: int) -> None:
    for somebody in (visitor, plain_visitor):
        page = somebody.go(place, width)
        page.get_by_role("link", name="Mehr", exact=True).focus()
        page.keyboard.press("Enter")
        menu = page.get_by_role("navigation", name="Was es hier gibt")
        expect(menu).to_be_in_viewport()
        page.keyboard.press("Tab")
        expect(menu.get_by_role("link").first).to_be_focused()


def tab(page: Page) -> tuple[int, list[str]]:
    """Go to the next stop: its number, and what is wrong there."""
    page.keyboard.press("Tab")
    focus = page.evaluate("looking.focus()")
    return focus["stop"], focus["faults"]
