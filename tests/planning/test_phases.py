"""The coaching on pages: phases that have a day of their own stand among the dates, and what came out of them is shown."""

from datetime import date

import pytest

from plugins.planning import props
from tests.minisite import DAY, MiniSite, Plans

DATED = ["2026-11-21", "2026-11-22", "2026-11-23"]
"""The day before the build, that day, and the day after."""
LISTED = {
    "gehalten": ["past", "coming", None],
    "laeuft": [None, None, None],
    "geplant": [None, "coming", "coming"],
    "entfallen": ["past", "coming", "coming"],
    "unbekannt": [None, None, None],
}
"""State → where its entry stands for each of those days: in the list of what was, of what comes, or nowhere."""


def listed(plans: Plans, site: str) -> tuple[list[str], list[str]]:
    """The addresses of what comes and of what was."""
    page = plans.props(props.EventList, site, "/termine/")
    return [card.url for _, cards in page.months for card in cards], [card.url for card in page.past]


@pytest.mark.parametrize(("state", "place"), [(state, place) for state in LISTED for place in range(3)])
def test_a_phase_with_a_day_stands_among_the_dates_where_that_day_is_sure(
    minisite: MiniSite, state: str, place: int
) -> None:
    minisite.record("anger/coaching/a", f"kind: auftakt\nstate: {state}\ndate: {DATED[place]}\nreason: Darum.")
    plans = minisite.plan()
    for site, url in (("anger", "/coaching/a/"), ("main", "https://anger.netz.example/coaching/a/")):
        coming, past = listed(plans, site)
        assert (coming, past) == {"coming": ([url], []), "past": ([], [url]), None: ([], [])}[LISTED[state][place]]
    assert listed(plans, "bachtal") == ([], [])


@pytest.mark.parametrize("state", LISTED)
def test_a_phase_without_a_day_makes_no_entry(minisite: MiniSite, state: str) -> None:
    minisite.record("anger/coaching/a", f"kind: auftakt\nstate: {state}\nreason: Darum.")
    minisite.record("anger/coaching/b", f"kind: werkstatt\nstate: {state}\nreason: Darum.\ndate_text: Am 3. Mai 2027")
    assert listed(minisite.plan(), "anger") == ([], [])


def test_an_entry_says_what_it_is_and_a_skipped_phase_is_cancelled(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/a", "title: Abend\nkind: auftakt\nstate: entfallen\ndate: 2026-12-01\nreason: Eis.")
    minisite.record("anger/coaching/b", "title: Börse\nkind: boerse\nstate: geplant\ndate: 2026-12-01\nsample: true")
    plans = minisite.plan()
    [(_, (skipped, planned))] = plans.props(props.EventList, "anger", "/termine/").months
    assert (skipped.title, skipped.cancelled, skipped.whole_day) == ("Abend", True, True)
    assert (planned.title, planned.start, planned.cancelled, planned.sample) == (
        "Börse",
        date(2026, 12, 1),
        False,
        True,
    )
    assert [card.title for card in plans.props(props.VillageStart, "anger", "/").events] == ["Abend", "Börse"]


def test_events_of_a_phase_stand_in_its_place(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: geplant\ndate: 2026-12-01")
    minisite.record("bachtal/termine/t", "start: 2026-12-01T19:00\nphase: anger/a")
    assert listed(minisite.plan(), "anger") == ([], [])
    minisite.record("bachtal/termine/t", "start: 2026-12-01T19:00\nphase: anger/a\nstatus: draft")
    assert listed(minisite.plan(), "anger")[0] == ["/coaching/a/"]


def test_phases_overlap_are_skipped_and_lack_a_day_and_still_stand_in_the_order_of_the_study(
    minisite: MiniSite,
) -> None:
    minisite.record("anger/coaching/a", "kind: boerse\nstate: gehalten\ndate: 2026-01-01")
    minisite.record("anger/coaching/b", "kind: auftakt\nstate: laeuft\ndate: 2026-11-01")
    minisite.record("anger/coaching/c", "kind: umsetzung\nstate: laeuft")
    minisite.record("anger/coaching/d", "kind: werkstatt\nstate: entfallen\nreason: Darum.")
    plans = minisite.plan()
    stories = plans.props(props.Coaching, "anger", "/coaching/").phases
    told = [(story.phase.kind, story.phase.label) for story in stories]
    assert told == [
        ("auftakt", "läuft"),
        ("werkstatt", "entfallen"),
        ("umsetzung", "läuft"),
        ("boerse", "hat stattgefunden"),
    ]
    [(_, cells), _] = plans.props(props.CoachingMatrix, "main", "/coaching/").rows
    assert [(cell.kind, cell.label) for cell in cells] == told, "the same in the matrix"


def test_projects_and_ideas_stand_with_the_phase_they_came_from(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: gehalten")
    minisite.record("anger/projekte/idee", "stage: idee\norigin: anger/a")
    minisite.record("bachtal/projekte/projekt", "stage: umsetzung\norigin: anger/a")
    minisite.record("anger/projekte/entwurf", "stage: idee\norigin: anger/a\nstatus: draft")
    stories = minisite.plan().props(props.Coaching, "anger", "/coaching/").phases
    assert [[card.title for card in story.projects] for story in stories] == [["Idee", "Projekt"], [], [], []]


def test_a_day_that_passes_moves_a_phase_and_breaks_nothing(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/a", "kind: auftakt\nstate: geplant\ndate: 2026-11-22")
    story = minisite.plan(date(2026, 11, 23)).props(props.Coaching, "anger", "/coaching/").phases[0]
    assert (story.phase.label, story.phase.before) == ("war geplant", "für")
    assert minisite.plan(DAY).props(props.Coaching, "anger", "/coaching/").phases[0].phase.label == "geplant"
