"""A photo made small: upright, in sRGB, WebP, and nothing in it but the picture. The same bytes in, the same bytes out."""

from io import BytesIO

import PIL
from PIL.Image import Image, Resampling, Transpose
from PIL.ImageCms import PyCMSError, createProfile, profileToProfile

from plugins.images import naming
from plugins.network.frozen import frozen
from plugins.network.model import Size
from plugins.network.pictures import UNREADABLE, opened, orientation, shown_size

QUALITY = 78
SETTINGS = f"1 {naming.WIDTHS} {QUALITY} Pillow {PIL.__version__}"
"""Everything besides the photo that its variants depend on. Raise the number when the code below makes other bytes."""
_UPRIGHT = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
"""EXIF orientation → what to do about it."""


@frozen
class Variant:
    """A small picture of a photo, as WebP."""

    width: int
    height: int
    content: bytes


def variants(raw: bytes) -> tuple[Variant, ...]:
    """The small pictures of a photo, smallest first; raises one of UNREADABLE where it cannot be decoded."""
    with opened(raw) as photo:
        sizes = naming.sizes(*shown_size(photo))
        picture = _developed(photo, sizes[-1])
    made = []
    for size in reversed(sizes):
        picture = picture.resize(size, Resampling.LANCZOS)
        made.append(Variant(*size, _webp(picture)))
    return tuple(reversed(made))


def _developed(photo: Image, size: Size) -> Image:
    """The picture upright, in this size and in sRGB."""
    turn = _UPRIGHT.get(orientation(photo))
    photo.draft(None, size)  # a JPEG decodes at a half or a quarter of its size in a fraction of the time
    picture = photo if turn is None else photo.transpose(turn)
    return _srgb(_blendable(picture).resize(size, Resampling.LANCZOS))


def _blendable(picture: Image) -> Image:
    """The picture without what cannot be resized: colours by number, one colour that means transparent, 16 bits of grey."""
    if picture.mode == "I;16":
        return picture.point(lambda value: value / 256, "L")
    if picture.mode in ("L", "RGB", "RGBA", "CMYK") and "transparency" not in picture.info:
        return picture
    return picture.convert(_mode(picture))


def _srgb(picture: Image) -> Image:
    """The same colours on every screen; a colour profile that does not fit the picture is left out."""
    if profile := picture.info.get("icc_profile"):
        try:
            fitted = profileToProfile(picture, BytesIO(profile), createProfile("sRGB"), outputMode=_mode(picture))
            return fitted or picture
        except (PyCMSError, *UNREADABLE):
            pass
    return picture.convert(_mode(picture))


def _mode(picture: Image) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _webp(picture: Image) -> bytes:
    buffer = BytesIO()
    picture.save(buffer, "WEBP", quality=QUALITY)
    return buffer.getvalue()
