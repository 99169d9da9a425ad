"""Which pages are looked at: of every site, for each template the page that is given most."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from plugins.multisite.building import checked
from plugins.multisite.jobs import Job, addresses
from plugins.multisite.past import histories_of
from plugins.multisite.theme import open_theme
from plugins.network.records import Project
from plugins.network.references import MAIN
from plugins.planning.moving import Moved
from plugins.planning.pages import Sheet
from plugins.planning.planner import Planner
from plugins.planning.props import File
from plugins.planning.sites import planners


@dataclass(frozen=True)
class Place:
    """A page to visit: its site and its path there."""

    site: str
    path: str
    template: str

    def __str__(self) -> str:
        """What a test or a line of a table calls it."""
        return f"{self.site}-{self.template.removesuffix('.html')}"

    def address(self, port: int) -> str:
        """Where it is on a server of this machine."""
        host = "localhost" if self.site == MAIN else f"{self.site}.localhost"
        return f"http://{host}:{port}{self.path}"


def fullest(sites: Iterable[tuple[str, Iterable[Sheet]]]) -> tuple[Place, ...]:
    """For each template of each site the page that is given most, so that most of the template shows."""
    found = {
        (site, sheet.props.template): sheet
        for site, sheets in sites
        for sheet in sorted(sheets, key=lambda sheet: len(repr(sheet.props)))
        if not isinstance(sheet.props, Moved)  # nobody stays there
    }
    return tuple(Place(site, path_of(sheet), template) for (site, template), sheet in found.items())


def one_of_each(places: Iterable[Place]) -> tuple[Place, ...]:
    """For each template one page of some site."""
    return tuple({place.template: place for place in places}.values())


def path_of(sheet: Sheet) -> str:
    """The address of a page inside its site; `404.html` is shown where nothing is."""
    return "/gibt-es-nicht/" if sheet.path == "404.html" else "/" + sheet.path.removesuffix("index.html")


def planned(job: Job) -> tuple[Place, ...]:
    """The pages to look at of what a job builds; raises Findings."""
    network = checked(job)
    histories, _ = histories_of(job, (one.id for one in network.records if isinstance(one, Project)))
    assets = open_theme(job.theme, network.plan).assets
    sites = planners(network, job.today, addresses(network.plan, job.local), assets, job.extras, histories)
    return fullest((site, _sheets(planner)) for site, planner in sites.items())


def _sheets(planner: Planner) -> Iterator[Sheet]:
    sheets = (planner.page(path).sheet for path in planner.paths())
    return (sheet for sheet in sheets if not isinstance(sheet.props, File))
