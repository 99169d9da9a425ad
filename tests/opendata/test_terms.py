"""Nodes of schema.org from plain values, and that no title breaks out of the element they stand in."""

import json
from datetime import date, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.opendata.terms import amount, block, called, coordinates, hours, node, schedule, trail
from tests.opendata.vocabulary import faults

DAY = "https://schema.org/"


class _Scripts(HTMLParser):
    """The elements of a page, and what stands in its data blocks."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.blocks: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.blocks += [""] if tag == "script" else []

    def handle_data(self, data: str) -> None:
        if self.tags[-1] == "script":
            self.blocks[-1] += data


def read(title: str) -> tuple[list[str], Any]:
    """The elements of a page with a thing of this title, and the title as a machine reads it there."""
    text = block([node("Thing", name=title)])
    page = _Scripts(f'<script type="application/ld+json">{text}</script><p>Ende</p>')
    return page.tags, json.loads(page.blocks[0])["@graph"][0]["name"]


@pytest.mark.parametrize(
    "title",
    [
        "</script><script>alert(1)</script>",
        "<!--<script>",
        "<!-- </SCRIPT >",
        "]]>&lt;/script&gt;",
        "Zeile\u2028Ende\u2029\u0000\\u003c",
        "\"'\\",
    ],
)
def test_no_title_breaks_out_of_its_element(title: str) -> None:
    assert read(title) == (["script", "p"], title)
    assert not set("<>&\u2028\u2029") & set(block([node("Thing", name=title)]))


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1))
def test_whatever_a_title_is_machines_read_that_and_nothing_else(title: str) -> None:
    assert read(title) == (["script", "p"], title)


def test_what_has_no_value_is_left_out_but_a_no_is_one() -> None:
    assert node("Thing", name="", image=None, sameAs=[]) == {"@type": "Thing"}
    assert node("Event", "https://a.example/#e", isAccessibleForFree=False) == {
        "@type": "Event",
        "@id": "https://a.example/#e",
        "isAccessibleForFree": False,
    }


def test_the_name_of_what_was_invented_says_so() -> None:
    assert (called("Fest", True), called("Fest", False)) == ("Fest (Beispiel)", "Fest")


def test_a_trail_numbers_its_pages() -> None:
    way = trail("https://a.example/b/", [("A", "https://a.example/"), ("B", "https://a.example/b/")])
    assert [(item["position"], item["name"], item["item"]["@id"]) for item in way["itemListElement"]] == [
        (1, "A", "https://a.example/"),
        (2, "B", "https://a.example/b/"),
    ]


def test_a_point_has_degrees_zero_included() -> None:
    assert coordinates("geo:51.5,0.0", 82) == {
        "@type": "GeoCoordinates",
        "elevation": 82,
        "latitude": 51.5,
        "longitude": 0.0,
    }
    assert coordinates(None) is None


@pytest.mark.parametrize(("cents", "euros"), [(123450, "1234.50"), (5, "0.05"), (0, "0.00"), (30750631, "307506.31")])
def test_money_is_exact(cents: int, euros: str) -> None:
    assert amount(cents)["value"] == euros


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("Mo 08:00-12:00", [("Monday", "08:00", "12:00")]),
        ("Sa, So 14:00-18:00", [("Saturday Sunday", "14:00", "18:00")]),
        (
            "Di-Do, Sa 08:00-12:00, 14:00-18:00",
            [
                ("Tuesday Wednesday Thursday Saturday", "08:00", "12:00"),
                ("Tuesday Wednesday Thursday Saturday", "14:00", "18:00"),
            ],
        ),
        ("Sa-Mo 10:00-11:00", [("Saturday Sunday Monday", "10:00", "11:00")]),
        ("Fr 20:00-02:00", [("Friday", "20:00", "02:00")]),
        ("Feiertag 10:00-12:00", [("PublicHolidays", "10:00", "12:00")]),
        ("Feiertag geschlossen", []),
        ("1. Mo 10:00-12:00", []),
    ],
)
def test_opening_hours_name_each_day(line: str, said: list[tuple[str, str, str]]) -> None:
    assert [(one["dayOfWeek"], one["opens"], one["closes"]) for one in hours([line])] == [
        ([DAY + day for day in days.split()], opens, closes) for days, opens, closes in said
    ]


EVENING = datetime(2026, 12, 1, 19, 30)
LATE = datetime(2026, 12, 1, 22)


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        ("FREQ=WEEKLY;BYDAY=TU", {"repeatFrequency": "P1W", "byDay": ["TU"]}),
        ("FREQ=MONTHLY;BYDAY=2TH,4TH", {"repeatFrequency": "P1M", "byDay": ["2TH", "4TH"]}),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", {"repeatFrequency": "P3D", "repeatCount": 5}),
        (
            "FREQ=YEARLY;BYMONTH=5,12;BYMONTHDAY=1",
            {"repeatFrequency": "P1Y", "byMonth": [5, 12], "byMonthDay": [1]},
        ),
        ("FREQ=WEEKLY;UNTIL=20261231T200000", {"repeatFrequency": "P1W", "endDate": "2026-12-31"}),
    ],
)
def test_a_repetition_is_a_schedule(rule: str, said: dict[str, Any]) -> None:
    always = {
        "@type": "Schedule",
        "startDate": "2026-12-01",
        "startTime": "19:30:00",
        "endTime": "22:00:00",
        "scheduleTimezone": "Europe/Berlin",
    }
    made = schedule(rule, EVENING, LATE)
    assert made == always | said
    assert faults({"@context": "https://schema.org", "@graph": [node("Event", eventSchedule=made)]}) == []


@pytest.mark.parametrize("rule", ["FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR", "FREQ=MONTHLY;BYMONTHDAY=-1"])
def test_what_schema_org_has_no_words_for_is_not_half_said(rule: str) -> None:
    assert schedule(rule, EVENING, LATE) is None


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        (date(2026, 7, 3), None, {}),
        (date(2026, 7, 3), date(2026, 7, 5), {"duration": "P3D"}),
        (datetime(2026, 7, 3, 18), None, {"startTime": "18:00:00"}),
        (datetime(2026, 7, 3, 22), datetime(2026, 7, 4, 2), {"startTime": "22:00:00", "endTime": "02:00:00"}),
        (datetime(2026, 7, 3, 18), datetime(2026, 7, 5, 18, 30), {"startTime": "18:00:00", "duration": "PT2910M"}),
    ],
)
def test_a_schedule_says_how_long_it_takes(start: date, end: date | None, said: dict[str, str]) -> None:
    made = schedule("FREQ=YEARLY", start, end)
    assert made is not None
    assert {name: made[name] for name in ("startTime", "endTime", "duration") if name in made} == said
