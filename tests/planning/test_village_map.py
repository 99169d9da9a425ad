"""The map of a village's places: numbers in the order of the address list, and who has no point."""

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
