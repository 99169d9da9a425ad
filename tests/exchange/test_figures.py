"""How well it works, measured: no worse than this, and the docs say what is measured."""

import pytest

from tests.exchange.measuring import DOC, SETS, figures, pairs, table

FLOORS = {
    ("held_out", "exchange"): (0.85, 0.55),
    ("held_out", "projects"): (0.80, 0.60),
    ("fresh", "exchange"): (0.85, 0.65),
    ("tuning", "exchange"): (0.95, 0.85),
    ("tuning", "projects"): (0.97, 0.90),
}
"""Least precision and recall."""


@pytest.mark.parametrize(("name", "kind"), FLOORS)
def test_matches_are_as_good_as_they_were(name, kind):
    found = figures(name, kind)
    precision, recall = FLOORS[name, kind]
    assert found.precision >= precision, found
    assert found.recall >= recall, found


def test_the_docs_say_what_is_measured():
    assert table() in DOC.read_text(encoding="utf-8"), "uv run --frozen python -m tests.exchange.measuring"


def test_there_are_enough_pairs_and_none_stands_in_two_files():
    every = [str(pair) for name in SETS for kind in pairs(name) for pair in pairs(name)[kind]]
    assert len(set(every)) == len(every)
    assert all(sum(map(len, pairs(name).values())) >= 60 for name in SETS)
