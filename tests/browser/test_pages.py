"""Every kind of page of every site: nothing goes wrong while it loads, and everything fits, however wide the window."""

import pytest

from plugins.network.references import MAIN
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import ROOT, Place, every_kind_of_page, starts

SMALLEST, ZOOMED = 320, 640
"""A desk's window of 1280 px at a zoom of 400 and of 200 %."""
DOUBLE = ":root { font-size: 200% }"
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
"""What a reader may set (WCAG 2.2, 1.4.12)."""


@pytest.fixture(scope="module", params=every_kind_of_page(), ids=str)
def place(request: pytest.FixtureRequest, visitor: Visitor) -> Place:
    """Where the visitor is; one visit serves several tests, as loading takes longer than looking."""
    place: Place = request.param
    visitor.go(place).evaluate("looking.settled()")
    return place


def test_every_template_of_the_theme_is_visited() -> None:
    templates = {file.name for file in (ROOT / "themes/modellorte/templates").glob("*.html")} - {"base.html"}
    assert {place.template for place in every_kind_of_page()} == templates


def test_page_loads_without_complaint_and_asks_no_other_host(visitor: Visitor, place: Place) -> None:
    for width in (PHONE, DESK):
        for scheme in ("light", "dark"):
            visitor.see(width, color_scheme=scheme)
    visitor.page.evaluate("looking.settled()")
    assert visitor.complaints(missing=place.template == "not_found.html") == []


@pytest.mark.usefixtures("place")
def test_everything_fits_at_every_width_with_double_text_and_with_wide_spacing(visitor: Visitor) -> None:
    widths = (SMALLEST, PHONE, ZOOMED, DESK)
    findings = []
    for width, rules in [*((width, "") for width in widths), (DESK, DOUBLE), (DESK, SPACED), (PHONE, SPACED)]:
        visitor.see(width)
        visitor.page.evaluate("looking.styled", rules)
        findings += [f"{width} px {rules}: {finding}" for finding in visitor.page.evaluate("looking.unfitting()")]
    assert not findings, "\n".join(findings)


@pytest.mark.parametrize("start", [*starts(), Place(MAIN, "/gibt-es-nicht/", "not_found.html")], ids=str)
def test_no_label_of_a_menu_or_button_is_broken_on_a_phone(visitor: Visitor, start: Place) -> None:
    page = visitor.go(start)
    page.evaluate("looking.settled()")
    assert page.evaluate("looking.broken('nav a, main a')") == []
