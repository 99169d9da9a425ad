"""From a text to its terms: what it is about, and how much it says so."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from plugins.exchange.german import KEPT, SHORTEST, Part, parts_of
from plugins.exchange.words import PREPOSITIONS

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[,.;:!?()–—]")
_PREPOSITIONS = frozenset(PREPOSITIONS.split())
THING, PASSING, OTHER = 4, 3, 2
"""What a word counts: a thing; a thing in passing, or a verb or adjective on a list; any other verb or adjective."""
_OF_ADJECTIVES = ("e", "er", "es", "en", "em")
_SHORTEST_EDGE = 5
"""Letters of the shortest stem that is looked for at the beginning and end of other words."""
Text = TypeVar("Text", bound=Hashable)


class Term(NamedTuple):
    """How a term occurs in one text."""

    strength: int
    """What the word counts, less one where the term is only a part of it."""
    main: bool
    """Whether it is the first thing that the text speaks of."""
    word: str
    """As it is written there."""
    unknown: bool = False
    """Whether it is a whole word that stands on no list."""
    guessed: bool = False
    """Whether it is the beginning or end of such a word, and that it is a word itself is known from another text."""


Terms = Mapping[str, Term]
"""Term → how it occurs."""


@lru_cache(KEPT)
def terms(text: str, silent: frozenset[str] = frozenset()) -> Terms:
    """The terms of a text; `silent`: further words that say nothing (names of villages), in lower case."""
    found: dict[str, Term] = {}
    passing, main_is_open = False, True
    for place, token in enumerate(tokens := _TOKEN.findall(text)):
        word = token.casefold()
        parts = parts_of(word) if word not in silent else ()
        if not token[0].isalpha() or word in _PREPOSITIONS:
            passing = word in _PREPOSITIONS
        elif parts:
            noun = token[0].isupper() and not (place == 0 and _describes(*tokens[:2]))
            main = main_is_open and noun
            main_is_open = main_is_open and not main
            strength = _strength(noun, passing and not main, parts[0].known)
            for part in parts:
                term = _term(strength, main, token, part)
                found[part.term] = max(found.get(part.term, term), term)
    return found


def _describes(word: str, following: str = "") -> bool:
    """Whether the first word of a text is an adjective, written with a capital letter only because it is the first."""
    return word.endswith(_OF_ADJECTIVES) and following[:1].isupper()


def _strength(noun: bool, passing: bool, known: bool) -> int:
    if noun:
        return PASSING if passing else THING
    return PASSING if known else OTHER


def _term(strength: int, main: bool, word: str, part: Part) -> Term:
    unknown = part.whole and not part.known
    return Term(strength if part.whole else strength - 1, main and part.last, word, unknown)


def shared_terms(one: Terms, other: Terms) -> list[str]:
    """The terms that two texts share, in order; what is a guess in both is none."""
    return sorted(name for name in one.keys() & other.keys() if not (one[name].guessed and other[name].guessed))


def with_guesses(texts: Mapping[Text, Terms]) -> dict[Text, Terms]:
    """The terms of texts, and what words on no list begin or end with, as far as that is a word in one of the texts.

    A guess is for comparing with that word, not with other guesses: so what two texts share does not depend on a third.
    """
    edges = _edges({name for found in texts.values() for name, term in found.items() if term.unknown})
    return {text: {**_guesses(found, edges), **found} for text, found in texts.items()}


_Edges = Mapping[str, list[tuple[str, bool]]]
"""Word → the words that it begins or ends with, and whether it ends with them."""


def _guesses(found: Terms, edges: _Edges) -> dict[str, Term]:
    guesses: dict[str, Term] = {}
    for name, term in found.items():
        for edge, last in edges.get(name, ()):
            guess = Term(term.strength - 1, term.main and last, term.word, guessed=True)
            guesses[edge] = max(guesses.get(edge, guess), guess)
    return guesses


def _edges(stems: Iterable[str]) -> _Edges:
    edges: dict[str, list[tuple[str, bool]]] = defaultdict(list)
    forwards, backwards = sorted(stems), sorted(stem[::-1] for stem in stems)
    for edge in (stem for stem in forwards if len(stem) >= _SHORTEST_EDGE):
        for word in _beginning(edge, forwards):
            edges[word].append((edge, False))
        for word in _beginning(edge[::-1], backwards):
            edges[word[::-1]].append((edge, True))
    return edges


def _beginning(start: str, words: list[str]) -> Iterator[str]:
    """The words of a sorted list that begin so, and are longer by a word's length."""
    for word in islice(words, bisect_left(words, start), None):
        if not word.startswith(start):
            return
        if len(word) >= len(start) + SHORTEST:
            yield word
