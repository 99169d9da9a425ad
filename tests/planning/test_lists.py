"""Lists: their order, what is on them, and the filters of projects."""

from datetime import date

import pytest

from plugins.network.vocabulary import AddressKind, NoticeType, Stage
from plugins.planning import props
from plugins.planning.sections import SHOWN
from tests.minisite import MiniSite


def test_news_stand_by_year_newest_first(minisite: MiniSite) -> None:
    for name, day in {"a": "2025-12-31", "b": "2026-01-01", "c": "2026-11-20", "d": "2026-11-20"}.items():
        minisite.record(f"anger/aktuelles/{name}", f"date: {day}")
    years = minisite.plan().props(props.ArticleList, "anger", "/aktuelles/").years
    assert [(year, [card.title for card in cards]) for year, cards in years] == [(2026, ["D", "C", "B"]), (2025, ["A"])]


def test_the_main_site_lists_the_news_of_all(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/a", "date: 2026-11-01").record("bachtal/aktuelles/b", "date: 2026-11-03")
    minisite.record("main/aktuelles/m", "date: 2026-11-02")
    [(_, cards)] = minisite.plan().props(props.ArticleList, "main", "/aktuelles/").years
    assert [(card.title, card.site, card.village) for card in cards] == [
        ("B", "bachtal", "Bachtal"),
        ("M", "main", "Netz"),
        ("A", "anger", "Anger"),
    ]


def test_dates_stand_by_month_and_what_is_under_way_in_the_month_of_the_build(minisite: MiniSite) -> None:
    minisite.record("anger/termine/lang", "start: 2026-09-01\nend: 2026-12-31")
    minisite.record("anger/termine/bald", "start: 2026-12-01T19:00")
    minisite.record("anger/termine/ganztags", "start: 2026-12-01")
    minisite.record("anger/termine/morgen", "start: 2026-11-23")
    minisite.record("anger/termine/naechstes-jahr", "start: 2027-11-23")
    months = minisite.plan().props(props.EventList, "anger", "/termine/").months
    assert [(month, [card.title for card in cards]) for month, cards in months] == [
        (date(2026, 11, 1), ["Lang", "Morgen"]),
        (date(2026, 12, 1), ["Ganztags", "Bald"]),
        (date(2027, 11, 1), ["Naechstes-Jahr"]),
    ]


def test_past_events_stand_apart_the_last_one_first(minisite: MiniSite) -> None:
    minisite.record("anger/termine/frueher", "start: 2026-10-01")
    minisite.record("anger/termine/gestern", "start: 2026-11-20\nend: 2026-11-21")
    minisite.record("anger/termine/ausgelaufen", "start: 2026-10-02\nrepeat: FREQ=WEEKLY;COUNT=3")
    minisite.record("anger/termine/weiter", "start: 2026-10-02\nrepeat: FREQ=WEEKLY")
    listed = minisite.plan().props(props.EventList, "anger", "/termine/")
    assert [(card.title, f"{card.start:%d.%m.}") for card in listed.past] == [
        ("Gestern", "20.11."),
        ("Ausgelaufen", "16.10."),
        ("Frueher", "01.10."),
    ]
    assert {card.title for _, cards in listed.months for card in cards} == {"Weiter"}


def test_a_cancelled_event_stays_on_the_list_and_says_so(minisite: MiniSite) -> None:
    minisite.record("anger/termine/fest", "start: 2026-12-01\ncancelled: ja")
    [(_, [card])] = minisite.plan().props(props.EventList, "anger", "/termine/").months
    assert card.cancelled


def test_the_start_page_shows_an_event_once_so_that_a_weekly_one_leaves_room(minisite: MiniSite) -> None:
    minisite.record("anger/termine/woche", "start: 2026-11-24\nrepeat: FREQ=WEEKLY")
    for day in range(1, 8):
        minisite.record(f"anger/termine/fest-{day}", f"start: 2026-12-0{day}")
    shown = minisite.plan().props(props.VillageStart, "anger", "/").events
    assert [card.title for card in shown if not card.waits] == ["Woche", *(f"Fest-{day}" for day in range(1, SHOWN))]


def test_of_an_event_that_repeats_the_start_page_holds_the_days_after_which_wait(minisite: MiniSite) -> None:
    minisite.record("anger/termine/woche", "start: 2026-11-24\nrepeat: FREQ=WEEKLY")
    minisite.record("anger/termine/zweimal", "start: 2026-11-25\nrepeat: FREQ=WEEKLY;COUNT=2")
    minisite.record("anger/termine/fest", "start: 2026-11-28")
    plans = minisite.plan()
    shown = plans.props(props.VillageStart, "anger", "/").events
    assert [(card.title, f"{card.start:%d.%m.}", card.waits) for card in shown] == [
        ("Woche", "24.11.", False),
        ("Zweimal", "25.11.", False),
        ("Fest", "28.11.", False),
        ("Woche", "01.12.", True),
        ("Zweimal", "02.12.", True),
        ("Woche", "08.12.", True),
    ]
    every = [card for _, cards in plans.props(props.EventList, "anger", "/termine/").months for card in cards]
    assert len(every) > len(shown) and not any(card.waits for card in every), "the list has them all"


def test_projects_that_move_stand_first(minisite: MiniSite) -> None:
    for stage in Stage:
        minisite.record(f"anger/projekte/{stage.value}", f"stage: {stage.value}")
    minisite.record("anger/projekte/auch-umsetzung", "stage: umsetzung")
    listed = minisite.plan().props(props.ProjectList, "anger", "/projekte/").projects
    assert [card.title for card in listed] == [
        *("Auch-Umsetzung", "Umsetzung", "Planung", "Idee", "Abgeschlossen", "Ruht"),
    ]


@pytest.mark.parametrize(("site", "titles"), [("anger", ["Thema", "Stand"]), ("main", ["Dorf", "Thema", "Stand"])])
def test_every_choice_of_a_filter_is_a_page_with_as_many_projects_as_it_says(
    minisite: MiniSite, site: str, titles: list[str]
) -> None:
    minisite.record("anger/projekte/a", "stage: idee\nthemes: [natur, gemeinschaft]")
    minisite.record("anger/projekte/b", "stage: idee\nthemes: [natur]")
    minisite.record("anger/projekte/c", "stage: planung")
    minisite.record("bachtal/projekte/d", "stage: ruht\nthemes: [mobilitaet]")
    plans = minisite.plan()
    everything = plans.props(props.ProjectList, site, "/projekte/")
    assert [facet.title for facet in everything.facets] == titles
    assert everything.everything.current and everything.everything.count == len(everything.projects)
    for facet in everything.facets:
        for choice in facet.choices:
            page = plans.props(props.ProjectList, site, choice.url)
            assert len(page.projects) == choice.count > 0
            assert [here.label for facet in page.facets for here in facet.choices if here.current] == [choice.label]
            assert not page.everything.current
    counts = {choice.label: choice.count for facet in everything.facets for choice in facet.choices}
    assert (counts["Natur"], counts["Idee"], counts["Planung"]) == (2, 2, 1)
    assert not plans.sheet(site, "/projekte/stand/idee/").listed, "a filter's page repeats what stands elsewhere"


def test_a_filter_with_one_choice_is_none(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee\nthemes: [natur]")
    plans = minisite.plan()
    assert plans.props(props.ProjectList, "anger", "/projekte/").facets == ()
    below = [url for url in plans.urls("anger") if url.startswith("/projekte/")]
    assert sorted(below) == ["/projekte/", "/projekte/a/", "/projekte/aushang/"]


def test_notices_stand_by_type_the_newest_first_and_those_without_a_date_last(minisite: MiniSite) -> None:
    for name, head in {
        "alt": "type: suche\ndate: 2026-11-01",
        "neu": "type: suche\ndate: 2026-11-20",
        "ohne": "type: suche",
        "biete": "type: biete",
    }.items():
        minisite.record(f"anger/pinnwand/{name}", f"{head}\nvalid_until: 2026-12-31")
    groups = minisite.plan().props(props.NoticeList, "anger", "/pinnwand/").groups
    assert [(kind, [card.title for card in cards]) for kind, cards in groups] == [
        (NoticeType.SUCHE, ["Neu", "Alt", "Ohne"]),
        (NoticeType.BIETE, ["Biete"]),
    ]


def test_addresses_stand_by_kind_emergencies_first_by_number(minisite: MiniSite) -> None:
    for name, kind, phone in [
        ("arzt", "notfall", "116117"),
        ("wehr", "notfall", "112"),
        ("polizei", "notfall", "110"),
        ("zimmerei", "betrieb", "05"),
        ("baecker", "betrieb", "09"),
        ("amt", "amt", "115"),
    ]:
        minisite.record(f"anger/adressen/{name}", f'kind: {kind}\nphone: "{phone}"')
    groups = minisite.plan().props(props.AddressList, "anger", "/adressen/").groups
    assert [(kind, [card.title for card in cards]) for kind, cards in groups] == [
        (AddressKind.NOTFALL, ["Polizei", "Wehr", "Arzt"]),
        (AddressKind.AMT, ["Amt"]),
        (AddressKind.BETRIEB, ["Baecker", "Zimmerei"]),
    ]


def test_the_start_page_of_the_network_lets_no_village_push_out_another(minisite: MiniSite) -> None:
    for number in range(8):
        minisite.record(f"anger/projekte/a{number}", "stage: umsetzung")
    minisite.record("bachtal/projekte/b", "stage: idee").record("bachtal/projekte/fertig", "stage: abgeschlossen")
    shown = minisite.plan().props(props.MainStart, "main", "/").projects
    assert [card.title for card in shown] == ["A0", "B", "A1"]


def test_what_is_a_sample_says_so_on_every_list(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/a", "date: 2026-11-01\nsample: true")
    plans = minisite.plan()
    for site in ("anger", "main"):
        [(_, [card])] = plans.props(props.ArticleList, site, "/aktuelles/").years
        assert card.sample
    assert plans.sheet("anger", "/aktuelles/a/").head.sample


def test_of_projects_at_one_stage_the_youngest_comes_first(minisite: MiniSite) -> None:
    for slug, when in {"alt": "date: 2024-01-01", "jung": "start: 2026-01-01", "ohne": ""}.items():
        minisite.record(f"anger/projekte/{slug}", f"stage: idee\n{when}")
    cards = minisite.plan().props(props.ProjectList, "anger", "/projekte/").projects
    assert [card.title for card in cards] == ["Jung", "Alt", "Ohne"]
