"""Everything from A to Z, as a German dictionary orders it."""

from collections.abc import Callable, Iterable
from itertools import groupby
from typing import TypeVar

from plugins.network.wording import collated

Item = TypeVar("Item")
_DIGITS, _OTHERS = "0–9", "#"


def by_letter(items: Iterable[Item], title: Callable[[Item], str]) -> tuple[tuple[str, tuple[Item, ...]], ...]:
    """The items by their title, under the letter it begins with: Ä stands under A, numbers come first, other signs last."""

    def place(item: Item) -> tuple[bool, str]:
        return _letter(title(item)) == _OTHERS, collated(title(item))

    ordered = sorted(items, key=place)
    return tuple((letter, tuple(some)) for letter, some in groupby(ordered, lambda item: _letter(title(item))))


def _letter(title: str) -> str:
    first = collated(title).strip()[:1].upper()
    if first.isdecimal():
        return _DIGITS
    return first if "A" <= first <= "Z" else _OTHERS
