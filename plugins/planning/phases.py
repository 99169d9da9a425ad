"""The coaching as pages show it: what came out of each phase, and the phases that stand among the dates."""

from collections.abc import Iterator

from plugins.coaching.standing import on_calendar
from plugins.network.records import Event, Phase, Project
from plugins.network.study import Village
from plugins.planning.cards import EventCard, Figure, PhaseCard, PhaseStory
from plugins.planning.deck import Deck


def stories(deck: Deck, village: Village) -> tuple[PhaseStory, ...]:
    """A village's way through the phases, in the order of the study."""
    return tuple(story(deck, card, phase) for card, phase in deck.phases_and_records(village))


def story(deck: Deck, card: PhaseCard, phase: Phase | None) -> PhaseStory:
    """A phase and all that came out of it; nothing where nobody wrote about it."""
    if phase is None:
        return PhaseStory(card, (), (), ())
    site, projects = phase.id.site, deck.catalogue.naming(Project, "origin", phase.id)
    return PhaseStory(
        phase=card,
        results=phase.results,
        pictures=tuple(
            Figure(deck.urls.image(site, figure.image, figure.image_alt), figure.caption) for figure in phase.pictures
        ),
        projects=tuple(map(deck.project, projects)),
    )


def dates(deck: Deck, site: str | None) -> Iterator[EventCard]:
    """Phases among the dates."""
    return map(deck.phase_as_date, dated(deck, site))


def dated(deck: Deck, site: str | None) -> Iterator[Phase]:
    """Phases that have a day of their own, but for those whose events say more."""
    for phase in deck.all(Phase, site):
        if on_calendar(phase, deck.today) and not deck.catalogue.naming(Event, "phase", phase.id):
            yield phase
