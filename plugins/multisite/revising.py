"""A small edit, built as one: what changed is read, the pages that show it are made anew, and nothing else is looked into.

The ledger of the last build says who reads what. Whatever is not certain is left to the full build: a file that comes or
goes, a finding, another frame, another set of pages. So this module only has to be right about what it does itself.
"""

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple
from zlib import crc32

from plugins.multisite.generations import lock, prepare, switch, write
from plugins.multisite.heads import is_past
from plugins.multisite.ledger import Damaged, Known, Ledger, Row, fingerprint, targets_of
from plugins.multisite.manifest import Hole, Made, Manifest, read_manifest, site_of
from plugins.multisite.orders import Order
from plugins.multisite.precaching import listed_anew
from plugins.multisite.results import Result, closing
from plugins.multisite.searching import indexed_anew, is_indexed
from plugins.multisite.unchanged import LAST, LastBuild, remember
from plugins.multisite.workers import Failure, WorkerLost, meanwhile, spread
from plugins.network.body import Body, resolve
from plugins.network.digest import digest
from plugins.network.problems import Problem, SourceChanged
from plugins.network.references import Reference
from plugins.network.source import LONGEST
from plugins.network.text import decode, split
from plugins.planning import trace

MOST = 50
"""So many sources may change at once; more are built as quickly in full."""


class NotSmall(Exception):
    """The edit may touch more than can be told here."""


class Edited(NamedTuple):
    """A source that has changed."""

    reference: Reference
    path: str
    """Below the project."""
    source: str
    """The digest of its bytes."""
    head: str
    """Its front matter."""
    text: str
    line: int
    """The first of the text."""
    kept: Known
    """What it was."""

    @property
    def same_head(self) -> bool:
        """Whether only the text was changed."""
        return digest(self.head.encode()) == self.kept.head


class Revision(NamedTuple):
    """What an edit comes to."""

    manifest: Manifest
    """What stands in the output."""
    changing: Collection[str]
    """The files that change."""
    make: Callable[[Path], Mapping[str, Made]]
    """Writes them below a folder."""
    news: Mapping[str, Iterable[str]]
    """What was planned anew, and what it reads that it did not read before."""
    staged: Mapping[str, str]
    """Files of the ledger that were written beside the old ones, and their digests."""
    facts: Mapping[str, Any]
    """What the plan as a whole is made of now."""
    spare: Path | None = None
    """The folder that takes the output's place, where it was prepared while pages were planned: they come over the old ones."""


def revise(order: Order, last: LastBuild, now: Mapping[str, str], edits: list[str], seen: int) -> bool:
    """Build small edits and say so; False where they are none, and then nothing was changed.

    `now`: what is to be built; `edits`: what of it has changed; `seen`: when the last build was noted, in nanoseconds.
    """
    began, folder, output = perf_counter(), order.folder(), Path(last.output)
    settings = order.read()
    with lock(output):
        try:
            if (folder / LAST).stat().st_mtime_ns != seen:
                return False  # another build has ended meanwhile
            ledger = Ledger(folder, last.ledger)
            changes = _carry_out(_revision(ledger, settings, edits, now, last), output, ledger, settings["JOBS"])
        except (NotSmall, Damaged, OSError, SourceChanged, WorkerLost):
            return False
        results = [_result(result, changes) for result in last.results]
        remember(folder, LastBuild.of(last.key, output, last.watched, now, results, ledger.digests))
    print(closing(results, output, perf_counter() - began))
    return True


def _revision(
    ledger: Ledger, settings: dict[str, Any], edits: list[str], now: Mapping[str, str], last: LastBuild
) -> Revision:
    """What the edits come to; raises NotSmall."""
    sources = _sources(settings, edits, now, last)
    root = Path(settings["PATH"]).parent
    edited = [found for path in sources if (found := _edited(root, Path(path), ledger))]
    converting = spread(edited, partial(_convert, settings["MARKDOWN"]), 1, LONGEST)
    moved = any(map(is_past, edits))
    anew = len(sources) + moved < len(edits)
    small = not (anew or moved) and all(one.same_head for one in edited)
    read = partial(read_manifest, Path(last.output))
    with meanwhile(partial(_spare, Path(last.output))) if not (small or anew) else nullcontext() as spare:
        replan, manifest = (None, read()) if small else (_planner(), None)  # while texts are converted
        bodies = _converted(edited, converting)
        if small and manifest and all(map(_text_alone, edited, bodies)):
            return _of_texts(edited, bodies, ledger, manifest, Path(last.output))
        replan = replan or _planner()
        revision = replan(ledger, settings, edited, bodies, read, anew, moved)
        return revision._replace(spare=spare() if spare else None)


def _spare(output: Path) -> Path:
    """What takes the output's place, prepared before it is known what changes."""
    return prepared(output, read_manifest(output), ())


def _sources(settings: dict[str, Any], edits: list[str], now: Mapping[str, str], last: LastBuild) -> list[str]:
    """The sources among the edits, where all others are templates or another commit; raises NotSmall."""
    templates = f"{settings['THEME']}/templates/"
    if not all(path in now and path in last.stamps for path in edits):
        raise NotSmall("a file came or went")
    sources = [path for path in edits if not (path.startswith(templates) or is_past(path))]
    if len(sources) > MOST or not all(path.startswith(f"{settings['PATH']}/") for path in sources):
        raise NotSmall("many files changed, or other than texts and templates")
    return sources


def _planner() -> Callable[..., Revision]:
    """What plans anew; it takes time to import."""
    from plugins.multisite.replanning import replan

    return replan


def no_native() -> None:
    """For a few texts the native converter takes longer to import than it saves."""


def _edited(root: Path, file: Path, ledger: Ledger) -> Edited | None:
    """What stands in a source now; None where it holds the same bytes as before."""
    path = file.relative_to(root).as_posix()
    _, site, kind, name = path.split("/") if path.count("/") == 3 and path.endswith(".md") else ("", "", "", "")
    reference = Reference(kind, site, name.removesuffix(".md"))
    kept, raw = ledger.record(reference), file.read_bytes()
    if kept is None or kept.path != path:
        raise NotSmall(path)
    if digest(raw) == kept.source:
        return None
    whole, faults = decode(raw, path)
    head, text, line, missing = split(whole, path) if not faults else ("", "", 1, [])
    if faults or missing:
        raise NotSmall(path)
    return Edited(reference, path, digest(raw), head, text, line, kept)


def _convert(markdown: dict[str, Any], one: Edited) -> tuple[str, tuple[Body, list[Problem]]]:
    """Path and text of a source, in a process that may not take long and alone has to import the converter."""
    from plugins.network.markup import converter

    return one.path, converter(markdown, no_native)(one.text, one.path, one.line)


def _converted(edited: list[Edited], converting: Iterable[Any]) -> list[Body]:
    """The texts as HTML; what others point at must still be there."""
    bodies: dict[str, Body] = {}
    for outcome in converting:
        if isinstance(outcome, Failure):
            raise NotSmall(outcome.reason)
        path, (body, problems) = outcome
        if problems:
            raise NotSmall(path)
        bodies[path] = body
    for one in edited:
        if not set(one.kept.anchors) <= set(bodies[one.path].anchors):
            raise NotSmall(one.path)
    return [bodies[one.path] for one in edited]


def _text_alone(one: Edited, body: Body) -> bool:
    """Whether nothing but words has changed: the front matter is the same, and links lead where they led."""
    return one.same_head and not _leads_elsewhere(one, body)


def text_changed(one: Edited, body: Body) -> bool:
    """Whether the text is another, or leads elsewhere."""
    return one.kept.text != body.digest or _leads_elsewhere(one, body)


def _leads_elsewhere(one: Edited, body: Body) -> bool:
    led = [[path, anchor, picture] for path, anchor, _, picture in one.kept.targets]
    return led != [[target.path, target.anchor, target.picture] for target in body.targets]


def _of_texts(edited: list[Edited], bodies: list[Body], ledger: Ledger, manifest: Manifest, output: Path) -> Revision:
    """Texts alone have changed: each is put in the place of the old one, in the pages as they are."""
    facts, rows = ledger.facts(), list[Row]()
    pages: dict[str, Callable[[Path], Made]] = {}
    for one, body in zip(edited, bodies, strict=True):
        if body.digest == one.kept.text:
            continue
        for path in ledger.readers([trace.body(one.reference)]):
            row, hole = ledger.row(path), manifest[path].hole
            if hole is None or row.content.count(one.kept.text) != 1:
                raise NotSmall(path)
            content = row.content.replace(one.kept.text, body.digest)
            framed = facts["frames"][site_of(path)]
            name = fingerprint(facts["version"], facts["templates"], framed, content)
            rows.append(row._replace(content=content))
            pages[path] = partial(_spliced, output / path, manifest[path].size, hole, content, body, name)
    records = [(one.reference, _known(one, body)) for one, body in zip(edited, bodies, strict=True)]
    staged = ledger.stage(rows, records)
    return Revision(manifest, pages, partial(_make, pages), {}, staged, facts)


def _make(pages: Mapping[str, Callable[[Path], Made]], folder: Path) -> Mapping[str, Made]:
    return {path: make(folder / path) for path, make in pages.items()}


def _spliced(old: Path, size: int, hole: Hole, content: str, body: Body, name: str, new: Path) -> Made:
    """Write a page with another text in it; `name` is its fingerprint."""
    before = old.read_bytes()
    if len(before) != size:
        raise NotSmall(old.name)
    _, _, _, props = json.loads(content)
    text = resolve(body.html, props["body"]["attributes"]).encode()
    page = before[: hole.start] + text + before[hole.start + hole.length :]
    return Made(name, write(new, page), crc32(page), hole.start, len(text))


def _known(one: Edited, body: Body) -> Known:
    anchors, targets = list(body.anchors), targets_of(body)
    return one.kept._replace(source=one.source, text=body.digest, anchors=anchors, targets=targets)


class _Change(NamedTuple):
    """What has become of a file: by how many bytes its site has grown, and by how many files."""

    path: str
    grown: int
    more: int


def _carry_out(revision: Revision, output: Path, ledger: Ledger, jobs: int | None) -> list[_Change]:
    """Make the files, what follows from them, and keep what was planned."""
    before, version = revision.manifest, revision.facts["version"]
    ledger.forget()
    folder = revision.spare or prepared(output, before, revision.changing)
    made = dict(revision.make(folder))
    manifest = {**before, **made}
    indexes, gone = indexed_anew(folder, manifest, made, version, jobs)
    made |= indexes
    manifest |= indexes
    for path in gone:
        del manifest[path]
    made |= listed_anew(folder, manifest, made, version)
    switch(output, {**manifest, **made})
    ledger.adopt(revision.facts, revision.news, dict(revision.staged))
    return [*_changes(before, made), *(_Change(path, -before[path].size, -1) for path in gone)]


def _changes(before: Manifest, made: Manifest) -> Iterator[_Change]:
    for path, file in made.items():
        size = before[path].size if path in before else 0
        yield _Change(path, file.size - size, path not in before)


def prepared(output: Path, before: Manifest, changing: Iterable[str]) -> Path:
    """The folder that takes the output's place, holding all that does not change."""
    changes = set(changing)
    kept = {path: made for path, made in before.items() if path not in changes}
    count = len(kept)
    spare = prepare(output, kept, changes)
    if len(kept) < count:
        raise NotSmall("a file is lost from the output")
    return spare


def _result(result: Result, changes: Iterable[_Change]) -> Result:
    here = [change for change in changes if site_of(change.path) == result.site]
    size = result.size + sum(change.grown for change in here)
    files = result.files + sum(change.more for change in here)
    return result._replace(made=sum(not is_indexed(change.path) for change in here), size=size, files=files)
