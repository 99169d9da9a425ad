"""Where Pelican's run meets ours: its settings, theme environment and feed writer go into our build."""

import logging
import os
import sys
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from pelican.generators import Generator
from pelican.writers import Writer

from plugins.multisite.building import Job, Result, build
from plugins.multisite.commands import PROJECT
from plugins.multisite.rendering import Renderer
from plugins.multisite.settling import Setback, kept_repositories, settled
from plugins.multisite.store import version
from plugins.network.problems import Findings

logger = logging.getLogger(__name__)


class NetworkGenerator(Generator):  # type: ignore[misc]
    """Builds all sites in Pelican's output stage; Pelican's own generators have nothing to do."""

    def generate_output(self, writer: Writer) -> None:
        """Build, or stop the run with every finding and exit code 1; then nothing was written.

        Where a village stays at an earlier state, the run ends with exit code 3; then all sites are written.
        """
        setbacks: list[Setback] = []
        try:
            results = _build(job_of(self.settings), Renderer(self.env, writer, self.settings), setbacks.append)
        except Findings as findings:
            print(findings)
            raise SystemExit(1) from None
        for result in results:
            logger.info("%s", result)
        if setbacks:
            print(*setbacks, sep="\n")
            raise SystemExit(3)


def generators(_: Any) -> type[NetworkGenerator]:
    """What Pelican asks every plugin for."""
    return NetworkGenerator


def job_of(settings: dict[str, Any]) -> Job:
    """What is to be built, from Pelican's settings and ours."""
    return Job(
        root=Path(settings["PATH"]).parent,
        output=Path(settings["OUTPUT_PATH"]),
        theme=Path(settings["THEME"]),
        cache=Path(settings["CACHE_PATH"]),
        markdown=settings["MARKDOWN"],
        local=settings["LOCAL"],
        today=date.fromisoformat(str(settings["BUILD_DATE"])),
        version=code_version(),
        jobs=int(settings["JOBS"] or os.cpu_count() or 1),
        only=settings["SITE"],
    )


def code_version() -> str:
    """The version of everything that makes pages besides content and theme: code, settings, libraries, Python."""
    settings = [PROJECT / name for name in ("pelicanconf.py", "publishconf.py", "uv.lock")]
    code = [*(PROJECT / "plugins").rglob("*.py"), *(file for file in settings if file.exists())]
    return version(code, sys.version)


def build_with(settings: dict[str, Any], tell: Callable[[Setback], None] = print, **options: Any) -> tuple[Result, ...]:
    """The same build without the rest of Pelican's run; `tell` hears of villages that stay at an earlier state."""
    environment = Generator(settings.copy(), settings, settings["PATH"], settings["THEME"], settings["OUTPUT_PATH"])
    renderer = Renderer(environment.env, Writer(settings["OUTPUT_PATH"], settings), settings)
    return _build(job_of(settings), renderer, tell, **options)


def _build(job: Job, renderer: Renderer, tell: Callable[[Setback], None], **options: Any) -> tuple[Result, ...]:
    """Build with the state of every village that goes, and remember it as good."""
    built = settled(job, partial(build, renderer=renderer, **options))
    for site, pin in built.pins.items():
        kept_repositories(job).remember(site, pin)
    for setback in built.setbacks:
        tell(setback)
    return built.outcome
