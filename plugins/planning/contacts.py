"""The contact of a notice, which is words: numbers in it can be called, addresses can be written to."""

import re
from collections.abc import Iterator

from plugins.planning.cards import Mention

_WAY = re.compile(r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?P<tel>(?:\+|0)\d[\d /-]{4,}\d)")


def pieces(contact: str | None) -> tuple[Mention, ...]:
    """The contact in pieces, of which some are links; nothing of it is lost."""
    return tuple(piece for piece in _pieces(contact or "") if piece.text)


def _pieces(contact: str) -> Iterator[Mention]:
    end = 0
    for way in _WAY.finditer(contact):
        yield Mention(contact[end : way.start()])
        digits = re.sub(r"[^+\d]", "", way["tel"] or "")
        yield Mention(way[0], f"mailto:{way['mail']}" if way["mail"] else f"tel:{digits}")
        end = way.end()
    yield Mention(contact[end:])
