"""What a reader gets: German dates and money on the pages, and no text that becomes markup."""

import json
import re
from datetime import date, datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from plugins.multisite.filters import FILTERS, linked, money
from plugins.network.front_matter import read_yaml
from plugins.network.moments import iso
from tests.minisite import MINISITES, MiniSite
from tests.opendata import validating, vocabulary
from tests.pages import Words, shown

ATOM = "{http://www.w3.org/2005/Atom}"
EVIL = "<script>alert(1)</script> & \"'x'\" </title></textarea> {{ 7*7 }} ]]>"


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project in which everything is used, built."""
    return MiniSite(tmp_path_factory.mktemp("rendering") / "projekt", "complete").build(LOCAL=None)


def test_dates_and_times_are_german(output: Path) -> None:
    event = shown(output, "anger/termine/teichtag")
    assert "Samstag, 5. Dezember 2026" in event
    assert re.search(r"10:00.*16:30", event)
    assert "2. Juli" in shown(output, "anger/termine/sommerfest")
    assert "Dezember 2026" in shown(output, "anger/termine")
    assert "20. November 2026" in shown(output, "anger/aktuelles/wasser")


@pytest.mark.parametrize(
    ("when", "words"),
    [
        ("start: 2027-06-12\nend: 2027-06-13", "Samstag, 12. Juni, bis Sonntag, 13. Juni 2027"),
        ("start: 2026-12-30\nend: 2027-01-02", "Mittwoch, 30. Dezember 2026, bis Samstag, 2. Januar 2027"),
        (
            "start: 2027-06-12T20:00\nend: 2027-06-13T02:00",
            "Samstag, 12. Juni, 20:00 Uhr, bis Sonntag, 13. Juni 2027, 02:00 Uhr",
        ),
        ("start: 2027-06-12T20:00\nend: 2027-06-12T22:00", "Samstag, 12. Juni 2027, 20:00 bis 22:00 Uhr"),
        ("start: 2027-06-12T20:00", "Samstag, 12. Juni 2027, 20:00 Uhr"),
        ("start: 2027-06-12\nend: 2027-06-12", "Samstag, 12. Juni 2027"),
    ],
)
def test_when_it_takes_place_is_said_in_the_same_words_everywhere(minisite: MiniSite, when: str, words: str) -> None:
    minisite.record("anger/termine/fest", f"title: Fest\n{when}")
    output = minisite.build(LOCAL=None)
    assert shown(output, "anger/termine/fest").count(words) == 2
    for page in ("anger", "anger/termine"):
        leaf, said = "Fest ", shown(output, page)
        assert re.search(rf"{leaf}{words}(?!,)( |$)", said) or f"{leaf}{words}, ganztägig" in said


def test_money_is_german(output: Path) -> None:
    project = shown(output, "anger/projekte/teich")
    assert "1.234,50 €" in project and "1.000,00 €" in project and "234,50 €" in project


def test_what_matters_is_said_in_words(output: Path) -> None:
    assert "Beispiel" in shown(output, "anger/projekte/teich")
    assert "Beispiel" in shown(output, "main/projekte")
    assert re.search("abgesagt", shown(output, "anger/termine/teichtag"), re.IGNORECASE)
    coaching = shown(output, "anger/coaching")
    assert "Die Grippe ging um." in coaching and coaching.count("nicht bekannt") == 2


def test_addresses_in_words_are_links(output: Path) -> None:
    assert 'href="https://chronik.example/12"' in (output / "anger/projekte/teich/index.html").read_text()


def test_no_text_becomes_markup(minisite: MiniSite) -> None:
    """Every text of the project says something that would be dangerous, were it not taken as text."""
    minisite.lay(MINISITES / "complete")
    quoted = "'" + EVIL.replace("'", "''") + "'"
    keys = (
        "title|summary|image_alt|what|reason|date_text|contact|street|source|funder|claim|name|municipality|inhabitants"
    )
    for file in [*minisite.root.rglob("*.md"), minisite.root / "villages.yaml"]:
        text = re.sub(rf"(?m)^( *(?:- )?(?:{keys})): (?!\S+@)[^{{}}\n]*$", rf"\1: {quoted}", file.read_text())
        text = re.sub(r"(?m)^(lead|origin|location|organizer): [A-Z].*$", rf"\1: {quoted}", text)
        file.write_text(re.sub(r"(?m)^  - Das Dorf will.*$", f"  - {quoted}", text))
    assert EVIL.split()[0] in str(read_yaml((minisite.root / "villages.yaml").read_text(), "x").tree)
    output = minisite.build()
    for page in output.rglob("*.html"):
        content = page.read_text()
        assert "<script>alert" not in content and "</textarea>" not in content, page
        assert "{{ 7*7 }}" in content or "alert" not in content, page
        assert [fault for block in Words(page).blocks for fault in vocabulary.faults(json.loads(block))] == [], page
    for file in output.rglob("daten.json"):
        schema = json.loads(file.with_name("daten.schema.json").read_text())
        assert validating.faults(json.loads(file.read_text()), schema) == [], file
    for file in [*output.rglob("*.xml"), *output.rglob("*.svg")]:
        ElementTree.fromstring(file.read_text())


def test_every_page_of_every_site_leads_to_a_new_village(minisite: MiniSite) -> None:
    output = minisite.village("heide").build(LOCAL=None)
    assert "heide" in {entry.name for entry in output.iterdir()}
    for page in output.rglob("*.html"):
        own = page.relative_to(output).parts[0] == "heide"
        assert ('href="/"' if own else 'href="https://heide.netz.example/"') in page.read_text(), page


def feed(output: Path, site: str) -> ElementTree.Element:
    return ElementTree.fromstring((output / site / "atom.xml").read_text())


def test_a_feed_says_exactly_what_the_page_says(minisite: MiniSite) -> None:
    minisite.record(
        "anger/aktuelles/a", "title: 'Preise < 5 € & mehr als > 3 <b>x</b>'\ndate: 2026-11-01\nsummary: 'a < b & c'"
    )
    entry = feed(minisite.build(), "anger").find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}title") == "Preise < 5\u00a0€ & mehr als > 3 <b>x</b>"
    assert entry.findtext(f"{ATOM}content") == "a &lt; b &amp; c", "HTML, as its type says"


def test_a_sample_says_so_in_the_feed(minisite: MiniSite) -> None:
    minisite.record("anger/aktuelles/a", "date: 2026-11-01\nsample: true")
    assert feed(minisite.build(), "anger").findtext(f"{ATOM}entry/{ATOM}title") == "A (Beispiel)"


def test_a_feed_without_news_does_not_depend_on_the_clock(minisite: MiniSite) -> None:
    root = feed(minisite.build(), "anger")
    assert root.findall(f"{ATOM}entry") == []
    assert root.findtext(f"{ATOM}updated", "").startswith("2025-09-01"), "the study's first day"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("day_long", "Freitag, 3. Dezember 2021"),
        ("day_short", "3. Dez. 2021"),
        ("month_year", "Dezember 2021"),
        ("weekday_short", "Fr"),
        ("day_number", "3"),
        ("month_short", "Dez"),
        ("iso", "2021-12-03"),
    ],
)
def test_a_day_in_every_form(name: str, text: str) -> None:
    assert str(FILTERS[name](date(2021, 12, 3))).rstrip(".") == text


@pytest.mark.parametrize(
    ("moment", "text"),
    [
        (datetime(2026, 12, 3, 19, 30), "2026-12-03T19:30+01:00"),
        (datetime(2026, 7, 3, 19, 30), "2026-07-03T19:30+02:00"),
        (datetime(2026, 10, 25, 3, 0), "2026-10-25T03:00+01:00"),
        (datetime(2026, 3, 29, 3, 0), "2026-03-29T03:00+02:00"),
    ],
)
def test_a_moment_tells_machines_its_offset(moment: datetime, text: str) -> None:
    assert iso(moment) == text
    assert FILTERS["time"](moment) == f"{moment:%H:%M}"


@pytest.mark.parametrize(
    ("cents", "text"), [(30750631, "307.506,31\u00a0€"), (5, "0,05\u00a0€"), (0, "0,00\u00a0€"), (120, "1,20\u00a0€")]
)
def test_money_has_two_places_and_points(cents: int, text: str) -> None:
    assert money(cents) == text


@pytest.mark.parametrize(
    ("text", "html"),
    [
        (
            "siehe https://a.example/x, Seite 2.",
            'siehe <a href="https://a.example/x">https://a.example/x</a>, Seite 2.',
        ),
        ("(https://a.example)", '(<a href="https://a.example">https://a.example</a>)'),
        ("<b> & ", "&lt;b&gt; &amp; "),
        ('https://a.example/"x', '<a href="https://a.example/&#34;x">https://a.example/&#34;x</a>'),
        ("javascript:alert(1)", "javascript:alert(1)"),
    ],
)
def test_addresses_in_a_text_become_links_and_nothing_else(text: str, html: str) -> None:
    assert str(linked(text)) == html
