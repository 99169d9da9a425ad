"""What everything is read into: the Network, from which all sites are planned."""

from collections.abc import Mapping
from dataclasses import field

from plugins.network.body import Body
from plugins.network.frozen import frozen
from plugins.network.records import Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.network.vocabulary import GroundKind

Size = tuple[int, int]
"""Width and height in pixels."""
PICTURES = "bilder"
"""The folder of a site's pictures."""
GROUND = "karte.geojson"
"""The file of a village's streets and waters, in the site's folder."""
Corner = tuple[float, float]
"""Longitude and latitude in degrees (WGS 84), in the order of GeoJSON."""


@frozen
class Picture:
    """A picture in a site's folder `bilder`."""

    site: str
    name: str
    path: str
    width: int
    height: int
    """In pixels, as it is shown; 0 where something is wrong with it, and nothing is published."""
    digest: str
    """SHA-256 of the file."""


def is_photo(name: str) -> bool:
    """Whether a picture is made of pixels, not drawn."""
    return not name.endswith(".svg")


@frozen
class Shape:
    """A line of a village's map, or the edge of an area."""

    kind: GroundKind
    corners: tuple[Corner, ...]
    name: str | None = None


@frozen
class Ground:
    """What a village's map is drawn upon, and whom it is from; without shapes where the village has committed none."""

    source: str = ""
    license: str = ""
    source_url: str | None = None
    sample: bool = False
    """Whether it is invented."""
    shapes: tuple[Shape, ...] = ()


@frozen
class Network:
    """Everything that exists, read and checked. Nothing in it changes."""

    plan: Plan
    records: tuple[Record, ...]
    bodies: Mapping[Reference, Body]
    pictures: tuple[Picture, ...]
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """Village → what its map is drawn upon."""
