"""What is to be built, from what, and how: the order as the build understands it."""

import os
import sys
from collections.abc import Mapping
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import Any

from plugins.multisite.heads import Checkout
from plugins.multisite.kept import kept_functions
from plugins.multisite.orders import PROJECT
from plugins.multisite.rendering import Renderer, open_environment
from plugins.multisite.store import version
from plugins.network.frozen import frozen
from plugins.network.places import Folders, Project
from plugins.network.references import MAIN
from plugins.network.study import Plan
from plugins.planning.extras import Extras


@frozen
class Job:
    """What is to be built, from what, and how."""

    root: Path
    """The project: `villages.yaml` and `content/` lie in it."""
    output: Path
    theme: Path
    cache: Path
    """A folder for what need not be made again; it may be deleted at any time."""
    markdown: dict[str, Any]
    jinja: dict[str, Any]
    """Pelican's settings for both."""
    local: str | None
    """Host and port of a development server, or None for the addresses in villages.yaml."""
    today: date
    version: str
    """Of code, settings and libraries: what was kept under another one is not believed."""
    jobs: int
    """How many processes may work."""
    extras: Extras
    """What sites have besides the pages of their records."""
    only: tuple[str, ...] = ()
    """The sites to build, from the whole network; none named: all."""
    folders: Folders = field(default_factory=dict)
    """Where the sites lie that do not lie in `content/`."""
    checkouts: Mapping[str, Checkout] = field(default_factory=dict)
    """The commits that those sites are, and where their past lies."""

    @property
    def project(self) -> Project:
        """The project's files, wherever they lie."""
        return Project(self.root, self.folders)

    @property
    def store(self) -> Path:
        """What is known of sources, one file per site; part of the cache."""
        return self.cache / "store"


def job_of(settings: Mapping[str, Any], version: str | None = None) -> Job:
    """What is to be built, from Pelican's settings and ours; `version`: that of the code, where it is known."""
    return Job(
        root=Path(settings["PATH"]).parent,
        output=Path(settings["OUTPUT_PATH"]),
        theme=Path(settings["THEME"]),
        cache=Path(settings["CACHE_PATH"]),
        markdown=settings["MARKDOWN"],
        jinja={name: settings[name] for name in ("JINJA_ENVIRONMENT", "JINJA_FILTERS")},
        local=settings["LOCAL"],
        today=date.fromisoformat(str(settings["BUILD_DATE"])),
        version=version or code_version(),
        jobs=int(settings["JOBS"] or os.cpu_count() or 1),
        extras=Extras(
            open_data=bool(settings["OPEN_DATA"]),
            calendars=bool(settings["CALENDARS"]),
            matches=bool(settings["MATCHES"]),
            guide=bool(settings["GUIDE"]),
            search=bool(settings["SEARCH"]),
            json_feed=bool(settings["JSON_FEED"]),
            app=settings["APP"],
        ),
        only=tuple(settings["SITES"]),
    )


def code_version() -> str:
    """The version of everything that makes pages besides content and theme: code, settings, libraries, Python."""
    settings = [PROJECT / name for name in ("pelicanconf.py", "publishconf.py", "uv.lock")]
    code = [*(PROJECT / "plugins").rglob("*.py"), *(file for file in settings if file.exists())]
    return version(code, sys.version)


def addresses(plan: Plan, local: str | None) -> dict[str, str]:
    """Site → address without a slash at the end: subdomains of a local server, or what villages.yaml says."""
    if local is None:
        return {site.slug: site.address for site in plan.sites}
    return {site.slug: local_address(site.slug, local) for site in plan.sites}


def local_address(site: str, local: str) -> str:
    """A site's address on a development server, which listens at `local` (host and port)."""
    return f"http://{local}" if site == MAIN else f"http://{site}.{local}"


def open_renderer(job: Job, texts: Mapping[str, str]) -> Renderer:
    """The theme's templates, ready to make pages."""
    compiled = job.cache / "templates"
    environment = open_environment(job.theme / "templates", texts, job.jinja, compiled, job.version)
    environment.globals.update(kept_functions(job.cache, job.version))
    return Renderer(environment)
