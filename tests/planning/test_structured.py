"""What pages say to machines: in words of schema.org, and nothing that people are not told."""

import json
from datetime import date
from typing import Any

import pytest

from plugins.planning import props
from plugins.planning.structured import data_block
from tests.minisite import DAY, MINISITES, MiniSite
from tests.opendata.vocabulary import faults

HOURS = ["Tuesday", "Wednesday"]

FOR_PEOPLE = ("not_found.html", "offline.html", "moved.html")
"""Templates of pages that say nothing to machines."""


@pytest.fixture
def complete(minisite: MiniSite) -> MiniSite:
    """The project in which everything is used."""
    return minisite.lay(MINISITES / "complete")


def graph(site: MiniSite, slug: str, url: str, today: date = DAY) -> list[dict[str, Any]]:
    """The things that a page describes."""
    planned = site.plan(today)
    sheet = planned.sheet(slug, url)
    read = json.loads(data_block(planned.sites[slug].frame, sheet.head, sheet.props))
    assert faults(read) == []
    return list(read["@graph"])


def main(site: MiniSite, slug: str, url: str, today: date = DAY) -> dict[str, Any]:
    """What a page is about."""
    things = {thing["@id"]: thing for thing in graph(site, slug, url, today)}
    page = things[f"https://{'' if slug == 'main' else f'{slug}.'}netz.example{url}"]
    return things[page["mainEntity"]["@id"]]


def test_every_page_speaks_words_of_the_vocabulary_and_names_itself(complete: MiniSite) -> None:
    for site in complete.plan().sites.values():
        for sheet in (sheet for sheet in site.sheets if sheet.props.template not in FOR_PEOPLE):
            read = json.loads(data_block(site.frame, sheet.head, sheet.props))
            assert faults(read) == [], sheet.path
            page = read["@graph"][0]
            kind, name = (
                ("WebPage", sheet.head.url) if sheet.head.trail else ("WebSite", f"{site.frame.address}/#website")
            )
            assert (page["@type"], page["@id"], page["name"]) == (kind, name, sheet.head.title), sheet.path
            assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_the_way_to_a_page_is_that_of_its_breadcrumb(complete: MiniSite) -> None:
    _, way, _ = graph(complete, "anger", "/projekte/teich/")
    assert [(item["position"], item["name"], item["item"]["@id"]) for item in way["itemListElement"]] == [
        (1, "Anger", "https://anger.netz.example/"),
        (2, "Projekte", "https://anger.netz.example/projekte/"),
        (3, "Der „alte“ Teich", "https://anger.netz.example/projekte/teich/"),
    ]


def test_a_repeating_event_has_a_schedule_and_its_next_days(complete: MiniSite) -> None:
    event = main(complete, "anger", "/termine/teichtag/")
    assert event["eventSchedule"] == {
        "@type": "Schedule",
        "repeatFrequency": "P1M",
        "byDay": ["1SA"],
        "startDate": "2026-12-05",
        "startTime": "10:00:00",
        "endTime": "16:30:00",
        "scheduleTimezone": "Europe/Berlin",
    }
    assert "startDate" not in event, "schema.org: the schedule has it"
    assert [day["startDate"] for day in event["subEvent"]][:2] == ["2026-12-05T10:00+01:00", "2027-01-02T10:00+01:00"]
    assert event["subEvent"][0]["endDate"] == "2026-12-05T16:30+01:00"
    cancelled = "https://schema.org/EventCancelled"
    assert {event["eventStatus"], *(day["eventStatus"] for day in event["subEvent"])} == {cancelled}
    assert event["location"] == {
        "@type": "Place",
        "address": "Am Anger 1",
        "geo": {"@type": "GeoCoordinates", "latitude": 51.6201, "longitude": 8.1602},
        "amenityFeature": {
            "@type": "LocationFeatureSpecification",
            "name": "stufenlos erreichbar",
            "value": "teilweise",
        },
        "@id": "https://anger.netz.example/termine/teichtag/#ort",
        "name": "Teichgruppe",
        "url": "https://anger.netz.example/adressen/teichgruppe/",
    }
    assert event["organizer"]["name"] == "Teichgruppe"
    assert event["about"]["name"] == "Der „alte“ Teich (Beispiel)"


def test_a_repetition_without_words_is_its_days(complete: MiniSite) -> None:
    complete.record("anger/termine/a", "start: 2026-11-27T19:00\nrepeat: FREQ=MONTHLY;BYDAY=FR;BYSETPOS=-1")
    event = main(complete, "anger", "/termine/a/")
    assert "eventSchedule" not in event
    assert event["startDate"] == "2026-11-27T19:00+01:00"
    assert [day["startDate"][:10] for day in event["subEvent"]][:2] == ["2026-11-27", "2026-12-25"]


def test_days_stay_days(complete: MiniSite) -> None:
    event = main(complete, "anger", "/termine/sommerfest/")
    assert (event["startDate"], event["endDate"]) == ("2027-07-02", "2027-07-04")
    assert event["location"]["name"] == "Wiese am Teich" and event["organizer"] == {
        "@type": "Organization",
        "name": "Landjugend",
    }
    complete.record("anger/termine/a", "start: 2027-01-01\nend: 2027-01-02\nrepeat: FREQ=YEARLY")
    again = main(complete, "anger", "/termine/a/")["subEvent"][1]
    assert (again["startDate"], again["endDate"]) == ("2028-01-01", "2028-01-02")


@pytest.mark.parametrize(("words", "kind"), [("Online, mit Link", "VirtualLocation"), ("Gasthof Online", "Place")])
def test_what_takes_place_online_has_no_place(minisite: MiniSite, words: str, kind: str) -> None:
    minisite.record("anger/termine/a", f"start: 2026-12-01T19:00\nlocation: '{words}'")
    event = main(minisite, "anger", "/termine/a/")
    assert event["location"]["@type"] == kind
    assert ("eventAttendanceMode" in event) is (kind == "VirtualLocation")


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("verein", "Organization"),
        ("einrichtung", "CivicStructure"),
        ("betrieb", "LocalBusiness"),
        ("amt", "GovernmentOffice"),
        ("notfall", "EmergencyService"),
    ],
)
def test_an_address_is_what_its_kind_says(minisite: MiniSite, kind: str, said: str) -> None:
    head = (
        "phone: '112'\nurl: https://a.example\nstreet: Am Anger 1\naccessible: nein\n"
        "hours: ['Di-Mi 08:00-12:00']\nlocation: {lat: 51.6, lon: 8.1}\nemail: a@a.example"
    )
    minisite.record("anger/adressen/a", f"kind: {kind}\n{head}")
    address = main(minisite, "anger", "/adressen/a/")
    assert (address["@type"], address["telephone"], address["sameAs"]) == (said, "112", "https://a.example")
    place = address["location"] if kind == "verein" else address
    assert place["geo"]["latitude"] == 51.6 and place["address"] == "Am Anger 1"
    assert place["amenityFeature"]["value"] is False
    assert place["openingHoursSpecification"][0]["dayOfWeek"] == [f"https://schema.org/{day}" for day in HOURS]


def test_an_address_of_which_only_the_name_is_known_has_nothing_else(minisite: MiniSite) -> None:
    minisite.record("anger/adressen/a", "title: Verein A\nkind: verein")
    assert set(main(minisite, "anger", "/adressen/a/")) == {"@type", "@id", "name", "url"}


def test_no_mail_address_is_said(complete: MiniSite) -> None:
    for site in complete.plan().sites.values():
        for sheet in site.sheets:
            said = data_block(site.frame, sheet.head, sheet.props).replace('"@', "")
            assert "@" not in said, sheet.path


def test_a_project_has_themes_time_lead_and_money(complete: MiniSite) -> None:
    project = main(complete, "anger", "/projekte/teich/")
    assert project["@type"] == "Project"
    assert (project["name"], project["description"]) == (
        "Der „alte“ Teich (Beispiel)",
        "Der Teich wird wieder tief – und klar.",
    )
    assert project["disambiguatingDescription"] == "Frei erfunden, als Beispiel."
    assert project["keywords"] == ["Natur", "Gemeinschaft"]
    assert project["foundingDate"] == "2026-03-01"
    assert "dissolutionDate" not in project, "its end is only planned"
    assert project["member"]["url"] == "https://anger.netz.example/adressen/teichgruppe/"
    assert project["funding"] == {
        "@type": "MonetaryGrant",
        "amount": {"@type": "MonetaryAmount", "currency": "EUR", "value": "1000.00"},
        "funder": {"@type": "Organization", "name": "Gemeinde Feld"},
    }
    assert project["image"] == "https://anger.netz.example/bilder/teich.svg"


def test_news_name_their_day_and_who_brings_them(complete: MiniSite) -> None:
    news = main(complete, "anger", "/aktuelles/wasser/")
    assert (news["@type"], news["headline"], news["datePublished"]) == (
        "NewsArticle",
        "Wieder Wasser im Teich",
        "2026-11-20",
    )
    assert (
        news["publisher"]
        == news["author"]
        == {
            "@type": "Organization",
            "name": "Anger",
            "url": "https://anger.netz.example/",
        }
    )


def test_a_village_is_a_place_and_part_of_another(complete: MiniSite) -> None:
    village = main(complete, "anger", "/dorf/")
    assert village["@type"] == "Place"
    assert (village["geo"]["latitude"], village["geo"]["longitude"]) == (51.62, 8.16)
    assert village["containedInPlace"] == {"@type": "AdministrativeArea", "name": "Gemeinde Feld"}


def test_a_start_page_stands_for_its_site_and_that_is_part_of_the_network(complete: MiniSite) -> None:
    [network], [anger] = graph(complete, "main", "/"), graph(complete, "anger", "/")
    assert (network["@type"], network["url"], network["name"]) == ("WebSite", "https://netz.example/", "Netz")
    assert "isPartOf" not in network
    assert anger["isPartOf"] == {"@type": "WebSite", "name": "Netz", "url": "https://netz.example/"}


def test_the_page_of_open_data_describes_the_file(complete: MiniSite) -> None:
    data = main(complete, "anger", "/offene-daten/")
    assert data["@type"] == "Dataset"
    assert data["distribution"]["contentUrl"] == "https://anger.netz.example/daten.json"
    assert data["license"] == "https://creativecommons.org/licenses/by/4.0/"


def test_notices_and_lists_are_about_nothing_that_lasts(complete: MiniSite) -> None:
    for url in ("/pinnwand/spaten/", "/pinnwand/", "/termine/", "/coaching/auftakt/"):
        assert [thing["@type"] for thing in graph(complete, "anger", url)] == ["WebPage", "BreadcrumbList"]


def test_a_words_only_edit_touches_nothing_that_is_said(complete: MiniSite) -> None:
    before = graph(complete, "anger", "/projekte/teich/")
    complete.replace("content/anger/projekte/teich.md", "Der Teich liegt", "Der alte Teich liegt")
    sheet = complete.plan().sheet("anger", "/projekte/teich/")
    assert isinstance(sheet.props, props.ProjectPage)
    assert graph(complete, "anger", "/projekte/teich/") == before
