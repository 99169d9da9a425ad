"""The history of every project: its way through git, the versions on that way, and what each day changed."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from plugins.history.changes import Entry, compare, in_all
from plugins.history.lineage import Commit, Edge, File, State, ways
from plugins.history.versions import Version
from plugins.network.frozen import frozen

Versions = Mapping[str, Version | None]
"""Object → the version in it; None where it was on no site."""


@frozen
class History:
    """What is known of a project's past."""

    begun: date | None = None
    """Since when it is described here; None where nothing is known."""
    entries: tuple[Entry, ...] = ()
    """What changed since then, newest day first; days without a change are left out."""


def histories(files: Mapping[File, State], commits: Iterable[Commit], versions: Versions) -> dict[File, History]:
    """The history of each file. `files`: their states now; `commits`: children before their parents."""
    found = {file: _history(list(_runs(way, versions))) for file, way in ways(files, commits).items()}
    return {file: history for file, history in found.items() if history.begun}


@dataclass
class _Run:
    """What one day made of a project, however many commits it took."""

    day: date
    before: tuple[Version, ...]
    """Several where branches came together; none where it began."""
    after: Version
    state: State

    def entry(self) -> Entry:
        """What is different at the end of the day."""
        return in_all([compare(self.day, before, self.after) for before in self.before])


def _runs(way: list[Edge], versions: Versions) -> Iterator[_Run]:
    """The days of a way; what was on no site is passed over, so that nothing of it is told."""
    seen: dict[State, Version | None] = {}
    run: _Run | None = None
    for edge in way:
        after = edge.touch.after
        before = [known for state in edge.touch.before or (after,) if (known := seen.get(state))]
        read = versions[after[1]]
        now = seen[after] = read.over(before[0] if before else None) if read else before[0] if before else None
        if now is None:
            continue
        if run and run.day == edge.day and edge.touch.before == (run.state,) and len(run.before) < 2:
            run.after, run.state = now, after
            continue
        if run:
            yield run
        run = _Run(edge.day, tuple(before), now, after)
    if run:
        yield run


def _history(runs: list[_Run]) -> History:
    """What the days come to; the first one is the beginning."""
    if not runs:
        return History()
    entries = [run.entry() for run in runs if run.before]
    told = sorted(filter(None, reversed(entries)), key=lambda entry: entry.day, reverse=True)
    return History(min(run.day for run in runs), tuple(told))
