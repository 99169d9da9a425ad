"""What git knows of every project: read once for each commit, and only what is new since the one before.

One `git log` for all projects of a repository. What it said, and what stood in the files, is kept by commit; so a
rewritten history is another one, whatever came before it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, TypeVar

from plugins.history.chronicle import History, Versions, histories
from plugins.history.lineage import Commit, ways
from plugins.history.versions import Version, read_version
from plugins.images import cache
from plugins.multisite import git
from plugins.multisite.clock import ZONE
from plugins.multisite.commits import Listed, read_log
from plugins.multisite.git import GitFailed
from plugins.multisite.heads import Checkout, bounds, checkout_of, is_partial
from plugins.multisite.jobs import Job
from plugins.network.plain import as_json, from_json
from plugins.network.records import Project
from plugins.network.references import SLUG, Reference
from plugins.network.text import LARGEST

_SHALLOW = "a shallow clone; git fetch --unshallow brings its history"
Kept = TypeVar("Kept", "_Read", "_Told")
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


@dataclass(frozen=True)
class _Read:
    """What git said of a repository up to a commit."""

    key: str
    commit: str
    commits: tuple[Commit, ...]
    """Children before their parents; those that touched no project are left out."""
    versions: tuple[tuple[str, Version], ...]
    """Object → what it says."""
    unread: tuple[str, ...]
    """Objects that are on no site."""

    @property
    def known(self) -> Versions:
        """Object → what it says, None where it was on no site."""
        return {**dict(self.versions), **dict.fromkeys(self.unread)}


@dataclass(frozen=True)
class _Told:
    """What a commit and its past come to."""

    key: str
    commit: str
    histories: tuple[tuple[Reference, History], ...]


@dataclass(frozen=True)
class Past:
    """The past of a checkout; `shelf` keeps what is known of it under `version`. Nothing here fails but by Unknown."""

    checkout: Checkout
    shelf: Path
    version: str

    def histories(self) -> Histories:
        """The history of every project that is committed. Raises Unknown."""
        if is_partial(self.checkout):
            raise Unknown("a clone without the files of old commits")
        try:
            if (ends := bounds(self.checkout)) and set(ends) & set(self._roots()):
                raise Unknown("fetched without its past" if self.checkout.site else _SHALLOW)
            kept = self._recall("told", _Told)
            if kept and kept.commit == self.checkout.commit:
                return dict(kept.histories)
            return self._read()
        except (GitFailed, OSError, ValueError) as failure:
            raise Unknown(f"git: {failure}", passing=True) from None

    def _read(self) -> Histories:
        """Ask git for what is new, and keep it."""
        kept = self._recall("read", _Read) or _Read(self._key, "", (), (), ())
        files = {file: state for state in self._files() if (file := self._file(state[0]))}
        commits = self._since(kept) or self._all()
        way = [edge.touch.after[1] for edges in ways(files, commits).values() for edge in edges]
        versions = self._versions(dict.fromkeys(way), kept.known)
        told = histories(files, commits, versions)
        known = tuple((name, version) for name, version in versions.items() if version)
        unread = tuple(name for name, version in versions.items() if not version)
        self._keep("read", _Read(self._key, self.checkout.commit, tuple(commits), known, unread))
        self._keep("told", _Told(self._key, self.checkout.commit, tuple(told.items())))
        return told

    def _files(self) -> Iterator[tuple[str, str]]:
        """Path and object of every file of the commit that is none of a submodule, nor a link."""
        listed = git.files(self.checkout.git, self.checkout.commit, self.checkout.below)
        for line in listed.split(b"\0")[:-1]:
            about, _, path = line.partition(b"\t")
            mode, _, name = about.decode().split()
            if mode.startswith("100"):
                yield path.decode(errors="backslashreplace"), name

    def _since(self, kept: _Read) -> list[Commit]:
        """All commits, where those since the kept one follow it in a line; none where all must be read anew."""
        if not kept.commit:
            return []
        try:
            listed = self._listed(kept.commit)
        except GitFailed:  # it is gone: the history was rewritten
            return []
        parents = [one.parents for one in listed]
        line = [*((one.commit.id,) for one in listed[1:]), (kept.commit,)]
        return [*_touching(listed), *kept.commits] if listed and parents == line else []

    def _all(self) -> list[Commit]:
        return list(_touching(self._listed(None)))

    def _listed(self, since: str | None) -> list[Listed]:
        below = re.sub(r"([*?\[\\])", r"\\\1", self.checkout.below)
        pattern = f"{below}{'' if self.checkout.site else '*/'}{Project.folder}/*.md"
        return read_log(git.log(self.checkout.git, self.checkout.commit, since, pattern), ZONE)

    def _file(self, path: str) -> Reference | None:
        """The project that a path of the repository holds."""
        below = re.escape(self.checkout.below)
        site = re.escape("") if self.checkout.site else f"({SLUG.pattern})/"
        found = re.fullmatch(rf"{below}{site}{Project.folder}/({SLUG.pattern})\.md", path)
        return Reference(Project.folder, self.checkout.site or found[1], found[found.re.groups]) if found else None

    def _versions(self, names: Iterable[str], known: Versions) -> dict[str, Version | None]:
        """What these objects say; git is asked for those that are not known yet."""
        new = [name for name in names if name not in known]
        small = [name for name, size in (git.sizes(self.checkout.git, new) if new else {}).items() if size <= LARGEST]
        read: dict[str, Version | None] = {}
        if small:
            with git.blobs(self.checkout.git, small) as contents:
                read = {name: read_version(raw) for name, raw in zip(small, contents, strict=True)}
        return {name: read[name] if name in read else known.get(name) for name in names}

    def _roots(self) -> list[str]:
        return git.roots(self.checkout.git, self.checkout.commit)

    @property
    def _key(self) -> str:
        return f"{self.version} {self.checkout.below}"

    def _place(self, what: str) -> Path:
        return self.shelf / f"{self.checkout.site or '_content'}.{what}"

    def _recall(self, what: str, kind: type[Kept]) -> Kept | None:
        """What was kept, where it is of this version and whole."""
        kept = cache.recall(self._place(what))
        try:
            found = from_json(kind, kept.decode()) if kept else None
        except (ValueError, TypeError, KeyError):
            return None
        return found if found and found.key == self._key else None

    def _keep(self, what: str, known: Kept) -> None:
        cache.keep(self._place(what), as_json(known).encode())


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
            told = Past(checkout, job.cache / "history", job.version).histories()
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
