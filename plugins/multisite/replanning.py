"""An edit of front matter or templates: what reads the records that changed is planned anew, from the ledger of the last build."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from functools import cache, partial
from pathlib import Path
from typing import Any, NamedTuple

from plugins.history.chronicle import History
from plugins.multisite.jobs import Job, addresses, job_of, open_renderer
from plugins.multisite.keeping import (
    FRAME,
    counts_of,
    frame_row,
    gone_of,
    is_part,
    name_of_part,
    part_row,
    pictures_of,
    row_of,
)
from plugins.multisite.ledger import Digests, Known, Ledger, Row, is_file, planned_in
from plugins.multisite.making import (
    FEW,
    Content,
    Html,
    Output,
    Press,
    framed,
    ready,
    sheet_of,
    write_content,
)
from plugins.multisite.manifest import Made, Manifest, is_page, site_of
from plugins.multisite.recalled import Recalled, RecalledDeck, Unread
from plugins.multisite.revising import Edited, NotSmall, Revision, no_native
from plugins.multisite.sources import Sources
from plugins.multisite.theme import digest_of_templates, read_templates
from plugins.multisite.workers import Failure, WorkerLost, spread
from plugins.network.body import Body
from plugins.network.plain import as_json, from_json
from plugins.network.records import Project
from plugins.network.references import Reference
from plugins.network.source import Entry, SourceFile, read_source
from plugins.network.study import Plan
from plugins.planning import trace
from plugins.planning.cards import Text
from plugins.planning.catalogue import Catalogue
from plugins.planning.changes import part_of
from plugins.planning.planner import Planner, is_list
from plugins.planning.props import Frame, templates
from plugins.planning.sites import planner


class _Page(NamedTuple):
    """What was planned anew, and the file that it makes, where it is another than before."""

    row: Row
    other: bool
    """Whether it shows something else than before."""
    news: frozenset[str]
    """What it reads and did not read before."""
    path: str = ""
    """Of the file; empty where there is none."""
    fingerprint: str = ""
    content: Content = Content(b"")


_Planned = tuple[list[_Page], Digests]
"""Pages, and files of the ledger that were written for them."""


def replan(
    ledger: Ledger,
    settings: Mapping[str, Any],
    edited: list[Edited],
    bodies: list[Body],
    read: Callable[[], Manifest],
    anew: bool,
    moved: bool,
) -> Revision:
    """What the edits come to; raises NotSmall.

    `read`: the manifest of the output, for which there is time while others plan; `anew`: templates have changed, so every page is made anew; `moved`: the content is at another commit.
    """
    facts = ledger.facts()
    job = job_of(settings, facts["version"])
    kept = Recalled(ledger, from_json(Plan, facts["plan"]), pictures_of(facts), gone_of(facts), counts_of(facts))
    kept.read(edited, bodies, job)
    texts = read_templates(job.theme)
    press = Press(open_renderer(job, texts), job.version, digest_of_templates(texts))
    if not anew and press.templates != facts["templates"]:
        raise NotSmall("a template was changed meanwhile")
    records = {one.reference: kept.known(one) for one in edited}
    histories = _histories(job, kept) if moved else Unread()
    replanning = _Replanning(kept, job, press, records, histories, {body.digest: body.html for body in bodies})
    planned = replanning.pages([*kept.keys(), *_of_other_past(ledger, histories)])
    manifest = read()
    pages, staged = _collected(planned)
    made = {page.path: page for page in pages if page.path}
    others = {path: text for path, text in replanning.others(facts["frames"]) if path not in made} if anew else {}
    make, facts_now = partial(replanning.make, made, others), {**facts, "templates": press.templates}
    news = {page.row.path: page.news for page in pages}
    return Revision(manifest, [*made, *others], make, news, staged, facts_now)


def _histories(job: Job, kept: Recalled) -> Mapping[Reference, History]:
    """What git knows now of the projects; empty where that is nothing. A full build says why there is no history."""
    from plugins.multisite.past import histories_of

    sites = (site.slug for site in kept.plan.sites)
    projects = [name for site in sites for name in kept.records.names(Project.folder, site)]
    found, gaps = histories_of(job, projects)
    if gaps:
        raise NotSmall("no history")
    return {project: found.get(project, History()) for project in projects}


def _of_other_past(ledger: Ledger, histories: Mapping[Reference, History]) -> Iterator[str]:
    """The keys of histories that are no longer what was planned."""
    for project, history in histories.items():
        row = ledger.find(f"{project.site}/{trace.part(project.site, part_of(project.slug))}")
        if row and row.content != as_json(history):
            yield trace.history(project)


def _sources(job: Job) -> Sources:
    """Texts of pages, from the store or from the files."""
    return Sources(job.project, job.store, job.version, job.jobs, read=partial(_read, job))


def _read(job: Job, raw: bytes, file: SourceFile) -> Entry:
    """A source whose text the store has lost."""
    from plugins.network.markup import converter

    return read_source(raw, file, converter(job.markdown, no_native))


class _Replanning:
    """Plans what reads a key, and what reads that; each site by itself, on all cores."""

    def __init__(
        self,
        kept: Recalled,
        job: Job,
        press: Press,
        records: Mapping[Reference, Known],
        histories: Mapping[Reference, History],
        converted: Mapping[str, str],
    ) -> None:
        self._ledger, self._plan, self._job, self._press = kept.ledger, kept.plan, job, press
        self._catalogue = Catalogue(kept.plan, kept.records, kept.pictures, kept.gone, histories, kept.counts)
        self._bases = addresses(kept.plan, job.local)
        self._records, self._changes, self._converted = records, kept.changes, converted
        self._touched: set[str] = set()
        self._planner, self._frames = cache(self._open), cache(self._framed)

    def pages(self, keys: Iterable[str]) -> Iterator[_Planned | Failure[Callable[[], _Planned]]]:
        """Begin to plan what reads these; raises NotSmall where frames, the set of pages or that of pictures change."""
        self._touched = self._ledger.readers(keys)
        sites = sorted({site_of(path) for path in self._touched} | {name.site for name in self._records})
        tasks: list[Callable[[], _Planned]] = [
            partial(work, site) for work in (self._site, self._files) for site in sites
        ]
        return spread(tasks, lambda task: task(), self._job.jobs)

    def others(self, sites: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Every page of these sites as it was planned: path and line in the ledger."""
        pages = (page for site in sites for page in self._ledger.pages(site))
        return ((path, line) for path, line in pages if is_page(path))

    def make(self, made: Mapping[str, _Page], others: Mapping[str, str], folder: Path) -> dict[str, Made]:
        """Write what was planned anew, and the other pages in the templates as they are now."""
        if others:
            self._press.renderer.warm_up(templates())
        files = {path: self._written(folder, page.path, page) for path, page in made.items()}
        with closing(_sources(self._job)) as sources:
            jobs = self._job.jobs if len(others) > FEW else 1
            for outcome in spread(list(others.items()), partial(self._other, folder, sources.html), jobs):
                if isinstance(outcome, Failure):
                    raise WorkerLost(f"{outcome.task[0]} could not be made: {outcome.reason}")
                files[outcome[0]] = outcome[1]
        return files

    def _other(self, folder: Path, html: Html, page: tuple[str, str]) -> tuple[str, Made]:
        path, content = page[0], planned_in(page[1])
        site, _, below = path.partition("/")
        output = self._press.page(*self._frames(site), path, content, partial(sheet_of, below, content))
        return path, Made(output.fingerprint, *write_content(f"{folder}/{path}", output.make(html), over=True))

    def _written(self, folder: Path, path: str, page: _Page) -> Made:
        return Made(page.fingerprint, *write_content(f"{folder}/{path}", page.content))

    def _site(self, site: str) -> _Planned:
        """What has changed of a site's parts and pages, and how it is kept."""
        touched = {path for path in self._touched if path.startswith(f"{site}/") and not is_file(path)}
        parts = sorted(path for path in touched if is_part(path))
        rows = [self._part(site, path) for path in parts]
        changed = [page.row for page in rows if page and page.other]
        readers = self._ledger.readers(row.path.partition("/")[2] for row in changed)
        touched |= {path for path in readers if not is_file(path)}
        self._same_lists(site, touched)
        with closing(_sources(self._job)) as sources:
            html = partial(self._html, sources.html)
            rows += [self._page(site, path, html) for path in sorted(touched.difference(parts))]
        pages = [page for page in rows if page]
        records = [(reference, kept) for reference, kept in self._records.items() if reference.site == site]
        return pages, self._ledger.stage([page.row for page in pages], records)

    def _html(self, kept: Html, text: Text) -> str:
        """A text that was converted just now, or one of the store, which small edits of words never write to."""
        converted = self._converted.get(text.digest)
        return kept(text) if converted is None else converted

    def _files(self, site: str) -> _Planned:
        """What has changed of a site's files for programs, and how it is kept; no part tells them anything."""
        touched = sorted(path for path in self._touched if path.startswith(f"{site}/") and is_file(path))
        pages = [page for path in touched if (page := self._page(site, path, _no_text))]
        return pages, self._ledger.stage([page.row for page in pages], ())

    def _open(self, site: str) -> Planner:
        """Plans pages of a site."""
        entry = next(entry for entry in self._plan.sites if entry.slug == site)
        deal = partial(RecalledDeck, ledger=self._ledger, changes=self._changes, touched=self._touched)
        assets, job = self._frames(site)[0].assets, self._job
        return planner(self._catalogue, entry, job.today, self._bases, assets, job.extras, deal)

    def _framed(self, site: str) -> tuple[Frame, str]:
        """The frame of a site as it was planned, and its digest."""
        frame = from_json(Frame, self._ledger.row(f"{site}/{FRAME}").content)
        return frame, framed(frame)

    def _part(self, site: str, path: str) -> _Page | None:
        """A part, where it has changed; it is no file by itself."""
        key = path.partition("/")[2]
        self._planner(site).part(name_of_part(key))
        return self._changed(part_row(site, key, self._planner(site).deck.parts[key]), None, _no_text)

    def _page(self, site: str, path: str, html: Html) -> _Page | None:
        """A page or frame, where it has changed; a frame must not."""
        below = path.partition("/")[2]
        if below == FRAME:
            frame, reads = self._planner(site).frame()
            page = self._changed(frame_row(site, as_json(frame), reads), None, html)
            if page and page.other:
                raise NotSmall("another frame")
            return page
        planned = self._planner(site).page(below)
        row = row_of(site, planned)
        output = self._press.page(*self._frames(site), path, row.content, partial(ready, planned.sheet))
        return self._changed(row, output, html)

    def _changed(self, row: Row, output: Output | None, html: Html) -> _Page | None:
        """What is planned now, where it is other than before, with its file where that is another too."""
        before = self._ledger.row(row.path)
        if _pictures(before) != _pictures(row):
            raise NotSmall("other pictures")
        if row == before:
            return None
        if row.content == before.content or output is None:
            return _Page(row, row.content != before.content, row.reads - before.reads)
        return _Page(row, True, row.reads - before.reads, output.path, output.fingerprint, output.make(html))

    def _same_lists(self, site: str, touched: Iterable[str]) -> None:
        """Where projects have changed, there must be the same lists of them as before."""
        below = (path.partition("/")[2] for path in touched)
        if any(map(is_list, below)) and set(self._planner(site).lists) != self._ledger.lists(site, "projekte"):
            raise NotSmall("other lists")


def _collected(planned: Iterable[_Planned | Failure[Callable[[], _Planned]]]) -> _Planned:
    """All of it together."""
    pages, staged = list[_Page](), Digests()
    for outcome in planned:
        if isinstance(outcome, Failure):
            raise NotSmall(outcome.reason)
        pages += outcome[0]
        staged |= outcome[1]
    return sorted(pages, key=lambda page: page.row.path), staged


def _no_text(_: Text) -> str:
    raise NotSmall("a part holds no texts")


def _pictures(row: Row) -> set[str]:
    """The pictures of other sites that it shows."""
    return {key for key in row.reads if trace.is_picture(key)}
