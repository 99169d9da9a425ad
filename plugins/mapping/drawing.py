"""Lines of a map as paths of an SVG, in the units of a drawing 150 wide and 100 high, and the names along them."""

from collections.abc import Sequence
from itertools import groupby, pairwise
from math import hypot

from plugins.mapping.projection import RATIO, Spot

_LETTER = 3.0
"""The width of a letter along a line, with some room."""


def outline(spots: Sequence[Spot], closed: bool = False) -> str:
    """The path through these points; corners that fall upon each other are one."""
    corners = [corner for corner, _ in groupby((round(x * RATIO, 1), round(y, 1)) for x, y in spots)]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in corners) + ("Z" if closed else "")


def has_room(spots: Sequence[Spot], name: str) -> bool:
    """Whether a name fits along a line."""
    return length(spots) >= len(name) * _LETTER


def length(spots: Sequence[Spot]) -> float:
    """How long a line is."""
    return sum(hypot((x - a) * RATIO, y - b) for (a, b), (x, y) in pairwise(spots))


def readable(spots: Sequence[Spot]) -> Sequence[Spot]:
    """The line from left to right, so that what is written along it does not stand on its head."""
    return spots[::-1] if spots[-1][0] < spots[0][0] else spots


def middle(spots: Sequence[Spot]) -> Spot:
    """The middle of the box around an area."""
    (left, right), (top, bottom) = ((min(axis), max(axis)) for axis in zip(*spots, strict=True))
    return round((left + right) / 2 * RATIO, 1), round((top + bottom) / 2, 1)
