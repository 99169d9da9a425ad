"""What is different between two versions of a project: structured, for sentences and for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from plugins.history.pairs import Pair, pairs
from plugins.history.versions import Version
from plugins.network.elements import Budget, Step
from plugins.network.frozen import frozen
from plugins.network.references import Reference
from plugins.network.vocabulary import Stage, StepState

Difference = TypeVar("Difference", bound="Words | StageChange | Amount | StepChange")


@frozen
class Words:
    """A title or a name that reads otherwise."""

    before: str | None
    after: str | None


@frozen
class StageChange:
    """A project that has come further, or rests."""

    before: Stage
    after: Stage


class Money(StrEnum):
    """Which amount of a budget is meant."""

    TOTAL = "total"
    FUNDING = "funding"


@frozen
class Amount:
    """An amount that is another, in cents; None where there is none."""

    of: Money
    before: int | None
    after: int | None


class Turn(StrEnum):
    """What became of a step."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    STARTED = "started"
    DONE = "done"
    RESUMED = "resumed"
    REOPENED = "reopened"
    DUE = "due"
    RESPONSIBLE = "responsible"


@frozen
class StepChange:
    """One thing that is different about one step."""

    turn: Turn
    title: str
    """What the step is called since then; of a removed one, what it was called."""
    was: str | None = None
    """What a renamed step was called."""
    before: date | None = None
    """When it was due before; only where that day was moved."""
    after: date | None = None
    """When it is due; of a finished step the day it was finished on."""
    responsible: Reference | str | None = None
    """Who looks after it since then."""


@frozen
class Entry:
    """What changed in a project on a day."""

    day: date
    title: Words | None = None
    stage: StageChange | None = None
    steps: tuple[StepChange, ...] = ()
    amounts: tuple[Amount, ...] = ()
    funder: Words | None = None

    def __bool__(self) -> bool:
        """Whether anything did."""
        return any((self.title, self.stage, self.steps, self.amounts, self.funder))


def compare(day: date, before: Version, after: Version) -> Entry:
    """What is different between two versions, in which nothing is unclear any more; `day`: that of the later one."""
    old, new = before.budget or Budget(), after.budget or Budget()
    return Entry(
        day,
        title=_words(before.title, after.title) if before.title and after.title else None,
        stage=_stages(before.stage, after.stage),
        steps=tuple(change for pair in pairs(before.steps, after.steps) for change in _step(pair)),
        amounts=tuple(_amounts(old, new)),
        funder=_words(old.funder, new.funder),
    )


def _stages(before: Stage | None, after: Stage | None) -> StageChange | None:
    return StageChange(before, after) if before and after and before is not after else None


def _words(before: str | None, after: str | None) -> Words | None:
    return Words(before, after) if before != after else None


def _amounts(old: Budget, new: Budget) -> Iterator[Amount]:
    for of in Money:
        before, after = getattr(old, of), getattr(new, of)
        if before != after:
            yield Amount(of, before, after)


def _step(pair: Pair) -> Iterator[StepChange]:
    """What is different about a step; of a new one only that it is there."""
    before, after = pair
    if after is None:
        yield StepChange(Turn.REMOVED, before.title if before else "")
    elif before is None:
        yield StepChange(Turn.ADDED, after.title, after=after.due)
    else:
        yield from _altered(before, after)


def _altered(before: Step, after: Step) -> Iterator[StepChange]:
    if before.title != after.title:
        yield StepChange(Turn.RENAMED, after.title, was=before.title)
    if before.state is not after.state:
        yield _moved(before.state, after)
    if before.due != after.due and after.state is not StepState.ERLEDIGT:
        yield StepChange(Turn.DUE, after.title, before=before.due, after=after.due)
    if before.responsible != after.responsible:
        yield StepChange(Turn.RESPONSIBLE, after.title, responsible=after.responsible)


def _moved(before: StepState, after: Step) -> StepChange:
    if after.state is StepState.ERLEDIGT:
        return StepChange(Turn.DONE, after.title, after=after.done)
    if after.state is StepState.OFFEN:
        return StepChange(Turn.REOPENED, after.title)
    return StepChange(Turn.STARTED if before is StepState.OFFEN else Turn.RESUMED, after.title)


def in_all(entries: Sequence[Entry]) -> Entry:
    """What is different from every one of several versions: what a merge changed by itself."""
    first, *others = entries
    return Entry(
        first.day,
        title=_same(first.title, [entry.title for entry in others]),
        stage=_same(first.stage, [entry.stage for entry in others]),
        steps=tuple(step for step in first.steps if all(_among(step, entry.steps) for entry in others)),
        amounts=tuple(one for one in first.amounts if all(_among(one, entry.amounts) for entry in others)),
        funder=_same(first.funder, [entry.funder for entry in others]),
    )


def _same(change: Difference | None, others: Sequence[Difference | None]) -> Difference | None:
    return change if change and all(other and _among(change, [other]) for other in others) else None


def _among(change: Any, others: Sequence[Any]) -> bool:
    """Whether one of these leads to the same, wherever it came from."""
    return replace(change, before=None) in [replace(other, before=None) for other in others]
