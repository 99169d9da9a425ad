"""All pages of all sites on all cores: each is planned, and made where it is stale, in one go."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import NamedTuple, TypeVar

from plugins.multisite.generations import Piece
from plugins.multisite.keeping import frame_row, part_row, row_of
from plugins.multisite.ledger import Row
from plugins.multisite.making import FEW, Html, Output, Press, framed, ready, write_content
from plugins.multisite.manifest import Manifest, site_of
from plugins.multisite.workers import Failure, WorkerLost, spread
from plugins.network.plain import as_json
from plugins.planning import trace
from plugins.planning.planner import Planned, Planner
from plugins.planning.props import Frame, templates

Made = TypeVar("Made")


class Pressed(NamedTuple):
    """A page as it was planned, and its file, where that was made anew."""

    path: str
    """With the site in front."""
    fingerprint: str
    piece: Piece | None
    """None where the file of the last build is the same."""
    lines: list[str]
    """For the ledger: the page, and the parts that were planned for it."""
    address: str
    """Where search engines may list it; else empty."""
    pictures: frozenset[str]
    """The keys of other sites' pictures that it shows."""
    seconds: float

    @property
    def site(self) -> str:
        """The site it belongs to."""
        return site_of(self.path)


@dataclass
class Workshop:
    """Plans pages, and makes those that are not as the `last` build made them, below `folder`."""

    planners: Mapping[str, Planner]
    press: Press
    html: Html
    last: Manifest
    folder: Path
    jobs: int
    progress: Callable[[str, int, int], None]
    outputs: dict[str, Output] = field(default_factory=dict)
    """All other files."""
    frame_lines: list[str] = field(init=False)
    """The frames, for the ledger."""
    _frames: dict[str, tuple[Frame, str]] = field(init=False)
    """Site → its frame and the digest of it."""

    def __post_init__(self) -> None:
        """Plan the frames, once for all workers."""
        planned = {site: planner.frame() for site, planner in self.planners.items()}
        self._frames = {site: (frame, framed(frame)) for site, (frame, _) in planned.items()}
        self.frame_lines = [frame_row(site, as_json(frame), reads).line for site, (frame, reads) in planned.items()]

    @property
    def frames(self) -> dict[str, str]:
        """Site → the digest of its frame."""
        return {site: digest for site, (_, digest) in self._frames.items()}

    def pages(self) -> list[Pressed]:
        """All pages. Raises WorkerLost with the page a worker died of."""
        paths = [f"{site}/{path}" for site, planner in self.planners.items() for path in planner.paths()]
        totals, done, pages = Counter(map(site_of, paths)), Counter[str](), dict[str, Pressed]()
        self.press.renderer.warm_up(templates())
        for page in _all(spread(paths, self._page, self.jobs)):
            pages[page.path] = page
            done[page.site] += 1
            self.progress(page.site, done[page.site], totals[page.site])
        return [pages[path] for path in paths]

    def make(self, folder: Path, paths: list[str]) -> dict[str, Piece]:
        """Write these files, whether they are stale or not: pages that were lost, and what is no page."""
        work = partial(self._file, folder)
        return dict(_all(spread(paths, work, self.jobs if len(paths) > FEW else 1)))

    def _file(self, folder: Path, path: str) -> tuple[str, Piece]:
        output = self.outputs.get(path) or self._planned(path)[1]
        return path, write_content(f"{folder}/{path}", output.make(self.html))

    def _page(self, path: str) -> Pressed:
        began = perf_counter()
        site = site_of(path)
        parts = self.planners[site].deck.parts
        known = len(parts)
        planned, output, row = self._planned(path)
        news = [part_row(site, key, parts[key]) for key in islice(reversed(parts), len(parts) - known)]
        before = self.last.get(path)
        stale = before is None or before.fingerprint != output.fingerprint
        file, over = f"{self.folder}/{path}", before is not None
        piece = write_content(file, output.make(self.html), over) if stale else None
        rows, sheet = [row, *news], planned.sheet
        return Pressed(
            path,
            output.fingerprint,
            piece,
            [one.line for one in rows],
            sheet.head.url if sheet.listed else "",
            frozenset(key for one in rows for key in one.reads if trace.is_picture(key)),
            perf_counter() - began,
        )

    def _planned(self, path: str) -> tuple[Planned, Output, Row]:
        site, _, below = path.partition("/")
        planned = self.planners[site].page(below)
        row = row_of(site, planned)
        return planned, self.press.page(*self._frames[site], path, row.content, partial(ready, planned.sheet)), row


def _all(outcomes: Iterable[Made | Failure[str]]) -> Iterator[Made]:
    """What was made; raises WorkerLost where something was not."""
    for outcome in outcomes:
        if isinstance(outcome, Failure):
            raise WorkerLost(f"{outcome.task} could not be made: {outcome.reason}")
        yield outcome
