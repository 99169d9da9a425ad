"""How far a project has come: what its steps come to on a day, for cards, its page and the coach's review."""

from datetime import date

from plugins.network.elements import Step
from plugins.network.frozen import frozen
from plugins.network.records import Project
from plugins.network.vocabulary import Stage, StepState


@frozen(kw_only=True)
class Progress:
    """How many steps of a project are done, and which one is next."""

    done: int
    total: int
    next: str | None = None
    """The title of the next step; None where all are done."""
    due: date | None = None
    """When the next step is due."""
    late: bool = False
    """Whether that day is over."""
    others_late: int = 0
    """How many steps besides the next one are overdue."""
    latest: str | None = None
    """The title of the one of those that is overdue for longest."""
    latest_due: date | None = None
    """When that was due."""


def moves(project: Project) -> bool:
    """Whether somebody works on it: what rests or is finished has nothing that could be overdue."""
    return project.stage not in (Stage.RUHT, Stage.ABGESCHLOSSEN)


def is_open(step: Step) -> bool:
    """Whether there is still something to do."""
    return step.state is not StepState.ERLEDIGT


def overdue(project: Project, today: date) -> tuple[Step, ...]:
    """The steps whose day is over and that are not done, in their order."""
    late = (step for step in project.steps if is_open(step) and step.due and step.due < today)
    return tuple(late) if moves(project) else ()


def done_too_soon(step: Step, today: date) -> bool:
    """Whether it is said to be done on a day that is still to come."""
    return step.done is not None and step.done > today


def next_step(project: Project) -> Step | None:
    """What is under way, else the first open step."""
    left = [step for step in project.steps if is_open(step)]
    return next((step for step in left if step.state is StepState.LAEUFT), left[0] if left else None)


def progress(project: Project, today: date) -> Progress | None:
    """How far its steps have come; None where it has none."""
    if not project.steps:
        return None
    following, late = next_step(project), overdue(project, today)
    others = sorted((step for step in late if step is not following), key=lambda step: step.due or today)
    return Progress(
        done=sum(not is_open(step) for step in project.steps),
        total=len(project.steps),
        next=following.title if following else None,
        due=following.due if following else None,
        late=any(step is following for step in late),
        others_late=len(others),
        latest=others[0].title if others else None,
        latest_due=others[0].due if others else None,
    )
