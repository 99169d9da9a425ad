"""Everything from A to Z."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.search.alphabet import by_letter


def listed(*titles: str) -> list[tuple[str, tuple[str, ...]]]:
    return list(by_letter(titles, str))


def test_umlauts_stand_where_a_german_dictionary_has_them() -> None:
    assert listed("Übung", "Ziege", "Ärzte", "Apfel", "azur", "Ufer") == [
        ("A", ("Apfel", "Ärzte", "azur")),
        ("U", ("Übung", "Ufer")),
        ("Z", ("Ziege",)),
    ]
    assert listed("Straßenfest", "Strasse", "Strauch") == [("S", ("Strasse", "Straßenfest", "Strauch"))]


def test_numbers_come_first_other_signs_last_and_quotes_do_not_count() -> None:
    assert [letter for letter, _ in listed("Zaun", "…", "Ω-Treff", "112", "„Betten-Café“", "2. Treffen")] == [
        *("0–9", "B", "Z", "#")
    ]


@given(st.lists(st.text(max_size=8)))
def test_every_letter_comes_once_and_nothing_is_lost(titles: list[str]) -> None:
    groups = by_letter(titles, str)
    letters = [letter for letter, _ in groups]
    assert len(letters) == len(set(letters))
    assert sorted(title for _, some in groups for title in some) == sorted(titles)
