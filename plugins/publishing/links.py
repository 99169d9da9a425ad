"""The last look before a release: does every address in the produced files lead to a file, and every `#` to its place?

Texts were checked when they were read. This finds what templates and features get wrong, and reads what browsers will read.
"""

import html
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote, urljoin, urlsplit

from plugins.network.problems import Problem, quoted
from plugins.publishing.mentions import Mention, content_of

_INDEX = "index.html"
_READABLE = (".html", ".svg", ".css", ".xml", ".webmanifest", "/robots.txt")


class Target(NamedTuple):
    """Where an address leads."""

    path: str
    """Of the file that a server gives for it, with the site in front, whether there is one or not."""
    anchor: str


class _Link(NamedTuple):
    """An address in a file, and where it leads."""

    source: str
    line: int
    mention: Mention
    target: Target


def readable(paths: Iterable[str]) -> Iterator[str]:
    """The files that may mention others, or be pointed into."""
    return (path for path in paths if path.endswith(_READABLE))


def check_links(files: Iterable[tuple[str, bytes]], paths: Iterable[str], bases: Mapping[str, str]) -> list[Problem]:
    """Everything that leads nowhere, in German; each file is looked at once and need not be kept.

    `files`: path and content of those to be read; `paths`: of all that are published; `bases`: site → its address without
    a slash at the end.
    """
    there, compass = frozenset(paths), Compass(bases)
    anchors: dict[str, frozenset[str]] = {}
    lost: list[_Link] = []
    to_anchors: list[_Link] = []
    for path, content in files:
        mentions, anchors[path] = content_of(path, content)
        for mention in mentions:
            if target := compass.target(path, mention.address):
                if target.path not in there:
                    lost.append(_Link(path, _line(content, mention), mention, target))
                elif target.anchor:
                    to_anchors.append(_Link(path, _line(content, mention), mention, target))
    without_place = [link for link in to_anchors if not _has_place(link.target, anchors)]
    return sorted({*map(_nowhere, lost), *map(_no_place, without_place)})


def _has_place(target: Target, anchors: Mapping[str, frozenset[str]]) -> bool:
    """Whether a browser finds the place; `#top` is one in every page, and so is a passage (`#:~:text=`)."""
    return target.anchor == "top" or target.anchor.startswith(":~:") or target.anchor in anchors.get(target.path, ())


class Compass:
    """Knows which addresses are ours, and which files they mean."""

    def __init__(self, bases: Mapping[str, str]) -> None:
        """`bases`: site → its address without a slash at the end."""
        self._bases, self._sites = bases, {base: site for site, base in bases.items()}
        self._known: dict[tuple[str, str], Target | None] = {}

    def target(self, path: str, address: str) -> Target | None:
        """Where an address in a file leads; None where that is not ours: another website, a telephone, a picture in itself.

        The same addresses stand on every page of a site, and most do not depend on the page.
        """
        site, _, inside = path.partition("/")
        if not address.startswith(("/", "https:")):
            return self._found(f"{self._bases[site]}/{inside}", address)
        if (site, address) not in self._known:
            self._known[site, address] = self._found(f"{self._bases[site]}/", address)
        return self._known[site, address]

    def _found(self, base: str, address: str) -> Target | None:
        try:
            parts = urlsplit(urljoin(base, address.strip()))
        except ValueError:
            return Target("", "")
        site = self._sites.get(f"https://{parts.netloc.lower()}") if parts.scheme in ("http", "https") else None
        return Target(_file(site, unquote(parts.path)), unquote(parts.fragment)) if site else None


def _file(site: str, path: str) -> str:
    """The file that a server gives for a path."""
    inside = path.removeprefix("/")
    return f"{site}/{inside}{_INDEX if not inside or inside.endswith('/') else ''}"


def _line(content: bytes, mention: Mention) -> int:
    """Where the address stands first."""
    place = content.find(html.escape(mention.address).encode())
    return content[: max(place, 0)].count(b"\n") + 1


def _nowhere(link: _Link) -> Problem:
    return _problem(link, "eine Seite oder Datei dieser Veröffentlichung")


def _no_place(link: _Link) -> Problem:
    return _problem(link, f"eine Stelle mit der `id` {quoted(link.target.anchor)} in {link.target.path}")


def _problem(link: _Link, expected: str) -> Problem:
    fix = "Das kommt aus einer Vorlage oder einem Programm, denn Texte sind schon geprüft: ändere es dort."
    return Problem(link.source, link.line, link.mention.where, quoted(link.mention.address, 120), expected, fix)
