"""German letters and marks: slugs, quotation marks, dashes, and what must stay as it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.references import SLUG
from plugins.network.typography import Typesetter, slugify, steps_down, typeset

MARKS = "\"'.- \n„“‚‘’–…\u00a0%€5ax("


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Straße Käse", "strasse-kaese"),
        ("Größe der Öfen, Übermut", "groesse-der-oefen-uebermut"),
        ("Größe der Öfen", "groesse-der-oefen"),
        ("u\u0308ben", "ueben"),
        ("ÄÖÜẞ", "aeoeuess"),
        ("Café №1 ½", "cafe-no1-12"),
        ("  --a__b..c  ", "a-b-c"),
        ("你好", ""),
        ("", ""),
    ],
)
def test_a_slug_is_what_germans_expect(text: str, slug: str) -> None:
    assert slugify(text) == slug


@given(st.text())
def test_a_slug_is_a_slug_or_nothing_and_stays_itself(text: str) -> None:
    slug = slugify(text)
    assert slug == "" or SLUG.fullmatch(slug)
    assert slugify(slug) == slug


@pytest.mark.parametrize(
    ("typed", "set_"),
    [
        ('Er sagt "Moin".', "Er sagt „Moin“."),
        ('"Moin", sagt er -- "und tschüss"', "„Moin“, sagt er – „und tschüss“"),
        ("Der 'Rote Platz' ruht", "Der ‚Rote Platz‘ ruht"),
        ("\"Der 'Rote Platz'\"", "„Der ‚Rote Platz‘“"),
        ("Wie geht's, Hans' Oma?", "Wie geht’s, Hans’ Oma?"),
        ("'Wie geht's', sagt er", "‚Wie geht’s‘, sagt er"),
        ('("so")', "(„so“)"),
        ("Soest - Ampen", "Soest – Ampen"),
        ("Bad-Sassendorf, 2020-2022, B1-Süd", "Bad-Sassendorf, 2020-2022, B1-Süd"),
        ("Und dann ...", "Und dann …"),
        ("80 % von 5 €, 3 km, 4 kWh, 19 Uhr", "80\u00a0% von 5\u00a0€, 3\u00a0km, 4\u00a0kWh, 19\u00a0Uhr"),
        ("5 Kilo, 3 kmh", "5 Kilo, 3 kmh"),
        ("„Schon“ gesetzt – und gut …", "„Schon“ gesetzt – und gut …"),
        ("", ""),
    ],
)
def test_marks_are_german(typed: str, set_: str) -> None:
    assert typeset(typed) == set_


@given(st.text(MARKS, max_size=30) | st.text(max_size=30))
def test_setting_changes_marks_only_and_leaves_none_to_set(text: str) -> None:
    once = typeset(text)
    assert "'" not in once and '"' not in once and "..." not in once
    letters = re.compile(r"[^\"'.\-–…„“‚‘’ \u00a0]")
    assert letters.findall(once) == letters.findall(text)
    assert typeset(once) == once


@given(st.text(MARKS, max_size=30), st.integers(0, 30))
def test_a_quotation_may_begin_in_one_piece_and_end_in_another(text: str, at: int) -> None:
    """Cut between two letters, so that no mark stands at the cut."""
    setter = Typesetter()
    cut = "".join(setter.set(piece) for piece in (f"{text[:at]}a", f"b{text[at:]}"))
    assert cut == typeset(f"{text[:at]}ab{text[at:]}")


@pytest.mark.parametrize(
    ("levels", "places"), [([], []), ([2, 3, 2], []), ([3], [0]), ([2, 4, 3, 5], [1, 3]), ([2, 3, 4, 2], [])]
)
def test_a_heading_goes_down_one_level_at_a_time(levels: list[int], places: list[int]) -> None:
    assert steps_down(levels) == places
