"""What publishing says: why something does not go live, and what it does, a line at a time."""

from collections.abc import Callable, Iterable, Mapping

Say = Callable[[str], None]
"""Tells whoever publishes."""
_SHOWN = 3
"""So many of many things are named."""


class Refused(Exception):
    """Nothing was published, and the message says why and what to do about it."""


class Unsure(Refused):
    """It cannot be told whether something was published."""


class FewerPages(Refused):
    """A site would lose many of its pages, and nobody has confirmed that."""

    def __init__(self, lost: Mapping[str, tuple[int, int]]) -> None:
        """`lost`: site → how many pages it had, and has."""
        self.lost = lost
        self.words = ", ".join(f"{site} had {had} and has {has}" for site, (had, has) in lost.items())
        super().__init__(f"Many pages would be gone: {self.words}. If that is meant, publish with --confirm-fewer.")


def shown(things: Iterable[str]) -> str:
    """The first of many things."""
    named = list(things)
    return ", ".join(named[:_SHOWN]) + (f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else "")
