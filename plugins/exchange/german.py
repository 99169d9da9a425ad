"""What a German word is made of: its stem, or the stems of its parts, whatever form it has."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple

from plugins.exchange.words import FAMILIES, PARTS, SILENT, WEAK

SHORTEST = 3
"""Letters of the shortest part of a compound."""
_SHORTEST_BESIDE_UNKNOWN = 4
"""Letters of the shortest last part where no list knows what stands before it: „Hinweis“ holds no „Eis“."""
_NO_PLURAL = "erer"
"""What no word ends with in any form, though the stemmer takes it for one: a „Vertikutierer“ is no „Tier“."""
_SHORTEST_BASE = 4
"""Letters that are left of a stem at least, where the ending of a verb is taken off."""
_ENDINGS = (
    (re.compile(r"(?<=[eo]r)in(?:nen)?$"), ""),
    (re.compile(r"(?<=[^aeiouäöühl])lung(?:en|s)?$"), "eln"),
    (re.compile(r"ung(?:en|s)?$"), "en"),
    (re.compile(r"iert$|at(?:ion(?:en)?|or(?:en)?)$"), "ieren"),
    (re.compile(r"^ge(?=.{3,}t$)"), ""),
)
"""What the stemmer leaves where it is the same word all the same, and what it becomes."""
KEPT = 1 << 14
"""How many words and texts are kept, so that an edit in the development server does not read all of them again."""


class Part(NamedTuple):
    """A term in a word."""

    term: str
    whole: bool
    """Whether it is the word itself."""
    last: bool
    """Whether it is the word itself or its end, which says what kind of thing it is."""
    known: bool
    """Whether it stands on a list."""


@lru_cache(KEPT)
def parts_of(word: str) -> tuple[Part, ...]:
    """The terms in a word (in lower case), the word itself first; none where it says nothing."""
    lists, stem = _lists(), _base(word)
    if word in lists.silent or _says_nothing(word):
        return ()
    if stem in lists.terms:
        return (Part(lists.terms[stem], True, True, True),)
    pieces = _split(word)
    if pieces == [word]:
        return (Part(stem, True, True, False),)
    telling = [name_of(piece) for piece in pieces if not _says_nothing(piece)]
    if len(telling) < 2:
        says_kind = not _says_nothing(pieces[-1])
        return tuple(Part(term, says_kind, True, True) for term in telling)
    *before, last = telling
    beginnings = (Part(term, False, False, True) for term in before)
    return (Part(stem, True, True, False), Part(last, False, True, True), *beginnings)


def _says_nothing(piece: str) -> bool:
    return not _lists().weak.isdisjoint((_stem(piece), _base(piece)))


def name_of(word: str) -> str:
    """The term that a word (in lower case) is as a whole."""
    return _lists().terms.get(stem := _base(word), stem)


def same_word(one: str, other: str) -> bool:
    """Whether two words differ in their ending at most."""
    return _stem(one.casefold()) == _stem(other.casefold())


def _split(word: str) -> list[str]:
    """The words that a compound is made of; the word itself where it is none."""
    if _known(word):
        return [word]
    if "-" in word:
        return [piece for part in _between_hyphens(word) for piece in _split(part)] or [word]
    return _known_pieces(word) or _with_known_end(word) or [word]


def _between_hyphens(word: str) -> list[str]:
    """What stands between hyphens; „E-Bike-Tag“ begins with an „E-Bike“, which the lists know."""
    first, _, rest = word.partition("-")
    second, _, others = rest.partition("-")
    if others and _known(f"{first}-{second}"):
        return [f"{first}-{second}", *_between_hyphens(others)]
    return [part for part in word.split("-") if len(part) >= SHORTEST]


def _known_pieces(word: str) -> list[str] | None:
    """All its parts, where the lists know each; the last one as long as possible."""
    for cut in range(SHORTEST, len(word) - SHORTEST + 1):
        start, end = word[:cut], word[cut:]
        if _known(end) and (before := [start] if _known(start) else _known_pieces(start)):
            return [*before, end]
    return None


def _with_known_end(word: str) -> list[str] | None:
    """Two parts, of which the lists know the last."""
    for cut in range(_SHORTEST_BESIDE_UNKNOWN, len(word) - _SHORTEST_BESIDE_UNKNOWN + 1):
        end = word[cut:]
        if _known(end) and len(_stem(end)) >= _SHORTEST_BESIDE_UNKNOWN and not end.endswith(_NO_PLURAL):
            return [word[:cut], end]
    return None


def _known(piece: str) -> bool:
    lists, stem = _lists(), _stem(piece)
    return stem in lists.terms or stem in lists.weak


def _base(word: str) -> str:
    """The stem of a word, the same for a verb, what was done, the doing and who does it: „gründen“, „gegründet“, „Gründerin“."""
    forms = (word, word.removesuffix("t"), word.removeprefix("ge").removesuffix("t"))
    known = next((stem for stem in map(_stem, forms) if stem in _lists().terms), None)
    if known:
        return known
    for ending, instead in _ENDINGS:
        word = ending.sub(instead, word)
    stem = _stem(word)
    return stem.removesuffix("t") if len(stem) > _SHORTEST_BASE else stem


class _Lists(NamedTuple):
    """The words of the lists, by their stems."""

    silent: frozenset[str]
    """As they are written."""
    weak: frozenset[str]
    terms: dict[str, str]
    """Stem → the term it stands for."""


@cache
def _lists() -> _Lists:
    terms = {stem: stem for stem in _stems(PARTS)}
    for line in FAMILIES.strip().splitlines():
        first, *others = map(_stem, line.split())
        terms |= dict.fromkeys((first, *others), first)
    return _Lists(frozenset(SILENT.split()), frozenset(_stems(WEAK)), terms)


def _stems(words: str) -> list[str]:
    return [_stem(word) for word in words.split()]


def _stem(word: str) -> str:
    """The stem of a word in lower case."""
    return _stemmer()(word)


@cache
def _stemmer() -> Callable[[str], str]:
    from Stemmer import Stemmer

    stem: Callable[[str], str] = Stemmer("german").stemWord
    return stem
