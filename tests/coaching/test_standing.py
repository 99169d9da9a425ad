"""A phase says what is known: every state with every kind of date, as docs/decisions.md and the handbook have it."""

from datetime import date, timedelta

import pytest

from plugins.coaching.standing import NOT_TOLD, NOT_YET, Standing, on_calendar, standing
from plugins.network.records import Phase
from plugins.network.references import Reference
from plugins.network.vocabulary import PhaseState
from tests.minisite import DAY

NOTHING, WORDS, OVER, TODAY, AHEAD = "nothing", "words", "over", "today", "ahead"
NOT_NAMED, NOT_FIXED = "Der Tag ist nicht genannt.", "Der Tag steht noch nicht fest."
DATES = {OVER: DAY - timedelta(1), TODAY: DAY, AHEAD: DAY + timedelta(1)}
RULE: dict[str, dict[str, tuple[str, str, str, bool]]] = {
    "gehalten": {
        NOTHING: ("hat stattgefunden", "", NOT_NAMED, False),
        WORDS: ("hat stattgefunden", "", "", False),
        OVER: ("hat stattgefunden", "am", "", True),
        TODAY: ("hat stattgefunden", "am", "", True),
        AHEAD: ("hat stattgefunden", "am", NOT_YET, False),
    },
    "laeuft": {
        NOTHING: ("läuft", "", "", False),
        WORDS: ("läuft", "", "", False),
        OVER: ("läuft", "seit", "", False),
        TODAY: ("läuft", "seit", "", False),
        AHEAD: ("läuft", "seit", NOT_YET, False),
    },
    "geplant": {
        NOTHING: ("geplant", "", NOT_FIXED, False),
        WORDS: ("geplant", "", "", False),
        OVER: ("war geplant", "für", NOT_TOLD, False),
        TODAY: ("geplant", "für", "", True),
        AHEAD: ("geplant", "für", "", True),
    },
    "entfallen": {
        NOTHING: ("entfallen", "", "", False),
        WORDS: ("entfallen", "vorgesehen:", "", False),
        OVER: ("entfallen", "vorgesehen:", "", True),
        TODAY: ("entfallen", "vorgesehen:", "", True),
        AHEAD: ("entfallen", "vorgesehen:", "", True),
    },
    "unbekannt": {
        NOTHING: ("nicht bekannt", "", "", False),
        WORDS: ("nicht bekannt", "genannt:", "", False),
        OVER: ("nicht bekannt", "genannt:", "", False),
        TODAY: ("nicht bekannt", "genannt:", "", False),
        AHEAD: ("nicht bekannt", "genannt:", "", False),
    },
}
"""State → date → label, words before the date, words after it, and whether it stands among the dates."""
COMBINATIONS = [(state, when) for state, cases in RULE.items() for when in cases]


def phase(state: str, when: str) -> Phase:
    return Phase(
        id=Reference("coaching", "anger", "x"),
        path="x.md",
        title="X",
        kind="auftakt",
        state=state,
        reason="Es regnete." if state == "entfallen" else None,
        date=DATES[when].isoformat() if when in DATES else None,
        date_text="Im Winter" if when == WORDS else None,
    )  # type: ignore[arg-type]


def test_the_rule_knows_every_state_and_every_kind_of_date() -> None:
    assert set(RULE) == {state.value for state in PhaseState}
    assert all(set(cases) == {NOTHING, WORDS, *DATES} for cases in RULE.values())


@pytest.mark.parametrize(("state", "when"), COMBINATIONS)
def test_state_and_date_say_together(state: str, when: str) -> None:
    label, before, after, listed = RULE[state][when]
    written = phase(state, when)
    assert standing(written, DAY) == Standing(label, before, after)
    assert on_calendar(written, DAY) is listed


@pytest.mark.parametrize(("state", "when"), COMBINATIONS)
def test_only_what_contradicts_itself_is_doubtful(state: str, when: str) -> None:
    doubtful = {("gehalten", AHEAD), ("laeuft", AHEAD), ("geplant", OVER)}
    assert standing(phase(state, when), DAY).doubtful is ((state, when) in doubtful)


def test_a_day_that_passes_changes_words_and_nothing_else() -> None:
    """A build of the night must not fail because of the date: no state and date together are a finding."""
    planned = phase("geplant", TODAY)
    assert [standing(planned, day).label for day in (DAY, date(2030, 1, 1))] == ["geplant", "war geplant"]
