"""A browser that runs no scripts shows the same pages, and the filter of the projects is made of links."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visitor
from tests.browser.sites import Place, one_of_each_kind, project_lists

SAID_BY_SCRIPTS = "[data-in-words], [data-distance], .open-state, .board-count, .share"
"""The same dates, said otherwise (test_days.py), and what only a clock or a script can know."""
INSTEAD = {"search.html"}
"""Where without scripts stands something else: test_search.py."""


@pytest.mark.parametrize("place", [one for one in one_of_each_kind() if one.template not in INSTEAD], ids=str)
def test_nothing_is_missing_without_scripts(visitor: Visitor, plain_visitor: Visitor, place: Place) -> None:
    with_scripts, without = visitor.go(place), plain_visitor.go(place)
    words = with_scripts.locator(SAID_BY_SCRIPTS)
    words.evaluate_all("all => all.forEach(one => one.remove())")
    for part in ("header", "main", "footer"):
        lines = with_scripts.locator(part).inner_text().splitlines()
        shown = without.locator(part).inner_text().splitlines()
        assert [line for line in lines if line not in shown] == []


@pytest.mark.parametrize("place", project_lists(), ids=str)
def test_each_choice_of_the_filter_is_a_page_with_as_many_projects_as_it_says(
    plain_visitor: Visitor, place: Place
) -> None:
    page = plain_visitor.go(place)
    everything = count_of(choices(page).first)
    for number in range(choices(page).count()):
        choice = choices(page).nth(number)
        count = count_of(choice)
        choice.click()
        assert shown(page) == count
        expect(page.get_by_role("heading", level=2, name=re.compile(rf"^{count} Projekte?$"))).to_be_visible()
        expect(choices(page).nth(number)).to_have_attribute("aria-current", "page")
        choices(page).first.click()
        assert shown(page) == everything


def choices(page: Page) -> Locator:
    """The filter's links, „Alle“ first."""
    return page.get_by_role("navigation", name="Projekte auswählen").get_by_role("link")


def count_of(choice: Locator) -> int:
    """How many projects a choice promises."""
    return int(re.sub(r"\D", "", choice.inner_text()))


def shown(page: Page) -> int:
    """How many projects the page shows."""
    return page.get_by_role("main").get_by_role("article").count()
