"""Maps: where places lie, how long the scale bar is, and that marks do not lie upon each other."""

from collections.abc import Sequence
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.mapping.projection import RATIO, Spot, apart, project, scale_bar
from plugins.network.elements import Place

SPOTS = st.lists(st.tuples(st.floats(20, 80), st.floats(20, 80)), max_size=25)
PLACES = st.lists(st.builds(Place, lat=st.floats(51.5, 51.7), lon=st.floats(8.0, 8.3)), min_size=1, max_size=20)


def at(lat: float, lon: float) -> Place:
    return Place(lat=lat, lon=lon)


def test_north_is_above_and_east_is_right() -> None:
    (south_west, north_east), _ = project([at(51.60, 8.00), at(51.61, 8.02)], 0.5)
    assert south_west[0] < 50 < north_east[0]
    assert north_east[1] < 50 < south_west[1]


def test_a_kilometre_is_a_kilometre_in_both_directions() -> None:
    """Weslarn and Meckingsen are 6.6 km apart, as the crow flies."""
    (one, other), kilometre = project([at(51.6208, 8.1650), at(51.6014, 8.0750)], 0.5)
    apart_by = hypot(one[0] - other[0], (one[1] - other[1]) / RATIO) / kilometre
    assert apart_by == pytest.approx(6.58, abs=0.03)


def test_one_place_stands_in_the_middle_and_nothing_is_no_map() -> None:
    assert project([at(51.6, 8.1)], 0.6) == (((50.0, 50.0),), 100.0)
    assert project([], 0.6) == ((), 0.0)


@given(PLACES)
def test_every_place_is_on_the_map_with_a_margin(places: list[Place]) -> None:
    for x, y in project(places, 0.5).spots:
        assert 19.9 <= x <= 80.1 and 19.9 <= y <= 80.1


@given(st.floats(0.5, 200))
def test_the_scale_bar_is_round_and_takes_at_most_a_quarter(kilometre: float) -> None:
    metres, length = scale_bar(kilometre)
    assert str(metres).strip("0") in ("1", "2", "5")
    assert 9.9 <= length <= 25.01 and length == pytest.approx(metres / 1000 * kilometre, abs=0.01)


def overlap(marks: Sequence[Spot], distance: float) -> bool:
    pairs = combinations(marks, 2)
    return any(hypot(one[0] - other[0], (one[1] - other[1]) / RATIO) < distance - 1e-6 for one, other in pairs)


@settings(deadline=None)
@given(SPOTS)
def test_marks_keep_apart_and_stay_on_the_map(spots: list[Spot]) -> None:
    marks, distance = apart(spots, [13.5, 10.5, 7.5], 9.0)
    assert len(marks) == len(spots) and not overlap(marks, distance)
    assert all(9 <= x <= 91 and 13.5 <= y <= 86.5 for x, y in marks)


def test_marks_come_closer_only_where_there_is_no_room() -> None:
    here = (50.0, 50.0)
    assert apart([here] * 8, [13.5, 7.5], 9.0).distance == 13.5
    assert apart([here] * 30, [13.5, 7.5], 9.0).distance == 7.5


def test_marks_that_have_room_stay_where_they_are() -> None:
    spots = ((20.0, 20.0), (50.0, 50.0), (80.0, 80.0))
    assert apart(spots, [13.5], 9.0) == (spots, 13.5)
    assert apart([(50.0, 50.0), (50.0, 50.0)], [13.5], 9.0).spots[0] == (50.0, 50.0)


def test_a_full_map_gives_up_without_losing_a_mark() -> None:
    assert len(apart([(50.0, 50.0)] * 90, [13.5, 7.5], 9.0).spots) == 90
    assert apart([], [13.5], 9.0).spots == ()
