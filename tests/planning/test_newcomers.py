"""„Neu im Dorf?“: made of addresses, dates and pages."""

import re

import pytest

from plugins.planning.newcomers import Newcomers
from plugins.planning.urls import NEWCOMERS
from tests.minisite import ROOT, MiniSite

URL = "/neu-im-dorf/"


def page(site: MiniSite) -> Newcomers:
    return site.plan().props(Newcomers, "anger", URL)


def titles(cards) -> list[str]:
    return [card.title for card in cards]


def test_an_empty_village_has_the_page_too(minisite: MiniSite) -> None:
    made = page(minisite)
    assert (made.editors, made.offices, made.institutions, made.clubs, made.events) == (None, (), (), (), ())
    assert made.body is None


def test_addresses_stand_where_those_who_are_new_look_for_them(minisite: MiniSite) -> None:
    for name, kind in [("amt", "amt"), ("halle", "einrichtung"), ("laden", "betrieb"), ("chor", "verein")]:
        minisite.record(f"anger/adressen/{name}", f"kind: {kind}")
    minisite.record("anger/adressen/notruf", "kind: notfall\nphone: '112'")
    minisite.record("bachtal/adressen/bachchor", "kind: verein")
    made = page(minisite)
    assert titles(made.offices) == ["Amt"]
    assert titles(made.institutions) == ["Halle", "Laden"]
    assert titles(made.clubs) == ["Chor"]
    assert [card.tel for card in made.emergency] == ["112"]


@pytest.mark.parametrize("kind", ["verein", "einrichtung", "amt"])
def test_the_editors_are_whom_to_ask_and_stand_there_alone(minisite: MiniSite, kind: str) -> None:
    contact = minisite.network().plan.villages[0].contact
    minisite.record("anger/adressen/redaktion", f"kind: {kind}\nemail: {contact}")
    minisite.record("anger/adressen/andere", f"kind: {kind}\nemail: chor@anger.example")
    made = page(minisite)
    assert made.editors and made.editors.title == "Redaktion"
    assert "Redaktion" not in titles(made.offices + made.institutions + made.clubs)
    assert "Andere" in titles(made.offices + made.institutions + made.clubs)


def test_the_text_is_the_page_of_that_name_and_stands_once(minisite: MiniSite) -> None:
    minisite.record("anger/seiten/neu-im-dorf", "title: Neu am Anger")
    minisite.record("anger/seiten/geschichte")
    plans = minisite.plan()
    assert plans.sheet("anger", URL).head.title == "Neu am Anger"
    assert plans.urls("anger").count(URL) == 1
    assert titles(page(minisite).pages) == ["Geschichte"]
    assert URL in [item.url for item in plans.sites["anger"].frame.menu]
    assert URL not in plans.urls("main")


def test_several_of_a_kind_stand_below_a_heading_for_several(minisite: MiniSite) -> None:
    for name, kind in [("amt", "amt"), ("halle", "einrichtung"), ("laden", "betrieb"), ("chor", "verein")]:
        minisite.record(f"anger/adressen/{name}", f"kind: {kind}")
    html = (minisite.build() / "anger/adressen/index.html").read_text()
    headings = [re.sub(r"<.*?>", "", words).strip() for words in re.findall(r"<h2 id.*?</h2>", html)]
    assert headings[:4] == ["Ämter &amp; Verwaltung", "Einrichtungen", "Vereine", "Betriebe"]


@pytest.mark.parametrize("village", ["weslarn", "meckingsen", "ampen"])
def test_the_page_is_called_what_the_menu_calls_it(village: str) -> None:
    assert f"title: {NEWCOMERS.title}\n" in (ROOT / f"content/{village}/seiten/neu-im-dorf.md").read_text()
