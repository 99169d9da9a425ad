"""The search page and the list from A to Z as planned, and which pages are searched."""

from plugins.planning.search import Letters, SearchPage, Title
from tests.minisite import MINISITES, MiniSite, Plans


def titles(plans: Plans, site: str) -> dict[str, Title]:
    letters = plans.props(Letters, site, "/a-z/").letters
    return {one.url: one for _, some in letters for one in some}


def test_a_village_lists_its_own_pages_and_the_main_site_those_of_all(minisite: MiniSite) -> None:
    plans = minisite.lay(MINISITES / "complete").plan()
    own, every = titles(plans, "anger"), titles(plans, "main")
    assert own["/projekte/teich/"].kind == "Projekt" and own["/projekte/teich/"].village is None
    assert own["/termine/"] == Title("Termine", "/termine/", "Seite")
    base = plans.sites["anger"].frame.address
    assert every[f"{base}/projekte/teich/"].village == plans.sites["anger"].frame.name
    assert not [url for url in own if "bach" in url]


def test_every_page_of_a_record_is_listed_once_and_nothing_that_is_no_page(minisite: MiniSite) -> None:
    minisite.lay(MINISITES / "complete")
    minisite.record("anger/seiten/geheim", "status: draft")
    minisite.record("anger/pinnwand/vorbei", "type: suche\nvalid_until: 2026-11-21")
    plans = minisite.plan()
    letters = plans.props(Letters, "anger", "/a-z/").letters
    urls = [one.url for _, some in letters for one in some]
    assert len(urls) == len(set(urls))
    assert set(urls) <= set(plans.urls("anger"))
    searched = {f"/{sheet.path.removesuffix('index.html')}" for sheet in plans.sites["anger"].sheets if sheet.head.kind}
    legal = {link.url for link in plans.sites["anger"].frame.legal}
    assert searched - legal <= set(urls)


def test_a_text_of_a_section_stands_under_its_own_title(minisite: MiniSite) -> None:
    found = titles(minisite.record("anger/seiten/dorf", "title: Unser Anger").plan(), "anger")
    assert found["/dorf/"].title == "Unser Anger"


def test_samples_are_called_so(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/neu", "date: 2026-11-01\nsample: true")
    assert titles(minisite.plan(), "anger")["/aktuelles/neu/"].sample
    assert titles(minisite.plan(), "main")[f"{minisite.plan().sites['anger'].frame.address}/aktuelles/neu/"].sample


def test_what_only_lists_other_pages_is_not_searched(minisite: MiniSite) -> None:
    plans = minisite.lay(MINISITES / "complete").plan()
    kinds = {url: plans.sheet("anger", url).head.kind for url in plans.urls("anger") if url.endswith("/")}
    assert kinds["/projekte/teich/"] == "Projekt" and kinds["/termine/teichtag/"] == "Termin"
    assert kinds["/dorf/"] == kinds["/impressum/"] == kinds["/kalender/"] == kinds["/app/"] == "Seite"
    for url in ("/", "/projekte/", "/termine/", "/suche/", "/a-z/", "/projekte/aushang/"):
        assert kinds[url] == "", url


def test_the_search_page_names_its_index_and_the_way_without_it(minisite: MiniSite) -> None:
    assert minisite.plan().props(SearchPage, "anger", "/suche/") == SearchPage("/suche/index/", "/a-z/")
