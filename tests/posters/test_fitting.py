"""A sheet is measured before it is printed: with upper bounds of the letters' widths, and so that everything fits."""

from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont
from hypothesis import given
from hypothesis import strategies as st

from plugins.posters import fitting
from plugins.posters.fitting import SIGN_SIZES, SIZES, Fit, Words, fit, lines, sign_size

FONT = Path(__file__).parents[2] / "themes/modellorte/static/fonts/atkinson-hyperlegible-next-400-800.woff2"
WORDS = Words("Anger Gemeinde Feld", "Der Teich", "Er wird wieder tief.", ("2 von 3 Schritten erledigt",), (), ())
PANGRAM = (
    "Zwölf große Boxkämpfer jagen Viktor quer über den Sylter Deich, 3 von 7 Schritten erledigt (bis 28. Feb. 2027)"
)
TEXTS = st.text("aeinrmWMÄß,. -", max_size=80)


@cache
def advances(weight: int) -> dict[str, float]:
    """How wide the font sets each letter, in em."""
    font: Any = instantiateVariableFont(TTFont(FONT), {"wght": weight})
    em, widths = font["head"].unitsPerEm, font["hmtx"]
    return {chr(code): widths[name][0] / em for code, name in font.getBestCmap().items()}


@pytest.mark.parametrize("char", [char for char in map(chr, range(0x20, 0x180)) if char.isprintable()])
def test_no_letter_is_wider_than_it_is_taken_for(char: str) -> None:
    if char in advances(400):
        assert advances(400)[char] <= fitting._width(char)


def test_bold_text_is_hardly_wider_than_it_is_taken_for() -> None:
    for text in (PANGRAM, PANGRAM.upper(), "Lillifee im Stillen: ruft Tri-Tra-Trallala", "Mittagessen im Pilgerhof"):
        real = sum(map(advances(800).__getitem__, text))
        taken = sum(fitting._width(char) + fitting._BOLD for char in text)
        assert real <= taken <= real * 1.25


def test_a_text_fills_lines_as_its_words_come() -> None:
    word = lines("Haus", 100) and sum(map(fitting._width, "Haus"))
    assert lines("", 10) <= 1
    assert lines("Haus Haus Haus", word * 3 + 1) == 1
    assert lines("Haus Haus Haus", word * 2 + 1) == 2
    assert lines("Haus Haus Haus", word + 0.1) == 3


def test_a_word_that_is_longer_than_a_line_begins_on_a_new_one() -> None:
    assert lines("x" * 100, 12) > 100 * fitting._width("x") / 12
    assert lines("a " + "x" * 100, 12) == 1 + lines("x" * 100, 12)
    assert lines("x" * 100 + " a", 12) <= lines("x" * 100, 12) + 1


@given(TEXTS, st.floats(8, 60), st.floats(0, 10))
def test_more_room_never_takes_more_lines(text: str, width: float, more: float) -> None:
    assert lines(text, width + more) <= lines(text, width)


@given(TEXTS, TEXTS, st.floats(8, 60))
def test_more_text_never_takes_fewer_lines(text: str, more: str, width: float) -> None:
    assert lines(f"{text} {more}", width) >= lines(text, width)


def words(seeks: int, offers: int, length: int = 60) -> Words:
    entry = ("Helfende Hände mit Spaten " * 20)[:length]
    return Words(WORDS.place, WORDS.title, WORDS.summary, WORDS.facts, (entry,) * seeks, (entry,) * offers)


def test_a_little_is_set_large_and_much_is_set_small() -> None:
    assert fit(words(0, 0)) == Fit(1, 0, 0)
    assert fit(words(1, 1)).size == 1
    assert 1 < fit(words(8, 8)).size <= len(SIZES)
    assert fit(words(12, 12)) == Fit(fit(words(12, 12)).size, 12, 12), "a dozen of each is all there"


def test_what_does_not_fit_at_the_smallest_size_is_left_out() -> None:
    chosen = fit(words(12, 12, 400))
    assert chosen.size == len(SIZES)
    assert 2 <= chosen.seeks == chosen.offers < 12


def test_a_short_list_is_not_cut_because_the_one_beside_it_is_long() -> None:
    long, short = words(40, 0, 200).seeks, words(0, 3).offers
    chosen = fit(Words(WORDS.place, WORDS.title, WORDS.summary, WORDS.facts, long, short))
    assert chosen.offers == 3 and chosen.seeks < 40


@given(st.integers(0, 30), st.integers(0, 30), st.integers(1, 400))
def test_everything_stands_there_or_the_text_is_as_small_as_it_may_be(seeks: int, offers: int, length: int) -> None:
    chosen = fit(words(seeks, offers, length))
    assert (chosen.seeks, chosen.offers) == (seeks, offers) or chosen.size == len(SIZES)
    assert chosen.seeks <= seeks and chosen.offers <= offers


def test_a_table_sign_is_as_large_as_its_title_is_short() -> None:
    assert sign_size("Dorfkino", "Ampen") == 1
    assert (
        1
        < sign_size("Bouleplatz und Grillhütte online buchen, ganz ohne Konto und ohne Namen", "Weslarn")
        < len(SIGN_SIZES)
    )
    assert sign_size("W" * 120, "W" * 120) == len(SIGN_SIZES)
