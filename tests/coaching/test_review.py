"""Stand der Dinge: what a coach is told of a village, and what is left in peace."""

from datetime import date, timedelta

import pytest

from plugins.coaching.markdown import UP_TO_DATE, markdown
from plugins.coaching.review import QUIET, Concern, Review, last_day_of, review
from tests.minisite import DAY, MiniSite

EMPTY = Review("anger", "Anger", DAY, ())


def reviewed(minisite: MiniSite, site: str = "anger", today: date = DAY) -> Review:
    network = minisite.network()
    return review(network, next(one for one in network.plan.sites if one.slug == site), today)


def told(found: Review) -> list[tuple[str, str, str, str]]:
    """Concern, record, words and day of everything."""
    return [(one.concern.name, one.title, one.says, str(one.since)) for one in found.matters]


def steps(*written: str) -> str:
    return "steps:" + "".join(f"\n  - {{title: S{place}, {step}}}" for place, step in enumerate(written))


def test_one_of_every_kind(minisite: MiniSite) -> None:
    minisite.record("anger/adressen/bund", "title: Bauverein\nkind: verein")
    late = steps("state: laeuft, due: 2026-11-21, responsible: anger/bund", "state: offen, due: 2026-10-01")
    minisite.record("anger/projekte/spaet", f"stage: umsetzung\ndate: 2026-11-01\n{late}")
    minisite.record("anger/projekte/ohne", "stage: idee\ndate: 2026-11-01")
    minisite.record("anger/projekte/still", f"stage: planung\ndate: 2026-01-05\n{steps('state: offen')}")
    minisite.record("anger/pinnwand/alt", "type: suche\nvalid_until: 2026-11-21")
    minisite.record("anger/seiten/weg", "review_by: 2026-11-21")
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: geplant\ndate: 2026-11-21")
    found = reviewed(minisite)
    assert (found.site, found.name, found.day) == ("anger", "Anger", DAY)
    assert told(found) == [
        ("LATE", "Spaet", "S1 (offen)", "2026-10-01"),
        ("LATE", "Spaet", "S0 (läuft, Bauverein)", "2026-11-21"),
        ("NO_NEXT_STEP", "Ohne", "Idee, noch ohne Schritte", "None"),
        ("QUIET", "Still", "zuletzt: Stand", "2026-01-05"),
        ("EXPIRED", "Alt", "nicht mehr veröffentlicht", "2026-11-21"),
        ("REVIEW", "Weg", "Stimmt noch alles?", "2026-11-21"),
        ("DOUBTFUL", "A", "war geplant. Was daraus wurde, steht hier noch nicht.", "2026-11-21"),
    ]
    assert {one.concern for one in found.matters} == set(Concern)
    assert found.of(Concern.REVIEW)[0].path == "content/anger/seiten/weg.md"


def test_what_is_in_order_is_left_in_peace(minisite: MiniSite) -> None:
    minisite.record(
        "anger/projekte/gut", f"stage: umsetzung\ndate: 2026-11-01\n{steps('state: offen, due: 2026-11-22')}"
    )
    minisite.record("anger/pinnwand/neu", "type: suche\nvalid_until: 2026-11-22")
    minisite.record("anger/seiten/weg", "review_by: 2026-11-22")
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: geplant\ndate: 2026-11-22")
    minisite.record("anger/coaching/b", "kind: werkstatt\nstate: unbekannt")
    assert reviewed(minisite) == EMPTY


@pytest.mark.parametrize("stage", ["ruht", "abgeschlossen"])
def test_what_rests_or_is_finished_is_looked_at_only_when_somebody_wants_that(minisite: MiniSite, stage: str) -> None:
    old = steps("state: offen, due: 2024-01-01")
    minisite.record("anger/projekte/a", f"stage: {stage}\ndate: 2024-01-01\n{old}")
    assert reviewed(minisite) == EMPTY
    minisite.record("anger/projekte/a", f"stage: {stage}\nreview_by: 2026-11-01\n{old}")
    assert [one.concern for one in reviewed(minisite).matters] == [Concern.REVIEW]


def test_drafts_and_other_villages_do_not_count(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee\nstatus: draft\nreview_by: 2026-01-01")
    minisite.record("bachtal/projekte/b", "stage: idee\nreview_by: 2026-01-01")
    minisite.record("main/seiten/c", "review_by: 2026-01-01")
    assert reviewed(minisite) == EMPTY
    assert [one.title for one in reviewed(minisite, "main").matters] == ["C"]


@pytest.mark.parametrize(
    ("records", "says"),
    [
        ({}, "weder Meldung noch erledigter Schritt noch Termin"),
        ({"aktuelles/a": "date: DAY\nproject: anger/p"}, "zuletzt: Meldung „A“"),
        ({"termine/t": "start: DAY\nproject: anger/p"}, "zuletzt: Termin „T“"),
        (
            {"termine/t": "start: 2026-01-01T19:00\nproject: anger/p\nrepeat: FREQ=DAILY;UNTIL=SHORT"},
            "zuletzt: Termin „T“",
        ),
        ({"projekte/p": "stage: idee\ndate: DAY\nsteps: [{title: S, state: offen}]"}, "zuletzt: Stand"),
        ({"projekte/p": "stage: idee\nstart: DAY\nsteps: [{title: S, state: offen}]"}, "zuletzt: Beginn"),
        (
            {"projekte/p": "stage: idee\nsteps: [{title: R, state: erledigt, done: DAY}, {title: S, state: offen}]"},
            "zuletzt: erledigt „R“",
        ),
    ],
)
def test_news_is_what_the_timeline_tells(minisite: MiniSite, records: dict[str, str], says: str) -> None:
    """After 90 days without any; a day earlier there is nothing to say."""
    silent = DAY - QUIET
    for place, expected in ((silent, [("QUIET", says)]), (silent + timedelta(1), [])):
        minisite.record("anger/projekte/p", "stage: idee\nsteps: [{title: S, state: offen}]")
        for path, head in records.items():
            minisite.record(f"anger/{path}", head.replace("DAY", str(place)).replace("SHORT", f"{place:%Y%m%d}"))
        found = [(one.concern.name, one.says) for one in reviewed(minisite).matters]
        assert found == (expected if records else [("QUIET", says)])


@pytest.mark.parametrize(
    "head", ["start: 2026-11-20\ncancelled: true", "start: 2026-11-23", "start: 2026-11-23T10:00\nrepeat: FREQ=DAILY"]
)
def test_an_event_that_was_cancelled_or_is_to_come_is_no_news(minisite: MiniSite, head: str) -> None:
    minisite.record("anger/projekte/p", "stage: idee\nsteps: [{title: S, state: offen}]")
    minisite.record("anger/termine/t", f"project: anger/p\n{head}")
    assert [one.concern for one in reviewed(minisite).matters] == [Concern.QUIET]


def test_what_is_to_come_is_no_news_and_does_not_hide_what_was(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/p", "stage: idee\nstart: 2027-01-01\nsteps: [{title: S, state: offen}]")
    minisite.record("anger/aktuelles/a", "date: 2026-12-24\nproject: anger/p")
    minisite.record("anger/aktuelles/b", "date: 2026-01-05\nproject: anger/p")
    assert told(reviewed(minisite)) == [("QUIET", "P", "zuletzt: Meldung „B“", "2026-01-05")]


def test_news_that_others_wrote_counts(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/p", "stage: idee\nsteps: [{title: S, state: offen}]")
    minisite.record("bachtal/aktuelles/a", "date: 2026-11-20\nproject: anger/p")
    assert reviewed(minisite) == EMPTY


def test_an_event_that_repeats_began_last_on_its_last_day_up_to_today(minisite: MiniSite) -> None:
    minisite.record("anger/termine/t", "start: 2026-11-02T19:00\nrepeat: FREQ=WEEKLY")
    event = minisite.get("anger/termine/t")
    days = [date(2026, 11, 1), date(2026, 11, 2), date(2026, 11, 8), date(2026, 11, 9)]
    assert [last_day_of(event, day) for day in days] == [None, date(2026, 11, 2), date(2026, 11, 2), date(2026, 11, 9)]


def test_as_markdown(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/p", "title: 'A | b *c* `d`'\nstage: idee\ndate: 2026-11-01")
    minisite.record("anger/pinnwand/alt", "type: suche\nvalid_until: 2026-11-21")
    assert markdown([reviewed(minisite), reviewed(minisite, "bachtal")]).splitlines() == [
        "# Stand der Dinge: Anger",
        "",
        "Stand: 22.11.2026",
        "",
        "## Kein nächster Schritt",
        "",
        "| Seit | Wo | Was | Datei |",
        "| --- | --- | --- | --- |",
        r"| – | A \| b \*c\* \`d\` | Idee, noch ohne Schritte | `content/anger/projekte/p.md` |",
        "",
        "## Abgelaufene Zettel",
        "",
        "| Seit | Wo | Was | Datei |",
        "| --- | --- | --- | --- |",
        "| 21.11.2026 | Alt | nicht mehr veröffentlicht | `content/anger/pinnwand/alt.md` |",
        "",
        "# Stand der Dinge: Bachtal",
        "",
        "Stand: 22.11.2026",
        "",
        UP_TO_DATE,
    ]
