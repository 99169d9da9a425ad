"""What may be published as a picture: SVG that only draws, and photos that are what their name says; used while reading."""

import re
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from math import isfinite
from xml.etree import ElementTree

from PIL import Image
from PIL.ExifTags import Base
from PIL.ImageFile import ImageFile

from plugins.network.model import Size, is_photo
from plugins.network.problems import Problem, kilobytes, quoted

LARGEST = {".svg": 100 * 1024, ".png": 8192 * 1024, ".jpg": 8192 * 1024, ".webp": 8192 * 1024}
"""Bytes by ending: drawings go to every phone, photos are made smaller before they do."""
MEGAPIXELS = 50
"""Phones take 12; a file of a few KB can unpack to gigabytes."""
LONGEST = 10
"""How many times as long as wide a photo may be; WebP ends at 16,383 pixels."""
DRAWN = 1600
"""The width drawings are given: they have a shape and no size."""
UNREADABLE = (OSError, SyntaxError, ValueError, struct.error)
"""What Pillow raises when it meets a file that is not whole."""
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
    """What is wrong with a picture; of a photo all is read but the pixels."""
    ending = path[path.rindex(".") :]
    if len(raw) > LARGEST[ending]:
        expected = f"höchstens {kilobytes(LARGEST[ending])}"
        return [Problem(path, 1, "Bild", kilobytes(len(raw)), expected, "Verkleinere das Bild.")]
    if not is_photo(path):
        return list(_drawing(raw, path))
    if not re.match(_MAGIC[ending], raw, re.DOTALL):
        fix = "Öffne das Bild und speichere es neu in diesem Format."
        return [Problem(path, 1, "Bild", "etwas anderes", f"ein Bild im Format {ending[1:]}", fix)]
    return _photo(raw, path)


def measure(raw: bytes, path: str) -> Size:
    """The size in which a picture is shown, where `inspect` found nothing."""
    if is_photo(path):
        with quiet(), opened(raw) as photo:
            return shown_size(photo)
    width, height = _box(_root(raw))
    return DRAWN, max(1, round(DRAWN * height / width))


@contextmanager
def quiet() -> Iterator[None]:
    """Nobody hears of odd metadata, because nobody gets to see it; a photo of too many pixels is an error at once."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def opened(raw: bytes) -> ImageFile:
    """A photo whose pixels are not read yet."""
    return Image.open(BytesIO(raw), formats=("JPEG", "PNG", "WEBP"))


def orientation(photo: Image.Image) -> int:
    """How the camera was held, from 1 (upright) to 8, as EXIF counts; 1 too where that cannot be read."""
    exif = Image.Exif()
    with suppress(*UNREADABLE):
        exif.load(photo.info.get("exif", b""))
    held = exif.get(Base.Orientation)
    return held if isinstance(held, int) else 1


def shown_size(photo: Image.Image) -> Size:
    """Width and height of a photo once it is upright."""
    width, height = photo.size
    return (height, width) if orientation(photo) in (5, 6, 7, 8) else (width, height)


def damaged(path: str) -> Problem:
    """The finding about a photo that is not whole."""
    fix = "Kopiere das Bild noch einmal vom Telefon oder von der Kamera."
    return Problem(path, 1, "Bild", "eine beschädigte Datei", "ein Bild, das sich öffnen lässt", fix)


def _photo(raw: bytes, path: str) -> list[Problem]:
    try:
        with quiet(), opened(raw) as photo:
            problems = list(_unfit(photo, raw, path))
            photo.verify()
            return problems
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return [_too_large(path)]
    except UNREADABLE:
        return [damaged(path)]


def _unfit(photo: ImageFile, raw: bytes, path: str) -> Iterator[Problem]:
    short, long = sorted(photo.size)
    if short * long > MEGAPIXELS * 1_000_000:
        yield _too_large(path)
    if long > LONGEST * short:
        found, expected = f"{photo.width} × {photo.height} Pixel", f"höchstens {LONGEST}-mal so lang wie breit"
        yield Problem(path, 1, "Bild", found, expected, "Schneide einen Ausschnitt aus.")
    if photo.format != "MPO" and getattr(photo, "is_animated", False):  # MPO: a JPEG and what the phone adds to it
        yield Problem(path, 1, "Bild", "ein bewegtes Bild", "ein stehendes Bild", "Speichere ein Einzelbild.")
    if photo.format in ("JPEG", "MPO") and not _jpeg_ends(raw):
        yield damaged(path)


def _too_large(path: str) -> Problem:
    found, expected = f"mehr als {MEGAPIXELS} Megapixel", f"höchstens {MEGAPIXELS} Megapixel"
    return Problem(path, 1, "Bild", found, expected, "Verkleinere das Bild.")


def _jpeg_ends(raw: bytes) -> bool:
    """Whether the mark that ends a JPEG follows its pixels; the thumbnails before them have marks of their own."""
    place = 2
    while raw[place : place + 1] == b"\xff" and raw[place + 1 : place + 2] != b"\xda":
        place += 2 + int.from_bytes(raw[place + 2 : place + 4])
    return raw.find(b"\xff\xd9", place) >= 0


def _drawing(raw: bytes, path: str) -> Iterator[Problem]:
    fix = "Speichere die Zeichnung als „einfaches SVG“, ohne Skripte, Stile und fremde Inhalte."
    if re.search(rb"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", raw, re.IGNORECASE):
        yield Problem(path, 1, "Bild", "eine Dokumenttyp- oder Stilangabe", "nur die Zeichnung", fix)
        return
    try:
        root = _root(raw)
    except ElementTree.ParseError as error:
        yield Problem(path, error.position[0], "Bild", "unvollständiges SVG", "eine SVG-Datei", fix)
        return
    except ValueError:  # decoded first, so that the marks above cannot hide in another encoding
        yield Problem(path, 1, "Bild", "eine andere Kodierung", "Text in UTF-8", fix)
        return
    if not str(root.tag).endswith("svg"):
        yield Problem(path, 1, "Bild", f"das Element `<{root.tag}>`", "eine SVG-Datei", fix)
        return
    if not min(_box(root)) > 0:
        yield Problem(path, 1, "Bild", "keine `viewBox`", "eine Zeichnung mit `viewBox`", fix)
    for element in root.iter():
        yield from _element(element, path, fix)


def _root(raw: bytes) -> ElementTree.Element:
    return ElementTree.fromstring(raw.decode("utf-8-sig"))


def _box(root: ElementTree.Element) -> tuple[float, float]:
    """Width and height of a drawing's `viewBox`, in its own units; 0 where it has none."""
    try:
        _, _, width, height = map(float, re.split(r"[\s,]+", root.get("viewBox", "").strip()))
    except ValueError:
        return 0, 0
    return (width, height) if isfinite(width) and isfinite(height) else (0, 0)


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
