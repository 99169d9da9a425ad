"""Pages that have moved: what stands at their old addresses, and which addresses cannot be old ones."""

import re

import pytest

from plugins.planning.moving import Moved
from tests.minisite import DAY, MiniSite, contents


@pytest.fixture
def site(minisite: MiniSite) -> MiniSite:
    return minisite.record("anger/projekte/teich", "stage: idee\naliases:\n  - /projekte/tuempel/\n  - /tuempel/")


@pytest.mark.parametrize("old", ["/projekte/tuempel/", "/tuempel/"])
def test_an_old_address_is_a_page_that_leads_to_the_new_one(site: MiniSite, old: str) -> None:
    sheet = site.plan(local="localhost:8000").sheet("anger", old)
    assert sheet.props == Moved("/projekte/teich/")
    assert sheet.head.url == "http://anger.localhost:8000/projekte/teich/"
    assert not sheet.listed


def test_it_needs_no_server_and_no_script_and_search_engines_leave_it_out(site: MiniSite) -> None:
    tree = contents(site.build())
    page = tree["anger/tuempel/index.html"].decode()
    assert '<meta http-equiv="refresh" content="0; url=/projekte/teich/">' in page
    assert '<link rel="canonical" href="https://anger.netz.example/projekte/teich/">' in page.replace(
        "http://anger.localhost:8000", "https://anger.netz.example"
    )
    assert '<meta name="robots" content="noindex">' in page
    assert re.findall(r'<a [^>]*href="([^"]+)"', page) == ["/projekte/teich/"]
    assert "<script" not in page
    assert b"tuempel" not in tree["anger/sitemap.xml"] + tree["anger/daten.json"] + tree["anger/index.html"]


def test_old_addresses_are_those_of_their_own_site(site: MiniSite) -> None:
    plans = site.plan()
    assert "/tuempel/" not in plans.urls("bachtal")
    assert "/tuempel/" not in plans.urls("main")


@pytest.mark.parametrize(
    "head", ["type: biete\nvalid_until: 2026-11-21", "type: biete\nvalid_until: 2026-12-01\nstatus: draft"]
)
def test_what_is_not_published_has_no_old_address_either(minisite: MiniSite, head: str) -> None:
    minisite.record("anger/pinnwand/spaten", f"{head}\naliases: [/pinnwand/schaufel/]")
    assert "/pinnwand/schaufel/" not in minisite.plan(DAY).urls("anger")


def test_the_text_of_a_section_may_have_moved_too(minisite: MiniSite) -> None:
    minisite.record("anger/seiten/mitmachen", "aliases: [/helfen/]")
    assert minisite.plan().props(Moved, "anger", "/helfen/").url == "/mitmachen/"


def test_an_old_address_has_one_form_and_what_was_meant_is_proposed(minisite: MiniSite) -> None:
    minisite.record("anger/seiten/a", "aliases: [https://anger.example/Alt/, /alt.html, seiten/alt.md, /a/b/c/, /alt]")
    fixes = [problem.fix for problem in minisite.problems()]
    assert fixes[1:3] == ["Schreibe „/alt/“.", "Schreibe „/seiten/alt/“."]
    assert fixes[4] == "Schreibe „/alt/“."
    assert len(set(fixes)) == 3
