"""The pages of single records: what each says, and what it finds in the rest of the network."""

from datetime import date, datetime

import pytest

from plugins.coaching.progress import Progress
from plugins.network.vocabulary import StepState
from plugins.planning import props
from plugins.planning.cards import Amount, BudgetLines, Image, Link, Mention
from tests.minisite import MINISITES, MiniSite, Plans


@pytest.fixture
def plans(minisite: MiniSite) -> Plans:
    """The sites of the project in which everything is used."""
    return minisite.lay(MINISITES / "complete").plan()


def hrefs(plans: Plans, site: str, url: str) -> list[str]:
    """Where the links and pictures of a page's text lead."""
    body = plans.sheet(site, url).props.body  # type: ignore[attr-defined]
    return [attributes.get("href") or attributes["src"] for attributes in body.attributes]


def test_links_inside_a_site_have_no_host_and_those_to_others_do(plans: Plans) -> None:
    assert hrefs(plans, "anger", "/projekte/teich/") == [
        "/dorf/#am-anger",
        "/bilder/teich.svg",
        "https://bachtal.netz.example/projekte/bach/#das-ziel",
        "#was-schon-war",
    ]
    assert hrefs(plans, "main", "/aktuelles/studie/") == ["https://anger.netz.example/dorf/"]


def test_a_project_page_knows_its_people_its_money_and_its_sisters(plans: Plans) -> None:
    page = plans.props(props.ProjectPage, "anger", "/projekte/teich/")
    assert page.origin == Mention("Auftakt am Anger", "/coaching/auftakt/")
    assert page.lead == Mention("Teichgruppe", "/adressen/teichgruppe/")
    assert page.budget == BudgetLines(
        total=Amount(123450, "Rechnung vom Mai"),
        funding=Amount(100000, "Bescheid vom 3. Juni", 810, rounded=True),
        own=Amount(23450, None, 190, rounded=True),
        funder="Gemeinde Feld",
    )
    assert [card.url for card in page.related] == ["https://bachtal.netz.example/projekte/bach/"]
    assert [card.title for card in page.events] == ["Teichtag"]
    bach = plans.props(props.ProjectPage, "bachtal", "/projekte/bach/")
    assert (bach.origin, bach.lead) == (Mention("Eigener Vorschlag aus Bachtal"), Mention("Bachfreunde"))
    assert bach.budget is None


def test_what_remains_for_the_village_is_known_only_where_both_amounts_are(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee\nbudget:\n  total: 100")
    budget = minisite.plan().props(props.ProjectPage, "anger", "/projekte/a/").budget
    assert budget == BudgetLines(Amount(10000, None), None, None, None)


def test_what_is_sought_or_offered_ends_with_its_last_day(plans: Plans, minisite: MiniSite) -> None:
    page = plans.props(props.ProjectPage, "anger", "/projekte/teich/")
    assert [(line.what, line.category) for line in page.seeks] == [("Zehn Leute", "Helfende Hände")]
    assert [line.what for line in page.offers] == ["Ein Zelt"]
    tomorrow = minisite.plan(date(2026, 11, 23)).props(props.ProjectPage, "anger", "/projekte/teich/")
    assert tomorrow.seeks == ()


def test_a_step_is_overdue_when_its_day_is_over_and_it_is_not_done(plans: Plans, minisite: MiniSite) -> None:
    page = plans.props(props.ProjectPage, "anger", "/projekte/teich/")
    assert [(step.state, step.overdue) for step in page.steps] == [
        (StepState.ERLEDIGT, False),
        (StepState.LAEUFT, True),
        (StepState.OFFEN, False),
    ]
    on_the_day = minisite.plan(date(2026, 11, 1)).props(props.ProjectPage, "anger", "/projekte/teich/")
    assert not any(step.overdue for step in on_the_day.steps)


def test_a_timeline_holds_everything_that_happened_in_its_order(plans: Plans) -> None:
    page = plans.props(props.ProjectPage, "anger", "/projekte/teich/")
    shown = [
        [(f"{entry.day:%d.%m.%y}", entry.kind, entry.title, entry.url, entry.note) for entry in entries]
        for entries in (page.was, page.comes)
    ]
    assert shown == [
        [
            ("09.10.25", "idee", "Auftakt am Anger", "/coaching/auftakt/", "Woher die Idee kommt"),
            ("01.03.26", "beginn", "Beginn", None, None),
            ("12.04.26", "schritt", "Teich vermessen", None, "erledigt"),
            ("01.11.26", "schritt", "Schlamm abfahren", None, "läuft, überfällig"),
            ("20.11.26", "aktuelles", "Wieder Wasser im Teich", "/aktuelles/wasser/", None),
        ],
        [
            ("05.12.26", "termin", "Teichtag", "/termine/teichtag/", "abgesagt, wiederholt sich"),
            ("01.04.27", "schritt", "Schilf pflanzen", None, "offen, geplant bis zu diesem Tag"),
            ("30.06.27", "ende", "Geplantes Ende", None, None),
        ],
    ]


def test_a_timeline_finds_what_other_sites_wrote(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/a", "stage: idee")
    minisite.record("bachtal/aktuelles/b", "date: 2026-11-01\nproject: anger/a")
    [entry] = minisite.plan().props(props.ProjectPage, "anger", "/projekte/a/").was
    assert entry.url == "https://bachtal.netz.example/aktuelles/b/"


@pytest.mark.parametrize(
    ("states", "progress"),
    [
        ([], None),
        (["offen", "offen"], Progress(done=0, total=2, next="S0")),
        (["erledigt", "offen", "laeuft"], Progress(done=1, total=3, next="S2")),
        (["offen", "erledigt"], Progress(done=1, total=2, next="S0")),
        (["erledigt", "erledigt"], Progress(done=2, total=2)),
    ],
)
def test_progress_counts_steps_and_names_the_next(
    minisite: MiniSite, states: list[str], progress: Progress | None
) -> None:
    steps = "".join(f"\n  - title: S{place}\n    state: {state}" for place, state in enumerate(states))
    minisite.record("anger/projekte/a", f"stage: idee\nsteps:{steps or ' []'}")
    assert minisite.plan().props(props.ProjectPage, "anger", "/projekte/a/").project.progress == progress


def test_progress_says_when_the_next_step_is_due(plans: Plans) -> None:
    progress = plans.props(props.ProjectPage, "anger", "/projekte/teich/").project.progress
    assert progress == Progress(done=1, total=3, next="Schlamm abfahren", due=date(2026, 11, 1), late=True)


def test_an_event_page_stands_on_its_next_day(plans: Plans) -> None:
    page = plans.props(props.EventPage, "anger", "/termine/teichtag/")
    assert (page.event.start, page.past, page.event.repeats) == (datetime(2026, 12, 5, 10), False, True)
    assert [f"{day:%d.%m.%Y}" for day in page.dates[:3]] == ["05.12.2026", "02.01.2027", "06.02.2027"]
    assert len(page.dates) == 6
    assert page.organizer == page.event.place == Mention("Teichgruppe", "/adressen/teichgruppe/")
    assert page.location and page.location.geo == "geo:51.6201,8.1602"
    assert page.project and page.project.title == "Der „alte“ Teich"
    assert page.phase and page.phase.kind == "auftakt"
    feast = plans.props(props.EventPage, "anger", "/termine/sommerfest/")
    assert (feast.event.place, feast.location, feast.dates) == (Mention("Wiese am Teich"), None, ())
    assert feast.event.whole_day


@pytest.mark.parametrize(("today", "past"), [(date(2027, 7, 4), False), (date(2027, 7, 5), True)])
def test_an_event_is_past_after_its_last_day(minisite: MiniSite, today: date, past: bool) -> None:
    plans = minisite.lay(MINISITES / "complete").plan(today)
    assert plans.props(props.EventPage, "anger", "/termine/sommerfest/").past is past


def test_an_article_shows_its_project_and_its_event(plans: Plans) -> None:
    page = plans.props(props.ArticlePage, "anger", "/aktuelles/wasser/")
    assert page.project and page.event
    assert (page.project.url, page.event.url) == ("/projekte/teich/", "/termine/teichtag/")
    main = plans.props(props.ArticlePage, "main", "/aktuelles/studie/")
    assert (main.project, main.event) == (None, None)


def test_a_phase_page_shows_what_came_of_it(plans: Plans) -> None:
    page = plans.props(props.PhasePage, "anger", "/coaching/auftakt/")
    story = plans.props(props.Coaching, "anger", "/coaching/").phases[0]
    assert page.story == story, "the same on the page of all phases"
    assert story.results == ("Der Teich soll leben.", "Das Dorf will „anders“ feiern.")
    [figure] = story.pictures
    assert (figure.image.url, figure.image.alt) == ("/bilder/teich.svg", "Eine Zeichnung des Teichs")
    assert figure.caption == "So könnte er werden."
    assert [card.title for card in story.projects] == ["Der „alte“ Teich"]
    assert [card.title for card in page.events] == ["Teichtag"]
    assert story.phase.about == "Das Dorf kommt zusammen."


def test_an_address_page_shows_what_takes_place_there_and_what_it_leads(plans: Plans) -> None:
    page = plans.props(props.AddressPage, "anger", "/adressen/teichgruppe/")
    assert [card.title for card in page.events] == ["Teichtag"], "once, though it is place and organizer"
    assert [card.title for card in page.projects] == ["Der „alte“ Teich"]
    assert (page.address.tel, page.address.web) == ("0292112345", "https://teich.example")


def test_what_a_notice_says_of_its_contact_can_be_called_or_written_to(minisite: MiniSite, plans: Plans) -> None:
    notice = plans.props(props.NoticePage, "anger", "/pinnwand/spaten/").notice
    assert notice.contact == (Mention("spaten@anger.netz.example", "mailto:spaten@anger.netz.example"),)
    minisite.record("anger/pinnwand/a", "type: suche\nvalid_until: 2026-12-31\ncontact: Ruf an, 0221 4710 330")
    words, number = minisite.plan().props(props.NoticePage, "anger", "/pinnwand/a/").notice.contact
    assert (words.url, number.url) == (None, "tel:02214710330")


def test_a_page_says_where_it_stands(plans: Plans) -> None:
    head = plans.sheet("anger", "/projekte/teich/").head
    assert head.url == "https://anger.netz.example/projekte/teich/"
    assert (head.title, head.section) == ("Der „alte“ Teich", "projekte")
    assert head.description == "Der Teich wird wieder tief – und klar."
    assert head.trail == (Link("Anger", "/"), Link("Projekte", "/projekte/"))
    assert head.image == Image("/bilder/teich.svg", "Ein Teich mit Schilf", 1600, 800)
    assert (head.sample, head.date) == (True, date(2026, 3, 1))
    assert plans.sheet("anger", "/termine/sommerfest/").head.description == "Das Dorf am Anger", "the site's claim"
    assert plans.sheet("anger", "/geschichte/").head.section == "geschichte"


def test_a_draft_is_nowhere(plans: Plans) -> None:
    assert "/entwurf/" not in plans.urls("anger")
    assert "Entwurf" not in [item.title for item in plans.sites["anger"].frame.menu]
    assert "Entwurf" not in repr(plans.sites["anger"].sheets)
