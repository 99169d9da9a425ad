"""Sources as the build gets them: from the store where it proves itself, else read and converted on all cores."""

import json
import os
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from plugins.multisite.stamps import stamp
from plugins.multisite.store import Kept, Shelf, facts
from plugins.multisite.workers import Failure, WorkerLost, spread
from plugins.network.body import Body, Target
from plugins.network.digest import digest
from plugins.network.front_matter import Values, Where
from plugins.network.places import Root
from plugins.network.problems import Problem, SourceChanged
from plugins.network.source import LONGEST, Entry, ReadSource, SourceFile
from plugins.planning.cards import Text


@dataclass
class Sources:
    """The sources of the project in `root`; `folder` keeps what is known of them under `version`."""

    root: Root
    folder: Path
    version: str
    jobs: int
    now: int = field(default_factory=time.time_ns)
    """Nanoseconds since 1970, when the build began."""
    read: ReadSource | None = None
    """How a source is read."""
    digests: dict[str, str] = field(default_factory=dict)
    """Source → the digest of its bytes, once it was obtained."""
    heads: dict[str, str] = field(default_factory=dict)
    """Source → the digest of its front matter."""
    _fresh: dict[str, Kept] = field(default_factory=dict)
    """What was read anew and is not kept yet, by path."""
    _folders: dict[str, str] = field(default_factory=dict)
    """Folder of sources → where it lies."""
    _gone: Set[str] = frozenset()
    """What is kept of sources that are gone."""

    def obtain(self, read: ReadSource, files: Sequence[SourceFile]) -> Iterator[Entry]:
        """The entries of all files, as they come; what was read anew is to be kept, what is gone is to be forgotten."""
        self.read = read
        stamps = {file.path: stamp(os.stat(self._place(file.path)), self.now) for file in files}  # noqa: PTH116
        self._gone = self._rows.keys() - stamps.keys()
        unsure: list[SourceFile] = []
        for file in files:
            row = self._row(file)
            if row and row.stamp and row.stamp == stamps[file.path]:
                yield self._known(row, file)
            else:
                unsure.append(file)
        for outcome in spread(unsure, self._look, self.jobs, LONGEST):
            if isinstance(outcome, Failure):
                yield _given_up(outcome)
                continue
            file, kept = outcome
            self._fresh[file.path] = kept._replace(stamp=stamps[file.path])
            yield self._known(kept, file)

    def _known(self, kept: Kept, file: SourceFile) -> Entry:
        entry = _entry(kept, file)
        self.digests[file.path], self.heads[file.path] = kept.digest, entry.head
        return entry

    def html(self, text: Text) -> str:
        """The body that a page is to show; read anew where the store has lost it."""
        file = SourceFile(text.of, f"content/{text.of.site}/{text.of.kind}/{text.of.slug}.md")
        fresh = self._fresh.get(file.path)
        kept = fresh.html if fresh else self._shelf(text.of.site).html(file.path)
        if kept is not None and digest(kept.encode()) == text.digest:
            return kept
        html = self._reader((self.root / file.path).read_bytes(), file).body.html
        if digest(html.encode()) != text.digest:
            raise SourceChanged(file.path)
        return html

    def keep(self) -> None:
        """Keep what was read anew, and forget what is gone."""
        by_site: dict[str, list[Kept]] = defaultdict(list)
        for kept in self._fresh.values():
            by_site[_site(kept.path)].append(kept)
        gone: dict[str, list[str]] = defaultdict(list)
        for path in self._gone:
            gone[_site(path)].append(path)
        for site in by_site.keys() | gone.keys():
            self._shelf(site).put(by_site[site], gone[site])
        self.kept()

    def kept(self) -> None:
        """It is kept, by this process or another."""
        self._fresh, self._gone = {}, set()

    def _reader(self, raw: bytes, file: SourceFile) -> Entry:
        assert self.read, "nothing was obtained"
        return self.read(raw, file)

    def close(self) -> None:
        """Keep what is not kept yet, and close the shelves this process has opened."""
        self.keep()
        for shelf in self._shelves.values():
            shelf.close()

    def _row(self, file: SourceFile) -> Kept | None:
        return self._rows.get(file.path)

    @cached_property
    def _rows(self) -> dict[str, Kept]:
        files = self.folder.glob("*.sqlite") if self.folder.is_dir() else []
        return {path: row for file in files for path, row in self._shelf(file.stem).rows().items()}

    @cached_property
    def _shelves(self) -> dict[tuple[int, str], Shelf]:
        return {}

    def _shelf(self, site: str) -> Shelf:
        """The shelf of a site; one for each process, because a connection must not cross a fork."""
        key = os.getpid(), site
        if key not in self._shelves:
            self._shelves[key] = Shelf(self.folder / f"{site}.sqlite", self.version)
        return self._shelves[key]

    def _place(self, path: str) -> str:
        """Where a source lies; there are ten thousand in a few folders."""
        folder, _, name = path.rpartition("/")
        if folder not in self._folders:
            self._folders[folder] = str(self.root / folder)
        return f"{self._folders[folder]}/{name}"

    def _look(self, file: SourceFile) -> tuple[SourceFile, Kept]:
        """Read a file; where its bytes are known, what they say is known too."""
        with open(self._place(file.path), "rb") as source:  # noqa: PTH123 - strings are faster here
            raw = source.read()
        name, row = digest(raw), self._row(file)
        if row and row.digest == name and (html := self._shelf(file.reference.site).html(file.path)) is not None:
            return file, Kept(file.path, name, "", row.facts, html)
        entry = self._reader(raw, file)
        return file, Kept(file.path, name, "", facts(_plain(entry)), entry.body.html)


def _site(path: str) -> str:
    return path.split("/")[1]


def _given_up(failure: Failure[SourceFile]) -> Entry:
    """A source that the converter cannot cope with, as a problem; raises WorkerLost where the process was killed."""
    if not failure.late:
        raise WorkerLost(f"{failure.task.path} could not be read: {failure.reason}")
    path = failure.task.path
    fix = "Suche nach sehr vielen gleichen Zeichen hintereinander oder teile den Text auf."
    seconds = f"{LONGEST:g} Sekunden"
    problem = Problem(
        path, 1, "Text", "ein Text, an dem die Umwandlung scheitert", f"höchstens {seconds} je Datei", fix
    )
    return Entry(failure.task, None, Body(""), (problem,))


def _plain(entry: Entry) -> dict[str, Any]:
    """An entry without its HTML, as plain values."""
    values = entry.values
    return {
        "tree": values.tree if values else None,
        "lines": facts([[where, line] for where, line in values.lines.items()]) if values else "[]",
        "faults": [_row(problem) for problem in values.problems] if values else [],
        "anchors": entry.body.anchors,
        "targets": [[t.path, t.anchor, t.line, t.picture] for t in entry.body.targets],
        "digest": entry.body.digest,
        "problems": [_row(problem) for problem in entry.problems],
        "head": entry.head,
    }


def _row(problem: Problem) -> list[str | int]:
    return [problem.path, problem.line, problem.field, problem.found, problem.expected, problem.fix]


def _entry(kept: Kept, file: SourceFile) -> Entry:
    plain = json.loads(kept.facts)
    values = None
    if plain["tree"] is not None:
        values = Values(plain["tree"], _Lines(plain["lines"]), [Problem(*row) for row in plain["faults"]])
    targets = tuple(Target(*row) for row in plain["targets"])
    body = Body("", tuple(plain["anchors"]), targets, plain["digest"])
    return Entry(file, values, body, tuple(Problem(*row) for row in plain["problems"]), plain["head"])


class _Lines(Mapping[Where, int]):
    """The lines of values, read only where a finding asks for one."""

    def __init__(self, kept: str) -> None:
        self._kept = kept

    @cached_property
    def _known(self) -> dict[Where, int]:
        return {tuple(where): line for where, line in json.loads(self._kept)}

    def __getitem__(self, where: Where) -> int:
        return self._known[where]

    def __iter__(self) -> Iterator[Where]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)
