"""How much of a project goes onto one sheet, and how large it can be set: decided while planning, so that print page and PDF agree.

A browser that prints has no script to measure with. So the sheet is computed: with the widths of the theme's letters,
with lines filled as a browser fills them without hyphenation (which never takes more of them), and with the measures of
`css/poster.css`. What does not fit at the smallest size is counted instead of shown.
"""

import math
from bisect import bisect_right
from functools import cache
from itertools import accumulate

from plugins.network.frozen import frozen

POINT = 72 / 25.4
"""Points in a millimetre."""
WIDTH, ROOM = 182 * POINT, 214 * POINT
"""In points: how wide a sheet of A4 is between margins of 14 mm, and how high above the foot of a poster."""
SIZES = (19.0, 17.5, 16.0, 14.5, 13.0, 11.5, 10.5)
"""In points: how large the text of a poster may be set; `.poster-size-1` and so on in the style sheet."""
SIGN_SIZES = (44.0, 34.0, 26.0, 20.0)
"""In points: how large the title on a table's sign may be set."""
_SIGN_ROOM = 96 * POINT
"""What a sign has for title and village below its number, in the lower half of the sheet."""
_LINE, _TIGHT = 1.35, 1.1
"""Heights of lines, of text and of titles."""
_HEADING, _REST = 2.9, 3.1
"""In em: the heading of a list, and the line that counts what is left out."""
_RESERVE = 1.02
"""For what one printer rounds differently from another."""
_BOLD = 0.07
"""In em: by how much a letter of the weight 800 is wider, on average."""
_WIDTHS = {
    0.30: " \u00a0'!.,:;()ijl|",
    0.35: "frt",
    0.41: '-/1„“‚‘’"I',
    0.50: "ckxyvzs?–",
    0.56: "aäehnoöuüFJL27",
    0.60: "bdgpqßTEYPSV3569",
    0.66: "ABCKRXZÄ048",
    0.73: "DGHNOQUwÖÜ€",
    0.93: "mMW@%&",
}
"""In em, at the weight 400: Atkinson Hyperlegible Next 2.001, the widest letter of each group."""


@cache
def _width(char: str) -> float:
    """The width of a letter in em, or a little more."""
    known = (width for width, chars in _WIDTHS.items() if char in chars)
    return next(known, 1.05 if char.isalpha() and ord(char) < 0x180 else 1.5)


def lines(text: str, width: float, heavier: float = 0.0) -> int:
    """How many lines a text fills, `width` in em; a word that is longer than a line begins on a new one and is broken.

    `heavier`: by how much each of its letters is wider than in ordinary text, in em.
    """
    count, used = 0, math.inf
    for word in text.split(" "):
        long = sum(map(_width, word)) + heavier * len(word)
        if used + _width(" ") + long <= width:
            used += _width(" ") + long
        else:
            broken = math.ceil(long / (width - 1.0)) if long > width else 1
            count, used = count + broken, long - (broken - 1) * (width - 1.0)
    return count


@frozen
class Words:
    """What could stand on a poster."""

    place: str
    title: str
    summary: str
    facts: tuple[str, ...]
    """One paragraph each: how far it is, what comes next, who looks after it."""
    seeks: tuple[str, ...]
    offers: tuple[str, ...]


@frozen
class Fit:
    """What stands on it."""

    size: int
    """Which of SIZES, counted from 1."""
    seeks: int
    offers: int
    """How many of each, from the first on."""


def fit(words: Words) -> Fit:
    """As large as everything fits; at the smallest size as many entries of each list as fit."""
    everything = len(words.seeks), len(words.offers)
    fits = (Fit(number, *_fitting(words, size)) for number, size in enumerate(SIZES, 1))
    return next(fit for fit in fits if (fit.seeks, fit.offers) == everything or fit.size == len(SIZES))


def _fitting(words: Words, size: float) -> tuple[int, int]:
    """How many entries of both lists fit at a size; they stand side by side, so neither takes the other's room."""
    width = WIDTH / size
    room = ROOM / _RESERVE / size - _upper(words, width)
    column = (width - 2.0) / 2 if words.seeks and words.offers else width
    return _entries(words.seeks, column, room), _entries(words.offers, column, room)


def _upper(words: Words, width: float) -> float:
    """The height of all above the lists, in em."""
    head = 0.8 + lines(words.place, width, _BOLD) * _LINE + lines(words.title, width / 2.1, _BOLD) * 2.1 * _TIGHT + 0.8
    stages, summary = 2.5, lines(words.summary, width / 1.12) * 1.12 * _LINE + 0.5
    facts = sum(lines(fact, width - 2.3) * _LINE + 0.2 for fact in words.facts) + 2.0 if words.facts else 0.0
    return head + stages + summary + facts


def _entries(entries: tuple[str, ...], width: float, room: float) -> int:
    """How many entries of a list fit below its heading, with the line that counts the others; measures in em."""
    heights = list(accumulate((lines(entry, width - 1.3) * _LINE + 0.35 for entry in entries), initial=_HEADING))
    if heights[-1] <= room:
        return len(entries)
    return max(0, bisect_right(heights, room - _REST) - 1)


def sign_size(title: str, village: str) -> int:
    """How large a table's sign can be set: which of SIGN_SIZES, counted from 1."""
    fitting = (number for number, size in enumerate(SIGN_SIZES, 1) if _sign(title, village, size) <= _SIGN_ROOM)
    return next(fitting, len(SIGN_SIZES))


def _sign(title: str, village: str, size: float) -> float:
    return (lines(title, WIDTH / size, _BOLD) * _TIGHT * size + lines(village, WIDTH / 20) * _LINE * 20) * _RESERVE
