"""A site's sign as the icons that phones and desks want: PNG, drawn from the SVG when it has changed."""

from typing import NamedTuple
from xml.etree import ElementTree

SETTINGS = "1 resvg"
"""What icons depend on besides sign and colour. Raise the number when the code below makes other bytes."""
_SVG = "http://www.w3.org/2000/svg"


class Icon(NamedTuple):
    """An icon to draw: its path below the site, its width in pixels, and how much of that the sign takes up."""

    path: str
    width: int
    share: float
    """1: the sign as it is. Less: on a ground of the site's colour that reaches every edge, since systems cut shapes out of it."""


TOUCH = Icon("app/apple-touch-180.png", 180, 0.86)
"""For iPhone and iPad, which round the corners themselves."""
PLAIN = (Icon("app/symbol-192.png", 192, 1), Icon("app/symbol-512.png", 512, 1))
MASKABLE = Icon("app/symbol-maskable-512.png", 512, 0.64)
"""The circle of 80 % that is never cut (W3C, Web App Manifest, "maskable") holds a sign of 64 % with its rounded corners."""
ICONS = (TOUCH, *PLAIN, MASKABLE)
DRAWINGS = {"termine": "calendar-days", "projekte": "sprout", "pinnwand": "pin"}
"""Section that a shortcut leads to → the drawing of the theme that stands for it."""


def shortcut(section: str) -> Icon:
    """The icon of a shortcut; systems cut a circle out of it."""
    return Icon(f"app/{section}-192.png", 192, 0.5)


def in_white(drawing: bytes) -> bytes:
    """One of the theme's drawings, to be laid on a site's colour: white is readable on each."""
    root = ElementTree.fromstring(drawing.decode())
    root.set("color", "#ffffff")
    return ElementTree.tostring(root)


def drawn(sign: bytes, ground: str, icon: Icon) -> bytes:
    """An icon as PNG; `sign` is an SVG that only draws, `ground` a colour like `#1f4e5f`."""
    from resvg_py import svg_to_bytes  # loads its library, and few builds draw an icon

    svg = _laid_on(sign, ground, icon.share) if icon.share < 1 else sign.decode("utf-8-sig")
    return bytes(svg_to_bytes(svg_string=svg, width=icon.width, height=icon.width, skip_system_fonts=True))


def _laid_on(sign: bytes, ground: str, share: float) -> str:
    """The sign in the middle of a square."""
    ElementTree.register_namespace("", _SVG)
    inner = ElementTree.fromstring(sign.decode("utf-8-sig"))
    edge, side = f"{50 * (1 - share):g}", f"{100 * share:g}"
    inner.attrib |= {"x": edge, "y": edge, "width": side, "height": side}
    square = ElementTree.Element(f"{{{_SVG}}}svg", {"viewBox": "0 0 100 100"})
    ElementTree.SubElement(square, f"{{{_SVG}}}rect", {"width": "100", "height": "100", "fill": ground})
    square.append(inner)
    return ElementTree.tostring(square, encoding="unicode")
