"""What goes together, as a reader meets it: on the Projektbörse and on the pages of both projects."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from plugins.network.references import MAIN
from tests.browser.conftest import Visitor
from tests.browser.sites import Place, planned

EXCHANGE = Place(MAIN, "/projektboerse/", "exchange.html")


def with_matches() -> list[Place]:
    """A project of every village that shows matches."""
    pages = {
        site.frame.slug: Place(site.frame.slug, "/" + sheet.path.removesuffix("index.html"), "project.html")
        for site in planned()
        for sheet in site.sheets
        if getattr(sheet.props, "matches", ()) and sheet.props.template == "project.html"
    }
    return list(pages.values())


@pytest.mark.parametrize("place", [EXCHANGE, *with_matches()], ids=str)
def test_every_match_says_why_and_can_be_written_about(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    matches = page.locator(".match")
    expect(matches.first).to_be_visible()
    for match in matches.all():
        assert match.locator(".match-why").first.inner_text().endswith(".")
        letter = match.get_by_role("link", name=re.compile("Beide zusammenbringen.*E-Mail zu "))
        parts = urlsplit(letter.get_attribute("href") or "")
        written = parse_qs(parts.query, strict_parsing=True)
        shown = match.locator(".match-to").inner_text().replace("\u200b", "")
        assert all(mail in shown for mail in unquote(parts.path).split(","))
        assert match.locator("h3 a").first.inner_text() in written["body"][0]
        assert " und " in written["subject"][0]


def test_a_match_leads_to_the_other_village_where_it_stands_too(visitor: Visitor) -> None:
    place = with_matches()[0]
    title = visitor.go(place).locator("h1").inner_text()
    visitor.page.locator(".match h3 a").first.click()
    expect(visitor.page.locator(".match h3", has_text=title)).to_be_visible()


def test_further_reasons_open_by_keyboard(visitor: Visitor) -> None:
    page = visitor.go(EXCHANGE)
    more = page.locator(".match details").first
    more.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(more.locator(".match-why").first).to_be_visible()
