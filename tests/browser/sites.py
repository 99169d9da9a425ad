"""The real sites as planned for one day: which pages there are, and which of them the tests visit."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from plugins.multisite.building import read_network
from plugins.multisite.jobs import addresses, job_of
from plugins.multisite.theme import open_theme
from plugins.network.markup import converter
from plugins.planning.pages import Sheet
from tests.planned import Site, plan_sites

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"


@dataclass(frozen=True)
class Place:
    """A page to visit: its site and its path there."""

    site: str
    path: str
    template: str

    def __str__(self) -> str:
        """The test's name."""
        return f"{self.site}-{self.template.removesuffix('.html')}"


def settings(**ours: Any) -> dict[str, Any]:
    """Pelican's settings for that day."""
    overridden = {"BUILD_DATE": DAY, "JOBS": 1, **ours}
    return dict(read_settings(str(ROOT / "pelicanconf.py"), override=overridden))


@cache
def planned() -> tuple[Site, ...]:
    """All sites, as they will be built."""
    job = job_of(settings())
    network = read_network(job.root, converter(job.markdown))
    assets = open_theme(job.theme, network.plan).assets
    return plan_sites(network, job.today, addresses(network.plan, job.local), assets, job.app)


@cache
def every_kind_of_page() -> tuple[Place, ...]:
    """For each template of each site the page that is given most, so that most of the template shows."""
    fullest = {
        (site.frame.slug, sheet.props.template): sheet
        for site in planned()
        for sheet in sorted(site.sheets, key=lambda sheet: len(repr(sheet.props)))
    }
    return tuple(Place(site, path_of(sheet), template) for (site, template), sheet in fullest.items())


def path_of(sheet: Sheet) -> str:
    """The address of a page inside its site; `404.html` is shown where nothing is."""
    return "/gibt-es-nicht/" if sheet.path == "404.html" else "/" + sheet.path.removesuffix("index.html")


def starts() -> tuple[Place, ...]:
    """The start page of every site."""
    return tuple(place for place in every_kind_of_page() if place.path == "/")


def one_of_each_kind() -> tuple[Place, ...]:
    """For each template one page of some site."""
    return tuple({place.template: place for place in every_kind_of_page()}.values())


def project_lists() -> tuple[Place, ...]:
    """The unfiltered list of projects of every site."""
    return tuple(Place(site.frame.slug, "/projekte/", "projects.html") for site in planned())
