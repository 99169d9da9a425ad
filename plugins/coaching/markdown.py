"""The review as Markdown, to be sent or kept; one of its two forms (the other is a table in the terminal)."""

import re
from collections.abc import Iterable, Iterator

from plugins.coaching.review import Concern, Matter, Review

UP_TO_DATE = "Alles auf dem Stand."


def markdown(reviews: Iterable[Review]) -> str:
    """All reviews, one below the other."""
    return "\n".join(line for review in reviews for line in _review(review))


def _review(review: Review) -> Iterator[str]:
    yield from (f"# Stand der Dinge: {_plain(review.name)}", "", f"Stand: {review.day:%d.%m.%Y}", "")
    if not review.matters:
        yield from (UP_TO_DATE, "")
    for concern in Concern:
        if matters := review.of(concern):
            yield from (f"## {concern.label}", "", "| Seit | Wo | Was | Datei |", "| --- | --- | --- | --- |")
            yield from map(_row, matters)
            yield ""


def _row(matter: Matter) -> str:
    since = f"{matter.since:%d.%m.%Y}" if matter.since else "–"
    return f"| {since} | {_plain(matter.title)} | {_plain(matter.says)} | `{matter.path}` |"


def _plain(text: str) -> str:
    """Text that is nothing but text, in a table too."""
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)
