"""An edit of front matter or templates: what reads the records that changed is planned anew, from the ledger of the last build."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import Any

from plugins.multisite.generations import Make, Piece
from plugins.multisite.jobs import Job, addresses, job_of, open_renderer
from plugins.multisite.keeping import (
    FRAME,
    Change,
    KeptRecords,
    frame_row,
    gone_of,
    is_part,
    known,
    name_of_part,
    part_path,
    part_row,
    parts_of,
    pictures_of,
    record_of,
    restored,
    row_of,
)
from plugins.multisite.ledger import Ledger, Row
from plugins.multisite.making import Output, Press, Workshop, framed, sheet_of
from plugins.multisite.manifest import Manifest
from plugins.multisite.revising import Edited, NotSmall, Revision, text_changed
from plugins.multisite.sources import Sources
from plugins.multisite.theme import digest_of_templates, read_templates
from plugins.network.checking import check_source
from plugins.network.digest import digest
from plugins.network.front_matter import Values, read_yaml
from plugins.network.markup import Body, converter
from plugins.network.model import Picture
from plugins.network.plain import as_json, from_json
from plugins.network.reading import Source, read_plan
from plugins.network.records import KINDS, Phase, Record
from plugins.network.references import Reference
from plugins.network.source import read_source
from plugins.network.study import Plan
from plugins.network.validation import validate
from plugins.planning import trace
from plugins.planning.catalogue import NAMING, Catalogue
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame
from plugins.planning.sites import FEED, Planned, Planner, is_list, planner
from plugins.planning.urls import expired


def replan(
    ledger: Ledger,
    settings: Mapping[str, Any],
    edited: list[Edited],
    bodies: list[Body],
    manifest: Manifest,
    anew: bool,
) -> Revision:
    """What the edits come to; `anew`: templates have changed, so every page is made anew. Raises NotSmall."""
    facts = ledger.facts()
    job = job_of(settings, facts["version"])
    kept = _Kept(ledger, _plan(job.root), pictures_of(facts), gone_of(facts))
    kept.read(edited, bodies, job)
    replanning = _Replanning(kept, job)
    replanning.all(kept.keys())
    texts = read_templates(job.theme)
    press = Press(open_renderer(job, texts), job.version, digest_of_templates(texts))
    if not anew and press.templates != facts["templates"]:
        raise NotSmall("a template was changed meanwhile")
    outputs = {output.path: output for output in replanning.outputs(press, facts["frames"] if anew else ())}
    records = [
        (one.reference, known(*kept.changes[one.reference], one.source, digest(one.head.encode()))) for one in edited
    ]
    return Revision(
        manifest=manifest,
        wanted={path: output.fingerprint for path, output in outputs.items()},
        make=_maker(outputs, press, job),
        rows=list(replanning.rows.values()),
        records=records,
        facts={**facts, "templates": press.templates},
    )


def _plan(root: Path) -> Plan:
    plan, _ = read_plan(root)
    if plan is None:
        raise NotSmall("villages.yaml")
    return plan


def _maker(outputs: dict[str, Output], press: Press, job: Job) -> Make:
    read = partial(read_source, convert=converter(job.markdown))

    def make(folder: Path, paths: list[str]) -> Mapping[str, Piece]:
        with closing(Sources(job.root, job.store, job.version, job.jobs, read=read)) as sources:
            return Workshop(outputs, press.renderer, sources, job.jobs, lambda *_: None).make(folder, paths)

    return make


class _Kept:
    """The network of the last build, with the edits in it; what a source may point at."""

    def __init__(
        self,
        ledger: Ledger,
        plan: Plan,
        pictures: dict[tuple[str, str], Picture],
        gone: frozenset[Reference],
    ) -> None:
        self.ledger, self.plan, self.pictures, self.gone = ledger, plan, pictures, gone
        self.changes: dict[Reference, Change] = {}
        self._before: dict[Reference, tuple[Record, bool]] = {}
        """What a record was, and whether its text or what that leads to has changed."""
        sites = sorted(site.slug for site in plan.sites)
        self.records = KeptRecords(ledger, sites, self.changes)

    def read(self, edited: list[Edited], bodies: list[Body], job: Job) -> None:
        """Enter the edits; raises NotSmall where something is wrong with one, or a full build must look at it."""
        sources = []
        for one, body in zip(edited, bodies, strict=True):
            before, values = record_of(one.reference, one.kept.record), Values()
            record: Record | None = before
            if not one.same_head:
                values = read_yaml(one.head, one.path, 2)
                kind, given = KINDS[one.reference.kind], {"id": one.reference, "path": one.path}
                record, _ = validate(kind, values, one.path, given)
            if record is None or values.problems or _stands_elsewhere(before, record):
                raise NotSmall(one.path)
            self._before[one.reference] = before, text_changed(one, body)
            self.changes[one.reference] = record, body
            sources.append(Source(record, body, values))
        if expired((source.record for source in sources), job.today) != self.gone & self.changes.keys():
            raise NotSmall("a notice has expired, or holds again")
        if any(True for source in sources for _ in check_source(source, self)):
            raise NotSmall("findings")

    def exists(self, reference: Reference) -> bool:
        """Whether there is a file of this name."""
        return self.ledger.record(reference) is not None

    def source(self, reference: Reference) -> Source | None:
        """The file of this name as it was read."""
        record = self.records.one(reference)
        return Source(record, self.records.body(reference), Values()) if record else None

    def references(self) -> Iterable[Reference]:
        """Nobody is helped here with what is near a name: a finding is for the full build to tell."""
        return ()

    def keys(self) -> Iterator[str]:
        """The keys of everything that has changed."""
        for reference, (record, _) in self.changes.items():
            before, other_text = self._before[reference]
            if record != before:
                yield trace.one(reference)
                yield trace.every(reference.kind, reference.site)
                yield from _naming(before)
                yield from _naming(record)
            if other_text:
                yield trace.body(reference)


def _stands_elsewhere(before: Record, now: Record) -> bool:
    """Whether a record appears or disappears by an edit, or is counted as another."""
    other_phase = isinstance(now, Phase) and isinstance(before, Phase) and now.kind != before.kind
    return now.published != before.published or other_phase


def _naming(record: Record) -> Iterator[str]:
    for field in NAMING.get(type(record), ()):
        if isinstance(named := getattr(record, field), Reference):
            yield trace.naming(record.id.kind, field, named)


class _Replanning:
    """Plans what reads a key, and what reads that."""

    def __init__(self, kept: _Kept, job: Job) -> None:
        self._ledger, self._today, self._plan = kept.ledger, job.today, kept.plan
        self._catalogue = Catalogue(kept.plan, kept.records, kept.pictures, kept.gone)
        self._bases = addresses(kept.plan, job.local)
        self._touched: set[str] = set()
        self._pages: dict[str, Planned] = {}
        self.rows: dict[str, Row] = {}
        """What has changed, by path."""
        self._planner, self._frame = cache(self._open), cache(self._framed)

    def all(self, keys: Iterable[str]) -> None:
        """Plan what reads these; raises NotSmall where frames, the set of pages or that of pictures change."""
        self._touched = self._ledger.readers(keys)
        parts = sorted(path for path in self._touched if is_part(path))
        pages = self._touched | self._ledger.readers([key for path in parts for key in self._part(path)])
        for site in {path.partition("/")[0] for path in pages if is_list(path.partition("/")[2])}:
            self._same_lists(site)
        for path in sorted(pages.difference(parts)):
            site, _, below = path.partition("/")
            if below == FRAME:
                self._same_frame(site)
            else:
                self._page(path, site, below)

    def outputs(self, press: Press, anew: Iterable[str]) -> Iterator[Output]:
        """The files that change; of the sites `anew`, every page."""
        for site in anew:
            yield from (self._kept(press, site, row) for row in self._ledger.rows(site) if row.path.endswith(".html"))
        for path, row in self.rows.items():
            site = path.partition("/")[0]
            frame, around = self._frame(site), framed(self._frame(site))
            if path in self._pages:
                yield press.page(frame, around, path, row.content, partial(_same, self._pages[path].sheet))
            elif path == part_path(site, FEED):
                yield press.feed(frame, around, self._plan.study.start, restored(FEED, row).made)

    def _kept(self, press: Press, site: str, row: Row) -> Output:
        """A page that is as it was planned, in new templates."""
        frame, below = self._frame(site), row.path.partition("/")[2]
        return press.page(frame, framed(frame), row.path, row.content, partial(sheet_of, below, row.content))

    def _open(self, site: str) -> Planner:
        """Plans pages of a site; parts that nothing has touched are as they were."""
        entry = next(entry for entry in self._plan.sites if entry.slug == site)
        made = planner(self._catalogue, entry, self._today, self._bases, self._frame(site).assets)
        for name, key, row in parts_of(self._ledger, site):
            if row.path not in self._touched:
                made.deck.parts[key] = restored(name, row)
        return made

    def _framed(self, site: str) -> Frame:
        return from_json(Frame, self._ledger.row(f"{site}/{FRAME}").content)

    def _part(self, path: str) -> Iterator[str]:
        """Plan a part; the key of it, where it has changed."""
        site, _, key = path.partition("/")
        self._planner(site).part(name_of_part(key))
        if self._replace(part_row(site, key, self._planner(site).deck.parts[key])):
            yield key

    def _page(self, path: str, site: str, below: str) -> None:
        planned = self._planner(site).page(below)
        self._replace(row_of(site, planned))
        self._pages[path] = planned

    def _same_frame(self, site: str) -> None:
        frame, reads = self._planner(site).frame()
        if self._replace(frame_row(site, as_json(frame), reads)):
            raise NotSmall("another frame")

    def _same_lists(self, site: str) -> None:
        before = {path for path in self._ledger.paths(site) if is_list(path)}
        if set(self._planner(site).lists) != before:
            raise NotSmall("other lists")

    def _replace(self, row: Row) -> bool:
        """Keep a row in the place of the old one; whether it shows something else."""
        before = self._ledger.row(row.path)
        if _pictures(before) != _pictures(row):
            raise NotSmall("other pictures")
        if row != before:
            self.rows[row.path] = row
        return row.content != before.content


def _same(sheet: Sheet) -> Sheet:
    return sheet


def _pictures(row: Row) -> set[str]:
    """The pictures of other sites that it shows."""
    return {key for key in row.reads if trace.is_picture(key)}
