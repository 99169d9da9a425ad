"""The map of a village's places: numbers in the order of the address list, and who has no point."""

import re
from pathlib import Path

from plugins.planning.village_map import VillageMap
from tests.minisite import MiniSite

URL = "/karte/"
THERE = "location: {{lat: {}, lon: {}}}"


def page(site: MiniSite) -> VillageMap:
    return site.plan().props(VillageMap, "anger", URL)


def test_an_empty_village_has_an_empty_map(minisite: MiniSite) -> None:
    made = page(minisite)
    assert (made.located, made.missing, made.centre) == ((), (), (50.0, 50.0))
    assert URL not in minisite.plan().urls("main")


def test_places_are_numbered_as_they_stand_among_the_addresses(minisite: MiniSite) -> None:
    minisite.record("anger/adressen/chor", "kind: verein\n" + THERE.format(51.6201, 8.1602))
    minisite.record("anger/adressen/amt", "kind: amt\n" + THERE.format(51.6301, 8.1702))
    minisite.record("anger/adressen/halle", "kind: einrichtung\n" + THERE.format(51.6101, 8.1502))
    minisite.record("bachtal/adressen/fern", "kind: amt\n" + THERE.format(51.6301, 8.1702))
    made = page(minisite)
    assert [(one.number, one.name) for one in made.located] == [(1, "amt"), (2, "halle"), (3, "chor")]
    north, south = made.located[0].point, made.located[1].point
    assert north[1] < south[1] and north[0] > south[0]


def test_places_at_one_spot_have_marks_of_their_own(minisite: MiniSite) -> None:
    for name in "abc":
        minisite.record(f"anger/adressen/{name}", "kind: amt\n" + THERE.format(51.6201, 8.1602))
    located = page(minisite).located
    assert len({one.point for one in located}) == 1
    assert len({one.mark for one in located}) == 3


def test_who_has_no_point_is_named_but_for_numbers_to_call(minisite: MiniSite) -> None:
    minisite.record("anger/adressen/chor", "kind: verein")
    minisite.record("anger/adressen/notruf", "kind: notfall\nphone: '112'")
    assert [card.title for card in page(minisite).missing] == ["Chor"]


def test_its_address_cannot_be_taken(minisite: MiniSite) -> None:
    minisite.record("anger/seiten/karte")
    [problem] = minisite.problems()
    assert "Dorfkarte" in problem.fix


def test_a_village_that_has_committed_no_lines_has_none(minisite: MiniSite) -> None:
    assert page(minisite).drawn is None


def test_streets_and_waters_lie_below_the_places(tmp_path: Path) -> None:
    made = page(MiniSite(tmp_path, "complete"))
    assert made.drawn
    assert (made.drawn.source, made.drawn.license, made.drawn.sample) == ("Ausgedacht für den Test", "CC0 1.0", True)
    kinds = ["wasser", "bach", "haus", "weg", "strasse"]
    assert [str(layer.kind) for layer in made.drawn.layers] == kinds, "as they are drawn upon each other"
    assert [layer.names for layer in made.drawn.layers] == [("Teich",), ("Angerbach",), (), (), ("Angerweg",)]
    assert [layer.path.count("M") for layer in made.drawn.layers] == [1, 2, 1, 1, 2]


def test_a_name_stands_once_along_the_longest_of_its_lines(tmp_path: Path) -> None:
    drawn = page(MiniSite(tmp_path, "complete")).drawn
    assert drawn
    names = {one.name: one for one in drawn.names}
    assert sorted(names) == ["Angerbach", "Angerweg", "Teich"]
    assert names["Angerweg"].path.count("L") == 2, "the line of three corners"
    assert names["Teich"].path == ""


def test_the_map_shows_all_lines(tmp_path: Path) -> None:
    drawn = page(MiniSite(tmp_path, "complete")).drawn
    assert drawn
    for layer in drawn.layers:
        numbers = [float(number) for number in re.findall(r"[\d.-]+", layer.path)]
        assert all(0 <= x <= 150 for x in numbers[::2]) and all(0 <= y <= 100 for y in numbers[1::2])


def test_the_page_names_the_source_and_every_line(tmp_path: Path) -> None:
    output = MiniSite(tmp_path, "complete").build()
    html = (output / "anger/karte/index.html").read_text()
    assert 'Linien: <a href="https://quelle.example/karte">Ausgedacht für den Test</a>. Lizenz: CC0 1.0.' in html
    assert "Straßen: Angerweg." in html and "Bäche und Flüsse: Angerbach." in html
    assert "fehlen noch" not in html


def test_the_way_to_a_place_is_offered_on_a_website_too(minisite: MiniSite) -> None:
    minisite.record("anger/adressen/halle", "kind: einrichtung\n" + THERE.format(51.6101, 8.1502))
    [place] = page(minisite).located
    assert place.address.route == "https://www.openstreetmap.org/directions?to=51.6101,8.1502"
