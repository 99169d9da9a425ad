"""Small projects to test with: as little as builds, to which a test adds what it is about."""

import shutil
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Self, TypeVar

from pelican.settings import read_settings

import pelicanconf
from plugins.multisite.building import build, read_network
from plugins.multisite.jobs import addresses, job_of
from plugins.network.body import Convert
from plugins.network.markup import converter
from plugins.network.model import Network
from plugins.network.problems import Findings, Problem
from plugins.network.references import Reference
from plugins.planning.pages import Sheet
from plugins.planning.props import Props
from tests.planned import Site, plan_sites

ROOT = Path(__file__).parents[1]
MINISITES = Path(__file__).parent / "minisites"
DAY = date(2026, 11, 22)
"""The day of the build in all tests, a Sunday, unless they say another."""
Kind = TypeVar("Kind", bound=Props)


@cache
def convert() -> Convert:
    """Bodies are converted as in the real build."""
    return converter(pelicanconf.MARKDOWN)


class MiniSite:
    """A project folder with two villages, `anger` and `bachtal`, a page in each, and what a test adds."""

    def __init__(self, root: Path, *over: str) -> None:
        """Lay the smallest project into `root`, and the minisites named over it."""
        self.root = root
        for name in ("smallest", *over):
            self.lay(MINISITES / name)

    def lay(self, folder: Path) -> Self:
        """Copy a folder of files over what is there."""
        shutil.copytree(folder, self.root, dirs_exist_ok=True)
        return self

    def file(self, path: str, content: str | bytes) -> Self:
        """Write a file below the project's root, exactly so."""
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def record(self, path: str, head: str = "", body: str = "Text.\n") -> Self:
        """Write a record below `content`, like `anger/projekte/teich`; a title is given to it where it has none."""
        title = "" if head.startswith("title:") else f"title: {path.rpartition('/')[2].title()}\n"
        return self.file(f"content/{path}.md", f"---\n{title}{head.strip()}\n---\n{body}")

    def village(self, slug: str) -> Self:
        """Add a village: an entry in villages.yaml, and a folder with its sign and one page."""
        text, name = (self.root / "villages.yaml").read_text(), slug.title()
        entry = text[text.index("  - slug: bachtal") :].replace("bachtal", slug).replace("Bachtal", name)
        sign = (self.root / "content/bachtal/bilder/zeichen.svg").read_bytes()
        self.file("villages.yaml", f"{text}\n{entry}").file(f"content/{slug}/bilder/zeichen.svg", sign)
        return self.record(f"{slug}/seiten/dorf")

    def replace(self, path: str, old: str, new: str) -> Self:
        """Change a file below the project's root; what is replaced must stand there once."""
        text = (self.root / path).read_text()
        assert text.count(old) == 1, (path, old)
        return self.file(path, text.replace(old, new))

    def problems(self) -> list[Problem]:
        """Everything that is wrong with it, in order."""
        try:
            read_network(self.root, convert())
        except Findings as findings:
            return list(findings.problems)
        return []

    def network(self) -> Network:
        """The network it is; nothing may be wrong with it."""
        return read_network(self.root, convert())

    def get(self, path: str) -> Any:
        """A record as read, like `anger/projekte/teich`."""
        site, kind, slug = path.split("/")
        reference = Reference(kind, site, slug)
        return next(record for record in self.network().records if record.id == reference)

    def plan(self, today: date = DAY, local: str | None = None) -> "Plans":
        """The sites planned of it."""
        return plans_of(self.network(), today, local)

    def settings(self, **ours: Any) -> dict[str, Any]:
        """Pelican's settings for building it with the real theme, for the day of the tests."""
        return settings(self.root, **ours)

    def build(self, **ours: Any) -> Path:
        """Build it, and return the folder with the sites."""
        build(job_of(self.settings(**ours)))
        return self.root / "output"


def settings(root: Path, **ours: Any) -> dict[str, Any]:
    """Pelican's settings for a build inside the folder `root` that shares nothing with any other."""
    places = {"PATH": root / "content", "OUTPUT_PATH": root / "output", "CACHE_PATH": root / ".cache"}
    override = {**{name: str(place) for name, place in places.items()}, "BUILD_DATE": str(DAY), "JOBS": 1, **ours}
    return dict(read_settings(str(ROOT / "pelicanconf.py"), override=override))


def code_in(folder: Path) -> Path:
    """A copy of our code, and of nothing else."""
    for name in ("plugins", "themes"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("tasks.py", "pelicanconf.py", "publishconf.py", "uv.lock"):
        shutil.copy(ROOT / name, folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    """Everything in a folder: path → bytes."""
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def plans_of(network: Network, today: date = DAY, local: str | None = None) -> "Plans":
    """The sites planned of a network."""
    slugs = [site.slug for site in (network.plan.main, *network.plan.villages)]
    sites = plan_sites(network, today, addresses(network.plan, local), {slug: {} for slug in slugs})
    return Plans({site.frame.slug: site for site in sites})


@dataclass(frozen=True)
class Plans:
    """Planned sites by their slug."""

    sites: dict[str, Site]

    def sheet(self, site: str, url: str) -> Sheet:
        """The page at an address like `/projekte/`."""
        return next(sheet for sheet in self.sites[site].sheets if sheet.path == f"{url[1:]}index.html")

    def props(self, kind: type[Kind], site: str, url: str) -> Kind:
        """What the page at an address is given."""
        props = self.sheet(site, url).props
        assert isinstance(props, kind)
        return props

    def urls(self, site: str) -> list[str]:
        """The addresses of all pages of a site."""
        return ["/" + sheet.path.removesuffix("index.html") for sheet in self.sites[site].sheets]
