"""QR codes say what they were given, whoever draws and whoever reads them."""

import re
from string import ascii_lowercase, digits
from xml.etree import ElementTree

import zxingcpp
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from plugins.multisite.kept import Kept
from plugins.posters.codes import drawing
from tests.posters.reading import codes

SLUGS = st.from_regex(r"[a-z0-9]+(-[a-z0-9]+)*", fullmatch=True).filter(lambda slug: len(slug) < 150)
HOSTS = st.text(ascii_lowercase + digits, min_size=1, max_size=40)
SVG = "{http://www.w3.org/2000/svg}"
ADDRESS = "https://weslarn.modellorte.example/projekte/obstwiese/"


def drawn(svg: str) -> Image.Image:
    """The drawing, painted by a few lines of our own: strokes of its path on white, ten dots a module."""
    size = int(re.findall(r'viewBox="0 0 (\d+) \1"', svg)[0])
    picture = Image.new("L", (size * 10, size * 10), 255)
    brush, x, y = ImageDraw.Draw(picture), 0.0, 0.0
    for command, numbers in re.findall(r"([Mmh])([-\d. ]+)", re.findall(r'stroke="#000" d="([^"]+)"', svg)[0]):
        values = list(map(float, numbers.split()))
        if command == "h":
            brush.rectangle((x * 10, (y - 0.5) * 10, (x + values[0]) * 10 - 1, (y + 0.5) * 10 - 1), fill=0)
            x += values[0]
        else:
            x, y = (values[0], values[1]) if command == "M" else (x + values[0], y + values[1])
    return picture


@given(HOSTS, SLUGS)
def test_any_address_can_be_read(host: str, slug: str) -> None:
    address = f"https://{host}.modellorte.example/projekte/{slug}/"
    assert codes(drawn(drawing(address))) == [address]


def test_a_seventh_of_it_may_be_lost() -> None:
    picture = drawn(drawing(ADDRESS))
    ImageDraw.Draw(picture).rectangle((190, 190, 250, 250), fill=255)
    assert codes(picture) == [ADDRESS]
    assert zxingcpp.read_barcodes(picture)[0].ec_level in ("M", "Q", "H")


def test_it_has_a_quiet_zone_and_a_name_and_no_style_of_its_own() -> None:
    svg = drawing("https://a.example/?a=1&b=<2>")
    root = ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" '))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "QR-Code: https://a.example/?a=1&b=<2>"
    assert "style" not in svg
    edge = drawn(svg).crop((0, 0, drawn(svg).width, 40))
    assert edge.getextrema() == (255, 255), "four modules are white"


def test_codes_are_kept_and_drawn_anew_where_they_are_damaged_or_of_other_code(tmp_path) -> None:
    made = Kept(drawing, tmp_path, "1")(ADDRESS)
    assert made == drawing(ADDRESS)
    [kept] = tmp_path.iterdir()
    good = kept.read_bytes()
    kept.write_bytes(good[:-1])
    assert Kept(drawing, tmp_path, "1")(ADDRESS) == made
    assert kept.read_bytes() == good
    Kept(drawing, tmp_path, "2")(ADDRESS)
    assert len(list(tmp_path.iterdir())) == 2
