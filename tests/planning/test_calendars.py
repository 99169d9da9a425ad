"""What calendars hold, and the pages of the months."""

from datetime import date
from typing import Any

from plugins.planning import props
from plugins.planning.cards import Link
from tests.minisite import DAY, MiniSite, Plans


def entries(plans: Plans, site: str, path: str = "termine.ics") -> dict[str, Any]:
    """What the calendar at a path holds, by its names."""
    (sheet,) = (sheet for sheet in plans.sites[site].files if sheet.path == path)
    assert isinstance(sheet.props, props.Calendar)
    return {entry.uid.partition("@")[0]: entry for entry in sheet.props.entries}


def test_a_village_has_its_own_dates_and_the_main_site_those_of_all(minisite: MiniSite) -> None:
    minisite.record("anger/termine/fest", "start: 2026-12-12").record("bachtal/termine/fest", "start: 2026-12-11")
    minisite.record("main/termine/treffen", "start: 2026-12-10")
    plans = minisite.plan()
    assert list(entries(plans, "anger")) == ["fest.anger.termine"]
    assert list(entries(plans, "main")) == ["treffen.main.termine", "fest.bachtal.termine", "fest.anger.termine"]
    assert entries(plans, "main")["fest.anger.termine"] == entries(plans, "anger")["fest.anger.termine"]


def test_a_project_has_its_dates_also_those_of_other_villages_and_may_have_none_yet(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/teich", "stage: idee").record("anger/projekte/wald", "stage: idee")
    minisite.record("bachtal/termine/hilfe", "start: 2026-12-12\nproject: anger/teich")
    minisite.record("anger/termine/fest", "start: 2026-12-12")
    plans = minisite.plan()
    assert list(entries(plans, "anger", "projekte/teich/termine.ics")) == ["hilfe.bachtal.termine"]
    assert entries(plans, "anger", "projekte/wald/termine.ics") == {}


def test_drafts_are_in_no_calendar(minisite: MiniSite) -> None:
    minisite.record("anger/termine/fest", "start: 2026-12-12\nstatus: draft")
    plans = minisite.plan()
    assert entries(plans, "anger") == {}
    assert "termine/fest/termin.ics" not in [sheet.path for sheet in plans.sites["anger"].files]


def test_an_entry_says_what_the_page_says(minisite: MiniSite) -> None:
    minisite.record(
        "anger/adressen/saal", "kind: einrichtung\nstreet: Dorfstraße 1\nlocation:\n  lat: 51.5\n  lon: 8.25"
    )
    head = (
        "summary: Alle kommen.\norganizer: Landjugend\nlocation: anger/saal\nsample: true\ncancelled: true\nrevision: 3"
    )
    minisite.record("anger/termine/fest", f"date: 2026-11-01\nstart: 2026-12-12T19:00\n{head}")
    fest = entries(minisite.plan(), "anger", "termine/fest/termin.ics")["fest.anger.termine"]
    assert fest.title == "Abgesagt: Fest (Beispiel)"
    url = "https://anger.netz.example/termine/fest/"
    assert fest.text.split("\n") == ["Alle kommen.", "Wer einlädt: Landjugend", f"Mehr dazu: {url}"]
    assert (fest.url, fest.place, fest.geo) == (url, "Saal, Dorfstraße 1", (51.5, 8.25))
    assert (fest.cancelled, fest.revision, fest.stamp) == (True, 3, date(2026, 11, 1))


def test_calendars_do_not_change_from_day_to_day(minisite: MiniSite) -> None:
    minisite.record("anger/termine/chor", "start: 2026-01-06T20:00\nrepeat: FREQ=WEEKLY")
    minisite.record("anger/termine/feuer", "start: 2020-04-11\nrepeat: ostern-1")
    first, last = date(2026, 1, 1), date(2026, 12, 31)
    assert entries(minisite.plan(first), "anger") == entries(minisite.plan(last), "anger")
    years = [name for name in entries(minisite.plan(DAY), "anger") if name.startswith("feuer")]
    assert years == [f"feuer-{year}.anger.termine" for year in range(2025, 2030)]


def test_a_phase_that_has_its_day_is_in_the_calendar_and_others_are_not(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/auftakt", "kind: auftakt\nstate: gehalten\ndate: 2026-10-01")
    minisite.record("anger/coaching/werkstatt", "kind: werkstatt\nstate: gehalten\ndate_text: im Herbst")
    assert list(entries(minisite.plan(), "anger")) == ["auftakt.anger.coaching"]


def month(plans: Plans, url: str, site: str = "anger") -> props.MonthPage:
    return plans.props(props.MonthPage, site, url)


def table(page: props.MonthPage) -> dict[int, list[str]]:
    """The days on which something takes place, and what."""
    days = [day for week in page.weeks for day in week]
    return {day.day.day: [page.events[number].title for number in day.events] for day in days if day.day and day.events}


def test_a_month_has_all_its_days_by_weeks_from_monday(minisite: MiniSite) -> None:
    page = month(minisite.plan(), "/termine/2027-02/")
    assert [[day.day.day if day.day else 0 for day in week] for week in page.weeks] == [
        list(range(first, first + 7)) for first in (1, 8, 15, 22)
    ]
    page = month(minisite.plan(), "/termine/2026-11/")
    assert [day.day.day if day.day else 0 for day in page.weeks[0]] == [0, 0, 0, 0, 0, 0, 1]


def test_what_lasts_stands_on_all_its_days_also_beyond_the_month(minisite: MiniSite) -> None:
    minisite.record("anger/termine/lager", "start: 2026-12-30\nend: 2027-01-02")
    minisite.record("anger/termine/chor", "start: 2026-12-01T20:00\nrepeat: FREQ=WEEKLY")
    plans = minisite.plan()
    december, january = month(plans, "/termine/2026-12/"), month(plans, "/termine/2027-01/")
    assert table(december) == {day: ["Chor"] for day in (1, 8, 15, 22, 29)} | {30: ["Lager"], 31: ["Lager"]}
    assert list(table(january)) == [1, 2, 5, 12, 19, 26] and table(january)[2] == ["Lager"]
    assert [card.title for card in january.events].count("Lager") == 1


def test_a_day_says_how_much_of_it_is_called_off(minisite: MiniSite) -> None:
    minisite.record("anger/termine/chor", "start: 2026-12-01\ncancelled: true")
    minisite.record("anger/termine/fest", "start: 2026-12-01\nend: 2026-12-02")
    minisite.record("anger/termine/markt", "start: 2026-12-03\nend: 2026-12-04\ncancelled: true")
    days = [day for week in month(minisite.plan(), "/termine/2026-12/").weeks for day in week if day.events]
    assert [(len(day.events), day.cancelled) for day in days] == [(2, 1), (1, 0), (1, 1), (1, 1)]


def test_months_lead_to_each_other_from_the_last_one_to_eleven_ahead(minisite: MiniSite) -> None:
    plans = minisite.plan()
    urls = [url for url in plans.urls("anger") if url.startswith("/termine/2")]
    assert (urls[0], urls[-1], len(urls)) == ("/termine/2026-10/", "/termine/2027-10/", 13)
    assert month(plans, urls[0]).before is None and month(plans, urls[-1]).after is None
    assert month(plans, urls[1]).before == Link("Oktober 2026", urls[0])
    assert [month(plans, url).after.url for url in urls[:-1]] == urls[1:]  # type: ignore[union-attr]
    assert plans.props(props.EventList, "anger", "/termine/").month == "/termine/2026-11/"


def test_an_event_cannot_take_the_address_of_a_month(minisite: MiniSite) -> None:
    minisite.record("anger/termine/2026-12", "start: 2026-12-12")
    (problem,) = minisite.problems()
    assert problem.found == "die vergebene Adresse `/termine/2026-12/`"
