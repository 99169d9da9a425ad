"""A project's story: where the idea came from, its money with shares and sources, and its timeline."""

import pytest

from plugins.network.vocabulary import StepState
from plugins.planning import props
from plugins.planning.cards import Amount, BudgetLines, Mention, TimelineEntry
from tests.minisite import MiniSite


def page(minisite: MiniSite, head: str) -> props.ProjectPage:
    """A project's page, with this front matter."""
    minisite.record("anger/projekte/a", head)
    return minisite.plan().props(props.ProjectPage, "anger", "/projekte/a/")


def test_an_idea_comes_from_a_phase_from_the_village_or_from_somebody(minisite: MiniSite) -> None:
    minisite.record("anger/coaching/x", "title: Abend am Anger\nkind: auftakt\nstate: gehalten\ndate: 2026-01-09")
    found = page(minisite, "stage: idee\norigin: anger/x")
    assert found.origin == Mention("Abend am Anger", "/coaching/x/")
    assert found.origin_phase and found.origin_phase.village == "Anger"
    found = page(minisite, "stage: idee\norigin: dorf")
    assert (found.origin, found.origin_phase) == (Mention("Eigener Vorschlag aus Anger"), None)
    found = page(minisite, "stage: idee\norigin: die Ortsvorsteherin")
    assert (found.origin, found.origin_phase) == (Mention("die Ortsvorsteherin"), None)
    found = page(minisite, "stage: idee")
    assert (found.origin, found.was) == (None, ())


@pytest.mark.parametrize(
    ("phase", "day"),
    [
        ("state: gehalten\ndate: 2026-01-09", "2026-01-09"),
        ("state: gehalten\ndate: 2027-01-09", None),
        ("state: entfallen\ndate: 2026-01-09\nreason: Es regnete.", None),
        ("state: gehalten\ndate_text: Im Januar", None),
        ("state: unbekannt", None),
    ],
)
def test_a_story_begins_with_the_idea_on_its_day_or_before_everything(
    minisite: MiniSite, phase: str, day: str | None
) -> None:
    minisite.record("anger/coaching/x", f"kind: auftakt\n{phase}")
    was = page(minisite, "stage: idee\norigin: anger/x\nstart: 2025-05-01").was
    assert [(entry.kind, str(entry.day) if entry.day else None) for entry in was] == (
        [("beginn", "2025-05-01"), ("idee", day)] if day else [("idee", None), ("beginn", "2025-05-01")]
    )


def test_what_is_today_was(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/heute", "date: 2026-11-22\nproject: anger/a")
    minisite.record("anger/aktuelles/morgen", "date: 2026-11-23\nproject: anger/a")
    found = page(minisite, "stage: idee\nend: 2026-11-22")
    assert [entry.title for entry in found.was] == ["Ende", "Heute"]
    assert [entry.title for entry in found.comes] == ["Morgen"]


@pytest.mark.parametrize(
    ("start", "begun", "title"), [("2026-11-22", True, "Beginn"), ("2026-11-23", False, "Geplanter Beginn")]
)
def test_a_project_has_begun_or_is_to_begin(minisite: MiniSite, start: str, begun: bool, title: str) -> None:
    found = page(minisite, f"stage: idee\nstart: {start}")
    assert found.begun is begun
    assert [entry.title for entry in (*found.was, *found.comes)] == [title]


@pytest.mark.parametrize(
    ("step", "note"),
    [
        ("state: erledigt, due: 2026-11-01, done: 2026-11-05", "2026-11-05 erledigt"),
        ("state: erledigt, due: 2026-11-01", "2026-11-01 erledigt, geplant bis zu diesem Tag"),
        ("state: laeuft, due: 2026-11-01", "2026-11-01 läuft, überfällig"),
        ("state: offen, due: 2026-12-01", "2026-12-01 offen, geplant bis zu diesem Tag"),
        ("state: offen", ""),
    ],
)
def test_a_step_stands_on_the_timeline_with_what_is_to_be_said(minisite: MiniSite, step: str, note: str) -> None:
    found = page(minisite, f"stage: umsetzung\nsteps: [{{title: S, {step}}}]")
    shown = [f"{entry.day} {entry.note}" for entry in (*found.was, *found.comes)]
    assert shown == ([note] if note else [])


def test_what_rests_is_not_overdue_on_its_timeline(minisite: MiniSite) -> None:
    found = page(minisite, "stage: ruht\nsteps: [{title: S, state: offen, due: 2026-11-01}]")
    assert found.was == (
        TimelineEntry(found.steps[0].due, "schritt", "S", None, "offen, geplant bis zu diesem Tag", StepState.OFFEN),
    )
    assert not found.steps[0].overdue


@pytest.mark.parametrize(
    ("budget", "lines"),
    [
        ("{}", None),
        ("{source: Plan}", None),
        ("{total: 200}", BudgetLines(Amount(20000, None), None, None, None)),
        ("{funder: Kreis}", BudgetLines(None, None, None, "Kreis")),
        ("{funding: 50, source: Plan}", BudgetLines(None, Amount(5000, "Plan"), None, None)),
        (
            "{total: 200, funding: 50, source: Plan, total_source: Angebot}",
            BudgetLines(Amount(20000, "Angebot"), Amount(5000, "Plan", 250), Amount(15000, None, 750), None),
        ),
        (
            "{total: 3, funding: 1, funding_source: Bescheid}",
            BudgetLines(
                Amount(300, None),
                Amount(100, "Bescheid", 333, rounded=True),
                Amount(200, None, 667, rounded=True),
                None,
            ),
        ),
        ("{total: 0, funding: 0}", BudgetLines(Amount(0, None), Amount(0, None), Amount(0, None), None)),
        (
            "{total: 7, funding: 7}",
            BudgetLines(Amount(700, None), Amount(700, None, 1000), Amount(0, None, 0), None),
        ),
    ],
)
def test_money_has_its_sources_and_shares_that_make_a_whole(
    minisite: MiniSite, budget: str, lines: BudgetLines | None
) -> None:
    assert page(minisite, f"stage: idee\nbudget: {budget}").budget == lines
