"""Lines of a map: as paths, and names along them."""

from plugins.mapping.drawing import has_room, middle, outline, readable


def test_a_path_is_in_the_units_of_the_drawing() -> None:
    assert outline([(0, 0), (100, 100)]) == "M0 0L150 100"
    assert outline([(10, 10), (10.01, 10.01), (20, 10)]) == "M15 10L30 10"
    assert outline([(0, 0), (10, 0), (0, 0)], closed=True) == "M0 0L15 0L0 0Z"


def test_names_are_written_from_left_to_right() -> None:
    assert readable([(30, 0), (10, 5)]) == [(10, 5), (30, 0)]
    assert readable([(10, 5), (30, 0)]) == [(10, 5), (30, 0)]


def test_a_name_needs_a_line_as_long_as_itself() -> None:
    assert has_room([(10, 50), (30, 50)], "Angerweg")
    assert not has_room([(10, 50), (20, 50)], "Angerweg")
    assert has_room([(10, 20), (10, 50)], "Angerweg"), "upwards, too"


def test_the_middle_of_an_area() -> None:
    assert middle([(10, 10), (20, 10), (20, 30), (10, 30)]) == (22.5, 20)
