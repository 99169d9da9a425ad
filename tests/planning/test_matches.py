"""Matches on the pages of both projects and on the Projektbörse."""

from urllib.parse import unquote

from plugins.planning import props, trace
from plugins.planning.cards import MatchCard
from plugins.planning.sites import planners
from tests.minisite import DAY, MiniSite
from tests.planned import EVERYTHING

SEEKS = "seeks:\n- what: Ein Zelt für das Fest\n  category: raum"
OFFERS = "offers:\n- what: Zelt, acht Meter lang\n  category: raum"


def matches(minisite: MiniSite, site: str, url: str) -> tuple[MatchCard, ...]:
    """What goes together with a project."""
    return minisite.plan().props(props.ProjectPage, site, url).matches


def exchange(minisite: MiniSite) -> props.Exchange:
    return minisite.plan().props(props.Exchange, "main", "/projektboerse/")


def two(minisite: MiniSite, seeking: str = "", offering: str = "") -> MiniSite:
    """A project in each village, one of which seeks what the other offers."""
    minisite.record("anger/projekte/fest", f"title: Unser Fest\nstage: planung\n{SEEKS}\n{seeking}")
    return minisite.record("bachtal/projekte/lager", f"title: Altes Lager\nstage: ruht\n{OFFERS}\n{offering}")


def test_both_pages_show_a_match_with_the_addresses_of_their_site(minisite: MiniSite) -> None:
    two(minisite)
    (here,), (there,) = matches(minisite, "anger", "/projekte/fest/"), matches(minisite, "bachtal", "/projekte/lager/")
    assert (here.one.url, here.other.url) == ("/projekte/fest/", "https://bachtal.netz.example/projekte/lager/")
    assert (there.one.url, there.other.url) == ("/projekte/lager/", "https://anger.netz.example/projekte/fest/")
    assert here.reasons == there.reasons
    assert (here.reasons[0].seeker, here.reasons[0].giver) == ("Anger", "Bachtal")
    assert here.reasons[0].why == "Gleiche Kategorie „Raum“; „Zelt“ in beiden Texten."


def test_the_exchange_shows_a_match_once_confirmed_ones_first(minisite: MiniSite) -> None:
    two(minisite)
    minisite.record("bachtal/projekte/bach", "stage: idee\nrelated: [anger/teich]")
    minisite.record("anger/projekte/teich", "stage: idee")
    shown = exchange(minisite)
    assert [(match.one.title, match.other.title, match.confirmed) for match in shown.matches] == [
        ("Teich", "Bach", True),
        ("Unser Fest", "Altes Lager", False),
    ]
    assert shown.more == 0


def test_the_exchange_shows_so_many_and_says_how_many_more(minisite: MiniSite, monkeypatch) -> None:
    monkeypatch.setattr("plugins.planning.matches.MOST", 1)
    two(minisite).record("bachtal/projekte/halle", f"stage: idee\n{OFFERS}")
    shown = exchange(minisite)
    assert (len(shown.matches), shown.more) == (1, 1)


def test_a_letter_goes_to_contacts_where_there_are_some_else_to_the_editors(minisite: MiniSite) -> None:
    two(minisite, "contact: fest@anger.netz.example")
    (match,) = matches(minisite, "anger", "/projekte/fest/")
    assert match.mails == ("fest@anger.netz.example", "redaktion@bachtal.netz.example")
    letter = unquote(match.letter)
    assert letter.startswith(
        "mailto:fest@anger.netz.example,redaktion@bachtal.netz.example?subject=Projektbörse: Unser Fest"
    )
    assert (
        "https://anger.netz.example/projekte/fest/" in letter
        and "https://bachtal.netz.example/projekte/lager/" in letter
    )
    assert "Anger sucht: Ein Zelt für das Fest" in letter


def test_a_notice_is_answered_where_it_says(minisite: MiniSite) -> None:
    two(minisite, offering="status: draft")
    head = "title: Zelt zu verleihen\ntype: biete\nvalid_until: 2026-12-31\ncontact: {}"
    for contact, mail in (("Anruf oder zelt@bachtal.netz.example, abends", "zelt@"), ("0221 4710 110", "redaktion@")):
        minisite.record("bachtal/pinnwand/zelt", head.format(contact))
        (match,) = matches(minisite, "anger", "/projekte/fest/")
        assert match.other.notice == "biete"
        assert match.other.url == "https://bachtal.netz.example/pinnwand/zelt/"
        assert match.mails[1] == f"{mail}bachtal.netz.example"


def test_what_is_confirmed_stands_among_the_matches_and_not_again_below(minisite: MiniSite) -> None:
    two(minisite, "related: [bachtal/lager, anger/teich]").record("anger/projekte/teich", "stage: idee")
    page = minisite.plan().props(props.ProjectPage, "anger", "/projekte/fest/")
    assert [match.confirmed for match in page.matches] == [True]
    assert [card.title for card in page.related] == ["Teich"]


def test_what_the_other_side_rejects_is_shown_nowhere(minisite: MiniSite) -> None:
    two(minisite, "related: [bachtal/lager]", "not_related: [anger/fest]")
    page = minisite.plan().props(props.ProjectPage, "anger", "/projekte/fest/")
    assert (page.matches, page.related) == ((), ())
    assert exchange(minisite).matches == ()


def test_what_is_finished_stays_among_the_related(minisite: MiniSite) -> None:
    two(minisite, "related: [bachtal/alt]").record("bachtal/projekte/alt", "stage: abgeschlossen")
    page = minisite.plan().props(props.ProjectPage, "anger", "/projekte/fest/")
    assert [card.title for card in page.related] == ["Alt"]


def test_matches_are_planned_by_themselves_from_what_they_are_made_of(minisite: MiniSite) -> None:
    two(minisite)
    network = minisite.network()
    bases = {site.slug: site.address for site in network.plan.sites}
    planner = planners(network, DAY, bases, {slug: {} for slug in bases}, EVERYTHING)["anger"]
    page = planner.page("projekte/fest/index.html")
    part = trace.part("anger", "matches fest")
    assert part in page.reads and trace.TRADED not in page.reads
    both = {"one projekte/anger/fest", "one projekte/bachtal/lager"}
    assert planner.deck.parts[part].reads == {trace.TRADED, *both}
