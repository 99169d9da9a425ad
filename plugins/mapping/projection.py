"""From places on the earth to places on a map 3:2; an equirectangular projection is exact enough for a Kreis."""

from collections.abc import Sequence
from math import ceil, cos, hypot, log10, pi, radians, sin
from typing import NamedTuple, Protocol

RATIO = 1.5
"""Width of a map to its height."""
_DEGREE = 111.32
"""Kilometres of a degree of latitude."""
_USED = 0.6
"""The part of the width or height that points may take: a fifth is margin on each side."""
_RING = 12
"""In so many directions room is looked for."""

Spot = tuple[float, float]
"""Percent of a map's width from the left, percent of its height from the top."""


class Point(Protocol):
    """A place on the earth, in degrees."""

    @property
    def lat(self) -> float:
        """Its latitude."""

    @property
    def lon(self) -> float:
        """Its longitude."""


class At(NamedTuple):
    """A place that is nothing but that."""

    lat: float
    lon: float


class Projection(NamedTuple):
    """Points on a map, and the length of a kilometre in percent of its width."""

    spots: tuple[Spot, ...]
    kilometre: float


def project(places: Sequence[Point], least: float) -> Projection:
    """Where places lie on a map that shows them all, north above; it is at least `least` kilometres wide between its margins."""
    if not places:
        return Projection((), 0.0)
    squeeze = cos(radians(sum(place.lat for place in places) / len(places)))
    points = [(place.lon * squeeze * _DEGREE, place.lat * _DEGREE) for place in places]
    (left, right), (low, high) = ((min(axis), max(axis)) for axis in zip(*points, strict=True))
    width = max(right - left, (high - low) * RATIO, least) / _USED
    spots = (
        (
            round(50 + (x - (left + right) / 2) / width * 100, 1),
            round(50 - (y - (low + high) / 2) / (width / RATIO) * 100, 1),
        )
        for x, y in points
    )
    return Projection(tuple(spots), round(100 / width, 2))


class ScaleBar(NamedTuple):
    """A round distance in metres, and its length in percent of the map's width."""

    metres: int
    length: float


def scale_bar(kilometre: float) -> ScaleBar:
    """The longest of 1, 2, 5, 10, 20 … metres that takes at most a quarter of the width."""
    most = 25 / kilometre * 1000
    power = 10 ** int(log10(most))
    metres = next(factor * power for factor in (5, 2, 1) if factor * power <= most)
    return ScaleBar(metres, round(metres / 1000 * kilometre, 2))


class Marks(NamedTuple):
    """Where marks lie, and how far apart from each other, in percent of the width."""

    spots: tuple[Spot, ...]
    distance: float


def apart(spots: Sequence[Spot], distances: Sequence[float], margin: float) -> Marks:
    """Where marks for these spots have room: at the spot, or as near to it as another mark allows.

    The first of the distances is taken at which there is room for all; on a map that is full at the last one, some marks
    lie upon others. `margin` is the distance from the edge. All in percent of the width.
    """
    for distance in distances:
        placed = _placed(spots, distance, margin)
        if None not in placed:
            break
    return Marks(tuple(mark or spot for mark, spot in zip(placed, spots, strict=True)), distance)


def _placed(spots: Sequence[Spot], distance: float, margin: float) -> list[Spot | None]:
    """A mark for each spot, or None where there is no room; the first ones choose first."""
    placed: list[Spot | None] = []
    for spot in spots:
        others = [one for one in placed if one]
        free = (
            at for at in _near(spot, distance) if _inside(at, margin) and all(_far(at, one, distance) for one in others)
        )
        placed.append(next(free, None))
    return placed


def _near(spot: Spot, least: float) -> list[Spot]:
    """The spot and rings around it, over the whole map."""
    rings = range(1, ceil(200 / least) + 1)
    turns = [2 * pi * n / _RING for n in range(_RING)]
    around = (
        (spot[0] + r * least / 2 * cos(t), spot[1] + r * least / 2 * sin(t) * RATIO) for r in rings for t in turns
    )
    return [spot, *((round(x, 1), round(y, 1)) for x, y in around)]


def _inside(spot: Spot, margin: float) -> bool:
    return margin <= spot[0] <= 100 - margin and margin * RATIO <= spot[1] <= 100 - margin * RATIO


def _far(one: Spot, other: Spot, least: float) -> bool:
    return hypot(one[0] - other[0], (one[1] - other[1]) / RATIO) >= least
