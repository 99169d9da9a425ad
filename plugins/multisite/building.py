"""The build on one screen: read, check, plan, make what is stale, switch."""

import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from plugins.images.darkroom import Darkroom
from plugins.multisite.generations import lock, prepare_spare, renew
from plugins.multisite.keeping import facts_of, records_of, rows_of
from plugins.multisite.ledger import Ledger, Row
from plugins.multisite.making import Output, Press, Workshop, files_of
from plugins.multisite.manifest import Manifest, read_manifest
from plugins.multisite.orders import PROJECT
from plugins.multisite.rendering import Renderer, open_environment
from plugins.multisite.results import Result
from plugins.multisite.sources import Sources
from plugins.multisite.store import version
from plugins.multisite.theme import Theme, open_theme
from plugins.network.checking import check
from plugins.network.markup import Convert, converter
from plugins.network.model import Network
from plugins.network.problems import Findings
from plugins.network.reading import read_all
from plugins.network.source import Obtain
from plugins.network.study import MAIN, Plan
from plugins.planning.sites import Site, plan_sites
from plugins.planning.urls import collisions, expired

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
    jinja: dict[str, Any]
    """Pelican's settings for both."""
    local: str | None
    """Host and port of a development server, or None for the addresses in villages.yaml."""
    today: date
    version: str
    """Of code, settings and libraries: what was kept under another one is not believed."""
    jobs: int
    """How many processes may work."""
    only: tuple[str, ...] = ()
    """The sites to build, from the whole network; none named: all."""

    @property
    def store(self) -> Path:
        """What is known of sources, one file per site; part of the cache."""
        return self.cache / "store"


class NoSuchSite(Exception):
    """A site was asked for that villages.yaml does not have."""


def build(job: Job, progress: Progress = _silent, ledger: Ledger | None = None) -> tuple[Result, ...]:
    """Build every site, all or none; only what is stale is made. `ledger` keeps for the next build what was planned.

    Raises Findings with all problems of the content, or NoSuchSite; then nothing is written. A build that runs already
    is waited for.
    """
    with lock(job.output), closing(Sources(job.root, job.store, job.version, job.jobs)) as sources:
        network = read_network(job.root, converter(job.markdown), sources.obtain)
        theme = open_theme(job.theme, network.plan)
        planned = plan_sites(network, job.today, addresses(network.plan, job.local), theme.assets)
        if unknown := set(job.only) - {site.frame.slug for site in planned}:
            there = ", ".join(site.frame.slug for site in planned)
            raise NoSuchSite(f"{', '.join(sorted(unknown))}: no such site; there are {there}")
        sites = [site for site in planned if not job.only or site.frame.slug in job.only]
        darkroom = Darkroom(job.root, job.cache / "images")
        shown = dict.fromkeys(picture for site in sites for _, picture in site.pictures)
        if damaged := darkroom.develop(shown, partial(progress, "photos")):
            raise Findings(damaged)
        press = Press(open_renderer(job), job.version, theme.templates)
        rows = {site.frame.slug: list(rows_of(site)) for site in sites}
        outputs = {o.path: o for site in sites for o in outputs_of(site, rows[site.frame.slug], press, theme, darkroom)}
        workshop = Workshop(outputs, press.renderer, sources, job.jobs, progress)
        if ledger:
            ledger.forget()
        made = renew(job.output, {path: output.fingerprint for path, output in outputs.items()}, workshop.make)
        prepare_spare(job.output)
        if ledger:
            facts = facts_of(network, press, expired(network.records, job.today), sites)
            ledger.write(facts, chain(*rows.values()), records_of(network, sources))
        return _results(sites, read_manifest(job.output), made, workshop)


def outputs_of(site: Site, rows: list[Row], press: Press, theme: Theme, darkroom: Darkroom) -> Iterator[Output]:
    """Every file of a site."""
    yield from press.site(site, [row.content for row in rows[: len(site.planned)]])
    yield from files_of(site, theme, darkroom)


def open_renderer(job: Job) -> Renderer:
    """The theme, ready to make pages."""
    return Renderer(open_environment(job.theme / "templates", job.jinja, job.cache / "templates"))


def read_network(root: Path, convert: Convert, obtain: Obtain | None = None) -> Network:
    """The Network below `root`; raises Findings with everything that is wrong with it."""
    reading = read_all(root, convert, obtain)
    network, problems = check(reading)
    if reading.plan:
        problems += collisions(reading.plan, reading.files)
    if problems or network is None:
        raise Findings(problems)
    return network


def addresses(plan: Plan, local: str | None) -> dict[str, str]:
    """Site → address without a slash at the end: subdomains of a local server, or what villages.yaml says."""
    if local is None:
        return {site.slug: site.address for site in plan.sites}
    return {site.slug: local_address(site.slug, local) for site in plan.sites}


def local_address(site: str, local: str) -> str:
    """A site's address on a development server, which listens at `local` (host and port)."""
    return f"http://{local}" if site == MAIN else f"http://{site}.{local}"


def job_of(settings: Mapping[str, Any], version: str | None = None) -> Job:
    """What is to be built, from Pelican's settings and ours; `version`: that of the code, where it is known."""
    return Job(
        root=Path(settings["PATH"]).parent,
        output=Path(settings["OUTPUT_PATH"]),
        theme=Path(settings["THEME"]),
        cache=Path(settings["CACHE_PATH"]),
        markdown=settings["MARKDOWN"],
        jinja={name: settings[name] for name in ("JINJA_ENVIRONMENT", "JINJA_FILTERS")},
        local=settings["LOCAL"],
        today=date.fromisoformat(str(settings["BUILD_DATE"])),
        version=version or code_version(),
        jobs=int(settings["JOBS"] or os.cpu_count() or 1),
        only=tuple(settings["SITES"]),
    )


def code_version() -> str:
    """The version of everything that makes pages besides content and theme: code, settings, libraries, Python."""
    settings = [PROJECT / name for name in ("pelicanconf.py", "publishconf.py", "uv.lock")]
    code = [*(PROJECT / "plugins").rglob("*.py"), *(file for file in settings if file.exists())]
    return version(code, sys.version)


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
