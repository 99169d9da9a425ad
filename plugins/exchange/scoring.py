"""Points for two texts of the Projektbörse, from what stands in them alone: whatever else exists changes nothing."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.exchange.terms import Terms

_Way = tuple[int, bool, bool]
"""How a term occurs, for all texts in which it occurs alike: strength, whether they speak of it first, whether it is guessed."""
ENOUGH = 8
"""From here on what is sought and what is offered belong together."""
ENOUGH_ALIKE = 4
"""From here on two projects resemble each other, if they share a theme."""
SAME_CATEGORY, NO_CATEGORY = 4, 2
"""For the same category, and where a notice is one of the two, which has none."""


MAIN = (0, 1, 3)
"""Where one of the two texts is about what they share, and where both are."""


def words_points(one: Terms, other: Terms) -> int:
    """Points for the terms that two texts share: each as much as where it counts less, and more where a text is about it.

    What both mention in passing only is nothing to bring people together for, so it counts nothing.
    """
    points = mains = 0
    for name in one.keys() & other.keys():
        mine, theirs = one[name], other[name]
        if not (mine.guessed and theirs.guessed):
            points += min(mine.strength, theirs.strength)
            mains = max(mains, mine.main + theirs.main)
    return points + MAIN[mains] if mains else 0


def category_points(one: str | None, other: str | None) -> int:
    """Points for two categories; None: that of a notice."""
    if one is None or other is None:
        return NO_CATEGORY
    return SAME_CATEGORY if one == other else 0


class Index:
    """Texts by their terms, numbered as they are added, so that each is compared only with those it shares something with."""

    def __init__(self) -> None:
        """Nothing is in it yet."""
        self._count = 0
        self._by_term: dict[str, dict[_Way, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, terms: Terms) -> None:
        """Take up one more text."""
        for name, term in terms.items():
            self._by_term[name][term.strength, term.main, term.guessed].append(self._count)
        self._count += 1

    def fitting(self, terms: Terms) -> Iterator[tuple[int, int]]:
        """The numbers of all that get points together with these terms, and what `words_points` says of each."""
        points: dict[int, int] = defaultdict(int)
        mains: dict[int, int] = {}
        for name, mine in terms.items():
            for (strength, main, guessed), numbers in self._by_term.get(name, {}).items():
                if mine.guessed and guessed:
                    continue
                shared, leading = min(mine.strength, strength), mine.main + main
                for number in numbers:
                    points[number] += shared
                if leading:
                    mains |= {number: max(leading, mains.get(number, 0)) for number in numbers}
        return ((number, points[number] + MAIN[leading]) for number, leading in mains.items())
