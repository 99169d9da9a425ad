"""What a published file mentions: the addresses that a browser follows or fetches, and the places others can point at."""

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath
from typing import Any, NamedTuple


class Mention(NamedTuple):
    """An address in a file, as it stands there."""

    where: str
    """The attribute, or what else it is the value of."""
    address: str


class Content(NamedTuple):
    """What matters of a file here."""

    mentions: tuple[Mention, ...]
    anchors: frozenset[str]
    """What may stand behind `#` in an address of this file."""


NOTHING = Content((), frozenset())
_ONE = ("href", "src", "poster", "action", "formaction", "xlink:href")
"""Attributes that hold an address."""
_SEVERAL = ("srcset", "imagesrcset")
_SELECTOR = ",".join(f"[{name}]" for name in ("id", "name", "content", *_ONE[:-1], *_SEVERAL, r"xlink\:href"))
"""Everything with one of them, or with a name that can stand behind `#`."""
_URL = re.compile(r"""url\(\s*(['"]?)([^'")]+)\1\s*\)|@import\s+(['"])([^'"]+)\3""")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_IN_XML = re.compile(r"<loc>([^<]+)</loc>|\s(?:href|src)=\"([^\"]+)\"")
_REFRESH = re.compile(r"\s*\d+\s*;\s*url=(.+)", re.IGNORECASE)
_IN_JSON = {"src", "url", "start_url", "scope", "action"}
"""Members of a web app manifest that hold an address."""


def content_of(path: str, content: bytes) -> Content:
    """What a file mentions, by the kind that its name tells; of kinds that mention nothing, nothing."""
    name = PurePosixPath(path)
    if name.suffix in (".html", ".svg"):
        return _of_html(content)
    text = content.decode(errors="replace") if name.suffix in (".css", ".xml", ".webmanifest", ".txt") else ""
    if name.suffix == ".css":
        return _only(("url", found[2] or found[4]) for found in _URL.finditer(_COMMENT.sub("", text)))
    if name.suffix == ".xml":
        return _only(("loc" if found[1] else "href", found[1] or found[2]) for found in _IN_XML.finditer(text))
    if name.suffix == ".webmanifest":
        return _only(_of_json(json.loads(text)))
    if name.name == "robots.txt":
        return _only(("Sitemap", line[8:].strip()) for line in text.splitlines() if line.startswith("Sitemap:"))
    return NOTHING


def _only(mentions: Iterable[tuple[str, str]]) -> Content:
    return Content(tuple(Mention(where, address) for where, address in mentions), frozenset())


def _of_html(content: bytes) -> Content:
    """A page, read as a browser reads it."""
    from selectolax.lexbor import LexborHTMLParser

    mentions: list[Mention] = []
    anchors: set[str] = set()
    for node in LexborHTMLParser(content).css(_SELECTOR):
        attributes = {name: value or "" for name, value in node.attributes.items()}
        anchors |= {attributes[name] for name in ("id", *(("name",) if node.tag == "a" else ())) if name in attributes}
        mentions += [Mention(name, attributes[name]) for name in _ONE if name in attributes]
        mentions += [Mention(name, one) for name in _SEVERAL for one in _choices(attributes.get(name, ""))]
        if node.tag == "meta":
            mentions += _of_meta(attributes)
    return Content(tuple(mentions), frozenset(anchors))


def _choices(srcset: str) -> Iterator[str]:
    """The addresses of `/a-480.webp 480w, /a-960.webp 960w`."""
    return (choice.split()[0] for choice in srcset.split(",") if choice.strip())


def _of_meta(attributes: dict[str, str]) -> Iterator[Mention]:
    """What social media and a refresh are told; only web addresses count, everything else is words."""
    value = attributes.get("content", "")
    if attributes.get("http-equiv", "").lower() == "refresh" and (found := _REFRESH.fullmatch(value)):
        yield Mention("refresh", found[1])
    elif value.startswith(("https://", "http://")):
        yield Mention("content", value)


def _of_json(value: Any) -> Iterator[tuple[str, str]]:
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key in _IN_JSON and isinstance(inner, str):
            yield key, inner
        yield from _of_json(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _of_json(inner)
