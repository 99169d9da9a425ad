"""What misses its budget is said, and what is just within it is not."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from audit.lighthouse import CATEGORIES, Score, score
from audit.places import Place
from audit.report import below, missed, table, visits_table
from audit.visits import First, strangers
from plugins.network.vocabulary import Check

START = Place("anger", "/", "village_start.html")
LIST = Place("anger", "/projekte/", "projects.html")
NOTHING: Mapping[Check, list[str]] = {check: [] for check in Check}
GOOD = First(START, 60_000, 7_000, 0.0004, (), NOTHING)


def test_what_is_just_within_its_budget_is_well() -> None:
    assert list(missed([GOOD], 5_000, {START: 5_000})) == []


@pytest.mark.parametrize(
    ("first", "worker", "repeat", "said"),
    [
        (replace(GOOD, size=60_001), 0, 0, "first visit"),
        (GOOD, 5_001, 0, "scripts"),
        (GOOD, 0, 5_001, "repeat visit"),
        (replace(GOOD, shift=0.0005), 0, 0, "jump"),
        (replace(GOOD, strangers=("https://elsewhere.example/x",)), 0, 0, "elsewhere.example"),
        *((replace(GOOD, findings={**NOTHING, check: ["here"]}), 0, 0, "here") for check in Check),
    ],
)
def test_what_is_not_as_it_should_be_is_said_once(first: First, worker: int, repeat: int, said: str) -> None:
    (line,) = missed([first], worker, {START: repeat})
    assert line.startswith("anger-village_start") and said in line


def test_only_start_pages_have_a_budget_for_the_first_visit() -> None:
    assert list(missed([replace(GOOD, place=LIST, size=90_000)], 0, {})) == []


def test_scripts_and_findings_stand_in_the_line_of_their_page() -> None:
    line = visits_table([replace(GOOD, findings={**NOTHING, Check.ZIELE: ["a", "b"]})], 5_000, {}).splitlines()[1]
    assert line.split() == ["anger-village_start", "60000", "-", "12000", "0.000", "0", "0", "2", "0", "0", "0", "0"]


def test_columns_stand_below_their_heads() -> None:
    assert table(("a", "bytes"), [("long word", 7), ("b", 12345)]).splitlines() == [
        "a          bytes",
        "long word      7",
        "b          12345",
    ]


def test_strangers_are_other_hosts_villages_too() -> None:
    own, other = "http://anger.localhost:1/x", "http://bachtal.localhost:1/x"
    assert strangers([own, other], START, 1) == (other,)


def said_by_lighthouse(points: float, paint: float) -> dict[str, object]:
    """A report, as far as it is read."""
    audits = {"lcp": {"score": points, "title": "Painted late"}}
    audits["largest-contentful-paint"] = {"score": points, "title": "LCP", "numericValue": paint}
    audits["cumulative-layout-shift"] = {"score": 1, "title": "CLS", "numericValue": 0.0}
    refs = [{"id": "lcp", "weight": 1}, {"id": "largest-contentful-paint", "weight": 0}]
    return {"categories": {name: {"score": points, "auditRefs": refs} for name in CATEGORIES}, "audits": audits}


def test_full_marks_in_time_are_well_and_everything_else_is_said() -> None:
    good, poor = score(said_by_lighthouse(1, 999)), score(said_by_lighthouse(0.895, 1000))
    assert good == Score(dict.fromkeys(CATEGORIES, 100), 0.999, 0.0, ())
    assert list(below({START: good})) == []
    assert [line.partition(": ")[2] for line in below({START: poor})] == [
        "Lighthouse: lcp: Painted late",
        "Lighthouse: the largest thing is painted after 1.00 s, later than 1.0 s",
    ]
