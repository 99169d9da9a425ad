"""From a text to its terms: what it is about, and how much it says so."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple, TypeVar

from plugins.exchange.german import KEPT, SHORTEST, Part
from plugins.exchange.kinds import kinds_of
from plugins.exchange.wording import Said, said

KIND = 3
"""What a kind of thing counts."""
PART = 2
"""What a term counts that only says in one of the texts what kind of thing is meant, or in none."""
_SHORTEST_EDGE = 5
"""Letters of the shortest stem that is looked for at the beginning and end of other words."""
Text = TypeVar("Text", bound=Hashable)


class Term(NamedTuple):
    """How a term occurs in one text."""

    strength: int
    """What the word counts, less one where the term is only a part of it."""
    main: bool
    """Whether it is what the text is about."""
    word: str
    """As it is written there."""
    unknown: bool = False
    """Whether it is a whole word that stands on no list."""
    guessed: bool = False
    """Whether it is the beginning or end of such a word, and that it is a word itself is known from another text."""
    head: bool = True
    """Whether it says what kind of thing the word is: it is the word, or its end. „Lageräpfel“ are apples, an „Apfelbaum“ is none."""
    kind: bool = False
    """Whether it is no word but a kind of thing, and the text is about such a thing."""


Terms = Mapping[str, Term]
"""Term → how it occurs."""


@lru_cache(KEPT)
def terms(text: str, silent: frozenset[str] = frozenset()) -> Terms:
    """The terms of a text; `silent`: further words that say nothing (names of villages), in lower case."""
    found: dict[str, Term] = {}
    for word in said(text, silent):
        for name, term in _terms_of(word):
            found[name] = max(found.get(name, term), term)
    return found


def _terms_of(word: Said) -> Iterator[tuple[str, Term]]:
    """What a word is made of, and the kinds of thing it names."""
    yield from ((part.term, _term(word, part)) for part in word.parts)
    if word.leading:
        yield from (
            (kind, Term(KIND, True, word.word, kind=True)) for kind in kinds_of(word.word.casefold(), word.parts)
        )


def _term(word: Said, part: Part) -> Term:
    strength = word.strength if part.whole else word.strength - 1
    return Term(strength, word.main and part.last, word.word, part.whole and not part.known, head=part.last)


def counts(one: Term, other: Term) -> int:
    """What a term counts that two texts share, as it occurs in both; what is a guess in both is none."""
    if one.guessed and other.guessed:
        return 0
    return min(one.strength, other.strength, *(() if one.head and other.head else (PART,)))


def shared_terms(one: Terms, other: Terms) -> list[str]:
    """The terms that two texts share, in order; kinds of things only where both are not about the same word anyway."""
    shared = sorted(name for name in one.keys() & other.keys() if counts(one[name], other[name]))
    words = [name for name in shared if not one[name].kind]
    return words if any(one[name].main and other[name].main for name in words) else shared


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
            guess = Term(term.strength - 1, term.main and last, term.word, guessed=True, head=last)
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
