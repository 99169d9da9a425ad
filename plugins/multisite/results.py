"""What became of each site in a build, and how that is said. Imports nothing that takes time."""

from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class Result(NamedTuple):
    """What became of one site."""

    site: str
    pages: int
    made: int
    """How many of its files were made anew; those of its search index, which are other ones every time, are not counted."""
    files: int
    size: int
    """Bytes."""
    seconds: float
    """Spent on making its files."""

    def __str__(self) -> str:
        """The closing line of the site."""
        megabytes = self.size / 1_000_000
        return f"{self.site:<12} {self.pages:>5} pages {self.files:>6} files {megabytes:8.2f} MB {self.made:>6} made anew {self.seconds:6.2f} s"


def closing(results: Iterable[Result], output: Path, seconds: float) -> str:
    """What a build says at its end."""
    return "\n".join([*map(str, results), f"{output} is complete after {seconds:.2f} s."])
