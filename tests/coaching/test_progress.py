"""What a project's steps come to on a day."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.coaching.progress import Progress, next_step, overdue, progress
from plugins.network.records import Project
from plugins.network.references import Reference
from plugins.network.vocabulary import Stage
from tests.minisite import DAY

WORKED_ON = ["idee", "planung", "umsetzung"]
YESTERDAY, TOMORROW = DAY - timedelta(1), DAY + timedelta(1)


def project(stage: str, *steps: tuple[str, str, object]) -> Project:
    """A project with these steps: title, state, and the day they are due."""
    written = [{"title": title, "state": state, "due": str(due) if due else None} for title, state, due in steps]
    known = {"id": Reference("projekte", "anger", "x"), "path": "x.md", "title": "X"}
    return Project.model_validate({**known, "stage": stage, "steps": written})


def test_without_steps_there_is_no_progress() -> None:
    assert progress(project("idee"), DAY) is None


@pytest.mark.parametrize("stage", [stage.value for stage in Stage])
def test_only_what_is_worked_on_can_be_late(stage: str) -> None:
    late = project(stage, ("A", "offen", YESTERDAY), ("B", "laeuft", YESTERDAY), ("C", "offen", YESTERDAY))
    expected = Progress(done=0, total=3, next="B", due=YESTERDAY)
    if stage in WORKED_ON:
        others = {"others_late": 2, "latest": "A", "latest_due": YESTERDAY}
        expected = Progress(done=0, total=3, next="B", due=YESTERDAY, late=True, **others)
    assert progress(late, DAY) == expected


@pytest.mark.parametrize(("due", "late"), [(YESTERDAY, True), (DAY, False), (TOMORROW, False), (None, False)])
def test_a_step_is_late_when_its_day_is_over(due: object, late: bool) -> None:
    assert bool(overdue(project("umsetzung", ("A", "offen", due)), DAY)) is late
    assert not overdue(project("umsetzung", ("A", "erledigt", due)), DAY), "what is done is not late"


@pytest.mark.parametrize(
    ("states", "following"),
    [
        (["offen", "offen"], 0),
        (["erledigt", "offen", "laeuft"], 2),
        (["offen", "erledigt"], 0),
        (["erledigt", "laeuft", "laeuft"], 1),
        (["erledigt", "erledigt"], None),
    ],
)
def test_the_next_step_is_what_is_under_way_else_the_first_open_one(states: list[str], following: int | None) -> None:
    step = next_step(project("umsetzung", *((f"{place}", state, None) for place, state in enumerate(states))))
    assert (int(step.title) if step else None) == following


def test_steps_of_the_same_words_are_told_apart() -> None:
    twice = project("umsetzung", ("A", "offen", YESTERDAY), ("A", "offen", YESTERDAY))
    one_other = {"others_late": 1, "latest": "A", "latest_due": YESTERDAY}
    assert progress(twice, DAY) == Progress(done=0, total=2, next="A", due=YESTERDAY, late=True, **one_other)


def test_of_other_late_steps_the_one_that_waits_longest_is_named() -> None:
    before = YESTERDAY - timedelta(30)
    late = project("umsetzung", ("A", "laeuft", TOMORROW), ("B", "offen", YESTERDAY), ("C", "offen", before))
    found = progress(late, DAY)
    assert found and (found.late, found.latest, found.latest_due) == (False, "C", before)


@given(
    st.lists(st.tuples(st.sampled_from(["offen", "laeuft", "erledigt"]), st.sampled_from([None, YESTERDAY, TOMORROW]))),
    st.sampled_from([stage.value for stage in Stage]),
)
def test_done_and_next_and_late_always_go_together(steps: list[tuple[str, object]], stage: str) -> None:
    found = progress(project(stage, *(("A", state, due) for state, due in steps)), DAY)
    if found is None:
        assert not steps
        return
    assert (found.next is None) is (found.done == found.total)
    assert found.late <= (found.due == YESTERDAY)
    assert found.done + found.late + found.others_late <= found.total
