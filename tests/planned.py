"""Whole sites, planned at once, where a build plans page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

from plugins.history.chronicle import History
from plugins.network.model import Network, Picture
from plugins.network.references import Reference
from plugins.planning.extras import Extras
from plugins.planning.pages import Sheet
from plugins.planning.planner import Planner
from plugins.planning.props import File, Frame
from plugins.planning.sites import planners

EVERYTHING = Extras(app="installable")


@dataclass(frozen=True)
class Site:
    """All that is planned of a site."""

    frame: Frame
    sheets: tuple[Sheet, ...]
    """Its pages."""
    files: tuple[Sheet, ...]
    """Its files for programs."""
    pictures: tuple[tuple[str, Picture], ...]
    """Where it lies in the site, and picture."""


def plan_sites(
    network: Network,
    today: date,
    bases: Mapping[str, str],
    assets: Mapping[str, Mapping[str, str]],
    histories: Mapping[Reference, History] = MappingProxyType({}),
    extras: Extras = EVERYTHING,
) -> tuple[Site, ...]:
    """All sites of a network, the main one first."""
    return tuple(map(_whole, planners(network, today, bases, assets, extras, histories).values()))


def _whole(planner: Planner) -> Site:
    planned = [planner.page(path) for path in planner.paths()]
    sheets = [page.sheet for page in planned]
    shown = [*(page.reads for page in planned), *(part.reads for part in planner.deck.parts.values())]
    return Site(
        planner.frame()[0],
        tuple(sheet for sheet in sheets if not isinstance(sheet.props, File)),
        tuple(sheet for sheet in sheets if isinstance(sheet.props, File)),
        tuple(planner.pictures(set[str]().union(*shown))),
    )
