"""The build on one screen: read, check, plan, make what is stale, switch."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from functools import partial
from itertools import chain
from pathlib import Path

from plugins.images.darkroom import Darkroom
from plugins.multisite.generations import lock, prepare_spare, renew
from plugins.multisite.jobs import Job, addresses, open_renderer
from plugins.multisite.keeping import facts_of, records_of, rows_of
from plugins.multisite.ledger import Ledger, Row
from plugins.multisite.making import Content, Html, Output, Press, Workshop, given
from plugins.multisite.manifest import Manifest, read_manifest
from plugins.multisite.past import Gap, histories_of
from plugins.multisite.rendering import robots, sitemap
from plugins.multisite.results import Result
from plugins.multisite.sources import Sources
from plugins.multisite.theme import Theme, digest_of_templates, open_theme
from plugins.multisite.workers import spread
from plugins.network.body import Convert
from plugins.network.checking import check
from plugins.network.markup import converter
from plugins.network.model import Network, Picture
from plugins.network.places import AT_HOME, Folders, renamed
from plugins.network.problems import Findings
from plugins.network.reading import read_all
from plugins.network.source import Obtain
from plugins.planning.planner import Site
from plugins.planning.sites import plan_sites
from plugins.planning.urls import collisions, expired

Missing = Callable[[Gap], None]
"""Told why there is no history of some projects."""
Progress = Callable[[str, int, int], None]
"""Told after every page: site, pages made, pages to make; and so of `photos`, which come before."""


def _silent(*_: object) -> None:
    """For builds nobody watches."""


class NoSuchSite(Exception):
    """A site was asked for that villages.yaml does not have."""


def build(
    job: Job, progress: Progress = _silent, ledger: Ledger | None = None, missing: Missing = _silent
) -> tuple[Result, ...]:
    """Build every site, all or none; only what is stale is made. `ledger` keeps for the next build what was planned.

    Raises Findings with all problems of the content, or NoSuchSite; then nothing is written. A build that runs already
    is waited for.
    """
    with lock(job.output), closing(Sources(job.project, job.store, job.version, job.jobs)) as sources:
        network = read_network(job.root, converter(job.markdown), sources.obtain, job.folders)
        theme = open_theme(job.theme, network.plan)
        histories, gaps = histories_of(job, network)
        for gap in gaps:
            missing(gap)
        planned = plan_sites(network, job.today, addresses(network.plan, job.local), theme.assets, histories)
        if unknown := set(job.only) - {site.frame.slug for site in planned}:
            there = ", ".join(site.frame.slug for site in planned)
            raise NoSuchSite(f"{', '.join(sorted(unknown))}: no such site; there are {there}")
        sites = [site for site in planned if not job.only or site.frame.slug in job.only]
        darkroom = developed(job, dict.fromkeys(picture for site in sites for _, picture in site.pictures), progress)
        press = Press(open_renderer(job, theme.texts), job.version, digest_of_templates(theme.texts))
        rows = {site.frame.slug: list(rows_of(site)) for site in sites}
        outputs = {o.path: o for site in sites for o in outputs_of(site, rows[site.frame.slug], press, theme, darkroom)}
        workshop = Workshop(outputs, press.renderer, sources, job.jobs, progress)
        if ledger:
            ledger.forget()
        made = renew(job.output, {path: output.fingerprint for path, output in outputs.items()}, workshop.make)
        facts = facts_of(network, press, expired(network.records, job.today), sites)
        _keep(
            job, sources, ledger, lambda known: known.write(facts, chain(*rows.values()), records_of(network, sources))
        )
        return _results(sites, read_manifest(job.output), made, workshop)


def _keep(job: Job, sources: Sources, ledger: Ledger | None, write: Callable[[Ledger], None]) -> None:
    """Keep for the next build what this one has found, all at once; where that fails, the next one takes longer."""

    def keep_plan() -> dict[str, str]:
        if ledger:
            write(ledger)
        return ledger.digests if ledger else {}

    errands: list[Callable[[], object]] = [keep_plan, partial(prepare_spare, job.output), sources.keep]
    for done in spread(errands, lambda errand: errand(), job.jobs):
        if ledger and isinstance(done, dict):
            ledger.digests = done
    sources.kept()


def checked(job: Job) -> Network:
    """The Network that a job would build, read without what was kept; raises Findings."""
    return read_network(job.root, converter(job.markdown), folders=job.folders)


def developed(job: Job, pictures: Iterable[Picture], progress: Progress = _silent) -> Darkroom:
    """The darkroom with these photos developed; raises Findings with those that cannot be decoded."""
    darkroom = Darkroom(job.project, job.cache / "images")
    if damaged := darkroom.develop(pictures, partial(progress, "photos")):
        raise Findings(renamed(problem, job.folders) for problem in damaged)
    return darkroom


def outputs_of(site: Site, rows: list[Row], press: Press, theme: Theme, darkroom: Darkroom) -> Iterator[Output]:
    """Every file of a site."""
    yield from press.site(site, [row.content for row in rows[: len(site.planned)]])
    yield from files_of(site, theme, darkroom)


def files_of(site: Site, theme: Theme, darkroom: Darkroom) -> Iterator[Output]:
    """The files of a site that are no pages and no feed."""
    slug = site.frame.slug
    for path, text in (("sitemap.xml", sitemap(site)), ("robots.txt", robots(site.frame))):
        yield given(f"{slug}/{path}", text.encode())
    for path, content in theme.files[slug]:
        yield given(f"{slug}/{path}", content)
    for place, picture in site.pictures:
        for path, name, develop in darkroom.files(place, picture):
            yield Output(f"{slug}/{path}", name, partial(_developed, develop))


def _developed(develop: Callable[[], bytes], _: Html) -> Content:
    return Content(develop())


def read_network(root: Path, convert: Convert, obtain: Obtain | None = None, folders: Folders = AT_HOME) -> Network:
    """The Network below `root`; raises Findings with everything that is wrong with it."""
    reading = read_all(root, convert, obtain, folders)
    network, problems = check(reading)
    if reading.plan:
        problems += collisions(reading.plan, reading.files)
    if problems or network is None:
        raise Findings(renamed(problem, folders) for problem in problems)
    return network


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
