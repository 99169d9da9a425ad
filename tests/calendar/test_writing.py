"""The bytes of a calendar: lines, values, times; what RFC 5545 wants of each."""

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from plugins.calendar.entry import Entry
from plugins.calendar.lines import LONGEST, folded, text
from plugins.calendar.writing import calendar, sequence

DAY = date(2027, 7, 2)


def entry(start: date | datetime = DAY, **more: object) -> Entry:
    """An entry in which little is said."""
    return Entry(
        "fest.anger.termine@modellorte", "Fest", "Text", "https://anger.example/", start, date(2026, 1, 2), **more
    )  # type: ignore[arg-type]


def written(*entries: Entry) -> list[str]:
    """The lines of a calendar."""
    return calendar("Anger", "https://anger.example/termine/", "https://anger.example/termine.ics", entries).split(
        "\r\n"
    )


def event(entry: Entry) -> list[str]:
    """The lines of the event."""
    lines = written(entry)
    return lines[lines.index("BEGIN:VEVENT") : lines.index("END:VEVENT") + 1]


def test_a_calendar_to_the_byte() -> None:
    dance = entry(
        datetime(2027, 5, 1, 20),
        end=datetime(2027, 5, 2, 1, 30),
        rule="FREQ=YEARLY;UNTIL=20290501",
        place="Saal, Dorfstraße 1",
        geo=(51.5, 8.25),
        cancelled=True,
        revision=2,
    )
    head = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Modellorte//Termine//DE
CALSCALE:GREGORIAN
NAME:Anger
X-WR-CALNAME:Anger
X-WR-TIMEZONE:Europe/Berlin
URL:https://anger.example/termine/
SOURCE;VALUE=URI:https://anger.example/termine.ics
REFRESH-INTERVAL;VALUE=DURATION:PT12H
X-PUBLISHED-TTL:PT12H
BEGIN:VTIMEZONE
TZID:Europe/Berlin
BEGIN:DAYLIGHT
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
TZNAME:CEST
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
END:DAYLIGHT
BEGIN:STANDARD
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
TZNAME:CET
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:fest.anger.termine@modellorte
DTSTAMP:20260102T120000Z
SEQUENCE:5
DTSTART;TZID=Europe/Berlin:20270501T200000
DTEND;TZID=Europe/Berlin:20270502T013000
RRULE:FREQ=YEARLY;UNTIL=20290501T215959Z
SUMMARY:Fest
DESCRIPTION:Text
LOCATION:Saal\\, Dorfstraße 1
GEO:51.5;8.25
URL:https://anger.example/
STATUS:CANCELLED
END:VEVENT
END:VCALENDAR
"""
    assert "\r\n".join(written(dance)) == head.replace("\n", "\r\n")


def test_whole_days_end_before_the_day_after_and_leave_people_free() -> None:
    assert event(entry())[4:7] == ["DTSTART;VALUE=DATE:20270702", "DTEND;VALUE=DATE:20270703", "TRANSP:TRANSPARENT"]
    assert "DTEND;VALUE=DATE:20270705" in event(entry(end=date(2027, 7, 4)))


def test_an_end_that_nobody_said_is_not_invented() -> None:
    assert not any(line.startswith("DTEND") for line in event(entry(datetime(2027, 7, 2, 19))))


@pytest.mark.parametrize(
    ("start", "rule", "said"),
    [
        (DAY, "FREQ=DAILY;UNTIL=20270709", "UNTIL=20270709"),
        (DAY, "FREQ=DAILY;UNTIL=20270709T120000", "UNTIL=20270709"),
        (datetime(2027, 7, 2, 19), "FREQ=DAILY;UNTIL=20270709", "UNTIL=20270709T215959Z"),
        (datetime(2027, 7, 2, 19), "FREQ=DAILY;UNTIL=20271209", "UNTIL=20271209T225959Z"),
        (datetime(2027, 7, 2, 19), "FREQ=DAILY;UNTIL=20270709T190000", "UNTIL=20270709T170000Z"),
    ],
)
def test_the_last_day_is_of_the_kind_of_the_first(start: date | datetime, rule: str, said: str) -> None:
    assert f"RRULE:FREQ=DAILY;{said}" in event(entry(start, rule=rule))


def test_whatever_is_changed_makes_a_newer_version() -> None:
    """Announced, cancelled, held after all, changed again, cancelled."""
    steps = [(0, False), (0, True), (1, False), (2, False), (2, True)]
    versions = [sequence(entry(revision=revision, cancelled=cancelled)) for revision, cancelled in steps]
    assert versions == sorted(set(versions))


def test_a_calendar_without_events_is_one() -> None:
    assert Calendar.from_ical("\r\n".join(written())).walk("VEVENT") == []


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), max_size=300))
def test_a_folded_line_is_short_everywhere_and_says_the_same(words: str) -> None:
    line = f"SUMMARY:{text(words)}"
    pieces = folded(line).split("\r\n")
    assert all(len(piece.encode()) <= LONGEST for piece in pieces)
    assert all(piece.startswith(" ") for piece in pieces[1:])
    assert pieces[0] + "".join(piece[1:] for piece in pieces[1:]) == line


@given(st.text(st.characters(exclude_categories=["C", "Zl", "Zp"]), min_size=1, max_size=200), st.booleans())
def test_words_are_read_as_they_were_written(words: str, two: bool) -> None:
    said = f"{words}\n{words}" if two else words
    dance = Entry("u", "Fest", said, "https://anger.example/", DAY, DAY, place=words)
    (read,) = Calendar.from_ical("\r\n".join(written(dance))).walk("VEVENT")
    assert (str(read["DESCRIPTION"]), str(read["LOCATION"])) == (said, words)
