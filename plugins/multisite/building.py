"""The build on one screen: read, check, plan, make what is stale, switch."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from plugins.images.darkroom import Darkroom
from plugins.multisite.generations import lock, prepare_spare, renew
from plugins.multisite.making import Workshop, outputs_of
from plugins.multisite.manifest import Manifest, read_manifest
from plugins.multisite.rendering import Renderer
from plugins.multisite.sources import Sources
from plugins.multisite.theme import open_theme
from plugins.network.checking import check
from plugins.network.markup import Convert, converter
from plugins.network.places import AT_HOME, Folders, Project, renamed
from plugins.network.problems import Findings
from plugins.network.reading import Network, Obtain, read_all
from plugins.network.study import MAIN, Plan
from plugins.planning.sites import Site, plan_sites
from plugins.planning.urls import collisions

Progress = Callable[[str, int, int], None]
"""Told after every page: site, pages made, pages to make; and so of `photos`, which come before."""


def _silent(*_: object) -> None:
    """For builds nobody watches."""


@dataclass(frozen=True)
class Job:
    """What is to be built, from what, and how."""

    root: Path
    """The project: `villages.yaml` and `content/` lie in it."""
    output: Path
    theme: Path
    cache: Path
    """A folder for what need not be made again; it may be deleted at any time."""
    markdown: dict[str, Any]
    """Pelican's setting of this name."""
    local: str | None
    """Host and port of a development server, or None for the addresses in villages.yaml."""
    today: date
    version: str
    """Of code, settings and libraries: what was kept under another one is not believed."""
    jobs: int
    """How many processes may work."""
    only: str | None = None
    """The one site to build, from the whole network; None for all."""
    folders: Folders = field(default_factory=dict)
    """Where the sites lie that do not lie in `content/`."""


@dataclass(frozen=True)
class Result:
    """What became of one site."""

    site: str
    pages: int
    made: int
    """How many of its files were made anew."""
    files: int
    size: int
    """Bytes."""
    seconds: float
    """Spent on making its files."""

    def __str__(self) -> str:
        """The closing line of the site."""
        megabytes = self.size / 1_000_000
        return f"{self.site:<12} {self.pages:>5} pages {self.files:>6} files {megabytes:8.2f} MB {self.made:>6} made anew {self.seconds:6.2f} s"


class NoSuchSite(Exception):
    """A site was asked for that villages.yaml does not have."""


def build(job: Job, renderer: Renderer, progress: Progress = _silent) -> tuple[Result, ...]:
    """Build every site, all or none; only what is stale is made.

    Raises Findings with all problems of the content, or NoSuchSite; then nothing is written. A build that runs already
    is waited for.
    """
    project = Project(job.root, job.folders)
    with lock(job.output), closing(Sources(project, job.cache / "sources", job.version, job.jobs)) as sources:
        network = read_network(job.root, converter(job.markdown), sources.obtain, job.folders)
        theme = open_theme(job.theme, network.plan)
        planned = plan_sites(network, job.today, addresses(network.plan, job.local), theme.assets)
        sites = [site for site in planned if job.only in (None, site.frame.slug)]
        if not sites:
            raise NoSuchSite(f"{job.only} is no site; there are {', '.join(s.frame.slug for s in planned)}")
        darkroom = developed(job, network, progress)
        outputs = {o.path: o for site in sites for o in outputs_of(site, theme, darkroom, renderer, job.version)}
        workshop = Workshop(outputs, renderer, sources, job.jobs, progress)
        made = renew(job.output, {path: output.fingerprint for path, output in outputs.items()}, workshop.make)
        prepare_spare(job.output)
        return _results(sites, read_manifest(job.output), made, workshop)


def checked(job: Job) -> Network:
    """The Network that a job would build, read without what was kept; raises Findings."""
    return read_network(job.root, converter(job.markdown), folders=job.folders)


def developed(job: Job, network: Network, progress: Progress = _silent) -> Darkroom:
    """The darkroom with all photos developed; raises Findings with those that cannot be decoded."""
    darkroom = Darkroom(Project(job.root, job.folders), job.cache / "images")
    if damaged := darkroom.develop(network.pictures, partial(progress, "photos")):
        raise Findings(renamed(problem, job.folders) for problem in damaged)
    return darkroom


def read_network(root: Path, convert: Convert, obtain: Obtain | None = None, folders: Folders = AT_HOME) -> Network:
    """The Network below `root`; raises Findings with everything that is wrong with it."""
    reading = read_all(root, convert, obtain, folders)
    network, problems = check(reading)
    if reading.plan:
        problems += collisions(reading.plan, reading.files)
    if problems or network is None:
        raise Findings(renamed(problem, folders) for problem in problems)
    return network


def addresses(plan: Plan, local: str | None) -> dict[str, str]:
    """Site → address without a slash at the end: subdomains of a local server, or what villages.yaml says."""
    if local is None:
        return {site.slug: site.address for site in plan.sites}
    return {site.slug: local_address(site.slug, local) for site in plan.sites}


def local_address(site: str, local: str) -> str:
    """A site's address on a development server, which listens at `local` (host and port)."""
    return f"http://{local}" if site == MAIN else f"http://{site}.{local}"


def _results(sites: Iterable[Site], manifest: Manifest, made: Iterable[str], workshop: Workshop) -> tuple[Result, ...]:
    files, anew = _by_site(manifest), _by_site(made)
    return tuple(
        Result(
            site=site.frame.slug,
            pages=len(site.sheets),
            made=len(anew[site.frame.slug]),
            files=len(files[site.frame.slug]),
            size=sum(manifest[path].size for path in files[site.frame.slug]),
            seconds=workshop.seconds[site.frame.slug],
        )
        for site in sites
    )


def _by_site(paths: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[path.partition("/")[0]].append(path)
    return groups
