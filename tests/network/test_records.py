"""What front matter may hold: every kind with every key, and the values in all forms that coaches write."""

from datetime import date, datetime
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.multisite.filters import money
from plugins.network.elements import Offer, Step
from plugins.network.front_matter import read_yaml
from plugins.network.records import KINDS, Address, Article, Event, Notice, Page, Phase, Project
from plugins.network.references import Reference
from plugins.network.repetition import AFTER_EASTER, BEFORE_EASTER, FIRST_YEAR, LAST_YEAR, feast
from plugins.network.validation import validate
from plugins.network.vocabulary import (
    Access,
    AddressKind,
    NoticeType,
    PhaseState,
    Stage,
    Status,
    StepState,
    Term,
    Theme,
)
from tests.minisite import MINISITES, MiniSite

TEICH = Reference("projekte", "anger", "teich")
GRUPPE = Reference("adressen", "anger", "teichgruppe")
AUFTAKT = Reference("coaching", "anger", "auftakt")


@pytest.fixture
def complete(minisite: MiniSite) -> MiniSite:
    """The project in which every key of every kind is used."""
    return minisite.lay(MINISITES / "complete")


def read(kind: str, head: str) -> Any:
    """The record, or what is found in place of it."""
    known = {"id": Reference(kind, "anger", "x"), "path": "x.md"}
    record, problems = validate(KINDS[kind], read_yaml(f"title: X\n{head}", "x.md"), "x.md", known)
    return record or [problem.found for problem in problems]


@pytest.mark.parametrize("kind", KINDS)
def test_the_complete_site_uses_every_key(kind: str, complete: MiniSite) -> None:
    files = (complete.root / "content").glob(f"*/{kind}/*.md")
    used = {key for file in files for key in read_yaml(file.read_text().split("---")[1], "x.md").tree}
    common = {"summary", "date", "image", "image_alt", "tags", "status", "sample", "source", "review_by", "aliases"}
    assert set(KINDS[kind].model_fields) - {"id", "path"} - common <= used
    assert kind != "projekte" or common <= used


def test_a_project_with_every_key(complete: MiniSite) -> None:
    project = complete.get("anger/projekte/teich")
    assert isinstance(project, Project)
    assert (project.title, project.summary) == ("Der „alte“ Teich", "Der Teich wird wieder tief – und klar.")
    assert (project.date, project.start, project.end) == (date(2026, 3, 1), date(2026, 3, 1), date(2027, 6, 30))
    assert (project.image, project.image_alt) == ("teich.svg", "Ein Teich mit Schilf")
    assert (project.tags, project.status, project.sample) == (("Wasser", "Frösche"), Status.PUBLISHED, True)
    assert project.review_by == date(2027, 1, 31)
    assert project.source == "Dorfchronik, Seite 12, https://chronik.example/12"
    assert (project.stage, project.themes) == (Stage.UMSETZUNG, (Theme.NATUR, Theme.GEMEINSCHAFT))
    assert (project.origin, project.lead, project.contact) == (AUFTAKT, GRUPPE, "teich@anger.netz.example")
    assert project.steps[0] == Step.model_construct(
        title="Teich vermessen",
        state=StepState.ERLEDIGT,
        due=date(2026, 4, 1),
        done=date(2026, 4, 12),
        responsible=GRUPPE,
    )
    assert [step.responsible for step in project.steps] == [GRUPPE, "Bauhof", None]
    assert project.seeks[0] == Offer.model_construct(
        what="Eine Schubkarre", category="geraete", until=date(2026, 11, 21)
    )
    assert [offer.what for offer in project.offers] == ["Ein Zelt"]
    assert project.budget and (project.budget.total, project.budget.funding) == (123450, 100000)
    assert (project.budget.funder, project.budget.source) == ("Gemeinde Feld", "Rechnung vom Mai")
    assert (project.budget.total_source, project.budget.funding_source) == (None, "Bescheid vom 3. Juni")
    assert project.related == (Reference("projekte", "bachtal", "bach"),)


def test_an_event_with_every_key(complete: MiniSite) -> None:
    event = complete.get("anger/termine/teichtag")
    assert isinstance(event, Event)
    assert (event.start, event.end) == (datetime(2026, 12, 5, 10), datetime(2026, 12, 5, 16, 30))
    assert (event.location, event.organizer, event.project, event.phase) == (GRUPPE, GRUPPE, TEICH, AUFTAKT)
    assert (event.repeat, event.cancelled, event.whole_day) == ("FREQ=MONTHLY;BYDAY=1SA", True, False)
    whole = complete.get("anger/termine/sommerfest")
    assert (whole.start, whole.end, whole.all_day, whole.whole_day) == (date(2027, 7, 2), date(2027, 7, 4), True, True)
    assert (whole.location, whole.organizer, whole.cancelled) == ("Wiese am Teich", "Landjugend", False)


def test_an_article_with_every_key(complete: MiniSite) -> None:
    article = complete.get("anger/aktuelles/wasser")
    assert isinstance(article, Article)
    assert (article.date, article.project) == (date(2026, 11, 20), TEICH)
    assert article.event == Reference("termine", "anger", "teichtag")
    assert article.summary == "Es steht 80\u00a0cm hoch." or article.summary == "Es steht 80 cm hoch."


def test_a_phase_with_every_key(complete: MiniSite) -> None:
    held, skipped = complete.get("anger/coaching/auftakt"), complete.get("anger/coaching/werkstatt")
    assert isinstance(held, Phase)
    assert (held.kind, held.state, held.date) == ("auftakt", PhaseState.GEHALTEN, date(2025, 10, 9))
    assert held.results == ("Der Teich soll leben.", "Das Dorf will „anders“ feiern.")
    assert [(one.image, one.image_alt, one.caption) for one in held.pictures] == [
        ("teich.svg", "Eine Zeichnung des Teichs", "So könnte er werden.")
    ]
    assert (skipped.state, skipped.reason) == (PhaseState.ENTFALLEN, "Die Grippe ging um.")
    assert (skipped.date, skipped.date_text) == (None, "Im Herbst 2025")


def test_a_notice_with_every_key(complete: MiniSite) -> None:
    notice = complete.get("anger/pinnwand/spaten")
    assert isinstance(notice, Notice)
    assert (notice.type, notice.valid_until) == (NoticeType.SUCHE, date(2026, 11, 22))
    assert notice.contact == "spaten@anger.netz.example"


def test_an_address_with_every_key(complete: MiniSite) -> None:
    address = complete.get("anger/adressen/teichgruppe")
    assert isinstance(address, Address)
    assert (address.kind, address.accessible) == (AddressKind.VEREIN, Access.TEILWEISE)
    assert (address.phone, address.email) == ("02921 / 12-345", "teich@anger.netz.example")
    assert (address.url, address.street) == ("https://teich.example", "Am Anger 1")
    assert address.hours == (
        "Mo-Fr 08:00-12:00, 14:00-18:00",
        "Sa 10:00-12:00",
        "1. So 11:00-12:00",
        "Feiertag geschlossen",
    )
    assert address.location and (address.location.lat, address.location.lon) == (51.6201, 8.1602)


def test_a_page_with_every_key(complete: MiniSite) -> None:
    page = complete.get("anger/seiten/geschichte")
    assert isinstance(page, Page)
    assert (page.nav, page.summary, page.published) == (2, "Wie der Anger wurde.", True)
    assert not complete.get("anger/seiten/entwurf").published


@pytest.mark.parametrize("kind", KINDS)
def test_a_key_left_empty_counts_as_not_written(kind: str) -> None:
    needed = {
        "projekte": "stage: idee",
        "termine": "start: 2026-12-03",
        "aktuelles": "date: 2026-12-03",
        "coaching": "kind: auftakt\nstate: geplant",
        "pinnwand": "type: suche\nvalid_until: 2026-12-03",
        "adressen": "kind: amt",
        "seiten": "",
    }[kind]
    written = {line.partition(":")[0] for line in needed.splitlines()}
    rest = set(KINDS[kind].model_fields) - {"id", "path", "title"} - written
    empty = "".join(f"{key}:\n" for key in sorted(rest))
    assert read(kind, f"{needed}\n{empty}") == read(kind, needed)


@pytest.mark.parametrize(
    ("written", "cents"),
    [
        ("1500", 150000),
        ("0", 0),
        ("0,05", 5),
        ("12,50", 1250),
        ("12.50", 1250),
        ("1.500", 150000),
        ("1.500,00", 150000),
        ("307.506,31", 30750631),
        ("307506,31", 30750631),
        ("307506.31", 30750631),
        ("1.234.567,89", 123456789),
        ("1.500 €", 150000),
        ("1.500€", 150000),
        ("1.500 Euro", 150000),
    ],
)
def test_money_in_all_german_forms(written: str, cents: int) -> None:
    assert read("projekte", f"stage: idee\nbudget:\n  total: {written}").budget.total == cents


@pytest.mark.parametrize(
    "written", ["12,5", "12.5", "1,234.50", "1.23,45", "12.34.567", "1 500", "-1", "1e3", "€ 5", "zwölf"]
)
def test_money_in_other_forms_is_not_guessed(written: str) -> None:
    assert read("projekte", f"stage: idee\nbudget:\n  total: {written}") == [f"„{written}“"]


@given(st.integers(0, 10**14 - 1))
def test_what_pages_show_of_money_is_read_as_the_same_money(cents: int) -> None:
    shown = money(cents)
    assert read("projekte", f"stage: idee\nbudget: {{total: '{shown}'}}").budget.total == cents


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_in_iso_form_and_its_german_form_is_explained(day: date) -> None:
    assert read("aktuelles", f"date: {day.isoformat()}").date == day
    known = {"id": TEICH, "path": "x.md"}
    for german in (f"{day.day}.{day.month}.{day.year}", f"{day:%d.%m.%Y}", f"{day:%d. %m. %Y}"):
        _, problems = validate(Article, read_yaml(f"title: X\ndate: {german}", "x.md"), "x.md", known)
        assert [problem.fix for problem in problems] == [f"Schreibe „{day.isoformat()}“."]


@pytest.mark.parametrize("between", ["T", " "])
def test_a_time_of_day_stands_behind_a_t_or_a_space(between: str) -> None:
    assert read("termine", f"start: 2026-12-03{between}19:30").start == datetime(2026, 12, 3, 19, 30)


@pytest.mark.parametrize("day", ["1899-12-31", "2101-01-01", "0026-11-22", "２０２６-11-22", "2026-1-1", "20261122"])
def test_a_day_of_another_century_or_form_is_a_finding(day: str) -> None:
    assert read("aktuelles", f"date: {day}") == [f"„{day}“"]


@pytest.mark.parametrize("word", ["true", "True", "ja", "JA"])
@pytest.mark.parametrize("no", ["false", "nein"])
def test_yes_and_no_in_two_languages(word: str, no: str) -> None:
    assert read("termine", f"start: 2026-12-03\ncancelled: {word}").cancelled is True
    assert read("termine", f"start: 2026-12-03\ncancelled: {no}").cancelled is False


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("anger/teichgruppe", GRUPPE),
        ("Der Bauhof", "Der Bauhof"),
        ("Anger/Bachtal", "Anger/Bachtal"),
        ("Anger / Bachtal", "Anger / Bachtal"),
        ("anger/teich/gruppe", "anger/teich/gruppe"),
        ("'Der \"Bauhof\"'", "Der „Bauhof“"),
    ],
)
def test_a_lead_is_a_reference_or_words(written: str, said: Reference | str) -> None:
    assert read("projekte", f"stage: idee\nlead: {written}").lead == said


def test_a_reference_where_words_do_not_do() -> None:
    assert read("termine", "start: 2026-12-03\nproject: der Teich") == ["„der Teich“"]
    assert str(TEICH) == "anger/teich"


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=DAILY",
        "FREQ=WEEKLY;BYDAY=TH",
        "RRULE:FREQ=WEEKLY;BYDAY=TH",
        "BYDAY=TH;FREQ=WEEKLY",
        "FREQ=WEEKLY;INTERVAL=2;WKST=MO",
        "FREQ=WEEKLY;COUNT=10",
        "FREQ=WEEKLY;UNTIL=20270331",
        "FREQ=WEEKLY;UNTIL=20270331T193000",
        "FREQ=MONTHLY;BYDAY=1TH",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3",
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=3",
    ],
)
def test_repetitions_that_calendars_write(rule: str) -> None:
    assert read("termine", f"start: 2026-12-03\nrepeat: {rule}").repeat == rule.removeprefix("RRULE:")


@given(st.integers(-BEFORE_EASTER, AFTER_EASTER), st.integers(FIRST_YEAR, LAST_YEAR))
def test_every_distance_from_easter_that_may_be_written_stays_in_its_year(distance: int, year: int) -> None:
    day = feast(distance, year)
    assert day.year == year
    assert read("termine", f"start: {day}\nrepeat: ostern{distance:+d}").repeat == f"ostern{distance:+d}"


@pytest.mark.parametrize("wrong", ["-1", "1000", "zwei", "1.5"])
def test_a_revision_is_a_number_counted_from_none(wrong: str) -> None:
    assert read("termine", "start: 2026-12-03\nrevision: 2").revision == 2
    assert read("termine", f"start: 2026-12-03\nrevision: '{wrong}'") == [f"„{wrong}“"]


@given(
    st.lists(
        st.sampled_from(
            [
                "FREQ=DAILY",
                "FREQ=WEEKLY",
                "FREQ=MONTHLY",
                "FREQ=YEARLY",
                "INTERVAL=7",
                "INTERVAL=999",
                "COUNT=1",
                "COUNT=9999",
                "UNTIL=20270101",
                "BYDAY=MO",
                "BYDAY=5TU",
                "BYDAY=-1SU",
                "BYDAY=99MO",
                "BYMONTHDAY=31",
                "BYMONTHDAY=-1",
                "BYMONTHDAY=30",
                "BYMONTHDAY=0",
                "BYMONTH=2",
                "BYMONTH=13",
                "BYSETPOS=-1",
                "BYSETPOS=366",
                "WKST=SU",
            ]
        ),
        min_size=1,
        max_size=5,
        unique=True,
    ),
    st.dates(date(1900, 1, 1), date(2100, 12, 31)),
)
def test_no_repetition_raises_or_is_searched_for_ever(parts: list[str], start: date) -> None:
    began = process_time()
    event = read("termine", f"start: {start}\nrepeat: {';'.join(parts)}")
    assert isinstance(event, Event) or len(event) == 1
    assert process_time() - began < 2


@pytest.mark.parametrize("vocabulary", [Stage, Theme, StepState, PhaseState, NoticeType, AddressKind, Access, Status])
def test_every_word_has_a_german_label_of_its_own(vocabulary: type[Term]) -> None:
    labels = [word.label for word in vocabulary]
    assert all(labels) and len(set(labels)) == len(labels)


def test_a_record_never_changes(complete: MiniSite) -> None:
    with pytest.raises(ValueError, match="frozen"):
        complete.get("anger/projekte/teich").title = "Anders"
