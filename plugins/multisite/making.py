"""From planned sites to files: every file with the fingerprint of what it is made from, and how to make it."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from time import perf_counter

from pydantic_core import to_json

from plugins.images.darkroom import Darkroom
from plugins.multisite.generations import write
from plugins.multisite.rendering import FEED_ITEMS, Renderer, robots, sitemap
from plugins.multisite.sources import Sources
from plugins.multisite.stamps import digest
from plugins.multisite.theme import Theme
from plugins.multisite.workers import Failure, spread
from plugins.planning.cards import Text
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame
from plugins.planning.sites import FEED, Site

Html = Callable[[Text], str]
FEW = 24
"""So many files are made in this process: starting others would take longer."""


@dataclass(frozen=True)
class Output:
    """One file of the output."""

    path: str
    """With the site's folder in front."""
    fingerprint: str
    """Equal fingerprints mean equal bytes."""
    make: Callable[[Html], bytes]
    template: str | None = None


class WorkerLost(Exception):
    """A process died while it made a page."""


def outputs_of(site: Site, theme: Theme, darkroom: Darkroom, renderer: Renderer, version: str) -> Iterator[Output]:
    """Every file of a site. A page depends on the frame, the theme's templates, its head and its props: nothing else."""
    slug = site.frame.slug
    frame = digest(to_json((version, theme.templates, site.frame)))
    for sheet in site.sheets:
        fingerprint = digest(to_json((frame, sheet.props.template, sheet.head, sheet.props)))
        yield Output(
            f"{slug}/{sheet.path}", fingerprint, partial(_page, renderer, site.frame, sheet), sheet.props.template
        )
    news = digest(to_json((frame, site.feed[:FEED_ITEMS], site.since)))
    yield Output(f"{slug}/{FEED}", news, lambda _: renderer.feed(site).encode())
    for path, text in (("sitemap.xml", sitemap(site)), ("robots.txt", robots(site.frame))):
        yield Output(f"{slug}/{path}", digest(text.encode()), partial(_given, text.encode()))
    for path, content in theme.files[slug]:
        yield Output(f"{slug}/{path}", digest(content), partial(_given, content))
    for place, picture in site.pictures:
        for path, fingerprint, develop in darkroom.files(place, picture):
            yield Output(f"{slug}/{path}", fingerprint, partial(_called, develop))


def _page(renderer: Renderer, frame: Frame, sheet: Sheet, html: Html) -> bytes:
    return renderer.page(frame, sheet, html).encode()


def _given(content: bytes, _: Html) -> bytes:
    return content


def _called(develop: Callable[[], bytes], _: Html) -> bytes:
    return develop()


@dataclass
class Workshop:
    """Makes files, in as many processes as there are jobs."""

    outputs: dict[str, Output]
    renderer: Renderer
    sources: Sources
    jobs: int
    progress: Callable[[str, int, int], None]
    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    """Site → time spent on its files, summed over all processes."""

    def make(self, folder: Path, paths: list[str]) -> dict[str, int]:
        """Write these files below `folder`; path → size. Raises WorkerLost with the page a worker died of."""
        sizes: dict[str, int] = {}
        totals, done = _counted(paths), defaultdict[str, int](int)
        self.renderer.warm_up(sorted({name for path in paths if (name := self.outputs[path].template)}))
        for outcome in spread(paths, partial(self._one, folder), self.jobs if len(paths) > FEW else 1):
            if isinstance(outcome, Failure):
                raise WorkerLost(f"{outcome.task} could not be made: {outcome.reason}")
            path, sizes[path], seconds = outcome
            site = path.partition("/")[0]
            done[site] += 1
            self.seconds[site] += seconds
            self.progress(site, done[site], totals[site])
        return sizes

    def _one(self, folder: Path, path: str) -> tuple[str, int, float]:
        began = perf_counter()
        size = write(folder / path, self.outputs[path].make(self.sources.html))
        return path, size, perf_counter() - began


def _counted(paths: Iterable[str]) -> dict[str, int]:
    totals: dict[str, int] = defaultdict(int)
    for path in paths:
        totals[path.partition("/")[0]] += 1
    return totals
