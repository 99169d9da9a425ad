"""`./site poster`: what is printed for the evening of the Projektbörse, as PDF, from the same props as the print pages."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from plugins.multisite import git
from plugins.multisite.building import checked
from plugins.multisite.jobs import Job, addresses, open_renderer
from plugins.multisite.settling import Pins
from plugins.multisite.theme import open_theme
from plugins.network.frozen import frozen
from plugins.network.problems import suggestion
from plugins.network.references import MAIN
from plugins.planning import urls
from plugins.planning.cards import Poster
from plugins.planning.pages import file_of
from plugins.planning.planner import Planner
from plugins.planning.props import Frame, Posters, Props, TablePlan
from plugins.planning.sites import planners
from plugins.planning.urls import Section

_UNREAL = ".example"
"""The end of addresses that lead nowhere, ever (RFC 2606)."""


class NothingToPrint(Exception):
    """A village or project was asked for that there is not; the message is German."""


@frozen
class Evening:
    """All that could be printed, and what it is printed with."""

    frame: Frame
    """Of the main site."""
    posters: Mapping[str, tuple[Poster, ...]]
    """Village → its posters, in the order of villages.yaml."""
    plan: TablePlan
    files: Mapping[str, bytes]
    """The theme's files, by the path at which sheets ask for them."""
    render: Callable[..., str]
    """A template's name, and what it is given → HTML."""


@frozen
class Print:
    """A PDF to be made."""

    path: str
    """Below the folder that was asked for."""
    html: str
    sheets: int | None
    """How many pages it must have; None where it may have any number."""


def evening(job: Job) -> Evening:
    """What there is to print, with the addresses in villages.yaml. Raises Findings."""
    network = checked(job)
    theme = open_theme(job.theme, network.plan)
    sites = planners(network, job.today, addresses(network.plan, None), theme.assets, job.extras)
    plan, environment = _props(sites[MAIN], urls.TABLES), open_renderer(job, theme.texts).environment
    assert isinstance(plan, TablePlan)
    return Evening(
        frame=sites[MAIN].frame()[0],
        posters={village.slug: _posters(sites[village.slug]) for village in network.plan.villages},
        plan=plan,
        files={f"/{path}": content for path, content in theme.files[MAIN]},
        render=lambda template, **given: environment.get_template(template).render(**given),
    )


def _posters(planner: Planner) -> tuple[Poster, ...]:
    page = _props(planner, urls.POSTERS)
    assert isinstance(page, Posters)
    return page.posters


def _props(planner: Planner, section: Section) -> Props:
    """What the print page of a site is given."""
    return planner.page(file_of(section.url)).sheet.props


def editions(root: Path, villages: Iterable[str], pins: Pins) -> dict[str, str | None]:
    """Which state of its sources each village is printed from: of its own repository, or of this one."""
    here = git.edition(root, ("villages.yaml", "content"))
    own = {site: pin.commit[:7] for site, pin in pins.items()}
    return {MAIN: here, **{village: own.get(village, here) for village in villages}}


def prints(
    what: Evening, villages: list[str], projects: list[str], states: Mapping[str, str | None]
) -> Iterator[Print]:
    """What was asked for: these villages and projects (`ort/name`), or, where none is named, everything with the table plan.

    Raises NothingToPrint.
    """
    named = {name_of(poster): poster for posters in what.posters.values() for poster in posters}
    _must_exist("Dorf", villages, what.posters)
    _must_exist("Projekt", projects, named)
    everything = not (villages or projects)
    whole = list(what.posters) if everything else villages
    single = [name for name, poster in named.items() if name in projects or poster.project.site in whole]
    sheet = _Sheets(what, states)
    yield from (sheet.village(village) for village in whole if what.posters[village])
    yield from (sheet.project(name, named[name]) for name in single)
    if everything and single:
        yield from sheet.tables()


def name_of(poster: Poster) -> str:
    """A project as coaches name it: `ampen/dorfkino`."""
    return f"{poster.project.site}/{poster.address.rstrip('/').rpartition('/')[2]}"


def _must_exist(kind: str, asked: Iterable[str], there: Iterable[str]) -> None:
    for name in set(asked) - set(there):
        raise NothingToPrint(f"{kind} {name} gibt es nicht. {suggestion(name, there, 'Es gibt: ' + ', '.join(there))}")


@frozen
class _Sheets:
    """The HTML of each PDF."""

    what: Evening
    states: Mapping[str, str | None]

    def village(self, village: str) -> Print:
        """All posters of a village."""
        posters = self.what.posters[village]
        title = f"Aushänge aus {posters[0].project.village}"
        return Print(f"{village}.pdf", self._posters(title, posters), len(posters))

    def project(self, name: str, poster: Poster) -> Print:
        """One poster."""
        title = f"{poster.project.title} ({poster.project.village})"
        return Print(f"{name}.pdf", self._posters(title, (poster,)), 1)

    def tables(self) -> Iterator[Print]:
        """The plan of all tables, and their signs."""
        given = {"villages": self.what.plan.villages, "edition": self.states[MAIN]}
        yield Print("tischplan.pdf", self._html("plan", "Tischplan der Projektbörse", **given), None)
        signs = sum(len(village.tables) for village in self.what.plan.villages)
        yield Print("tischschilder.pdf", self._html("signs", "Tischschilder der Projektbörse", **given), signs)

    def _posters(self, title: str, posters: tuple[Poster, ...]) -> str:
        return self._html("posters", title, posters=posters, editions=self.states)

    def _html(self, template: str, title: str, **given: Any) -> str:
        about = {"site": self.what.frame, "day": self.what.plan.day, "title": title}
        return self.what.render(f"paper/{template}.html", **about, **given)


def unreal(what: Evening) -> list[str]:
    """The hosts that QR codes name and nobody can ever own: examples of villages.yaml that are still there."""
    hosts = {poster.address.split("/")[2] for posters in what.posters.values() for poster in posters}
    return sorted(host for host in hosts if host.endswith(_UNREAL))
