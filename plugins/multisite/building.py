"""The build on one screen: read, check, plan pages and make what is stale, switch."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from functools import partial
from itertools import chain
from pathlib import Path

from plugins.images.darkroom import Darkroom
from plugins.multisite.apps import app_files
from plugins.multisite.generations import Renewal, lock, prepare_spare, spelled_out
from plugins.multisite.jobs import Job, addresses, open_renderer
from plugins.multisite.keeping import facts_of, records_of
from plugins.multisite.ledger import Ledger
from plugins.multisite.making import Content, Html, Output, Press, given
from plugins.multisite.manifest import Manifest, is_page, read_manifest, site_of
from plugins.multisite.past import Gap, histories_of
from plugins.multisite.precaching import Lists
from plugins.multisite.rendering import robots, sitemap
from plugins.multisite.results import Result
from plugins.multisite.searching import Indexes, is_indexed
from plugins.multisite.security import PLACE, security_text
from plugins.multisite.sources import Sources
from plugins.multisite.theme import Theme, digest_of_templates, open_theme
from plugins.multisite.workers import WorkerLost, meanwhile
from plugins.multisite.workshop import Pressed, Workshop
from plugins.network.body import Convert
from plugins.network.checking import check
from plugins.network.markup import converter
from plugins.network.model import Network, Picture
from plugins.network.places import AT_HOME, Folders, renamed
from plugins.network.problems import Findings
from plugins.network.reading import read_all
from plugins.network.records import Project
from plugins.network.source import Obtain
from plugins.planning.moving import misleading
from plugins.planning.planner import Planner
from plugins.planning.sites import planners
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
        histories, gaps = histories_of(job, (one.id for one in network.records if isinstance(one, Project)))
        for gap in gaps:
            missing(gap)
        bases, assets = addresses(network.plan, job.local), theme.assets
        sites = _wanted(planners(network, job.today, bases, assets, job.extras, histories), job.only)
        press = Press(open_renderer(job, theme.texts), job.version, digest_of_templates(theme.texts))
        if ledger:
            ledger.forget()
        renewal = Renewal(job.output)
        workshop = Workshop(sites, press, sources.html, renewal.last, renewal.folder, job.jobs, progress)
        pages = workshop.pages()
        others = {one.path: one for one in _others(job, sites, pages, theme, progress)}
        workshop.outputs.update(others)
        wanted = {page.path: page.fingerprint for page in pages} | {p: one.fingerprint for p, one in others.items()}
        pieces = {page.path: page.piece for page in pages if page.piece}
        indexes = Indexes(sites if job.extras.search else (), job.version, job.jobs)
        wanted |= indexes.wanted(wanted)
        lists = Lists(sites if job.extras.app == "offline" else (), job.version)
        files = spelled_out(wanted, renewal.last)
        make = lists.after(indexes.after(workshop.make), files, {**renewal.last, **pieces})
        made = renewal.complete(wanted | lists.wanted(wanted), pieces, make)
        facts = facts_of(network, press, expired(network.records, job.today), workshop.frames)
        lines = chain(workshop.frame_lines, *(page.lines for page in pages))
        _keep(job, sources, ledger, lambda known: known.write(facts, lines, records_of(network, sources)))
        return _results(pages, read_manifest(job.output), made)


def _wanted(there: dict[str, Planner], only: Collection[str]) -> dict[str, Planner]:
    """The sites that are to be built: all, or those asked for."""
    if unknown := sorted(set(only) - there.keys()):
        raise NoSuchSite(f"{', '.join(unknown)}: no such site; there are {', '.join(there)}")
    return {site: planner for site, planner in there.items() if not only or site in only}


def _keep(job: Job, sources: Sources, ledger: Ledger | None, write: Callable[[Ledger], None]) -> None:
    """Keep for the next build what this one has found, all at once; where that fails, the next one takes longer."""
    with meanwhile(sources.keep) as kept, meanwhile(partial(prepare_spare, job.output)) as prepared:
        if ledger:
            write(ledger)  # here, where all of it is: another process would copy the memory of what it looks at
        for ended in (kept, prepared):
            with suppress(WorkerLost):
                ended()
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


def _others(
    job: Job, sites: Mapping[str, Planner], pages: Iterable[Pressed], theme: Theme, progress: Progress
) -> Iterator[Output]:
    """Every file that is not planned: what follows from the pages, the theme's files, pictures. Raises Findings."""
    addresses, shown = defaultdict[str, list[str]](list), defaultdict[str, set[str]](set)
    for page in pages:
        addresses[page.site] += [page.address] if page.address else []
        shown[page.site] |= page.pictures
    pictures = {site: list(planner.pictures(shown[site])) for site, planner in sites.items()}
    darkroom = developed(job, dict.fromkeys(picture for some in pictures.values() for _, picture in some), progress)
    for site, planner in sites.items():
        base = planner.deck.urls.bases[site]
        for path, text in (("sitemap.xml", sitemap(addresses[site])), ("robots.txt", robots(base))):
            yield given(f"{site}/{path}", text.encode())
        if told := planner.deck.catalogue.plan.security:
            yield given(f"{site}/{PLACE}", security_text(told, base).encode())
        yield from app_files(job, planner)
        for path, content in theme.files[site]:
            yield given(f"{site}/{path}", content)
        for place, picture in pictures[site]:
            for path, name, develop in darkroom.files(place, picture):
                yield Output(f"{site}/{path}", name, partial(_developed, develop))


def _developed(develop: Callable[[], bytes], _: Html) -> Content:
    return Content(develop())


def read_network(root: Path, convert: Convert, obtain: Obtain | None = None, folders: Folders = AT_HOME) -> Network:
    """The Network below `root`; raises Findings with everything that is wrong with it."""
    reading = read_all(root, convert, obtain, folders)
    network, problems = check(reading)
    if reading.plan:
        problems += [*collisions(reading.plan, reading.files), *misleading(reading.plan, reading)]
    if problems or network is None:
        raise Findings(renamed(problem, folders) for problem in problems)
    return network


def _results(pages: Iterable[Pressed], manifest: Manifest, made: Iterable[str]) -> tuple[Result, ...]:
    """In the order in which sites stand among pages."""
    files, planned = _by_site(manifest), defaultdict[str, list[Pressed]](list)
    anew = _by_site(path for path in made if not is_indexed(path))
    for page in pages:
        planned[page.site].append(page)
    return tuple(
        Result(
            site=site,
            pages=sum(is_page(page.path) for page in some),
            made=len(anew[site]),
            files=len(files[site]),
            size=sum(manifest[path].size for path in files[site]),
            seconds=sum(page.seconds for page in some),
        )
        for site, some in planned.items()
    )


def _by_site(paths: Iterable[str]) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = defaultdict(list)
    for path in paths:
        groups[site_of(path)].append(path)
    return groups
