"""Points for two texts of the Projektbörse, from what stands in them alone: whatever else exists changes nothing."""

from collections import defaultdict
from collections.abc import Iterator

from plugins.exchange.terms import KIND, Term, Terms, counts, shared_terms

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
    shared = [(one[name], other[name]) for name in shared_terms(one, other)]
    mains = max((mine.main + theirs.main for mine, theirs in shared), default=0)
    words = [pair for pair in shared if not pair[0].kind]
    kind = KIND if len(words) < len(shared) else 0
    return sum(counts(*pair) for pair in words) + kind + MAIN[mains] if mains else 0


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
        self._by_term: dict[str, dict[Term, list[int]]] = defaultdict(lambda: defaultdict(list))

    def add(self, terms: Terms) -> None:
        """Take up one more text."""
        for name, term in terms.items():
            self._by_term[name][term._replace(word="", unknown=False)].append(self._count)
        self._count += 1

    def fitting(self, terms: Terms) -> Iterator[tuple[int, int]]:
        """The numbers of all that get points together with these terms, and what `words_points` says of each."""
        points: dict[int, int] = defaultdict(int)
        mains: dict[int, int] = {}
        kinds: set[int] = set()
        for name, mine in terms.items():
            for theirs, numbers in self._by_term.get(name, {}).items():
                if mine.kind:
                    kinds.update(numbers)
                elif shared := counts(mine, theirs):
                    for number in numbers:
                        points[number] += shared
                    if leading := mine.main + theirs.main:
                        mains |= {number: max(leading, mains.get(number, 0)) for number in numbers}
        for number in mains.keys() | kinds:
            alike = number in kinds and mains.get(number) != 2
            yield number, points[number] + (KIND + MAIN[2] if alike else MAIN[mains[number]])
