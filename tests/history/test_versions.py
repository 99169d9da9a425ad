"""Old versions are read leniently; what was on no site stays unknown."""

from datetime import date

import pytest

from plugins.history.versions import MOST_STEPS, Version, read_version
from plugins.network.plain import as_json, from_json
from plugins.network.text import LARGEST
from plugins.network.vocabulary import Stage, StepState

HEAD = """title: Der "alte" Teich
stage: planung
steps:
  - title: Zaun setzen
    state: erledigt
    done: 2026-05-03
    responsible: anger/teichgruppe
budget:
  total: 1.200,00
  funder: Gemeinde Feld
"""


def read(head: str) -> Version | None:
    return read_version(f"---\n{head}---\nText.\n".encode())


def known(head: str) -> Version:
    version = read(head)
    assert version
    return version


def test_a_version_says_what_the_record_says() -> None:
    version = known(HEAD)
    assert (version.title, version.stage) == ("Der „alte“ Teich", Stage.PLANUNG)
    (step,) = version.steps
    assert (step.state, step.done, str(step.responsible)) == (StepState.ERLEDIGT, date(2026, 5, 3), "anger/teichgruppe")
    assert version.budget and (version.budget.total, version.budget.funding) == (120000, None)
    assert version.unclear == ()
    assert from_json(Version, as_json(version)) == version


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("stage: planung", "stage: in Arbeit", "stage"),
        ("stage: planung\n", "", "stage"),
        ('title: Der "alte" Teich', "title: [ein, zwei]", "title"),
        ("state: erledigt", "state: fertig", "steps"),
        ("done: 2026-05-03", "done: im Mai", "steps"),
        ("title: Zaun setzen\n    ", "", "steps"),
        ("total: 1.200,00", "total: viel", "budget"),
        ("budget:\n  total: 1.200,00\n  funder: Gemeinde Feld", "budget: 1200", "budget"),
    ],
)
def test_what_is_not_understood_stays_as_it_was(old: str, new: str, field: str) -> None:
    before, version = known(HEAD), known(HEAD.replace(old, new))
    assert version.unclear == (field,)
    assert version.over(before) == before
    assert getattr(version.over(None), field) in (None, ())


def test_keys_of_other_times_are_passed_over() -> None:
    older = HEAD.replace("    state:", "    farbe: rot\n    state:").replace("  total:", "  waehrung: DM\n  total:")
    assert known(f"alter: 3\n{older}") == known(HEAD)


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"kein Kopf",
        b"---\ntitle: offen",
        b"---\ntitle: [\n---\n",
        b"---\n- eine\n- Liste\n---\n",
        b"---\ntitle: \xff\xfe\n---\n",
        "---\ntitle: \u202eunsichtbar\n---\n".encode(),
        b'---\ntitle: "\\u202eunsichtbar"\n---\n',
        b"---\na: &a [b]\nc: *a\n---\n",
        b"../../../etc/passwd",
        b"---\ntitle: x\n---\n" + b"x" * LARGEST,
        f"---\n{HEAD}status: draft\n---\n".encode(),
        f"---\n{HEAD}status: geheim\n---\n".encode(),
    ],
)
def test_what_was_on_no_site_is_no_version(raw: bytes) -> None:
    assert read_version(raw) is None


def test_a_list_without_end_is_not_looked_into() -> None:
    steps = "".join(f"  - title: Schritt {n}\n    state: offen\n" for n in range(MOST_STEPS + 1))
    version = known(f"title: Teich\nstage: idee\nsteps:\n{steps}")
    assert version.unclear == ("steps",)
