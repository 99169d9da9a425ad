"""What everything is read into: the Network, from which all sites are planned."""

from collections.abc import Mapping

from plugins.network.body import Body
from plugins.network.frozen import frozen
from plugins.network.records import Record
from plugins.network.references import Reference
from plugins.network.study import Plan

Size = tuple[int, int]
"""Width and height in pixels."""
PICTURES = "bilder"
"""The folder of a site's pictures."""


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
class Network:
    """Everything that exists, read and checked. Nothing in it changes."""

    plan: Plan
    records: tuple[Record, ...]
    bodies: Mapping[Reference, Body]
    pictures: tuple[Picture, ...]
