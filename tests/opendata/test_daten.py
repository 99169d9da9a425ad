"""`daten.json`: all that a site publishes and nothing that it does not, in a format that its schema tells."""

import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.records import KINDS, Page
from plugins.network.references import Reference
from plugins.opendata.datafile import written
from plugins.opendata.licence import LICENCE
from plugins.opendata.listing import entry, line, named
from plugins.opendata.schema import schema
from plugins.planning import props
from tests.minisite import DAY, MINISITES, ROOT, MiniSite
from tests.opendata.validating import faults, values

SITES = ["main", "anger", "bachtal"]
SCHEMA = json.loads(schema("https://anger.netz.example/daten.schema.json"))


@pytest.fixture
def complete(minisite: MiniSite) -> MiniSite:
    """The project in which everything is used."""
    return minisite.lay(MINISITES / "complete")


def text(site: MiniSite, slug: str, today: date = DAY) -> str:
    """A site's file."""
    files = site.plan(today).sites[slug].files
    found = next(sheet.props for sheet in files if sheet.path == "daten.json")
    assert isinstance(found, props.DataFile)
    return written(found.about, found.records)


def data(site: MiniSite, slug: str, today: date = DAY) -> dict[str, Any]:
    read: dict[str, Any] = json.loads(text(site, slug, today))
    return read


def record(site: MiniSite, name: str, today: date = DAY) -> dict[str, Any]:
    """A record as it stands in the file of its site."""
    [found] = [one for one in data(site, name.partition("/")[0], today)["records"] if one["id"] == name]
    return dict(found)


@pytest.mark.parametrize("slug", SITES)
def test_what_is_published_fits_the_schema(complete: MiniSite, slug: str) -> None:
    assert faults(data(complete, slug), SCHEMA) == []


def test_every_kind_of_record_is_tried() -> None:
    kinds = {path.parent.name for path in (MINISITES / "complete/content").rglob("*.md")}
    assert kinds == set(KINDS)


def _without(name: str) -> Any:
    return lambda project: project.pop(name)


@pytest.mark.parametrize(
    "spoil",
    [
        _without("id"),
        _without("sample"),
        lambda project: project.update(email="teich@anger.netz.example"),
        lambda project: project.update(stage="fertig"),
        lambda project: project.update(kind="projekt"),
        lambda project: project.update(start="1.3.2026"),
        lambda project: project.update(summary=None),
        lambda project: project.update(url="/projekte/teich/"),
        lambda project: project["budget"].update(total="1.234,50 €"),
        lambda project: project["budget"].update(total=1234.5),
        lambda project: project["related"].append("bachtal/bach"),
        lambda project: project["steps"][0].update(responsible={"name": "Bauhof"}),
    ],
)
def test_the_schema_refuses_what_is_not_the_format(complete: MiniSite, spoil: Any) -> None:
    read = data(complete, "anger")
    spoil(next(one for one in read["records"] if one["kind"] == "projekte"))
    assert faults(read, SCHEMA)


def test_a_moment_without_its_offset_is_refused(complete: MiniSite) -> None:
    read = data(complete, "main")
    event = next(one for one in read["records"] if one["kind"] == "termine")
    event["start"] = "2026-12-01T19:00:00"
    assert faults(read, SCHEMA)


def test_a_project_is_said_in_ids_cents_and_days(complete: MiniSite) -> None:
    assert record(complete, "anger/projekte/teich") == {
        "id": "anger/projekte/teich",
        "url": "https://anger.netz.example/projekte/teich/",
        "title": "Der „alte“ Teich",
        "summary": "Der Teich wird wieder tief – und klar.",
        "image": {"url": "https://anger.netz.example/bilder/teich.svg", "alt": "Ein Teich mit Schilf"},
        "sample": True,
        "source": "Dorfchronik, Seite 12, https://chronik.example/12",
        "kind": "projekte",
        "stage": "umsetzung",
        "themes": ["natur", "gemeinschaft"],
        "origin": {"id": "anger/coaching/auftakt"},
        "lead": {"id": "anger/adressen/teichgruppe"},
        "start": "2026-03-01",
        "end": "2027-06-30",
        "steps": [
            {
                "title": "Teich vermessen",
                "state": "erledigt",
                "due": "2026-04-01",
                "done": "2026-04-12",
                "responsible": {"id": "anger/adressen/teichgruppe"},
            },
            {"title": "Schlamm abfahren", "state": "laeuft", "due": "2026-11-01", "responsible": {"text": "Bauhof"}},
            {"title": "Schilf pflanzen", "state": "offen", "due": "2027-04-01"},
        ],
        "seeks": [{"what": "Zehn Leute", "category": "helfer", "until": "2026-11-22"}],
        "offers": [{"what": "Ein Zelt", "category": "raum"}],
        "budget": {
            "currency": "EUR",
            "total": 123450,
            "funding": 100000,
            "funding_source": "Bescheid vom 3. Juni",
            "funder": "Gemeinde Feld",
            "source": "Rechnung vom Mai",
        },
        "related": ["bachtal/projekte/bach"],
    }


def test_an_event_is_said_with_its_offset_and_its_rule(complete: MiniSite) -> None:
    event = record(complete, "anger/termine/teichtag")
    assert (event["start"], event["end"]) == ("2026-12-05T10:00:00+01:00", "2026-12-05T16:30:00+01:00")
    assert (event["repeat"], event["cancelled"]) == ("FREQ=MONTHLY;BYDAY=1SA", True)
    festival = record(complete, "anger/termine/sommerfest")
    assert (festival["start"], festival["end"], festival["cancelled"]) == ("2027-07-02", "2027-07-04", False)
    assert festival["location"] == {"text": "Wiese am Teich"}


def test_summer_has_another_offset(minisite: MiniSite) -> None:
    minisite.record("anger/termine/a", "start: 2027-07-01T19:00")
    assert record(minisite, "anger/termine/a")["start"] == "2027-07-01T19:00:00+02:00"


def test_an_address_is_said_with_place_and_hours(complete: MiniSite) -> None:
    address = record(complete, "anger/adressen/teichgruppe")
    assert address["location"] == {"lat": 51.6201, "lon": 8.1602}
    assert address["hours"][:2] == ["Mo-Fr 08:00-12:00, 14:00-18:00", "Sa 10:00-12:00"]
    assert (address["type"], address["accessible"], address["phone"]) == ("verein", "teilweise", "02921 / 12-345")


def test_no_mail_address_and_no_contact_of_a_notice_is_published(complete: MiniSite) -> None:
    complete.record("anger/pinnwand/a", "type: biete\nvalid_until: 2026-12-01\ncontact: Oma Lina, 02921 999")
    published = "".join(text(complete, slug) for slug in SITES)
    assert "@" not in published and "999" not in published
    assert record(complete, "anger/pinnwand/a")["valid_until"] == "2026-12-01"


def test_drafts_and_expired_notices_are_not_published(complete: MiniSite) -> None:
    assert "entwurf" not in text(complete, "anger")
    assert "anger/pinnwand/spaten" in text(complete, "anger")
    assert "spaten" not in text(complete, "anger", date(2026, 11, 23))


def test_what_is_no_longer_sought_is_not_published(complete: MiniSite) -> None:
    assert "seeks" not in record(complete, "anger/projekte/teich", date(2026, 11, 23))


def test_every_published_page_of_a_record_is_in_the_file_of_its_site_once(complete: MiniSite) -> None:
    plans = complete.plan()
    for slug in SITES:
        base = plans.sites[slug].frame.address
        urls = [one["url"] for one in data(complete, slug)["records"]]
        assert len(set(urls)) == len(urls)
        pages = {sheet.head.url for sheet in plans.sites[slug].sheets}
        assert set(urls) <= pages
        ours = {props.ArticlePage, props.EventPage, props.ProjectPage, props.PhasePage, props.NoticePage}
        shown = {sheet.head.url for sheet in plans.sites[slug].sheets if type(sheet.props) in ours}
        assert shown <= set(urls) and all(url.startswith(base) for url in urls)


def test_every_id_names_a_record_of_one_of_the_files(complete: MiniSite) -> None:
    files = [data(complete, slug) for slug in SITES]
    ids = {one["id"] for file in files for one in file["records"]}
    form = re.compile(rf"[a-z0-9-]+/({'|'.join(KINDS)})/[a-z0-9-]+")
    said = {value for file in files for value in values(file) if isinstance(value, str) and form.fullmatch(value)}
    assert said == ids


def test_the_main_file_leads_to_the_others_and_knows_the_study(complete: MiniSite) -> None:
    main, anger = data(complete, "main"), data(complete, "anger")
    assert [site["data"] for site in main["sites"]] == [
        "https://anger.netz.example/daten.json",
        "https://bachtal.netz.example/daten.json",
    ]
    assert [site["data"] for site in anger["sites"]] == ["https://netz.example/daten.json"]
    assert (main["study"]["total"], main["study"]["currency"]) == (100000, "EUR")
    assert {offer["category"] for offer in record(complete, "anger/projekte/teich")["offers"]} <= {
        word["slug"] for word in main["study"]["categories"]
    }
    assert anger["site"]["village"]["location"] == {"lat": 51.62, "lon": 8.16}
    assert "study" not in anger and "village" not in main["site"]
    assert {one["id"].partition("/")[0] for one in main["records"]} == {"main"}


def test_the_head_says_format_day_licence_and_schema(complete: MiniSite) -> None:
    head = data(complete, "anger")
    assert (head["format"], head["generated"]) == ("1.0", "2026-11-22")
    assert head["$schema"] == SCHEMA["$id"] == "https://anger.netz.example/daten.schema.json"
    assert head["licence"]["spdx"] == "CC-BY-4.0"


def test_the_licence_is_that_of_the_content() -> None:
    said = (ROOT / "LICENSE-CONTENT").read_text()
    assert LICENCE.url in said and "(CC BY 4.0)" in said and f'"{LICENCE.attribution}"' in said


def test_a_record_has_a_line_of_its_own(complete: MiniSite) -> None:
    lines = text(complete, "anger").split("\n")
    listed = [one.removesuffix(",") for one in lines if one.startswith('{"id"')]
    assert [json.loads(one)["id"] for one in listed] == [one["id"] for one in data(complete, "anger")["records"]]
    assert [named(one) for one in listed] == [f'{{"id":"{json.loads(one)["id"]}"' for one in listed]


def test_an_empty_site_is_a_list_of_nothing() -> None:
    assert json.loads(written('{"format":"1.0"}', [])) == {"format": "1.0", "records": []}


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_title_is_it_stays_on_its_line(title: str) -> None:
    given = {"id": Reference("seiten", "anger", "a"), "path": "", "title": title}
    page = Page.model_construct(**given)
    said = line(entry(page, "https://a.example/a/", None, DAY))
    assert len(said.split("\n")) == 1 and "\r" not in said
    assert json.loads(said)["title"] == title


def test_the_schema_is_german_and_tells_everything() -> None:
    said = [found["description"] for found in _objects(SCHEMA) if "description" in found]
    assert all(kind.get("description") or "oneOf" in kind for kind in SCHEMA["$defs"].values())
    english = re.compile(r"\b(the|of|and|what|where|which|is|are)\b")
    assert [text for text in said if english.search(text)] == []
    assert SCHEMA["title"] == "Offene Daten der Modellorte" and SCHEMA["$schema"].endswith("2020-12/schema")
    assert {"const": "laeuft", "title": "läuft"} in SCHEMA["$defs"]["StepState"]["oneOf"]


def _objects(value: Any) -> list[dict[str, Any]]:
    below = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [*([value] if isinstance(value, dict) else []), *(found for part in below for found in _objects(part))]


def test_a_network_may_do_without(minisite: MiniSite, tmp_path: Path) -> None:
    output = minisite.build(OPEN_DATA=False)
    assert not list(output.rglob("daten*.json")) and not (output / "anger/offene-daten").exists()
    page = (output / "anger/index.html").read_text()
    assert not re.search(r"offene-daten|daten\.json|ld\+json", page)
