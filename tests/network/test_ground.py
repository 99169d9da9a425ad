"""`karte.geojson`: what a village's map is drawn upon. What is wrong with one stands in `minisites_faulty/ground`."""

import json
from typing import Any

import pytest

from plugins.network.elements import Place
from plugins.network.ground import MOST, read_ground
from plugins.network.model import Ground
from plugins.network.problems import Problem
from plugins.network.text import LARGEST
from plugins.network.vocabulary import GroundKind
from tests.minisite import MiniSite

HOME = Place(lat=51.62, lon=8.16)
LINE = [[8.16, 51.62], [8.161, 51.621]]
RING = [[8.16, 51.62], [8.161, 51.62], [8.161, 51.621], [8.16, 51.62]]


def read(*features: dict[str, Any], home: Place | None = HOME, **words: Any) -> tuple[Ground | None, list[Problem]]:
    tree = {"type": "FeatureCollection", "source": "Ausgedacht", "license": "CC0", **words, "features": features}
    return read_ground(json.dumps(tree).encode(), "karte.geojson", home)


def feature(properties: dict[str, Any], form: str = "LineString", coordinates: Any = LINE) -> dict[str, Any]:
    return {"type": "Feature", "properties": properties, "geometry": {"type": form, "coordinates": coordinates}}


def test_lines_are_read_with_their_source_and_names() -> None:
    ground, problems = read(feature({"kind": "strasse", "name": "Angerweg"}), source_url="https://quelle.example")
    assert ground and not problems
    assert (ground.source, ground.license, ground.source_url) == ("Ausgedacht", "CC0", "https://quelle.example")
    [shape] = ground.shapes
    assert (shape.kind, shape.name) == (GroundKind.STRASSE, "Angerweg")
    assert shape.corners == ((8.16, 51.62), (8.161, 51.621))


@pytest.mark.parametrize(
    ("tags", "form", "kind"),
    [
        ({"highway": "residential"}, "LineString", GroundKind.STRASSE),
        ({"highway": "footway"}, "LineString", GroundKind.WEG),
        ({"waterway": "stream"}, "LineString", GroundKind.BACH),
        ({"railway": "rail"}, "LineString", GroundKind.BAHN),
        ({"natural": "water"}, "Polygon", GroundKind.WASSER),
        ({"building": "yes"}, "Polygon", GroundKind.HAUS),
        ({"highway": "residential", "kind": "weg"}, "LineString", GroundKind.WEG),
    ],
)
def test_tags_of_openstreetmap_are_understood(tags: dict[str, str], form: str, kind: GroundKind) -> None:
    ground, problems = read(feature(tags, form, [RING] if form == "Polygon" else LINE))
    assert ground and not problems
    assert [shape.kind for shape in ground.shapes] == [kind]


def test_several_lines_in_one_and_heights_are_understood() -> None:
    ground, _ = read(feature({"kind": "bach"}, "MultiLineString", [LINE, [[8.16, 51.62, 90.5], [8.162, 51.62, 91]]]))
    assert ground and [shape.corners[1] for shape in ground.shapes] == [(8.161, 51.621), (8.162, 51.62)]


def test_of_an_area_its_edge_is_read() -> None:
    island = [[8.1605, 51.6205], [8.1606, 51.6205], [8.1606, 51.6206], [8.1605, 51.6205]]
    ground, _ = read(feature({"kind": "wasser"}, "MultiPolygon", [[RING, island], [RING]]))
    assert ground and [len(shape.corners) for shape in ground.shapes] == [4, 4]


def test_where_the_village_lies_elsewhere_is_not_known_distances_are_not_asked() -> None:
    assert read(feature({"kind": "weg"}, coordinates=[[10, 50], [11, 50]]), home=None)[1] == []


def test_turned_numbers_are_recognised() -> None:
    [problem] = read(feature({"kind": "weg"}, coordinates=[[51.62, 8.16], [51.62, 8.161]]))[1]
    assert "vertauscht" in problem.fix and problem.field == "features[1].geometry"


def test_a_map_has_an_end() -> None:
    line = [[8.16, 51.62]] * MOST
    assert read(feature({"kind": "weg"}, coordinates=line))[1] == []
    [problem] = read(feature({"kind": "weg"}, coordinates=[*line, [8.16, 51.62]]))[1]
    assert str(MOST) in problem.expected
    [problem] = read_ground(b" " * (LARGEST + 1), "karte.geojson", HOME)[1]
    assert "512 KB" in problem.expected


@pytest.mark.parametrize("raw", [b"[" * 100_000, b"\xff\xfe", b"3", b'{"features": 3}', b"[]"])
def test_what_is_no_map_is_a_finding(raw: bytes) -> None:
    ground, problems = read_ground(raw, "karte.geojson", HOME)
    assert ground is None and len(problems) == 1


@pytest.mark.parametrize("number", ["NaN", "Infinity", "true", "1e999", "181"])
def test_numbers_that_are_none_are_findings(number: str) -> None:
    text = json.dumps({"source": "x", "license": "x", "features": [feature({"kind": "weg"}, coordinates=LINE)]})
    [problem] = read_ground(text.replace("8.161", number).encode(), "karte.geojson", None)[1]
    assert problem.field == "features[1].geometry"


def test_it_belongs_to_its_village(minisite: MiniSite) -> None:
    minisite.file(
        "content/anger/karte.geojson",
        json.dumps({"source": "x", "license": "x", "features": [feature({"kind": "weg"})]}),
    )
    assert list(minisite.network().grounds) == ["anger"]
