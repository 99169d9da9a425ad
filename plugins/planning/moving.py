"""Pages that have moved: every old address that front matter names (`aliases`) stays a page, which sends its visitors on."""

from collections.abc import Iterator, Mapping

from plugins.network.checking import folded
from plugins.network.front_matter import label
from plugins.network.frozen import frozen
from plugins.network.problems import Problem, quoted
from plugins.network.reading import Reading, Source
from plugins.network.records import Record
from plugins.network.study import Plan
from plugins.planning.pages import Sheet, file_of
from plugins.planning.props import Head, Props
from plugins.planning.urls import LEGAL, holder, inside


@frozen
class Moved(Props):
    """What stands at an old address. It names no record by its title, so that no edit of one touches it."""

    template = "moved.html"
    url: str
    """Where it is now, inside the site."""


def moved_sheet(old: str, new: str, base: str, claim: str) -> Sheet:
    """The page at an old address: no search engine is to list it. `base`: the site's address."""
    return Sheet(file_of(old), Head("Umgezogen", base + new, "", claim), Moved(new), listed=False)


def misleading(plan: Plan, reading: Reading) -> Iterator[Problem]:
    """Old addresses at which something else stands today, or that two pages name."""
    pages = {(reference.site, folded(inside(reference))): path for reference, path in reading.files.items()}
    claimed: dict[tuple[str, str], str] = {}
    for source in reading.sources.values():
        record = source.record
        for place, old in enumerate(record.aliases):
            wrong = _wrong(record, old, pages, claimed, record.id.site == plan.main.slug)
            if wrong:
                yield _problem(source, place, old, *wrong)
            claimed.setdefault((record.id.site, old), record.path)


def _wrong(
    record: Record,
    old: str,
    pages: Mapping[tuple[str, str], str],
    claimed: Mapping[tuple[str, str], str],
    is_main: bool,
) -> tuple[str, str] | None:
    """What was expected instead, and how to fix it."""
    if old == inside(record.id):
        return "eine frühere Adresse", "Das ist die heutige Adresse dieser Seite: lösche die Zeile."
    key = record.id.site, old
    if other := pages.get(key) or holder(old, is_main) or _legal(old):
        return "eine Adresse, unter der heute nichts steht", f"{other} hat sie: lösche die Zeile."
    if other := claimed.get(key):
        fix = "Lösche die zweite Zeile." if other == record.path else f"{other} nennt sie auch: lösche eine der beiden."
        return "jede frühere Adresse einmal", fix
    return None


def _legal(url: str) -> str | None:
    """The main site's legal pages stand on all sites."""
    return f"Die Seite `{url}`" if url.strip("/") in LEGAL else None


def _problem(source: Source, place: int, old: str, expected: str, fix: str) -> Problem:
    where = ("aliases", place)
    return Problem(source.record.path, source.values.line(where), label(where), quoted(old), expected, fix)
