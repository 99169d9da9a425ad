"""Every kind of page of every site: nothing goes wrong while it loads, and everything fits, however wide the window."""

import pytest

from audit.looks import DESK, DOUBLED, PHONE, REFLOWED, unfitting
from plugins.network.references import MAIN
from plugins.planning.moving import Moved
from tests.browser.conftest import Visitor
from tests.browser.sites import ROOT, Place, every_kind_of_page, starts


@pytest.fixture(scope="module", params=every_kind_of_page(), ids=str)
def place(request: pytest.FixtureRequest, visitor: Visitor) -> Place:
    """Where the visitor is; one visit serves several tests, as loading takes longer than looking."""
    place: Place = request.param
    visitor.go(place).evaluate("looking.settled()")
    return place


def test_every_template_of_the_theme_is_visited() -> None:
    templates = {file.name for file in (ROOT / "themes/modellorte/templates").glob("*.html")} - {
        "base.html",
        Moved.template,
    }
    assert {place.template for place in every_kind_of_page()} == templates


def test_page_loads_without_complaint_and_asks_no_other_host(visitor: Visitor, place: Place) -> None:
    for width in (PHONE, DESK):
        for scheme in ("light", "dark"):
            visitor.see(width, color_scheme=scheme)
    visitor.page.evaluate("looking.settled()")
    assert visitor.complaints(missing=place.template == "not_found.html") == []


@pytest.mark.usefixtures("place")
def test_everything_fits_at_every_width_with_double_text_and_with_wide_spacing(visitor: Visitor) -> None:
    assert unfitting(visitor.page, (*REFLOWED, *DOUBLED)) == []


@pytest.mark.parametrize("start", [*starts(), Place(MAIN, "/gibt-es-nicht/", "not_found.html")], ids=str)
def test_no_label_of_a_menu_or_button_is_broken_on_a_phone(visitor: Visitor, start: Place) -> None:
    page = visitor.go(start)
    page.evaluate("looking.settled()")
    assert page.evaluate("looking.broken('nav a, main a')") == []
