"""How far a build is, for somebody who watches it at a terminal."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from plugins.multisite.building import Progress as Told

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


@contextmanager
def bars(stream: TextIO) -> Iterator[Told]:
    """A bar for each site while its pages are made, gone at the end; nothing where `stream` is no terminal."""
    if not stream.isatty():
        yield lambda *_: None
        return
    from rich.console import Console  # takes longer to import than many builds take
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(file=stream), transient=True) as shown:
        yield _telling(shown)


def _telling(shown: "Bars") -> Told:
    tasks: dict[str, TaskID] = {}

    def progress(site: str, done: int, total: int) -> None:
        if site not in tasks:
            tasks[site] = shown.add_task(site, total=total)
        shown.update(tasks[site], completed=done)

    return progress
