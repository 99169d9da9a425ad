"""A contact in words, and what in it can be called or written to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.planning.cards import Mention
from plugins.planning.contacts import pieces


@pytest.mark.parametrize(
    ("contact", "links"),
    [
        ("redaktion@anger.example", ["mailto:redaktion@anger.example"]),
        ("Dorfredaktion, 0221 4710 300", ["tel:02214710300"]),
        ("halle@anger.example oder 0221/4710-330.", ["mailto:halle@anger.example", "tel:02214710330"]),
        ("+49 221 4710330", ["tel:+492214710330"]),
        ("Am Brett vor Haus 12, bis 01.02.2027", []),
        ("Über die Redaktion", []),
    ],
)
def test_what_can_be_called_or_written_to_is_a_link(contact: str, links: list[str]) -> None:
    assert [piece.url for piece in pieces(contact) if piece.url] == links


def test_words_stay_words() -> None:
    assert pieces("Redaktion, 0221 4710 300 (abends)") == (
        Mention("Redaktion, "),
        Mention("0221 4710 300", "tel:02214710300"),
        Mention(" (abends)"),
    )
    assert pieces(None) == ()


@given(st.text("a@.0 +-/1", max_size=40))
def test_nothing_is_lost(contact: str) -> None:
    assert "".join(piece.text for piece in pieces(contact)) == contact
