"""The map of a village's places: every address that says where it lies, numbered, and the list of the same numbers."""

from plugins.network.frozen import frozen
from plugins.network.records import Address
from plugins.network.study import Village
from plugins.network.vocabulary import AddressKind
from plugins.planning.cards import AddressCard
from plugins.planning.deck import Deck
from plugins.planning.props import Props
from plugins.planning.village_ground import Drawn, Spot, drawn, ground

_LEAST_WIDTH = 0.5
"""Kilometres; a single place stands in the middle of a map of this width."""
_DISTANCES, _MARGIN = (13.5, 10.5, 7.5), 9.0
"""How far apart marks are and how far from the edge, in percent of the width: 44 px on a phone's screen, 24 where it is full."""


@frozen
class MapPlace:
    """A place on the map: its mark, and the point it means where there was no room at the point itself."""

    number: int
    name: str
    """Tells it from others in links to it."""
    address: AddressCard
    mark: Spot
    point: Spot


@frozen
class VillageMap(Props):
    """Map and list; x and y in percent of the map's width and height."""

    template = "village_map.html"
    located: tuple[MapPlace, ...]
    centre: Spot
    """The village as public reference works locate it (villages.yaml)."""
    metres: int
    """The length of the scale bar."""
    bar: float
    """The same in percent of the map's width."""
    reach: float
    """How far around its middle a mark can be tapped, in percent of the width."""
    missing: tuple[AddressCard, ...]
    """Addresses that do not say where they lie, but for numbers to call."""
    drawn: Drawn | None
    """Streets and waters, where the village has committed some."""


def village_map(deck: Deck, village: Village) -> VillageMap:
    """The map, in the order of the address list."""
    from plugins.mapping.projection import (  # small edits import this module, and draw no map
        At,
        apart,
        project,
        scale_bar,
    )

    order = list(AddressKind)
    found = sorted(deck.all(Address, village.slug), key=lambda one: (order.index(one.kind), one.title))
    located = [(one, one.location) for one in found if one.location]
    known, places = ground(deck), [village.location, *(place for _, place in located)]
    corners = [At(lat, lon) for shape in known.shapes for lon, lat in shape.corners]
    projection = project([*places, *corners], _LEAST_WIDTH)
    (centre, *points), lines = projection.spots[: len(places)], projection.spots[len(places) :]
    (_, *marks), distance = apart((centre, *points), _DISTANCES, _MARGIN)  # the village's own cross chooses first
    bar = scale_bar(projection.kilometre)
    return VillageMap(
        located=tuple(
            MapPlace(number, one.id.slug, deck.address(one), mark, point)
            for number, ((one, _), mark, point) in enumerate(zip(located, marks, points, strict=True), 1)
        ),
        centre=centre,
        metres=bar.metres,
        bar=bar.length,
        reach=round(distance / 2, 2),
        missing=tuple(deck.address(one) for one in found if not one.location and one.kind is not AddressKind.NOTFALL),
        drawn=drawn(known, lines),
    )
