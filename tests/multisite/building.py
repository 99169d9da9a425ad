"""Builds of mini-sites for tests: with what was kept, or clean, and trees to compare."""

import shutil
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

import pelicanconf
from plugins.multisite.building import Job, Result, build
from plugins.multisite.commands import Order
from plugins.multisite.manifest import MANIFEST
from plugins.multisite.rendering import Renderer
from tests.minisite import DAY, ROOT

Tree = dict[str, bytes]


@cache
def _settings() -> dict[str, Any]:
    return Order("pelicanconf.py", DAY).read()


def means(theme: Path) -> Renderer:
    """Pelican's means with this theme, made anew: a theme may have been changed."""
    settings = {**_settings(), "THEME": str(theme)}
    generator = Generator(settings.copy(), settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"])
    return Renderer(generator.env, Writer(settings["OUTPUT_PATH"], settings), settings)


@cache
def _real_theme() -> Renderer:
    return means(ROOT / "themes" / "modellorte")


@dataclass
class Builder:
    """Builds one project again and again into one output, with one cache."""

    folder: Path
    """Project, output and cache lie in it."""
    today: date = DAY
    version: str = "1"
    local: str | None = None
    jobs: int = 1
    theme: Path = ROOT / "themes" / "modellorte"

    @property
    def job(self) -> Job:
        return Job(
            root=self.folder / "projekt",
            output=self.folder / "output",
            theme=self.theme,
            cache=self.folder / "cache",
            markdown=pelicanconf.MARKDOWN,
            local=self.local,
            today=self.today,
            version=self.version,
            jobs=self.jobs,
        )

    @property
    def renderer(self) -> Renderer:
        """Pelican's means with the theme."""
        real = self.theme == ROOT / "themes" / "modellorte"
        return _real_theme() if real else means(self.theme)

    def build(self) -> tuple[Result, ...]:
        """Build with what was kept."""
        return build(self.job, self.renderer)

    def made(self) -> int:
        """Build, and how many files were made anew."""
        return sum(result.made for result in self.build())

    def tree(self) -> Tree:
        """The output."""
        return tree(self.job.output)

    def clean(self) -> Tree:
        """The output of the same build with nothing kept."""
        job = replace(self.job, output=self.folder / "clean" / "output", cache=self.folder / "clean" / "cache")
        shutil.rmtree(self.folder / "clean", ignore_errors=True)
        build(job, self.renderer)
        return tree(job.output)


def tree(folder: Path) -> Tree:
    """Path → bytes of every file that belongs to a site; folders that hold nothing show too."""
    found = {p.relative_to(folder).as_posix(): p.read_bytes() if p.is_file() else b"" for p in folder.rglob("*")}
    files = {path: content for path, content in found.items() if (folder / path).is_file() and path != MANIFEST}
    empty = {path: b"" for path in found if (folder / path).is_dir() and not any((folder / path).iterdir())}
    return {**files, **empty}
