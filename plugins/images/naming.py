"""What the small pictures of a photo are called and how large they are; known from its name and size alone."""

from plugins.network.model import Size

WIDTHS = (480, 960, 1600)
"""Pixels: a phone, a text on a desk, the whole width of a window."""


def sizes(width: int, height: int) -> tuple[Size, ...]:
    """Width and height of each small picture, smallest first, none larger than the photo."""
    widths = sorted({min(step, width) for step in WIDTHS})
    return tuple((step, round(height * step / width)) for step in widths)


def small(path: str, width: int) -> str:
    """`/bilder/foto.jpg` → `/bilder/foto-480.webp`."""
    return f"{path.rpartition('.')[0]}-{width}.webp"
