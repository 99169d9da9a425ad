"""A text as HTML, and where it leads; what everything after the converter knows of a text."""

import posixpath
import re
from collections.abc import Callable, Mapping, Sequence
from html import escape

from plugins.network.frozen import frozen
from plugins.network.mail import disguised
from plugins.network.problems import Problem
from plugins.network.references import Reference

INTERNAL = "\ue000"
"""Stands before the target of a link inside the network, until the page's address is known; forbidden in sources."""


@frozen
class Target:
    """A link or picture inside the network, as written: `/weslarn/projekte/x.md#ziele`."""

    path: str
    anchor: str
    line: int
    picture: bool


@frozen
class Body:
    """A text converted to HTML; links inside the network stand there behind `INTERNAL`."""

    html: str
    """Empty where it is kept elsewhere; `digest` tells which it is."""
    anchors: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    digest: str = ""


Convert = Callable[[str, str, int], tuple[Body, list[Problem]]]
"""Text, path and first line of a body → the body and its problems."""


def absolute(path: str, of: Reference) -> str:
    """The path from `content/`, with a leading slash; `path` may be relative to the record it stands in."""
    return (
        posixpath.normpath(posixpath.join(f"/{of.site}/{of.kind}", path))
        if path
        else f"/{of.site}/{of.kind}/{of.slug}.md"
    )


def reference_of(path: str, of: Reference) -> Reference | None:
    """The record a link's path names, where it has the form of one."""
    found = re.fullmatch(r"/([^/]+)/([^/]+)/([^/]+)\.md", absolute(path, of))
    return Reference(found.group(2), found.group(1), found.group(3)) if found else None


def resolve(html: str, attributes: Sequence[Mapping[str, str]]) -> str:
    """The HTML in which the links and pictures inside the network have these attributes, one mapping for each target."""
    html = disguised(html)
    if not attributes:
        return html

    def written(found: re.Match[str]) -> str:
        pairs = attributes[int(found.group(1))].items()
        return " ".join(f'{name}="{escape(value)}"' for name, value in pairs)

    return re.sub(f'(?:href|src)="{INTERNAL}(\\d+)"', written, html)
