"""Kinds of things, and what a text is about."""

import pytest

from plugins.exchange.german import name_of, parts_of
from plugins.exchange.kinds import KINDS, MARK, kinds_of
from plugins.exchange.terms import terms

LINES = [line.split() for line in KINDS.strip().splitlines()]


def kinds(text: str) -> set[str]:
    """The kinds of things that a text is about."""
    return {name for name, term in terms(text).items() if term.kind}


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[0])
def test_every_word_of_a_line_is_found_in_a_text(line):
    for word in line:
        assert MARK + name_of(line[0]) in kinds_of(word, parts_of(word)), word
        assert MARK + name_of(line[0]) in kinds(f"Wir leihen her: {word.capitalize()}"), word


def test_no_line_has_the_name_of_another():
    names = [name_of(line[0]) for line in LINES]
    assert len(set(names)) == len(names)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Raum für einen Vortrag mit 40 Plätzen", "Saal für 50 Leute"),
        ("Raum für einen Vortrag", "Veranstaltungsraum im Feuerwehrhaus"),
        ("Bierzeltgarnituren", "20 Klapptische und 40 Bänke"),
        ("Mikrofonanlage", "Lautsprecheranlage mit zwei Funkmikrofonen"),
        ("Geschirr für 200", "240 Becher und 150 Teller"),
        ("Jemand, der bei der Kirmes zapft", "Thekendienst"),
    ],
)
def test_what_serves_the_same_purpose_is_of_one_kind(one, other):
    assert kinds(one) & kinds(other)


@pytest.mark.parametrize(
    "word", ["Strommessgerät", "Tischdecke", "Zimmermann", "Leiterwagen", "Glockenturm", "Bankkonto"]
)
def test_what_only_begins_or_sounds_like_a_thing_is_not_of_its_kind(word):
    assert not kinds(word) & (kinds("Raum") | kinds("Tisch") | kinds("Geschirr") | kinds("Leiter"))


def test_a_text_is_about_the_things_in_its_first_row_only():
    assert kinds("Becher und Teller") == kinds("Geschirr") != set()
    assert kinds("Ein Topf, drei Zelte und Bänke für das Fest mit Beamer") == kinds("Topf") | kinds("Zelt") | kinds(
        "Bank"
    )
    assert kinds("Bauplan einer Bank mit Klappschildern") == set()
    assert kinds("Schnittkurs mit Leiter, Säge") == set()
