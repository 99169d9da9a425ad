"""Reads a text word by word: which words say something, how much, and which of them it is about. Read by `terms`."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from plugins.exchange.german import Part, parts_of
from plugins.exchange.words import PREPOSITIONS

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[,.;:!?()–—]")
_PREPOSITIONS = frozenset(PREPOSITIONS.split())
_LINKS = frozenset((",", ":", "–", "und", "oder", "sowie", "samt"))
"""What holds a row of things together."""
_WHO = frozenset(("wer", "jemand", "leute"))
"""What begins a wish for somebody who does something: what that is, says a verb."""
_STOPS = frozenset(".;:!?")
THING, PASSING, OTHER = 4, 3, 2
"""What a word counts: a thing; a thing in passing, or a verb or adjective on a list; any other verb or adjective."""
_OF_ADJECTIVES = ("e", "er", "es", "en", "em")
_PARTICIPLE = re.compile(r"ge.{3,}(?:t|en)$")
"""What was done to a thing, not what somebody does: who offers cuttings, „frisch geschnitten“, does not teach pruning."""


class Said(NamedTuple):
    """A word of a text that says something."""

    word: str
    """As it is written there."""
    parts: tuple[Part, ...]
    strength: int
    """What it counts."""
    main: bool
    """Whether it is the first thing that the text speaks of, or what it asks somebody to do."""
    leading: bool
    """Whether it is that, or stands in one row with it: „Becher und Teller für das Fest“."""


def said(text: str, silent: frozenset[str]) -> Iterator[Said]:
    """The words of a text that say something; `silent`: further words that do not, in lower case."""
    reader, tokens = _Reader(silent), _TOKEN.findall(text)
    for place, (token, following) in enumerate(zip(tokens, [*tokens[1:], ""], strict=False)):
        yield from reader.read(token, following, first=place == 0)


class _Reader:
    """What is known of a text so far."""

    def __init__(self, silent: frozenset[str]) -> None:
        """Nothing was read yet."""
        self._silent = silent
        self._nothing_yet = True
        self._passing = self._asks = self._in_row = self._linked = False

    def read(self, token: str, following: str, *, first: bool) -> Iterator[Said]:
        """The next word or sign."""
        word = token.casefold()
        parts = parts_of(word) if word not in self._silent else ()
        self._asks = self._asks or word in _WHO
        if word in _LINKS or word in _PREPOSITIONS or not token[0].isalpha():
            self._link(word)
        elif parts:
            noun = token[0].isupper() and not (first and _describes(token, following))
            verb = self._asks and not noun and not _describes(token, following)
            yield self._said(token, parts, noun, verb)

    def _link(self, word: str) -> None:
        """What stands between words that say something."""
        self._linked = word in _LINKS
        if word in _PREPOSITIONS or not word[0].isalpha():
            self._passing = word in _PREPOSITIONS
            self._asks = self._asks and word not in _STOPS

    def _said(self, token: str, parts: tuple[Part, ...], noun: bool, verb: bool) -> Said:
        begins = noun and self._nothing_yet
        if noun:
            self._in_row = begins or (self._in_row and self._linked)
            self._linked = self._nothing_yet = False
        known = parts[0].known and not _PARTICIPLE.match(token)
        strength = _strength(noun, self._passing and not begins, known)
        return Said(token, parts, strength, verb or begins, verb or (noun and self._in_row))


def _describes(word: str, following: str) -> bool:
    """Whether a word is an adjective: before a noun, with the ending of one. It may have a capital letter as the first of a text."""
    return word.endswith(_OF_ADJECTIVES) and following[:1].isupper()


def _strength(noun: bool, passing: bool, known: bool) -> int:
    if noun:
        return PASSING if passing else THING
    return PASSING if known else OTHER
