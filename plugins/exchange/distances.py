"""How far villages are from each other: of two equal suggestions the Projektbörse makes the nearer one."""

from collections.abc import Mapping, Sequence
from math import cos, hypot, radians

from plugins.network.elements import Place
from plugins.network.study import Village

_DEGREE = 111.32
"""Kilometres of a degree of latitude."""


def kilometres(villages: Sequence[Village]) -> Mapping[str, Mapping[str, float]]:
    """Village → every other village → kilometres between them."""
    return {
        one.slug: {other.slug: _between(one.location, other.location) for other in villages if other is not one}
        for one in villages
    }


def _between(one: Place, other: Place) -> float:
    """As the crow flies; exact enough for a Kreis."""
    east = (one.lon - other.lon) * cos(radians((one.lat + other.lat) / 2))
    return round(hypot(east, one.lat - other.lat) * _DEGREE, 1)
