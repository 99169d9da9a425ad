"""What there is to tell of a site: an id for everything that can be new, and another one where a date is called off."""

from plugins.multisite.jobs import addresses
from plugins.planning.tidings import Tidings
from tests.minisite import DAY, MINISITES, MiniSite
from tests.planned import EVERYTHING, plan_sites


def tidings(minisite: MiniSite, place: int) -> list[tuple[str, str, str]]:
    """Topic, id and title of everything that there is to tell, of the main site (0) or the first village (1)."""
    network = minisite.network()
    slugs = {site.slug: {} for site in network.plan.sites}
    site = plan_sites(network, DAY, addresses(network.plan, None), slugs, extras=EVERYTHING._replace(app="offline"))[
        place
    ]
    [found] = [file.props for file in site.files if isinstance(file.props, Tidings)]
    return [(item.topic, item.id, item.title) for item in found.items]


def test_news_dates_and_notices_of_a_village_are_told(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/neu", "title: Ein neuer Weg\ndate: 2026-11-20")
    minisite.record("anger/termine/fest", "title: Fest\nstart: 2026-12-01 18:00")
    minisite.record("anger/pinnwand/rad", "title: Rad\ntype: biete\nvalid_until: 2026-12-24")
    assert tidings(minisite, 1) == [
        ("aktuelles", "/aktuelles/neu/", "Ein neuer Weg"),
        ("termine", "/termine/fest/#", "Fest"),
        ("pinnwand", "/pinnwand/rad/", "Rad"),
    ]


def test_a_date_that_is_called_off_is_something_new(minisite: MiniSite) -> None:
    head = "title: Fest\nstart: 2026-12-01 18:00\n"
    minisite.record("anger/termine/fest", head)
    before = tidings(minisite, 1)
    minisite.record("anger/termine/fest", head + "cancelled: true")
    [after] = tidings(minisite, 1)
    assert after not in before and after[1:] == ("/termine/fest/#abgesagt", "Fällt aus: Fest")


def test_the_network_tells_what_villages_tell_but_for_their_pin_boards(minisite: MiniSite) -> None:
    minisite.lay(MINISITES / "complete")
    told = tidings(minisite, 0)
    assert {topic for topic, _, _ in told} == {"aktuelles", "termine"}
    assert len(told) == len({name for _, name, _ in told})
