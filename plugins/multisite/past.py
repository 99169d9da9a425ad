"""What git knows of every project: read once for each commit, and only what is new since the one before.

One `git log` for all projects of a repository. What it said, and what stood in the files, is kept by commit; so a
rewritten history is another one, whatever came before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from plugins.history.chronicle import History, Versions, histories
from plugins.history.lineage import Commit, State, ways
from plugins.history.versions import Version, read_version
from plugins.multisite import git
from plugins.multisite.annals import Annals, Shelf, Texts, Told
from plugins.multisite.commits import Listed, read_log
from plugins.multisite.git import GitFailed
from plugins.multisite.heads import Checkout, bounds, checkout_of, is_partial
from plugins.multisite.jobs import Job
from plugins.multisite.workers import Failure, spread
from plugins.network.frozen import frozen
from plugins.network.moments import ZONE
from plugins.network.plain import as_json
from plugins.network.records import Project
from plugins.network.references import SLUG, Reference
from plugins.network.text import LARGEST

_SHALLOW = "a shallow clone; git fetch --unshallow brings its history"
_BATCH = 200
"""So many old versions are read at once; for more, another process may help."""
Histories = Mapping[Reference, History]


class Gap(NamedTuple):
    """Why there is no history of some projects."""

    where: str
    why: str
    passing: bool = False
    """Whether it may be there the next time, though nothing has changed."""

    def __str__(self) -> str:
        """In a line that names all of them."""
        return f"{self.where} ({self.why})"


class Unknown(Exception):
    """There is no history to be had: why, and whether that may pass."""

    def __init__(self, why: str, passing: bool = False) -> None:
        """Keep both."""
        super().__init__(why)
        self.passing = passing


@frozen
class Past:
    """The past of a checkout; `folder` keeps what is known of it under `version`. Nothing here fails but by Unknown."""

    checkout: Checkout
    folder: Path
    version: str
    jobs: int = 1
    """How many processes may read old versions."""

    def histories(self) -> Histories:
        """The history of every project that is committed. Raises Unknown."""
        if is_partial(self.checkout):
            raise Unknown("a clone without the files of old commits")
        try:
            if (ends := bounds(self.checkout)) and set(ends) & set(self._roots()):
                raise Unknown("fetched without its past" if self.checkout.site else _SHALLOW)
            told = self._shelf.told()
            return told if told.commit == self.checkout.commit else self._read(told)
        except (GitFailed, OSError, ValueError) as failure:
            raise Unknown(f"git: {failure}", passing=True) from None

    def _read(self, told: Told) -> Told:
        """Ask git for what is new since the histories that were told last, and keep it."""
        files = {project: state for state in self._files() if (project := self._project(state[0]))}
        annals = self._shelf.annals()
        news = self._since(annals.commit) if annals.commit == told.commit else None
        commits = self._all() if news is None else [*news, *annals.commits]
        same = {} if news is None else _untouched(files, news, told.texts)
        open_ones = {project: state for project, state in files.items() if str(project) not in same}
        known = self._versions(open_ones, commits, annals)
        fresh = histories(open_ones, commits, known)
        told = Told(self.checkout.commit, {**same, **{str(project): as_json(one) for project, one in fresh.items()}})
        kept = {} if news is None else annals.versions
        versions = {**kept, **{name: as_json(version) if version else "" for name, version in known.items()}}
        self._shelf.keep(Annals(self.checkout.commit, tuple(commits), versions), told)
        return told

    def _files(self) -> Iterator[tuple[str, str]]:
        """Path and object of every file of the commit that is none of a submodule, nor a link."""
        listed = git.files(self.checkout.git, self.checkout.commit, self.checkout.below)
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, name = about.decode().split()
            if mode.startswith("100"):
                yield path.decode(errors="backslashreplace"), name

    def _since(self, commit: str) -> list[Commit] | None:
        """All commits since this one, where they follow it in a line; None where all must be read anew."""
        try:
            listed = self._listed(commit) if commit else []
        except GitFailed:  # it is gone: the history was rewritten
            return None
        parents = [one.parents for one in listed]
        line = [*((one.commit.id,) for one in listed[1:]), (commit,)]
        return list(_touching(listed)) if listed and parents == line else None

    def _all(self) -> list[Commit]:
        return list(_touching(self._listed(None)))

    def _listed(self, since: str | None) -> list[Listed]:
        below = re.sub(r"([*?\[\\])", r"\\\1", self.checkout.below)
        pattern = f"{below}{'' if self.checkout.site else '*/'}{Project.folder}/*.md"
        return read_log(git.log(self.checkout.git, self.checkout.commit, since, pattern), ZONE)

    def _project(self, path: str) -> Reference | None:
        """The project that a path of the repository holds."""
        below = re.escape(self.checkout.below)
        site = re.escape("") if self.checkout.site else f"({SLUG.pattern})/"
        found = re.fullmatch(rf"{below}{site}{Project.folder}/({SLUG.pattern})\.md", path)
        return Reference(Project.folder, self.checkout.site or found[1], found[found.re.groups]) if found else None

    def _versions(self, files: Mapping[Reference, State], commits: list[Commit], annals: Annals) -> Versions:
        """What stood in these files on their way; git is asked for what is not known yet."""
        edges = (edge for way in ways(files, commits).values() for edge in way)
        names = list(dict.fromkeys(edge.touch.after[1] for edge in edges))
        new = [name for name in names if name not in annals.versions]
        small = [name for name, size in (git.sizes(self.checkout.git, new) if new else {}).items() if size <= LARGEST]
        read = dict.fromkeys(new) | self._contents(small)
        return {name: read[name] if name in read else annals.version(name) for name in names}

    def _contents(self, names: list[str]) -> dict[str, Version | None]:
        batches = [names[at : at + _BATCH] for at in range(0, len(names), _BATCH)]
        found: dict[str, Version | None] = {}
        for outcome in spread(batches, self._batch, self.jobs if len(batches) > 1 else 1):
            if isinstance(outcome, Failure):
                raise GitFailed(outcome.reason)
            found |= outcome
        return found

    def _batch(self, names: list[str]) -> dict[str, Version | None]:
        with git.blobs(self.checkout.git, names) as contents:
            return {name: read_version(raw) for name, raw in zip(names, contents, strict=True)}

    def _roots(self) -> list[str]:
        return git.roots(self.checkout.git, self.checkout.commit)

    @property
    def _shelf(self) -> Shelf:
        key = f"{self.version} {self.checkout.below}"
        return Shelf(self.folder, self.checkout.site or "_content", key)


def _untouched(files: Mapping[Reference, State], news: Iterable[Commit], told: Texts) -> dict[str, str]:
    """The histories of those that no new commit has touched: they are what they were."""
    touched = {touch.after[0] for commit in news for touch in commit.touches}
    return {str(one): told[str(one)] for one, (path, _) in files.items() if path not in touched and str(one) in told}


def _touching(listed: Iterable[Listed]) -> Iterator[Commit]:
    return (one.commit for one in listed if one.commit.touches)


def histories_of(job: Job, projects: Iterable[Reference]) -> tuple[Histories, list[Gap]]:
    """The history of these projects, and why there is none of some."""
    found: dict[Reference, History] = {}
    gaps = []
    for where, checkout, here in _repositories(job, projects):
        try:
            if checkout is None:
                raise Unknown("in no git repository, or not committed yet")
            told = Past(checkout, job.cache / "history", job.version, job.jobs).histories()
            if here.isdisjoint(told):
                raise Unknown("no project is committed yet")
        except Unknown as unknown:
            gaps.append(Gap(where, str(unknown), unknown.passing))
        else:
            found |= {project: told[project] for project in here & told.keys()}
    return found, gaps


def _repositories(job: Job, projects: Iterable[Reference]) -> Iterator[tuple[str, Checkout | None, set[Reference]]]:
    """Each place with projects: what it is called, its commit, and its projects."""
    by_site: dict[str | None, set[Reference]] = defaultdict(set)
    for project in projects:
        by_site[project.site if project.site in job.folders else None].add(project)
    for site, here in by_site.items():
        yield site or "content/", job.checkouts.get(site) if site else checkout_of(job.root / "content"), here
