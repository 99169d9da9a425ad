"""What may be published as a picture: SVG that only draws, and photos that are what their name says; used while reading."""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from plugins.network.problems import Problem, quoted

LARGEST = {".svg": 100_000, ".png": 8_000_000, ".jpg": 8_000_000, ".webp": 8_000_000}
"""Bytes by ending: drawings go to every phone, photos are made smaller before they do."""
_DRAWS = {
    "svg",
    "g",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "defs",
    "linearGradient",
    "radialGradient",
    "stop",
    "title",
    "desc",
    "clipPath",
    "mask",
    "use",
    "symbol",
    "pattern",
    "text",
    "tspan",
}
_MAGIC = {".png": rb"\x89PNG\r\n\x1a\n", ".jpg": rb"\xff\xd8\xff", ".webp": rb"RIFF....WEBP"}


def inspect(raw: bytes, path: str) -> list[Problem]:
    """What is wrong with a picture."""
    ending = path[path.rindex(".") :]
    if len(raw) > LARGEST[ending]:
        expected = f"höchstens {LARGEST[ending] // 1000} KB"
        return [Problem(path, 1, "Bild", f"{len(raw) // 1000} KB", expected, "Verkleinere das Bild.")]
    if ending == ".svg":
        return list(_drawing(raw, path))
    if not re.match(_MAGIC[ending], raw, re.DOTALL):
        fix = "Öffne das Bild und speichere es neu in diesem Format."
        return [Problem(path, 1, "Bild", "etwas anderes", f"ein Bild im Format {ending[1:]}", fix)]
    return []


def _drawing(raw: bytes, path: str) -> Iterator[Problem]:
    fix = "Speichere die Zeichnung als „einfaches SVG“, ohne Skripte, Stile und fremde Inhalte."
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", raw, re.IGNORECASE):
        yield Problem(path, 1, "Bild", "eine Dokumenttyp- oder Stilangabe", "nur die Zeichnung", fix)
        return
    try:
        root = ElementTree.fromstring(raw)
    except ElementTree.ParseError as error:
        yield Problem(path, error.position[0], "Bild", "unvollständiges SVG", "eine SVG-Datei", fix)
        return
    if not root.get("viewBox"):
        yield Problem(path, 1, "Bild", "keine `viewBox`", "eine Zeichnung mit `viewBox`", fix)
    for element in root.iter():
        yield from _element(element, path, fix)


def _element(element: ElementTree.Element, path: str, fix: str) -> Iterator[Problem]:
    name = str(element.tag).rpartition("}")[2]
    if name not in _DRAWS:
        yield Problem(path, 1, "Bild", f"das Element `<{name}>`", "nur Formen und Verläufe", fix)
    for key, value in element.attrib.items():
        key = key.rpartition("}")[2]
        leads_out = key == "href" and not value.startswith("#")
        if (
            key.startswith("on")
            or leads_out
            or re.search(r"url\((?!\s*['\"]?#)|javascript:|expression\(", value, re.IGNORECASE)
        ):
            yield Problem(path, 1, "Bild", f"{key}={quoted(value)}", "nur Formen und Verläufe", fix)
