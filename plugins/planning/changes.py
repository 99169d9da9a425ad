"""What has changed in a project, as its page shows it: by days, since the last phase of the coaching and before."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby
from operator import itemgetter

from plugins.history.chronicle import History
from plugins.history.sentences import sentences
from plugins.network.records import Phase, Project
from plugins.network.references import Reference
from plugins.network.vocabulary import PhaseState
from plugins.planning.cards import Changes, Day, DayOfChanges
from plugins.planning.deck import Deck

PART = "history"
"""The first word of the part's name that holds what git knows of a project."""
OPEN = 10
"""So many changes are shown at once."""
_HELD = (PhaseState.GEHALTEN, PhaseState.LAEUFT)
_Line = tuple[Day, str]


def history(deck: Deck, slug: str) -> History:
    """What git knows of a project of the deck's site, planned by itself: git is not asked again for a small edit."""
    reference = Reference(Project.folder, deck.urls.site, slug)
    return deck.part(part_of(slug), partial(deck.catalogue.history, reference))


def part_of(slug: str) -> str:
    """The name of that part."""
    return f"{PART} {slug}"


def changes(deck: Deck, project: Project) -> Changes | None:
    """What has changed in a project; None where nothing is known."""
    known = history(deck, project.id.slug)
    if known.begun is None:
        return None
    lines = [(entry.day, text) for entry in known.entries for text in sentences(entry, partial(_named, deck, project))]
    phase = last_phase(deck, project.id.site)
    since = phase.date if phase and phase.date and phase.date > known.begun else None
    shown, older = lines[:OPEN], lines[OPEN:]
    return Changes(
        begun=known.begun,
        phase=deck.phase(phase) if phase and since else None,
        since=_days(line for line in shown if since and line[0] >= since),
        before=_days(line for line in shown if not since or line[0] < since),
        older=_days(older),
        hidden=len(older),
    )


def last_phase(deck: Deck, site: str) -> Phase | None:
    """The latest phase of a village's coaching that took place, or takes place, and has a date."""
    held = [p for p in deck.all(Phase, site) if p.state in _HELD and p.date and p.date <= deck.today]
    return max(held, key=lambda phase: (phase.date, phase.id), default=None)


def _days(lines: Iterable[_Line]) -> tuple[DayOfChanges, ...]:
    return tuple(DayOfChanges(day, tuple(text for _, text in group)) for day, group in groupby(lines, itemgetter(0)))


def _named(deck: Deck, project: Project, who: Reference | str) -> str | None:
    """What somebody responsible is called today. Names that a page no longer shows do not come back in its past."""
    if isinstance(who, Reference):
        address = deck.catalogue.one(who)
        return address.title if address else None
    return who if who in {project.lead, *(step.responsible for step in project.steps)} else None
