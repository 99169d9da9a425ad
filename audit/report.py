"""From what was measured to a table, and to what is over its budget."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from audit.lighthouse import CATEGORIES, Score
from audit.places import Place
from audit.visits import First, Repeated
from plugins.network.vocabulary import Check

FIRST_VISIT, REPEAT_VISIT, SCRIPTS = 60_000, 5_000, 12_000
"""Budgets in bytes, compressed; the first holds for start pages."""
NO_SHIFT = 0.0005
"""What is below it is 0.000."""
SOON = 1.0
"""Seconds until the largest thing is to be painted."""


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Columns as wide as what stands in them; the first is of words, the others are numbers."""
    lines = [[str(cell) for cell in row] for row in (head, *rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    return "\n".join(
        "  ".join(
            cell.rjust(width) if column else cell.ljust(width)
            for column, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def visits_table(firsts: Iterable[First], worker: int, repeated: Mapping[Place, int]) -> str:
    """A line for each page; `worker`: bytes of the script that keeps the village on the phone."""
    head = ("page", "first", "repeat", "scripts", "shift", "others", *CHECK_NAMES.values())
    rows = [
        (
            first.place, first.size, repeated.get(first.place, "-"), first.scripts + worker, f"{first.shift:.3f}",
            len(first.strangers), *(len(first.findings[check]) for check in CHECK_NAMES),
        )
        for first in firsts
    ]  # fmt: skip
    return table(head, rows)


CHECK_NAMES = {
    Check.REGELN: "axe",
    Check.ZIELE: "targets",
    Check.UMBRUCH: "reflow",
    Check.SCHRIFT: "text 200%",
    Check.BEWEGUNG: "motion",
    Check.FARBEN: "colours",
}


def missed(firsts: Iterable[First], worker: int, repeated: Mapping[Place, int]) -> Iterator[str]:
    """Everything that is not as it should be, a line each."""
    for first in firsts:
        place = first.place
        if place.path == "/" and first.size > FIRST_VISIT:
            yield f"{place}: a first visit of a start page costs {first.size} bytes, more than {FIRST_VISIT}"
        if repeated.get(place, 0) > REPEAT_VISIT:
            yield f"{place}: a repeat visit costs {repeated[place]} bytes, more than {REPEAT_VISIT}"
        if first.scripts + worker > SCRIPTS:
            yield f"{place}: scripts have {first.scripts + worker} bytes, more than {SCRIPTS}"
        if first.shift >= NO_SHIFT:
            yield f"{place}: things jump by {first.shift:.3f} while the page loads"
        yield from (f"{place}: asks {address}" for address in first.strangers)
        for check, findings in first.findings.items():
            yield from (f"{place}: {CHECK_NAMES[check]}: {finding}" for finding in findings)


def scores_table(scores: Mapping[Place, Score]) -> str:
    """A line for each page that Lighthouse has seen."""
    rows = (
        (place, *(score.points[name] for name in CATEGORIES), f"{score.paint:.2f} s", f"{score.shift:.3f}")
        for place, score in scores.items()
    )
    return table(("page", *CATEGORIES, "LCP", "shift"), rows)


def below(scores: Mapping[Place, Score]) -> Iterator[str]:
    """What costs points, and what is painted late."""
    for place, score in scores.items():
        if not score.is_full:
            yield f"{place}: Lighthouse: {'; '.join(score.failures) or 'less than 100'}"
        if score.paint >= SOON:
            yield f"{place}: Lighthouse: the largest thing is painted after {score.paint:.2f} s, later than {SOON:.1f} s"


def kept_lines(repeated: Mapping[str, Repeated]) -> Iterator[str]:
    """What it costs to bring each site onto a phone, in the background, once."""
    return (f"{site}: the whole site on the phone costs {seen.kept} bytes, once" for site, seen in repeated.items())
