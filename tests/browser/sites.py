"""The real sites as planned for one day: which pages there are, and which of them the tests visit."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from pelican.settings import read_settings

from audit.places import Place, fullest, one_of_each
from plugins.history.changes import Amount, Entry, Money, StepChange, Turn
from plugins.history.chronicle import History
from plugins.multisite.building import read_network
from plugins.multisite.jobs import Job, addresses, job_of
from plugins.multisite.past import Gap
from plugins.multisite.theme import open_theme
from plugins.network.markup import converter
from plugins.network.records import Project
from plugins.network.references import Reference
from tests.planned import Site, plan_sites

ROOT = Path(__file__).parents[2]
DAY = "2026-11-22"


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
    histories, _ = eventful(job, (one.id for one in network.records if isinstance(one, Project)))
    return plan_sites(network, job.today, addresses(network.plan, job.local), assets, histories, job.extras)


def eventful(_: Job, projects: Iterable[Reference]) -> tuple[dict[Reference, History], list[Gap]]:
    """A long history for every project, in place of what git knows on the machine that tests."""
    title = "Kalender am Schwarzen Brett aushängen"
    steps = (
        StepChange(Turn.DUE, title, before=date(2026, 3, 4), after=date(2027, 1, 8)),
        StepChange(Turn.RENAMED, title, was="Donaudampfschifffahrtsgesellschaftskapitänsmützenausstellung"),
    )
    amounts = (Amount(Money.TOTAL, 120000, 145000),)
    days = (date(2026, 8, day) for day in range(9, 3, -1))
    entries = tuple(Entry(day, steps=steps[: day.day % 3], amounts=amounts) for day in days)
    return dict.fromkeys(projects, History(date(2026, 1, 2), entries)), []


@cache
def every_kind_of_page() -> tuple[Place, ...]:
    """For each template of each site the page that is given most, so that most of the template shows."""
    return fullest((site.frame.slug, site.sheets) for site in planned())


def starts() -> tuple[Place, ...]:
    """The start page of every site."""
    return tuple(place for place in every_kind_of_page() if place.path == "/")


def one_of_each_kind() -> tuple[Place, ...]:
    """For each template one page of some site."""
    return one_of_each(every_kind_of_page())


def project_lists() -> tuple[Place, ...]:
    """The unfiltered list of projects of every site."""
    return tuple(Place(site.frame.slug, "/projekte/", "projects.html") for site in planned())
