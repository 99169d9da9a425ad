"""A site does without each of its extras: nothing of it is planned, and no page mentions it."""

import pytest

from plugins.multisite.jobs import addresses
from plugins.planning.extras import Extras
from tests.minisite import DAY, MINISITES, MiniSite
from tests.planned import EVERYTHING, Site, plan_sites


def planned(minisite: MiniSite, extras: Extras) -> Site:
    network = minisite.lay(MINISITES / "complete").network()
    slugs = {site.slug: {} for site in network.plan.sites}
    return plan_sites(network, DAY, addresses(network.plan, None), slugs, extras=extras)[1]


@pytest.mark.parametrize(
    ("left_out", "traces"),
    [
        ({"open_data": False}, ("daten.json", "offene-daten")),
        ({"calendars": False}, (".ics", "kalender/", "termine/2026-")),
        ({"guide": False}, ("karte/", "'neu-im-dorf")),
        ({"json_feed": False}, ("feed.json",)),
        ({"search": False}, ("suche/", "a-z/")),
        ({"app": None}, ("manifest.webmanifest", "offline.html", "'app/")),
    ],
)
def test_nothing_is_left_of_what_is_left_out(minisite: MiniSite, left_out: dict, traces: tuple[str, ...]) -> None:
    everything, less = planned(minisite, EVERYTHING), planned(minisite, EVERYTHING._replace(**left_out))
    for trace in traces:
        assert trace in repr([sheet.path for sheet in (*everything.sheets, *everything.files)])
        assert trace not in repr([sheet.path for sheet in (*less.sheets, *less.files)])


def test_without_a_search_no_page_is_prepared_for_it_or_leads_to_it(minisite: MiniSite) -> None:
    everything, less = planned(minisite, EVERYTHING), planned(minisite, EVERYTHING._replace(search=False))
    assert any(sheet.head.kind for sheet in everything.sheets) and not any(sheet.head.kind for sheet in less.sheets)
    assert [[item.section for item in site.frame.menu].count("suche") for site in (everything, less)] == [1, 0]


def test_without_matches_no_page_shows_any(minisite: MiniSite) -> None:
    everything, less = planned(minisite, EVERYTHING), planned(minisite, EVERYTHING._replace(matches=False))
    assert "MatchCard" in repr(everything.sheets) and "MatchCard" not in repr(less.sheets)
