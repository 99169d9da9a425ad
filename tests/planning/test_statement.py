"""The statement on accessibility says what was measured, on every site; a page in easy language is linked from every page."""

from plugins.network.vocabulary import Check
from plugins.planning.cards import Link
from plugins.planning.statement import CheckLine, StatementPage
from tests.minisite import ROOT, MiniSite, Plans

AUDIT = "audit: {date: 2026-11-24, pages: 9, sites: 3, tool: axe, checks: [{check: ziele, findings: 2}]}"


def said(plans: Plans, site: str) -> StatementPage:
    props = plans.sheet(site, "/barrierefreiheit/").props
    assert isinstance(props, StatementPage)
    return props


def test_every_site_says_what_was_measured_with_the_main_one(minisite: MiniSite) -> None:
    minisite.record("main/seiten/barrierefreiheit", AUDIT).record("bachtal/seiten/barrierefreiheit", "title: Eigene")
    plans = minisite.plan()
    for site in ("main", "anger", "bachtal"):
        found = said(plans, site)
        assert (str(found.day), found.pages, found.sites, found.tool) == ("2026-11-24", 9, 3, "axe")
        assert found.lines == (CheckLine(Check.ZIELE.label, 2),)


def test_where_nothing_was_measured_nothing_is_claimed(minisite: MiniSite) -> None:
    minisite.record("main/seiten/barrierefreiheit")
    assert said(minisite.plan(), "anger").day is None


def test_easy_language_is_linked_and_where_a_village_has_none_that_of_the_network(minisite: MiniSite) -> None:
    title = "title: Leichte Sprache"
    minisite.record("main/seiten/leichte-sprache", title).record("anger/seiten/leichte-sprache", title)
    sites = minisite.plan().sites
    assert sites["anger"].frame.easy == Link("Leichte Sprache", "/leichte-sprache/")
    assert sites["bachtal"].frame.easy == Link("Leichte Sprache", "https://netz.example/leichte-sprache/")


def test_without_such_a_page_nothing_is_linked(minisite: MiniSite) -> None:
    assert minisite.plan().sites["anger"].frame.easy is None


def test_each_of_our_sites_has_a_page_in_easy_language_that_says_it_is_not_tested_yet() -> None:
    sites = [folder for folder in (ROOT / "content").iterdir() if folder.is_dir()]
    for site in sites:
        text = (site / "seiten/leichte-sprache.md").read_text()
        assert "noch nicht mit Leserinnen und Lesern geprüft" in text, site
        sentences = text.split("---\n", 2)[2].split("\n\n")
        assert max(len(sentence.split()) for sentence in sentences if not sentence.startswith("- ")) <= 12, site
    assert len(sites) >= 4
