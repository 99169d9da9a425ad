"""What publishing says: why something does not go live, and what it does, a line at a time."""

from collections.abc import Callable, Iterable

Say = Callable[[str], None]
"""Tells whoever publishes."""
_SHOWN = 3
"""So many of many things are named."""


class Refused(Exception):
    """Nothing was published, and the message says why and what to do about it."""


class Unsure(Refused):
    """It cannot be told whether something was published."""


def shown(things: Iterable[str]) -> str:
    """The first of many things."""
    named = list(things)
    return ", ".join(named[:_SHOWN]) + (f" and {len(named) - _SHOWN} more" if len(named) > _SHOWN else "")
