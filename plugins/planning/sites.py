"""The plan: from the Network, a day and the addresses to a planner for each site."""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from types import MappingProxyType

from plugins.history.chronicle import History
from plugins.network.model import Network
from plugins.network.references import Reference
from plugins.network.study import Site as Entry
from plugins.planning import urls
from plugins.planning.catalogue import Catalogue, ReadRecords
from plugins.planning.deck import Deck
from plugins.planning.extras import Extras
from plugins.planning.planner import Planner
from plugins.planning.urls import Urls


def planners(
    network: Network,
    today: date,
    bases: Mapping[str, str],
    assets: Mapping[str, Mapping[str, str]],
    extras: Extras,
    histories: Mapping[Reference, History] = MappingProxyType({}),
) -> dict[str, Planner]:
    """What plans each site, the main one first. `bases`: site → address; `assets`: site → theme file → hashed URL."""
    catalogue = catalogue_of(network, today, histories)
    plan = partial(planner, catalogue, today=today, bases=bases, extras=extras)
    return {site.slug: plan(site, assets=assets[site.slug]) for site in network.plan.sites}


def catalogue_of(network: Network, today: date, histories: Mapping[Reference, History]) -> Catalogue:
    """What of a network is published on a day."""
    pictures = {(picture.site, picture.name): picture for picture in network.pictures}
    gone = urls.expired(network.records, today)
    return Catalogue(network.plan, ReadRecords(network), pictures, gone, histories, grounds=network.grounds)


Deal = Callable[[Catalogue, Urls, date, Extras], Deck]
"""How a deck is made."""


def planner(
    catalogue: Catalogue,
    entry: Entry,
    today: date,
    bases: Mapping[str, str],
    assets: Mapping[str, str],
    extras: Extras,
    deal: Deal = Deck,
) -> Planner:
    """Plans one site."""
    addresses = Urls(bases, entry.slug, catalogue.gone, catalogue.pictures, catalogue.trace)
    return Planner(deal(catalogue, addresses, today, extras), entry, dict(assets))
