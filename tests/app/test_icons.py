"""Icons drawn from a site's sign."""

from io import BytesIO

import pytest
from PIL import Image

from plugins.app.icons import DRAWINGS, ICONS, MASKABLE, PLAIN, TOUCH, Icon, drawn, in_white, shortcut
from tests.minisite import ROOT

GROUND = "#204060"
SIGN = (
    b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64">'
    b'<rect fill="#8a2c49" width="64" height="64" rx="14"/><circle fill="#fff" cx="32" cy="32" r="8"/></svg>'
)


def picture(icon: Icon) -> Image.Image:
    return Image.open(BytesIO(drawn(SIGN, GROUND, icon))).convert("RGBA")


@pytest.mark.parametrize("icon", ICONS, ids=lambda icon: icon.path)
def test_an_icon_has_its_size_and_shows_the_sign_in_the_middle(icon: Icon) -> None:
    shown = picture(icon)
    assert shown.size == (icon.width, icon.width)
    assert shown.getpixel((icon.width // 2, icon.width // 2)) == (255, 255, 255, 255)


@pytest.mark.parametrize("icon", [MASKABLE, TOUCH], ids=lambda icon: icon.path)
def test_where_systems_cut_the_ground_reaches_every_edge(icon: Icon) -> None:
    assert picture(icon).getpixel((0, 0)) == (0x20, 0x40, 0x60, 255)


def test_a_sign_as_it_is_keeps_its_corners_clear() -> None:
    assert picture(PLAIN[0]).getpixel((0, 0))[3] == 0  # type: ignore[index]


def test_the_whole_sign_lies_in_the_circle_that_is_never_cut() -> None:
    shown, middle = picture(MASKABLE), MASKABLE.width / 2
    ground = (0x20, 0x40, 0x60, 255)
    for x in range(0, MASKABLE.width, 4):
        for y in range(0, MASKABLE.width, 4):
            outside = (x - middle) ** 2 + (y - middle) ** 2 > (0.4 * MASKABLE.width) ** 2
            assert not outside or shown.getpixel((x, y)) == ground, (x, y)


def test_the_same_sign_makes_the_same_bytes() -> None:
    assert drawn(SIGN, GROUND, MASKABLE) == drawn(SIGN, GROUND, MASKABLE)


@pytest.mark.parametrize("section", DRAWINGS)
def test_a_shortcut_is_a_white_drawing_inside_of_a_circle(section: str) -> None:
    drawing = (ROOT / f"themes/modellorte/templates/icons/{DRAWINGS[section]}.svg").read_bytes()
    icon = shortcut(section)
    shown = Image.open(BytesIO(drawn(in_white(drawing), GROUND, icon))).convert("RGB")
    assert shown.size == (192, 192)
    white = [(n % 192, n // 192) for n, pixel in enumerate(shown.getdata()) if pixel == (255, 255, 255)]
    assert len(white) > 500
    assert all((x - 96) ** 2 + (y - 96) ** 2 < 77**2 for x, y in white), "systems cut a circle of 80 % out of it"
    assert shown.getpixel((0, 0)) == (0x20, 0x40, 0x60)
