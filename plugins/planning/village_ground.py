"""What the map of a village's places is drawn upon, as the page wants it: a path for each kind of line, names, and the source."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import groupby

from plugins.network.frozen import frozen
from plugins.network.model import Ground, Shape
from plugins.network.vocabulary import GroundKind
from plugins.planning.deck import Deck

Spot = tuple[float, float]
"""Percent of the map's width and height."""
GROUND = "ground"
"""The name of the part that holds what a village has committed."""
_NAMED = (GroundKind.WASSER, GroundKind.BACH, GroundKind.WEG, GroundKind.STRASSE, GroundKind.BAHN)
"""Houses have numbers, not names."""


@frozen
class Layer:
    """All lines of a kind as one path, and what they are called."""

    kind: GroundKind
    path: str
    names: tuple[str, ...]


@frozen
class LineName:
    """A name that stands along a line, or in the middle of an area."""

    kind: GroundKind
    name: str
    path: str
    """Of the line; empty for an area."""
    at: Spot
    """The middle of an area, in the units of the drawing."""


@frozen
class Drawn:
    """Lines below the places, and whom they are from."""

    layers: tuple[Layer, ...]
    names: tuple[LineName, ...]
    source: str
    license: str
    source_url: str | None
    sample: bool


def ground(deck: Deck) -> Ground:
    """What the deck's village has committed, planned by itself: no file is read again for a small edit."""
    return deck.part(GROUND, partial(deck.catalogue.ground, deck.urls.site))


def drawn(known: Ground, spots: Sequence[Spot]) -> Drawn | None:
    """The shapes as they lie on the map; `spots` are all their corners, one shape after the other."""
    if not known.shapes:
        return None
    rest = iter(spots)
    lines = [(shape, [next(rest) for _ in shape.corners]) for shape in known.shapes]
    order = list(GroundKind)
    lines.sort(key=lambda line: order.index(line[0].kind))
    layers = (_layer(kind, list(group)) for kind, group in groupby(lines, lambda line: line[0].kind))
    return Drawn(
        tuple(layers), tuple(_names(lines)), known.source, known.license, known.source_url or None, known.sample
    )


_Line = tuple[Shape, Sequence[Spot]]


def _layer(kind: GroundKind, lines: Sequence[_Line]) -> Layer:
    from plugins.mapping.drawing import outline

    closed = kind in (GroundKind.WASSER, GroundKind.HAUS)
    names = {shape.name for shape, _ in lines if shape.name and kind in _NAMED}
    return Layer(kind, "".join(outline(spots, closed) for _, spots in lines), tuple(sorted(names)))


def _names(lines: Sequence[_Line]) -> Iterator[LineName]:
    """Each name once, along the longest of its lines, where it fits."""
    from plugins.mapping.drawing import has_room, length, middle, outline, readable

    longest: dict[tuple[GroundKind, str], Sequence[Spot]] = {}
    for shape, spots in sorted(lines, key=lambda line: length(line[1])):
        if shape.name and shape.kind in _NAMED:
            longest[shape.kind, shape.name] = spots
    for (kind, name), spots in sorted(longest.items()):
        if kind is GroundKind.WASSER:
            yield LineName(kind, name, "", middle(spots))
        elif has_room(spots, name):
            yield LineName(kind, name, outline(readable(spots)), middle(spots))
