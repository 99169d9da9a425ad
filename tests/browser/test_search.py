"""The search in Chromium: what is found, by keyboard, announced, without a server, without scripts; and everything from A to Z."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from plugins.network.references import MAIN
from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import Place, planned
from tests.browser.test_offline import Host, Phone
from tests.minisite import MiniSite

VILLAGES = ("weslarn", "meckingsen", "ampen")
SEARCH, LETTERS = "search.html", "letters.html"


def look_for(page: Page, words: str) -> Locator:
    """Type into the search page's field; the hits."""
    page.get_by_label("Wonach suchst Du?").fill(words)
    expect(page.get_by_role("status").filter(has_text="Treffer")).to_contain_text(f"„{words}“")
    return page.get_by_role("list", name="Treffer").get_by_role("listitem")


@pytest.fixture
def host(pagefind: None, tmp_path: Path) -> Iterator[Host]:
    """A village with a shop in its texts, and the app."""
    site = MiniSite(tmp_path / "projekt", "complete")
    site.record(
        "anger/projekte/laden", "title: Ein Laden für alle\nstage: idee\nsample: true", "Unser Dorfladen öffnet.\n"
    )
    site.record("anger/aktuelles/zwei", "title: Zwei Meinungen\ndate: 2026-11-01", "Über Dorfläden wird geredet.\n")
    made = Host(site)
    yield made
    made.stop()


@pytest.fixture
def phone(browser: Browser, host: Host) -> Iterator[Phone]:
    context = browser.new_context(locale="de-DE", viewport={"width": PHONE, "height": 740})
    yield Phone(context.new_page(), host)
    context.close()


@pytest.mark.parametrize("words", ["Dorfladen", "Dorfläden", "dorfladen"])
def test_every_form_of_a_word_is_found_also_without_a_server(phone: Phone, host: Host, words: str) -> None:
    phone.keep()
    host.stop()
    try:
        phone.go("/suche/")
        hits = look_for(phone.page, words)
        expect(hits).to_have_count(2)
        expect(hits.filter(has_text="Ein Laden für alle")).to_contain_text(re.compile("Projekt.*Beispiel"))
        expect(hits.filter(has_text="Zwei Meinungen").locator("mark")).to_have_text(re.compile("Dorfläden"))
        hits.get_by_role("link", name="Ein Laden für alle").click()
        expect(phone.page.locator("h1")).to_have_text("Ein Laden für alle")
        phone.page.go_back()
        expect(phone.page.get_by_label("Wonach suchst Du?")).to_have_value(words)
        expect(hits).to_have_count(2)
    finally:
        host.start()


def test_a_page_that_stayed_open_finds_what_a_new_release_brought(phone: Phone, host: Host) -> None:
    host.build("installable")  # nothing is kept on this phone, and what the old index consists of is gone
    phone.go("/suche/")
    expect(look_for(phone.page, "Dorfladen")).to_have_count(2)
    host.site.record("anger/aktuelles/drei", "title: Ein Markt\ndate: 2026-11-02", "Es gibt Brombeeren.\n")
    host.build("installable")
    expect(look_for(phone.page, "Brombeeren")).to_have_text(re.compile("Ein Markt"))
    expect(look_for(phone.page, "Dorfladen")).to_have_count(2)


def test_nothing_of_the_engine_is_fetched_before_somebody_types(visitor: Visitor) -> None:
    page = visitor.go(Place("ampen", "/suche/", SEARCH))
    page.wait_for_load_state("networkidle")
    assert not [answer.url for answer in visitor.answers if "/suche/index/" in answer.url]
    look_for(page, "Schützenhalle")
    assert [answer.url for answer in visitor.answers if answer.url.endswith("/suche/index/pagefind.js")]
    assert visitor.complaints() == []


def test_the_main_site_finds_the_pages_of_all_villages_and_says_whose_they_are(visitor: Visitor) -> None:
    page = visitor.go(Place(MAIN, "/suche/", SEARCH), DESK)
    for site in planned()[1:]:
        hits = look_for(page, site.frame.name)
        more = page.get_by_role("button", name="Mehr zeigen")
        while more.is_visible():
            shown = hits.count()
            more.click()
            expect(hits.nth(shown)).to_be_visible()
        own = hits.filter(has=page.locator(f'a[href^="http://{site.frame.slug}.localhost:{visitor.port}/"]'))
        assert own.count() > 2
        expect(own.first).to_contain_text(f"· {site.frame.name}")
    page.goto(own.first.get_by_role("link").get_attribute("href") or "")
    expect(page.locator("h1")).not_to_have_text("Hier geht es nicht weiter")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_from_the_header_to_a_hit_by_keyboard_alone(visitor: Visitor, width: int) -> None:
    page = visitor.go(Place("ampen", "/", "village_start.html"), width)
    header = page.get_by_role("banner")
    if width == DESK:
        header.get_by_role("searchbox", name="Suche").focus()
        page.keyboard.type("Schützenhalle")
        page.keyboard.press("Enter")
    else:
        header.get_by_role("button", name="Suchen").focus()
        page.keyboard.press("Enter")
        page.get_by_label("Wonach suchst Du?").focus()
        page.keyboard.type("Schützenhalle")
    hits = page.get_by_role("list", name="Treffer").get_by_role("listitem")
    expect(hits.first).to_be_visible()
    page.get_by_label("Wonach suchst Du?").focus()
    page.keyboard.press("Enter")
    count = page.get_by_role("status").locator("p").first
    expect(count).to_be_focused()
    expect(page.get_by_role("status").get_by_role("listitem")).to_have_count(0)
    expect(count).to_have_text(re.compile(r"^\d+ Treffer für „Schützenhalle“$"))
    page.keyboard.press("Tab")
    expect(hits.first.get_by_role("link")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Schützenhalle")


def test_the_number_of_hits_is_announced_and_what_to_do_where_there_is_none(visitor: Visitor) -> None:
    page = visitor.go(Place("ampen", "/suche/", SEARCH))
    look_for(page, "Xylophon")
    status = page.get_by_role("status").filter(has_text="Treffer")
    expect(status).to_contain_text("Keine Treffer")
    expect(status.get_by_role("listitem")).to_have_count(4)
    expect(status.get_by_role("link", name="von A bis Z")).to_have_attribute("href", "/a-z/")
    expect(status.get_by_role("link", name="Redaktion")).to_have_attribute("href", "/mitmachen/#kontakt")
    assert Axe().run(page).response["violations"] == []
    page.get_by_label("Wonach suchst Du?").fill("")
    expect(status).to_have_count(0)


def test_more_hits_follow_and_the_first_of_them_gets_the_focus(visitor: Visitor) -> None:
    page = visitor.go(Place(MAIN, "/suche/", SEARCH))
    hits = look_for(page, "Dorf")
    expect(hits).to_have_count(10)
    page.get_by_role("button", name="Mehr zeigen").press("Enter")
    expect(hits.nth(10).get_by_role("link")).to_be_focused()


def test_without_the_index_a_sentence_helps(visitor: Visitor) -> None:
    page = visitor.go(Place("ampen", "/suche/", SEARCH))
    page.route("**/pagefind-entry.json*", lambda route: route.abort())
    page.get_by_label("Wonach suchst Du?").fill("Laden")
    expect(page.get_by_role("status").first).to_contain_text("lässt sich gerade nicht laden")
    page.unroute("**/pagefind-entry.json*")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_among_hits(visitor: Visitor, scheme: Any) -> None:
    page = visitor.go(Place(MAIN, "/suche/", SEARCH), PHONE, color_scheme=scheme)
    expect(look_for(page, "Schützenhalle").first).to_be_visible()
    page.evaluate("looking.settled()")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("looking.unfitting()") == []


def test_without_scripts_the_search_leads_to_everything_from_a_to_z(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(Place("ampen", "/suche/?q=Laden", SEARCH))
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_label("Wonach suchst Du?")).to_be_hidden()
    page.get_by_role("link", name="Alles von A bis Z").click()
    page.get_by_role("navigation", name="Zum Buchstaben springen").get_by_role("link", name="S", exact=True).click()
    heading = page.get_by_role("heading", name="S", exact=True)
    expect(heading).to_be_in_viewport()
    page.get_by_role("region", name="S", exact=True).get_by_role("link", name="Schützenhalle Ampen").click()
    expect(page.locator("h1")).to_have_text("Schützenhalle Ampen")
