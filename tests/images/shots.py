"""Photos for the tests, made on the spot: small, of plain colours, and with everything a phone writes into them."""

import struct
import zlib
from io import BytesIO
from typing import Any

from PIL import Image
from PIL.ExifTags import IFD, Base

SECRET = "Geheimer Ort"
RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)


def corners(width: int, height: int) -> Image.Image:
    """A picture whose quarters are red, green, blue and white, from the top left to the bottom right."""
    quarters = Image.new("RGB", (2, 2))
    quarters.putdata([RED, GREEN, BLUE, WHITE])
    return quarters.resize((width, height), Image.Resampling.NEAREST)


def exif(orientation: int = 1) -> Image.Exif:
    """What a phone writes beside a photo: how it was held, and where."""
    written = Image.Exif()
    written[Base.Make] = SECRET
    written[Base.Orientation] = orientation
    written.get_ifd(IFD.GPSInfo).update({1: "N", 2: (51.0, 37.0, 15.0), 3: "E", 4: (8.0, 9.0, 54.0), 29: SECRET})
    return written


def saved(picture: Image.Image, kind: str = "JPEG", **options: Any) -> bytes:
    """The bytes of a picture in a format."""
    buffer = BytesIO()
    picture.save(buffer, kind, **options)
    return buffer.getvalue()


def photo(width: int = 2000, height: int = 1500, kind: str = "JPEG", orientation: int = 1) -> bytes:
    """A photo as it comes from a phone."""
    return saved(corners(width, height), kind, exif=exif(orientation))


def png(width: int, height: int, pixels: bytes = b"") -> bytes:
    """A PNG that says it is this large, with whatever for pixels."""
    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    chunks = [(b"IHDR", head), (b"IDAT", pixels), (b"IEND", b"")]
    parts = [
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data)) for name, data in chunks
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(parts)


def opened(content: bytes) -> Image.Image:
    """A published picture."""
    return Image.open(BytesIO(content), formats=["WEBP"])


def seen(picture: Image.Image) -> list[tuple[int, ...]]:
    """The colours of the four quarters, in the order of `corners`, rounded to what was meant."""
    width, height = picture.size
    places = [(x, y) for y in (height // 4, height * 3 // 4) for x in (width // 4, width * 3 // 4)]
    colours = [picture.convert("RGBA").getpixel(place) for place in places]
    return [tuple(round(channel / 51) * 51 for channel in colour) for colour in colours]  # type: ignore[union-attr]
