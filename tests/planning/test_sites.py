"""Whole sites: which pages there are, what every site has, and what the main site makes of the villages."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.elements import Place
from plugins.network.model import Network
from plugins.network.vocabulary import PhaseState
from plugins.planning import props, urls
from plugins.planning.cards import Link
from plugins.planning.props import SiteLink
from plugins.planning.urls import BESIDE, BESIDE_OF_VILLAGES, MAIN_SECTIONS, POSTERS, TABLES, VILLAGE_SECTIONS
from tests.minisite import DAY, MINISITES, MiniSite, plans_of

PHASES = ["auftakt", "werkstatt", "umsetzung", "boerse"]


def test_every_site_has_all_its_sections(minisite: MiniSite) -> None:
    plans = minisite.plan()
    months = {urls.month_url(date(2026, 10, 1) + timedelta(days=31 * number)) for number in range(13)}
    everywhere = {"/impressum/", "/404.html", "/offline.html", *(section.url for section in BESIDE), *months}
    assert set(plans.urls("main")) == {section.url for section in (*MAIN_SECTIONS, TABLES)} | everywhere
    for village in ("anger", "bachtal"):
        sections = {section.url for section in (*VILLAGE_SECTIONS, *BESIDE_OF_VILLAGES, POSTERS)}
        assert set(plans.urls(village)) == sections | everywhere


def test_no_address_is_planned_twice(minisite: MiniSite) -> None:
    plans = minisite.lay(MINISITES / "complete").plan()
    for site in plans.sites:
        assert len(set(plans.urls(site))) == len(plans.urls(site))


def test_a_village_has_the_legal_pages_of_the_main_site_or_its_own(minisite: MiniSite) -> None:
    minisite.record("main/seiten/datenschutz").record("anger/seiten/impressum", "title: Impressum von Anger")
    plans = minisite.plan()
    assert [link.title for link in plans.sites["anger"].frame.legal] == ["Impressum von Anger", "Datenschutz"]
    assert [link.title for link in plans.sites["bachtal"].frame.legal] == ["Impressum", "Datenschutz"]
    assert plans.sheet("anger", "/impressum/").head.title == "Impressum von Anger"
    assert plans.sheet("bachtal", "/impressum/").head.url == "https://bachtal.netz.example/impressum/"
    assert plans.sites["anger"].frame.legal[1] == Link("Datenschutz", "/datenschutz/")


def test_a_section_shows_the_text_of_the_page_of_its_name(minisite: MiniSite) -> None:
    minisite.record("main/seiten/studie", "title: Unsere Studie\nsummary: Kurz gesagt\nsample: true")
    plans = minisite.plan()
    head = plans.sheet("main", "/studie/").head
    assert (head.title, head.description, head.sample) == ("Unsere Studie", "Kurz gesagt", True)
    assert plans.props(props.StudyPage, "main", "/studie/").body
    assert plans.props(props.VillagePage, "anger", "/dorf/").body
    assert plans.props(props.Participate, "anger", "/mitmachen/").body is None
    assert plans.urls("main").count("/studie/") == 1


def test_pages_stand_in_the_menu_where_their_number_says(minisite: MiniSite) -> None:
    for name, nav in {"c": "2", "a": "10", "b": "2", "ohne": ""}.items():
        minisite.record(f"anger/seiten/{name}", f"nav: {nav}")
    menu = minisite.plan().sites["anger"].frame.menu
    assert [item.title for item in menu][len(VILLAGE_SECTIONS) :] == ["Suche", "B", "C", "A"]
    assert [item.url for item in menu][: len(VILLAGE_SECTIONS)] == [section.url for section in VILLAGE_SECTIONS]


def test_every_site_links_to_all_sites(minisite: MiniSite) -> None:
    frame = minisite.plan().sites["anger"].frame
    assert frame.sites == (
        SiteLink("main", "Netz", "https://netz.example/", False),
        SiteLink("anger", "Anger", "/", True),
        SiteLink("bachtal", "Bachtal", "https://bachtal.netz.example/", False),
    )


def test_in_development_all_sites_are_on_one_port(minisite: MiniSite) -> None:
    plans = minisite.plan(local="localhost:8000")
    assert plans.sites["main"].frame.address == "http://localhost:8000"
    assert plans.sheet("anger", "/dorf/").head.url == "http://anger.localhost:8000/dorf/"


def test_a_fourth_site_needs_an_entry_and_a_folder_with_one_page(minisite: MiniSite) -> None:
    plans = minisite.village("heide").plan()
    assert list(plans.sites) == ["main", "anger", "bachtal", "heide"]
    assert all([link.name for link in site.frame.sites][-1] == "Heide" for site in plans.sites.values())
    assert [card.title for card in plans.props(props.MainStart, "main", "/").villages] == ["Anger", "Bachtal", "Heide"]
    assert len(plans.props(props.Villages, "main", "/doerfer/").points) == 3
    assert [row.title for row, _ in plans.props(props.CoachingMatrix, "main", "/coaching/").rows][-1] == "Heide"


@pytest.mark.parametrize(("today", "shown"), [(date(2026, 11, 22), True), (date(2026, 11, 23), False)])
def test_a_notice_is_gone_the_day_after_its_last(minisite: MiniSite, today: date, shown: bool) -> None:
    minisite.record("anger/pinnwand/spaten", "type: suche\nvalid_until: 2026-11-22")
    minisite.record("bachtal/seiten/a", body="[Spaten]({filename}/anger/pinnwand/spaten.md)\n")
    plans = minisite.plan(today)
    assert ("/pinnwand/spaten/" in plans.urls("anger")) is shown
    assert bool(plans.props(props.NoticeList, "anger", "/pinnwand/").groups) is shown
    assert bool(plans.props(props.VillageStart, "anger", "/").notices) is shown
    [link] = plans.props(props.TextPage, "bachtal", "/a/").body.attributes
    page = "/pinnwand/spaten/" if shown else "/pinnwand/"
    assert link == {"href": f"https://anger.netz.example{page}"}


def test_every_phase_stands_in_every_village_in_the_order_of_the_study(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/b", "kind: boerse\nstate: geplant\ndate_text: Im Winter")
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: entfallen\nreason: Es regnete.")
    plans = minisite.plan()
    phases = [story.phase for story in plans.props(props.Coaching, "anger", "/coaching/").phases]
    assert [phase.kind for phase in phases] == PHASES
    assert [phase.state for phase in phases] == [
        PhaseState.ENTFALLEN,
        PhaseState.UNBEKANNT,
        PhaseState.UNBEKANNT,
        PhaseState.GEPLANT,
    ]
    assert (phases[0].reason, phases[3].date_text) == ("Es regnete.", "Im Winter")
    assert [phase.url for phase in phases] == [
        "/coaching/a/",
        "/coaching/#phase_werkstatt",
        "/coaching/#phase_umsetzung",
        "/coaching/b/",
    ]
    assert phases[1].title == "Werkstatt", "the study's own word"
    unwritten = [story.phase for story in plans.props(props.Coaching, "bachtal", "/coaching/").phases]
    assert [(phase.kind, phase.state) for phase in unwritten] == [(kind, PhaseState.UNBEKANNT) for kind in PHASES]


def test_a_phase_that_is_a_draft_counts_as_not_written(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: gehalten\nstatus: draft")
    minisite.record("anger/coaching/b", "kind: auftakt\nstate: geplant")
    assert minisite.plan().props(props.Coaching, "anger", "/coaching/").phases[0].phase.state is PhaseState.GEPLANT


def test_the_matrix_holds_every_village_and_every_phase(minisite: MiniSite) -> None:
    minisite.record("bachtal/coaching/a", "kind: werkstatt\nstate: gehalten\ndate: 2026-01-09")
    matrix = minisite.plan().props(props.CoachingMatrix, "main", "/coaching/")
    assert [kind.slug for kind in matrix.kinds] == PHASES
    assert [(village.title, [phase.kind for phase in phases]) for village, phases in matrix.rows] == [
        ("Anger", PHASES),
        ("Bachtal", PHASES),
    ]
    held = matrix.rows[1][1][1]
    assert (held.state, held.url) == (PhaseState.GEHALTEN, "https://bachtal.netz.example/coaching/a/")
    assert matrix.rows[0][1][1].url == "https://anger.netz.example/coaching/#phase_werkstatt"


def test_the_money_of_the_study_is_shown_as_its_source_states_it(minisite: MiniSite) -> None:
    money = "{total: 307.506.31, funding: 246006.25, funding_percent: 80, platform: 31154.12, platform_years: 5}"
    old = "{total: 1000, funding: 800, funding_percent: 80, platform: 100, platform_years: 5}"
    minisite.replace("villages.yaml", old, money.replace("307.506.31", '"307.506,31"'))
    page = minisite.plan().props(props.StudyPage, "main", "/studie/")
    assert (page.total, page.funding, page.funding_percent) == (30750631, 24600625, 80)
    assert (page.funding_computed, page.difference, page.own_share) == (24600505, 120, 6150006)
    assert (page.platform, page.platform_years) == (3115412, 5)


def test_money_that_agrees_has_no_difference(minisite: MiniSite) -> None:
    assert minisite.plan().props(props.StudyPage, "main", "/studie/").difference == 0


def test_the_exchange_brings_together_what_is_sought_and_offered(minisite: MiniSite) -> None:
    line = "\n  - {{what: {}, category: {}}}"
    minisite.record(
        "anger/projekte/a", "stage: idee\nseeks:" + line.format("Zelt", "raum") + line.format("Leute", "helfer")
    )
    minisite.record("bachtal/projekte/b", "stage: ruht\noffers:" + line.format("Saal", "raum"))
    minisite.record("bachtal/projekte/c", "stage: abgeschlossen\noffers:" + line.format("Halle", "raum"))
    groups = minisite.plan().props(props.Exchange, "main", "/projektboerse/").groups
    assert [(name, [s.what for s in seeks], [o.what for o in offers]) for name, seeks, offers in groups] == [
        ("Helfende Hände", ["Leute"], []),
        ("Raum", ["Zelt"], ["Saal"]),
    ]
    assert groups[1][2][0].project.url == "https://bachtal.netz.example/projekte/b/"


PLACES = st.builds(Place.model_construct, lat=st.floats(47, 55), lon=st.floats(6, 15))


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> Network:
    """The smallest network."""
    return MiniSite(tmp_path_factory.mktemp("map") / "projekt").network()


@given(st.tuples(PLACES, PLACES))
def test_every_village_lies_on_the_map(network: Network, places: tuple[Place, Place]) -> None:
    villages = [v.model_copy(update={"location": p}) for v, p in zip(network.plan.villages, places, strict=True)]
    moved = replace(network, plan=network.plan.model_copy(update={"villages": tuple(villages)}))
    page = plans_of(moved).props(props.Villages, "main", "/doerfer/")
    assert all(0 <= point.x <= 100 and 0 <= point.y <= 100 for point in page.points)
    assert page.kilometre > 0


def test_the_map_has_north_on_top_and_east_on_the_right(minisite: MiniSite) -> None:
    anger, bachtal = minisite.plan().props(props.Villages, "main", "/doerfer/").points
    assert (anger.name, anger.url) == ("Anger", "https://anger.netz.example/")
    assert anger.x > bachtal.x and anger.y < bachtal.y, "Anger lies north-east of Bachtal"


def test_a_site_publishes_its_own_pictures_and_those_it_shows_of_others(minisite: MiniSite) -> None:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'
    minisite.file("content/bachtal/bilder/bach.svg", drawing).file("content/bachtal/bilder/heimlich.svg", drawing)
    minisite.record("anger/seiten/a", body="![Bach]({static}/bachtal/bilder/bach.svg)\n")
    plans = minisite.plan()
    assert [path for path, _ in plans.sites["anger"].pictures] == ["bilder/zeichen.svg", "bilder/bachtal/bach.svg"]
    assert plans.props(props.TextPage, "anger", "/a/").body.attributes[0]["src"] == "/bilder/bachtal/bach.svg"


def test_the_sheets_of_two_plans_of_one_day_are_equal(minisite: MiniSite) -> None:
    minisite.lay(MINISITES / "complete")
    assert repr(minisite.plan(DAY)) == repr(minisite.plan(DAY))
