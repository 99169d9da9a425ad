"""How a phase of the coaching stands on a day: what its state and its date say together, in German.

The rule, for every state and date, is written down in docs/decisions.md ("A phase says what is known").
"""

from datetime import date
from typing import NamedTuple

from plugins.network.records import Phase
from plugins.network.vocabulary import PhaseState


class Standing(NamedTuple):
    """What is said of a phase."""

    label: str
    """What became of it."""
    before: str = ""
    """What stands before its date: `am`, `seit`, `für`."""
    after: str = ""
    """What is to be said besides: that there is no date, or that date and state do not go together."""

    @property
    def doubtful(self) -> bool:
        """Whether date and state do not go together, so that somebody should look at it."""
        return self.after in (NOT_YET, NOT_TOLD)


NOT_YET = "So ist es eingetragen, aber dieser Tag kommt erst noch."
NOT_TOLD = "Was daraus wurde, steht hier noch nicht."
_DAY = {PhaseState.GEHALTEN: "am", PhaseState.LAEUFT: "seit", PhaseState.GEPLANT: "für"}
_EITHER = {PhaseState.ENTFALLEN: "vorgesehen:", PhaseState.UNBEKANNT: "genannt:"}
_NO_DAY = {
    PhaseState.GEHALTEN: "Der Tag ist nicht genannt.",
    PhaseState.GEPLANT: "Der Tag steht noch nicht fest.",
}


def standing(phase: Phase, today: date) -> Standing:
    """What state and date say together; where they contradict each other, both are shown, and that they do."""
    state, day = phase.state, phase.date
    if day is None and phase.date_text:
        return Standing(state.label, _EITHER.get(state, ""))
    if day is None:
        return Standing(state.label, after=_NO_DAY.get(state, ""))
    before = (_DAY | _EITHER)[state]
    if state is PhaseState.GEPLANT and day < today:
        return Standing("war geplant", before, NOT_TOLD)
    doubt = state in (PhaseState.GEHALTEN, PhaseState.LAEUFT) and day > today
    return Standing(state.label, before, NOT_YET if doubt else "")


def on_calendar(phase: Phase, today: date) -> bool:
    """Whether it stands among the dates: it has one, and what is said of that day is sure.

    A phase under way has no day of its own, its meetings are events; of what was planned for a day that is over
    nobody knows whether it took place.
    """
    match phase.state:
        case PhaseState.GEHALTEN:
            return phase.date is not None and phase.date <= today
        case PhaseState.GEPLANT:
            return phase.date is not None and phase.date >= today
    return phase.state is PhaseState.ENTFALLEN and phase.date is not None
