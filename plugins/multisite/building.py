"""The build on one screen: read, check, plan, render, write beside, switch."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from plugins.images.darkroom import Darkroom
from plugins.multisite.rendering import Renderer
from plugins.multisite.theme import Theme, open_theme
from plugins.multisite.writing import switched_in, write
from plugins.network.checking import check
from plugins.network.markup import Convert, converter
from plugins.network.problems import Findings
from plugins.network.reading import Network, read_all
from plugins.network.study import MAIN, Plan
from plugins.planning.sites import Site, plan_sites
from plugins.planning.urls import collisions

Progress = Callable[[str, int, int], None]
"""Told after every page: site, pages written, pages in all; and so of `photos`, which come before."""


def _silent(*_: object) -> None:
    """For builds nobody watches."""


@dataclass(frozen=True)
class Result:
    """What became of one site."""

    site: str
    pages: int
    files: int
    size: int
    """Bytes."""
    seconds: float

    def __str__(self) -> str:
        """The closing line of the site."""
        megabytes = self.size / 1_000_000
        return f"{self.site:<12} {self.pages:>4} pages {self.files:>5} files {megabytes:7.2f} MB {self.seconds:6.2f} s"


def build(
    root: Path,
    output: Path,
    theme: Path,
    cache: Path,
    markdown: dict[str, Any],
    local: str | None,
    today: date,
    renderer: Renderer,
    progress: Progress = _silent,
    convert: Convert | None = None,
) -> tuple[Result, ...]:
    """Build every site below `root` into `output`, all or none.

    `cache`: a folder for what need not be made again; it may be deleted at any time. `local`: host and port of a development server, or None for the addresses in villages.yaml. `convert`: a converter
    that is kept between builds. Raises Findings with all problems of the content; then nothing is written.
    """
    network = read_network(root, convert or converter(markdown))
    opened = open_theme(theme, network.plan)
    sites = plan_sites(network, today, addresses(network.plan, local), opened.assets)
    darkroom = Darkroom(root, cache / "images")
    if damaged := darkroom.develop(network.pictures, partial(progress, "photos")):
        raise Findings(damaged)
    with switched_in(output) as folder:
        return tuple(_write_site(site, opened, darkroom, folder, renderer, progress) for site in sites)


def read_network(root: Path, convert: Convert) -> Network:
    """The Network below `root`; raises Findings with everything that is wrong with it."""
    reading = read_all(root, convert)
    network, problems = check(reading)
    if reading.plan:
        problems += collisions(reading.plan, reading.files)
    if problems or network is None:
        raise Findings(problems)
    return network


def addresses(plan: Plan, local: str | None) -> dict[str, str]:
    """Site → address without a slash at the end: subdomains of a local server, or what villages.yaml says."""
    if local is None:
        return {site.slug: site.address for site in (plan.main, *plan.villages)}
    return {site.slug: local_address(site.slug, local) for site in (plan.main, *plan.villages)}


def local_address(site: str, local: str) -> str:
    """A site's address on a development server, which listens at `local` (host and port)."""
    return f"http://{local}" if site == MAIN else f"http://{site}.{local}"


def _write_site(
    site: Site, theme: Theme, darkroom: Darkroom, folder: Path, renderer: Renderer, progress: Progress
) -> Result:
    began, files, size = perf_counter(), 0, 0
    for path, content in _outputs(site, theme, darkroom, renderer, progress):
        write(folder / site.frame.slug / path, content)
        files, size = files + 1, size + len(content)
    return Result(site.frame.slug, len(site.sheets), files, size, perf_counter() - began)


def _outputs(
    site: Site, theme: Theme, darkroom: Darkroom, renderer: Renderer, progress: Progress
) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of a site."""
    for done, sheet in enumerate(site.sheets, start=1):
        yield sheet.path, renderer.page(site.frame, sheet).encode()
        progress(site.frame.slug, done, len(site.sheets))
    yield from renderer.machine_files(site)
    yield from theme.files[site.frame.slug]
    for path, picture in site.pictures:
        yield from darkroom.files(path, picture)
