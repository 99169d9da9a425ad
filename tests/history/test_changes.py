"""What is told of two versions of a project: which changes are found, which steps are the same, and how it reads."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.history.changes import compare
from plugins.history.pairs import pairs
from plugins.history.sentences import sentences
from plugins.history.versions import Version
from plugins.network.elements import Budget, Step
from plugins.network.references import Reference
from plugins.network.vocabulary import Stage, StepState

DAY = date(2026, 11, 22)
GROUP = Reference("adressen", "anger", "teichgruppe")


def step(title: str, **said: Any) -> Step:
    """A step that is open unless something else is said."""
    return Step.model_construct(
        **{"state": StepState.OFFEN, "due": None, "done": None, "responsible": None, **said, "title": title}
    )


FENCE = step("Zaun setzen", due=date(2026, 5, 3), responsible=GROUP)
REED = step("Schilf pflanzen", state=StepState.LAEUFT)
POND = Version("Teich", Stage.PLANUNG, (FENCE, REED))


def steps(*those: Step) -> Version:
    return replace(POND, steps=those)


def fence(**other: Any) -> Version:
    """The first step reads otherwise."""
    return steps(FENCE.model_copy(update=other), REED)


def reed(**other: Any) -> Version:
    """The second step reads otherwise."""
    return steps(FENCE, REED.model_copy(update=other))


def naming(who: Reference | str) -> str | None:
    return "Teichgruppe" if who == GROUP else None if who == "Jemand" else str(who)


def told(before: Version, after: Version) -> list[str]:
    return [text.replace("\u00a0", " ") for text in sentences(compare(DAY, before, after), naming)]


DONE = StepState.ERLEDIGT
MONEY = replace(POND, budget=Budget.model_construct(total=120000, funding=80000, funder="Gemeinde Feld", source=None))
LONG = "Einen Zaun um die ganze Wiese setzen, mit Hilfe der Landjugend"
CHANGES: dict[str, tuple[Version, list[str]]] = {
    "nothing": (POND, []),
    "title": (replace(POND, title="Der „alte“ Teich"), ["Neuer Titel: „Der ‚alte‘ Teich“, bisher „Teich“"]),
    "stage": (replace(POND, stage=Stage.UMSETZUNG), ["Stand: von Planung zu Umsetzung"]),
    "rest": (replace(POND, stage=Stage.RUHT), ["Das Projekt ruht, bisher: Planung"]),
    "done": (fence(state=DONE), ["Schritt „Zaun setzen“ erledigt"]),
    "done on another day": (
        fence(state=DONE, done=date(2026, 11, 20)),
        ["Schritt „Zaun setzen“ erledigt (am 20. November 2026)"],
    ),
    "done on the day it is told": (fence(state=DONE, done=DAY), ["Schritt „Zaun setzen“ erledigt"]),
    "done, and the due day put right": (
        fence(state=DONE, due=date(2026, 6, 3)),
        ["Schritt „Zaun setzen“ erledigt"],
    ),
    "started": (fence(state=StepState.LAEUFT), ["Schritt „Zaun setzen“ hat begonnen"]),
    "open again": (reed(state=StepState.OFFEN), ["Schritt „Schilf pflanzen“ ist wieder offen"]),
    "put off": (
        fence(due=date(2026, 6, 10)),
        ["Frist für „Zaun setzen“ vom 3. Mai auf den 10. Juni 2026 verschoben"],
    ),
    "put off into another year": (
        fence(due=date(2027, 1, 10)),
        ["Frist für „Zaun setzen“ vom 3. Mai 2026 auf den 10. Januar 2027 verschoben"],
    ),
    "due earlier": (
        fence(due=date(2026, 4, 30)),
        ["Frist für „Zaun setzen“ vom 3. Mai auf den 30. April 2026 vorgezogen"],
    ),
    "no longer due": (fence(due=None), ["Frist für „Zaun setzen“: keine mehr"]),
    "due at last": (reed(due=date(2027, 3, 1)), ["Frist für „Schilf pflanzen“: 1. März 2027"]),
    "somebody else": (fence(responsible="Bauhof"), ["Um „Zaun setzen“ kümmert sich jetzt: Bauhof"]),
    "somebody unnamed": (fence(responsible="Jemand"), ["Zuständigkeit für „Zaun setzen“ geändert"]),
    "an address": (reed(responsible=GROUP), ["Um „Schilf pflanzen“ kümmert sich jetzt: Teichgruppe"]),
    "nobody": (fence(responsible=None), ["Für „Zaun setzen“ ist niemand mehr eingetragen"]),
    "renamed": (fence(title="Zaun bauen"), ["Schritt umbenannt: „Zaun setzen“ heißt jetzt „Zaun bauen“"]),
    "renamed and done": (
        fence(title="Zaun bauen", state=DONE),
        ["Schritt umbenannt: „Zaun setzen“ heißt jetzt „Zaun bauen“", "Schritt „Zaun bauen“ erledigt"],
    ),
    "said at length": (fence(title=LONG), [f"Schritt umbenannt: „Zaun setzen“ heißt jetzt „{LONG}“"]),
    "replaced": (
        fence(title="Bürgermeisterin fragen"),
        ["Neuer Schritt: „Bürgermeisterin fragen“, Frist 3. Mai 2026", "Schritt gestrichen: „Zaun setzen“"],
    ),
    "added": (steps(step("Geld sammeln"), FENCE, REED), ["Neuer Schritt: „Geld sammeln“"]),
    "all removed": (steps(), ["Schritt gestrichen: „Zaun setzen“", "Schritt gestrichen: „Schilf pflanzen“"]),
    "another order": (steps(REED, FENCE), []),
    "money": (
        MONEY,
        [
            "Kosten jetzt angegeben: 1.200,00 €",
            "Förderung jetzt angegeben: 800,00 €",
            "Wer fördert, ist jetzt angegeben: Gemeinde Feld",
        ],
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_is_told(name: str) -> None:
    after, expected = CHANGES[name]
    assert told(POND, after) == expected


def test_changes_back_are_told_as_such() -> None:
    assert told(replace(POND, stage=Stage.RUHT), POND) == ["Das Projekt ruht nicht mehr, Stand: Planung"]
    assert told(fence(state=DONE), fence(state=StepState.LAEUFT)) == ["Schritt „Zaun setzen“ läuft wieder"]
    assert told(MONEY, POND)[0] == "Kosten nicht mehr angegeben: 1.200,00 €"


def test_amounts_go_from_one_to_the_other() -> None:
    dearer = replace(POND, budget=Budget.model_construct(total=145000, funding=80000, funder="Kreis", source="neu"))
    assert told(MONEY, dearer) == ["Kosten: von 1.200,00 € auf 1.450,00 €", "Wer fördert: Kreis, bisher Gemeinde Feld"]


TITLES = st.sampled_from(["Zaun setzen", "Zaun bauen", "Schilf pflanzen", "Schilf schneiden", "Geld sammeln", "Feiern"])
STEPS = st.lists(st.builds(step, TITLES), max_size=6)


@given(STEPS, STEPS)
def test_every_step_is_paired_once_and_none_with_itself_is_a_change(before: list[Step], after: list[Step]) -> None:
    found = pairs(before, after)
    assert [id(new) for _, new in found if new] == [id(one) for one in after]
    assert sorted(id(old) for old, _ in found if old) == sorted(map(id, before))
    titles = [one.title for one in before]
    unchanged = sum(old is not None and new is not None and old.title == new.title for old, new in found)
    assert unchanged == sum(min(titles.count(t), [s.title for s in after].count(t)) for t in set(titles))
    assert not compare(DAY, steps(*before), steps(*before))


def test_of_steps_reworded_at_once_each_finds_the_most_alike() -> None:
    before = [step("Zaun setzen"), step("Schilf pflanzen"), step("Geld sammeln")]
    after = [step("Das Schilf pflanzen"), step("Den Zaun setzen"), step("Geld einsammeln")]
    assert [(old.title, new.title) for old, new in pairs(before, after) if old and new] == [
        ("Schilf pflanzen", "Das Schilf pflanzen"),
        ("Zaun setzen", "Den Zaun setzen"),
        ("Geld sammeln", "Geld einsammeln"),
    ]


def test_a_hundred_steps_reworded_at_once_are_no_reason_to_search_for_long() -> None:
    before, after = ([step(f"{word} {n}") for n in range(100)] for word in ("Schritt", "Schritte"))
    assert pairs(before, after) == [*((None, one) for one in after), *((one, None) for one in before)]
