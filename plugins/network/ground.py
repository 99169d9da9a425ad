"""A village's `karte.geojson`: streets, waters and houses that its map is drawn upon; used while reading."""

import json
import re
from collections.abc import Iterator
from itertools import chain
from math import cos, hypot, radians
from typing import Any, NamedTuple

from plugins.network.elements import Place
from plugins.network.front_matter import Where, label
from plugins.network.model import Corner, Ground, Shape
from plugins.network.problems import Problem, kilobytes, quoted, suggestion
from plugins.network.text import LARGEST, decode
from plugins.network.vocabulary import GroundKind

MOST = 4000
"""Corners of all lines; the map is on every phone."""
FAR = 10.0
"""Kilometres from the village's own point; what lies further is a mistake."""
LONGEST = 60
"""Characters of a name, which has to fit along its line."""
AREAS = (GroundKind.WASSER, GroundKind.HAUS)
"""What is drawn as an area; all else is lines."""
_PATHS = {"footway", "path", "track", "cycleway", "bridleway", "steps", "pedestrian"}
_TAGS = {
    "highway": GroundKind.STRASSE,
    "waterway": GroundKind.BACH,
    "railway": GroundKind.BAHN,
    "building": GroundKind.HAUS,
}
"""What OpenStreetMap calls them."""
_DEGREE = 111.32
"""Kilometres of a degree of latitude."""
_SHOWN = "Das Handbuch zeigt eine solche Datei."


class _Wrong(NamedTuple):
    """What is wrong with a part of the file."""

    where: Where
    found: str
    expected: str
    fix: str


def read_ground(raw: bytes, path: str, home: Place | None) -> tuple[Ground | None, list[Problem]]:
    """What stands in the file, where nothing is wrong with it; `home` is the village's own point, if known."""
    text, tree, problems = _tree(raw, path)
    if problems:
        return None, problems
    found = list(chain.from_iterable(_feature(feature, place, home) for place, feature in enumerate(tree["features"])))
    shapes = tuple(one for one in found if isinstance(one, Shape))
    wrong = [*_words(tree), *(one for one in found if isinstance(one, _Wrong)), *_too_many(shapes)]
    if wrong:
        lines = [text.count("\n", 0, match.start()) + 1 for match in re.finditer(r'"Feature"', text)]
        return None, [_problem(one, path, lines) for one in wrong]
    words: dict[str, Any] = {key: tree.get(key) for key in ("source", "license", "source_url")}
    return Ground(**words, sample=tree.get("sample", False), shapes=shapes), []


def _tree(raw: bytes, path: str) -> tuple[str, dict[str, Any], list[Problem]]:
    """The file as text and as plain values."""
    if len(raw) > LARGEST:
        fix = "Lass weg, was weit draußen liegt, und vereinfache die Linien."
        return "", {}, [Problem(path, 1, "Datei", kilobytes(len(raw)), f"höchstens {kilobytes(LARGEST)}", fix)]
    text, problems = decode(raw, path)
    if problems:
        return "", {}, problems
    try:
        tree = json.loads(text)
    except json.JSONDecodeError as error:
        return "", {}, [Problem(path, error.lineno, "Datei", "kein vollständiges JSON", "eine GeoJSON-Datei", _SHOWN)]
    except RecursionError:
        return "", {}, [Problem(path, 1, "Datei", "zu viele Klammern ineinander", "eine GeoJSON-Datei", _SHOWN)]
    if not isinstance(tree, dict) or not isinstance(tree.get("features"), list):
        expected = "eine `FeatureCollection` mit `features`"
        return "", {}, [Problem(path, 1, "features", "keine Liste von Linien", expected, _SHOWN)]
    return text, tree, []


def _problem(wrong: _Wrong, path: str, lines: list[int]) -> Problem:
    """The finding, on the line on which its feature begins."""
    place = wrong.where[1] if wrong.where[0] == "features" and len(wrong.where) > 1 else None
    line = lines[place] if isinstance(place, int) and place < len(lines) else 1
    return Problem(path, line, label(wrong.where), wrong.found, wrong.expected, wrong.fix)


def _words(tree: dict[str, Any]) -> Iterator[_Wrong]:
    """Where the lines come from, and under what licence: no map is shown without."""
    for key, expected in (("source", "woher die Linien kommen"), ("license", "unter welcher Lizenz sie stehen")):
        if not _is_text(tree.get(key), 120):
            fix = f"Ergänze oben in der Datei {quoted(key)} mit ein paar Worten."
            yield _Wrong((key,), _told(tree.get(key)), expected, fix)
    url = tree.get("source_url")
    if url is not None and not (_is_text(url, 300) and re.fullmatch(r"https://[^\s\"<>]+", url)):
        yield _Wrong(("source_url",), _told(url), "eine Adresse mit `https://`", "Prüfe die Adresse der Quelle.")
    if not isinstance(tree.get("sample", False), bool):
        fix = "Schreibe `true` ohne Anführungszeichen, wenn die Linien erfunden sind."
        yield _Wrong(("sample",), _told(tree["sample"]), "`true` oder `false`", fix)


def _is_text(value: Any, most: int) -> bool:
    return isinstance(value, str) and 0 < len(value.strip()) <= most and value.isprintable()


def _told(value: Any) -> str:
    return "nichts" if value is None else quoted(value if isinstance(value, str) else json.dumps(value))


def _too_many(shapes: tuple[Shape, ...]) -> Iterator[_Wrong]:
    count = sum(len(shape.corners) for shape in shapes)
    if count > MOST:
        fix = "Vereinfache die Linien, zum Beispiel mit mapshaper oder QGIS, oder lass Häuser weg."
        yield _Wrong(("features",), f"{count} Punkte", f"höchstens {MOST}", fix)


def _feature(feature: Any, place: int, home: Place | None) -> Iterator[Shape | _Wrong]:
    """The lines of a feature, or what is wrong with it."""
    given = feature if isinstance(feature, dict) else {}
    properties, geometry = (value if isinstance(value := given.get(key), dict) else {} for key in _PARTS)
    kind, name = _kind(properties), properties.get("name")
    where: Where = ("features", place)
    if kind is None:
        fix = suggestion(str(properties.get("kind", "")), list(GroundKind), "Ergänze `kind` oder lösche die Linie.")
        yield _Wrong((*where, "kind"), _told(properties.get("kind")), ", ".join(GroundKind), fix)
    if name is not None and not _is_text(name, LONGEST):
        yield _Wrong((*where, "name"), _told(name), f"höchstens {LONGEST} Zeichen Text", "Kürze den Namen.")
    lines = list(_lines(geometry, kind))
    if not lines:
        yield _Wrong((*where, "geometry"), _told(geometry.get("type")), *_wanted(kind))
    for line in lines:
        wrong = next((told for corner in line if (told := _astray(corner, home))), None)
        if wrong or kind is None:
            yield from (_Wrong((*where, "geometry"), *told) for told in (wrong,) if told)
        elif name is None or _is_text(name, LONGEST):
            yield Shape(kind, tuple((float(lon), float(lat)) for lon, lat, *_ in line), name)


_PARTS = ("properties", "geometry")


def _kind(properties: dict[str, Any]) -> GroundKind | None:
    """What a line is, in our word for it or by its tags in OpenStreetMap."""
    if "kind" in properties:
        return next((kind for kind in GroundKind if kind.value == properties["kind"]), None)
    if properties.get("natural") == "water":
        return GroundKind.WASSER
    if properties.get("highway") in _PATHS:
        return GroundKind.WEG
    return next((kind for tag, kind in _TAGS.items() if tag in properties), None)


def _lines(geometry: dict[str, Any], kind: GroundKind | None) -> Iterator[list[Any]]:
    """Each line as a list of corners; of an area its edge, without islands."""
    kept, given = geometry.get("type"), geometry.get("coordinates")
    many = given if str(kept).startswith("Multi") else [given]
    areas = kept in ("Polygon", "MultiPolygon")
    if kept not in _FORMS or not isinstance(many, list) or (kind and areas != (kind in AREAS)):
        return
    for one in many:
        line = one[0] if areas and isinstance(one, list) and one else one
        if isinstance(line, list) and len(line) >= (4 if areas else 2):
            yield line


_FORMS = ("LineString", "MultiLineString", "Polygon", "MultiPolygon")


def _wanted(kind: GroundKind | None) -> tuple[str, str]:
    if kind in AREAS:
        return "eine Fläche (`Polygon`) mit wenigstens vier Punkten", "Zeichne den Rand rundherum."
    fix = "Zeichne eine Linie; einzelne Punkte kommen aus `location` der Adressen."
    return "eine Linie (`LineString`) mit wenigstens zwei Punkten", fix


def _astray(corner: Any, home: Place | None) -> tuple[str, str, str] | None:
    """What is wrong with a corner: it must be a point on the earth, in or near the village."""
    if not _is_corner(corner):
        fix = "Schreibe jeden Punkt als `[8.1650, 51.6208]`: erst die Länge, dann die Breite."
        return quoted(json.dumps(corner)), "Länge und Breite in Grad", fix
    lon, lat = corner[:2]
    if home is None or _distance((lon, lat), home) <= FAR:
        return None
    turned = _distance((lat, lon), home) <= FAR
    fix = "Länge und Breite sind vertauscht: Die Länge steht zuerst." if turned else "Prüfe den Punkt."
    return quoted(json.dumps(corner)), f"ein Punkt höchstens {FAR:g} km vom Dorf entfernt", fix


def _is_corner(corner: Any) -> bool:
    numbers = isinstance(corner, list) and len(corner) >= 2 and all(type(one) in (int, float) for one in corner)
    return numbers and abs(corner[0]) <= 180 and abs(corner[1]) <= 90


def _distance(corner: Corner, home: Place) -> float:
    """Kilometres, exact enough."""
    east = (corner[0] - home.lon) * cos(radians(home.lat))
    return hypot(east, corner[1] - home.lat) * _DEGREE
