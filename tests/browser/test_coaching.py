"""Projects and phases in every state, more than our own sites have: read, fitting, by ear, on paper and under a finger."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from audit.looks import DOUBLED, LOOKING, REFLOWED, SMALLEST, axe_findings, unfitting
from audit.places import Place
from tests.browser.conftest import DESK, PHONE, Visitor, served
from tests.minisite import MiniSite

LONG = "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen"
PROJECTS = {
    "nur-idee": "stage: idee",
    "alles-erledigt": "stage: umsetzung\nsteps: [{title: A, state: erledigt, done: 2026-11-01}]",
    "ruhend": "stage: ruht\nsteps: [{title: A, state: laeuft, due: 2026-11-01}]",
    "fertig": "stage: abgeschlossen\nend: 2026-11-01\nsteps: [{title: A, state: erledigt}, {title: B, state: offen}]",
    "lang": f"""title: {LONG}
stage: umsetzung
origin: anger/auftakt
steps:
  - {{title: {LONG}, state: laeuft, due: 2026-11-01, responsible: {LONG}}}
  - {{title: {LONG}, state: offen, due: 2026-11-01}}
budget: {{total: 123456789012, funding: 1, funder: {LONG}, source: 'https://example.org/{LONG}'}}""",
}
PHASES = {
    "umsetzung": "kind: umsetzung\nstate: geplant\ndate: 2026-11-01",
    "boerse": f"kind: boerse\nstate: unbekannt\nreason: {LONG}\ndate_text: {LONG}",
}
PLACES = [
    *(Place("anger", f"/projekte/{name}/", f"project-{name}") for name in ("teich", *PROJECTS)),
    Place("anger", "/projekte/", "projects"),
    Place("anger", "/coaching/", "coaching"),
    Place("anger", "/coaching/auftakt/", "phase"),
    Place("anger", "/coaching/umsetzung/", "phase-over"),
    Place("bachtal", "/coaching/", "coaching-unwritten"),
    Place("main", "/coaching/", "matrix"),
]
MATRIX = PLACES[-1]


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where the project in which everything is used is served, with projects and phases of every kind."""
    folder = tmp_path_factory.mktemp("coaching")
    site = MiniSite(folder / "projekt", "complete")
    for kind, records in (("projekte", PROJECTS), ("coaching", PHASES)):
        for name, head in records.items():
            site.record(f"anger/{kind}/{name}", head)
    with served(folder, site.settings) as number:
        yield number


@pytest.fixture(scope="module")
def visitor(browser: Browser, port: int) -> Iterator[Visitor]:
    """Somebody who visits these sites instead of our own."""
    context = browser.new_context(locale="de-DE")
    context.add_init_script(path=LOOKING)
    yield Visitor(context.new_page(), port)
    context.close()


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_axe_finds_nothing_and_everything_fits(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    page.evaluate("looking.settled()")
    findings = axe_findings(page) + unfitting(page, (*REFLOWED, *DOUBLED))
    assert not findings, "\n".join(findings)
    assert visitor.complaints() == []


@pytest.mark.parametrize("width", [SMALLEST, PHONE, DESK])
def test_every_cell_of_the_matrix_is_a_link_that_says_where_it_leads(visitor: Visitor, width: int) -> None:
    page = visitor.go(MATRIX, width)
    links = page.locator(".matrix td a")
    kinds = ["Auftakt", "Werkstatt", "Umsetzung", "Börse"]
    assert page.locator(".matrix td").count() == links.count() == len(kinds) * 2
    for village, row in zip(("Anger", "Bachtal"), page.locator(".matrix tbody tr").all(), strict=True):
        for kind, link in zip(kinds, row.locator("td a").all(), strict=True):
            expect(link).to_have_accessible_name(f"{kind} in {village}: {words(link.locator('.badge').inner_text())}")
    assert page.evaluate("looking.small('.matrix td a', 44)") == []


def test_a_cell_nobody_wrote_about_leads_to_its_place_on_the_villages_page(visitor: Visitor) -> None:
    page = visitor.go(MATRIX)
    page.get_by_role("link", name="Werkstatt in Bachtal").click()
    expect(page).to_have_url(visitor.address(Place("bachtal", "/coaching/#phase_werkstatt", "")))
    expect(page.locator("#phase_werkstatt")).to_be_in_viewport()
    expect(page.locator("#phase_werkstatt")).to_contain_text("nicht bekannt")


def test_on_a_phone_each_cell_says_its_phase_above_its_state(visitor: Visitor) -> None:
    page = visitor.go(MATRIX, SMALLEST)
    cell = page.locator(".matrix td").first
    name, badge = cell.locator(".cell-kind").bounding_box(), cell.locator(".badge").bounding_box()
    assert name and badge and name["y"] + name["height"] <= badge["y"] + 1
    visitor.see(DESK)
    expect(cell.locator(".cell-kind")).to_be_hidden()  # there the column has a title


def test_projects_of_a_phase_can_be_reached_though_the_card_is_a_link(visitor: Visitor) -> None:
    page = visitor.go(Place("anger", "/coaching/", "coaching"))
    page.locator("#phase_auftakt").get_by_role("link", name="Teich").click()
    expect(page).to_have_url(visitor.address(Place("anger", "/projekte/teich/", "")))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_a_project_has_its_whole_story(visitor: Visitor, scheme: str) -> None:
    page = visitor.go(PLACES[0], DESK, media="print", color_scheme=scheme)
    for heading in ("Schritt für Schritt", "Was es kostet", "Verlauf", "Was noch kommt"):
        expect(page.get_by_role("heading", name=heading)).to_be_visible()
    expect(page.get_by_text("Nächster Schritt: Schlamm abfahren, überfällig seit")).to_be_visible()
    expect(page.locator(".note-card", has_text="Mitmachen?").get_by_text("teich@anger.netz.example")).to_be_visible()
    assert page.evaluate("looking.unprintable()") == []


def test_who_has_no_address_of_their_own_is_reached_through_the_editors(visitor: Visitor) -> None:
    page = visitor.go(Place("anger", "/projekte/nur-idee/", "project"))
    shortcut(page).click()
    expect(page.get_by_role("heading", name="Mitmachen?")).to_be_in_viewport()
    mail = page.locator(".note-card").get_by_role("link", name="E-Mail schreiben")
    expect(mail).to_have_attribute("href", "mailto:redaktion@anger.netz.example?subject=Nur-Idee")


def shortcut(page: Page) -> Locator:
    """The button that leads to the way to take part, on a phone."""
    return page.locator(".shortcut a")


def words(text: str) -> str:
    """Text as it is read aloud."""
    return " ".join(text.split())
