"""Builds of mini-sites for tests: with what was kept, or clean, and trees to compare."""

import re
import shutil
import time
from contextlib import redirect_stdout
from dataclasses import dataclass
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

from plugins.multisite.commands import build_command
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.manifest import MANIFEST
from plugins.multisite.orders import Order
from tests.minisite import DAY, ROOT

Tree = dict[str, bytes]


class Refused(Exception):
    """A build that ended with findings: what it said."""


@dataclass
class Builder:
    """Builds one project again and again into one output, with one cache, by the command that people use."""

    folder: Path
    """Project, output and cache lie in it."""
    today: date = DAY
    local: str | None = None
    jobs: int = 1
    theme: Path = ROOT / "themes" / "modellorte"
    app: str | None = "installable"
    search: bool = True
    said: str = ""
    """What the last build said."""

    @property
    def output(self) -> Path:
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def job(self) -> Job:
        """The same build without the command."""
        return job_of(self._order(self.folder).read())

    def build(self) -> str:
        """Build with what was kept, and what it says. Raises Refused."""
        self.said = self._run(self.folder)
        return self.said

    def made(self) -> int:
        """Build, and how many files were made anew."""
        return sum(int(count) for count in re.findall(r"(\d+) made anew", self.build()))

    def tree(self) -> Tree:
        """The output."""
        return tree(self.output)

    def clean(self) -> Tree:
        """The output of the same build with nothing kept."""
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        self._run(self.folder / "clean")
        return tree(self.folder / "clean" / "output")

    def _order(self, folder: Path) -> Order:
        """The build whose output and cache lie in a folder."""
        places = {"PATH": self.folder / "projekt" / "content", "OUTPUT_PATH": folder / "output", "THEME": self.theme}
        given: dict[str, Any] = {name: str(place) for name, place in places.items()}
        given |= {
            "CACHE_PATH": str(folder / "cache"),
            "LOCAL": self.local,
            "JOBS": self.jobs,
            "APP": self.app,
            "SEARCH": self.search,
        }
        return Order("pelicanconf.py", self.today, given)

    def _run(self, folder: Path) -> str:
        """Build as if three seconds had gone by, so that time stamps are believed."""
        with redirect_stdout(StringIO()) as said:
            code = build_command(self._order(folder), lambda: time.time_ns() + 3_000_000_000)
        if code:
            raise Refused(said.getvalue())
        return said.getvalue()


def tree(folder: Path) -> Tree:
    """Path → bytes of every file that belongs to a site; folders that hold nothing show too."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}
    files = {path: content for path, content in found.items() if (folder / path).is_file() and path != MANIFEST}
    empty = {path: b"" for path in found if (folder / path).is_dir() and not any((folder / path).iterdir())}
    return {**files, **empty}
