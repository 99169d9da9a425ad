"""Which step of a version is which step of the next one: by title, and where that was reworded, by likeness and place."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import product

from plugins.network.elements import Step

ALIKE = 0.5
"""So much alike (0 to 1) are two titles of one step."""
ALIKE_IN_PLACE = 0.3
"""The same where a step stands between the same steps and has the same due day and people."""
_MOST = 20
"""So many reworded steps of one version are looked at; comparing all with all takes time that grows with the square."""
Pair = tuple[Step | None, Step | None]
"""A step before and after; None where it was added or removed."""


def pairs(before: Sequence[Step], after: Sequence[Step]) -> list[Pair]:
    """Every step of both versions once: those that are there in their order, then those that are gone."""
    found = _same_title(before, after)
    found |= _reworded(before, after, found)
    old = {new: old for old, new in found.items()}
    there = [(before[old[place]] if place in old else None, step) for place, step in enumerate(after)]
    return [*there, *((step, None) for place, step in enumerate(before) if place not in found)]


def _same_title(before: Sequence[Step], after: Sequence[Step]) -> dict[int, int]:
    """Places before → places after; of steps with one title the first is the first."""
    free: dict[str, list[int]] = {}
    for place, step in enumerate(after):
        free.setdefault(step.title, []).append(place)
    return {place: free[step.title].pop(0) for place, step in enumerate(before) if free.get(step.title)}


def _reworded(before: Sequence[Step], after: Sequence[Step], found: dict[int, int]) -> dict[int, int]:
    """The same for steps with another title; the most alike first."""
    gone = [place for place in range(len(before)) if place not in found]
    come = [place for place in range(len(after)) if place not in found.values()]
    if len(gone) > _MOST or len(come) > _MOST:
        return {}
    pairs: dict[int, int] = {}
    for _, old, new in sorted(_candidates(before, after, found, list(product(gone, come)))):
        if old not in pairs and new not in pairs.values():
            pairs[old] = new
    return pairs


def _candidates(
    before: Sequence[Step], after: Sequence[Step], found: dict[int, int], places: list[tuple[int, int]]
) -> Iterator[tuple[float, int, int]]:
    """Pairs that may be one step, with how little they are alike."""
    for old, new in places:
        one, other = before[old], after[new]
        stays = _neighbours(old, before, found) == _neighbours(new, after, {n: n for n in found.values()})
        same = stays and (one.due, one.responsible) == (other.due, other.responsible)
        alike = likeness(one.title, other.title)
        if alike >= (ALIKE_IN_PLACE if same else ALIKE):
            yield -alike - same, old, new


def _neighbours(place: int, steps: Sequence[Step], found: dict[int, int]) -> tuple[int, int]:
    """Where the nearest steps above and below that kept their title stand in the new version."""
    above = next((found[n] for n in range(place - 1, -1, -1) if n in found), -1)
    below = next((found[n] for n in range(place + 1, len(steps)) if n in found), -1)
    return above, below


def likeness(one: str, other: str) -> float:
    """How much two titles are alike, from 0 to 1: by letters in their order, or because one holds the words of the other."""
    one, other = one.lower(), other.lower()
    letters = SequenceMatcher(None, one, other, autojunk=False).ratio()
    words, others = ({word for word in text.split() if len(word) > 3} for text in (one, other))
    fewer = min(len(words), len(others))
    return max(letters, len(words & others) / fewer if fewer > 1 else 0.0)
