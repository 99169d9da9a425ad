"""How well it works, measured: no worse than this, and the docs say what is measured."""

import pytest

from tests.exchange.measuring import DOC, KINDS, SETS, figures, pairs, table

FLOORS = {
    ("held_out", "exchange"): (0.85, 0.45),
    ("held_out", "projects"): (0.80, 0.60),
    ("tuning", "exchange"): (0.95, 0.80),
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


def test_there_are_enough_pairs_and_none_stands_in_both_files():
    every = {name: [str(pair) for kind in KINDS for pair in pairs(name)[kind]] for name in SETS}
    assert all(len(set(found)) == len(found) >= 90 for found in every.values())
    assert not set(every["held_out"]) & set(every["tuning"])
