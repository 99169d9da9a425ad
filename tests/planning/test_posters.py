"""What is printed for the Projektbörse: every project on its sheet, every table with its number."""

from datetime import date

import pytest

from plugins.planning import props
from plugins.planning.cards import Poster, PosterLine, Table
from plugins.posters.fitting import SIZES
from tests.minisite import DAY, MINISITES, MiniSite, Plans

PAGE, TABLES = "/projekte/aushang/", "/projektboerse/aushang/"
LONG = "Ein sehr langer Wunsch mit vielen Worten, der auf keinem Blatt viel Platz für andere lässt. " * 4


def posters(plans: Plans, site: str = "anger") -> tuple[Poster, ...]:
    return plans.props(props.Posters, site, PAGE).posters


def tables(minisite: MiniSite) -> list[Table]:
    villages = minisite.plan().props(props.TablePlan, "main", TABLES).villages
    return [table for village in villages for table in village.tables]


def test_a_poster_holds_what_still_holds(minisite: MiniSite) -> None:
    plans = minisite.lay(MINISITES / "complete").plan()
    [poster] = posters(plans)
    assert poster.seeks == (PosterLine("Zehn Leute", date(2026, 11, 22)),)
    assert poster.offers == (PosterLine("Ein Zelt", None),)
    assert (poster.unseen_seeks, poster.unseen_offers) == (0, 0)
    assert (poster.lead, poster.municipality, poster.contact) == (
        "Teichgruppe",
        "Gemeinde Feld",
        "teich@anger.netz.example",
    )
    assert posters(minisite.plan(date(2026, 11, 23)))[0].seeks == ()


def test_who_has_no_contact_is_asked_through_the_editors(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee")
    assert posters(minisite.plan())[0].contact == "redaktion@anger.netz.example"


def test_paper_names_the_published_address_wherever_it_is_planned(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee")
    plans = minisite.plan(local="localhost:8000")
    assert posters(plans)[0].address == "https://anger.netz.example/projekte/a/"
    assert plans.sites["anger"].frame.published == "https://anger.netz.example"
    assert plans.sites["anger"].frame.address == "http://anger.localhost:8000"


def test_posters_stand_in_the_order_of_a_dictionary(minisite: MiniSite) -> None:
    for slug, title in {
        "a": "Zaun",
        "b": "Äpfel",
        "c": "apfelfest",
        "d": "Straße",
        "e": "Strasse und Weg",
        "f": "Ohm",
        "g": "„Öl“",
    }.items():
        minisite.record(f"anger/projekte/{slug}", f"title: {title}\nstage: idee")
    assert [poster.project.title for poster in posters(minisite.plan())] == [
        "Äpfel", "apfelfest", "Ohm", "„Öl“", "Straße", "Strasse und Weg", "Zaun",
    ]  # fmt: skip


def test_finished_and_resting_projects_are_shown_and_drafts_are_not(minisite: MiniSite) -> None:
    for slug, head in {"a": "stage: abgeschlossen", "b": "stage: ruht", "c": "stage: idee\nstatus: draft"}.items():
        minisite.record(f"anger/projekte/{slug}", head)
    assert [poster.project.title for poster in posters(minisite.plan())] == ["A", "B"]
    assert [table.title for table in tables(minisite)] == ["A", "B"]


def test_what_has_no_room_is_counted(minisite: MiniSite) -> None:
    wishes = "".join(f"\n  - {{what: '{LONG}', category: helfer}}" for _ in range(12))
    minisite.record("anger/projekte/a", f"stage: idee\nseeks:{wishes}\noffers:\n  - {{what: Ein Zelt, category: raum}}")
    [poster] = posters(minisite.plan())
    assert poster.size == len(SIZES)
    assert 0 < len(poster.seeks) < 12
    assert len(poster.seeks) + poster.unseen_seeks == 12
    assert (len(poster.offers), poster.unseen_offers) == (1, 0)


def test_tables_are_numbered_through_by_village_and_title(minisite: MiniSite) -> None:
    minisite.record("bachtal/projekte/a", "stage: idee").record("anger/projekte/z", "stage: idee\nsample: true")
    minisite.record("anger/projekte/b", "stage: idee")
    assert [(table.number, table.village, table.title, table.sample) for table in tables(minisite)] == [
        (1, "Anger", "B", False),
        (2, "Anger", "Z", True),
        (3, "Bachtal", "A", False),
    ]


def test_the_print_pages_lead_to_each_other(minisite: MiniSite) -> None:
    plans = minisite.plan()
    assert plans.props(props.Posters, "anger", PAGE).tables == f"https://netz.example{TABLES}"
    villages = plans.props(props.TablePlan, "main", TABLES).villages
    assert [village.posters for village in villages] == [
        f"https://{name}.netz.example{PAGE}" for name in ("anger", "bachtal")
    ]


@pytest.mark.parametrize(
    ("site", "url", "section", "above"),
    [("anger", PAGE, "projekte", "/projekte/"), ("main", TABLES, "projektboerse", "/projektboerse/")],
)
def test_print_pages_belong_to_a_section_and_are_found_by_it_only(
    minisite: MiniSite, site: str, url: str, section: str, above: str
) -> None:
    sheet = minisite.plan().sheet(site, url)
    assert (sheet.head.section, sheet.head.trail[-1].url, sheet.listed) == (section, above, False)


def test_a_page_of_the_site_tells_the_day_and_no_commit(minisite: MiniSite) -> None:
    page = minisite.plan().props(props.Posters, "anger", PAGE)
    assert (page.day, page.edition) == (DAY, None)
