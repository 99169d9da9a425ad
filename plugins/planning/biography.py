"""A project's story for its page: where the idea came from, its steps, its money, and one timeline of all that happened."""

from collections.abc import Iterable, Iterator
from datetime import date

from plugins.coaching.progress import done_too_soon, overdue
from plugins.network.elements import Budget, Step
from plugins.network.moments import day_of
from plugins.network.records import OWN_IDEA, Article, Event, Project
from plugins.network.vocabulary import PhaseState
from plugins.planning.cards import Amount, BudgetLines, Mention, PhaseCard, StepLine, TimelineEntry
from plugins.planning.deck import Deck
from plugins.planning.occurrences import next_one

Timeline = tuple[TimelineEntry, ...]


def origin(deck: Deck, project: Project) -> Mention | None:
    """Where the idea came from: a phase as a link, the village itself, or whoever it was, in words."""
    if project.origin == OWN_IDEA:
        return Mention(f"Eigener Vorschlag aus {deck.project(project).village}")
    return deck.mention(project.origin)


def steps(deck: Deck, project: Project) -> tuple[StepLine, ...]:
    """Its steps, in the order they were written."""
    late = overdue(project, deck.today)
    return tuple(
        StepLine(
            step.title,
            step.state,
            step.due,
            step.done,
            deck.mention(step.responsible),
            _among(step, late),
            done_too_soon(step, deck.today),
        )
        for step in project.steps
    )


def _among(step: Step, steps: Iterable[Step]) -> bool:
    return any(step is other for other in steps)


def budget(project: Project) -> BudgetLines | None:
    """What it costs, who pays, and what remains for the village; None where nothing is said of that."""
    money = project.budget
    if money is None or (money.total, money.funding, money.funder) == (None, None, None):
        return None
    return BudgetLines(
        total=_amount(money, "total"), funding=_amount(money, "funding"), own=_own(money), funder=money.funder
    )


def _amount(money: Budget, name: str) -> Amount | None:
    """One of the amounts that are stated, and its part of the total."""
    cents, source = getattr(money, name), getattr(money, f"{name}_source")
    if cents is None:
        return None
    share = _share(cents, money.total) if name != "total" else (None, False)
    return Amount(cents, source or money.source, *share)


def _own(money: Budget) -> Amount | None:
    """What remains of the total; its share makes a whole with that of the funding."""
    if money.total is None or money.funding is None:
        return None
    funded, rounded = _share(money.funding, money.total)
    return Amount(money.total - money.funding, None, None if funded is None else 1000 - funded, rounded)


def _share(part: int, whole: int | None) -> tuple[int | None, bool]:
    """Tenths of a percent, and whether that is rounded."""
    if not whole:
        return None, False
    return round(part * 1000 / whole), part * 1000 % whole != 0


def timeline(deck: Deck, project: Project, events: Iterable[Event]) -> tuple[Timeline, Timeline]:
    """What was and what is to come, each in order; nobody writes it by hand."""
    entries = [*_idea(deck, project), *_bounds(deck, project), *_steps(deck, project), *_news(deck, project)]
    entries += [_event(deck, event) for event in events]
    entries.sort(key=lambda entry: (entry.day or date.min, entry.title))
    ahead = [entry.day is not None and entry.day > deck.today for entry in entries]
    return (
        tuple(entry for entry, later in zip(entries, ahead, strict=True) if not later),
        tuple(entry for entry, later in zip(entries, ahead, strict=True) if later),
    )


def _idea(deck: Deck, project: Project) -> Iterator[TimelineEntry]:
    """Where it came from: on the day of the phase, where that has been held, else before everything."""
    if named := origin(deck, project):
        phase: PhaseCard | None = deck.find(project.origin)
        held = phase is not None and phase.state is PhaseState.GEHALTEN and not phase.after
        title = named.text[:1].upper() + named.text[1:]
        yield TimelineEntry(phase.date if phase and held else None, "idee", title, named.url, "Woher die Idee kommt")


def _bounds(deck: Deck, project: Project) -> Iterator[TimelineEntry]:
    bounds = ((project.start, "beginn", "Geplanter Beginn"), (project.end, "ende", "Geplantes Ende"))
    for day, kind, planned in bounds:
        if day:
            yield TimelineEntry(day, kind, planned if day > deck.today else kind.title())


def _steps(deck: Deck, project: Project) -> Iterator[TimelineEntry]:
    """Each step on the day it was done, else on the day it is due."""
    for step, line in zip(project.steps, steps(deck, project), strict=True):
        if day := step.done or step.due:
            yield TimelineEntry(day, "schritt", step.title, note=_note(line), state=step.state)


def _note(line: StepLine) -> str:
    if line.overdue:
        return f"{line.state.label}, überfällig"
    return line.state.label if line.done else f"{line.state.label}, geplant bis zu diesem Tag"


def _news(deck: Deck, project: Project) -> Iterator[TimelineEntry]:
    for article in deck.catalogue.naming(Article, "project", project.id):
        yield TimelineEntry(article.date, "aktuelles", article.title, deck.urls.of(article.id))


def _event(deck: Deck, event: Event) -> TimelineEntry:
    """An event on its next day, or on its last one where it is over."""
    notes = (("abgesagt", event.cancelled), ("wiederholt sich", bool(event.repeat)))
    note = ", ".join(words for words, holds in notes if holds)
    day = day_of(next_one(event, deck.today).start)
    return TimelineEntry(day, "termin", event.title, deck.urls.of(event.id), note or None)
