"""Programs of others read the calendars: vobject and icalendar find the same instants as our own counting of days."""

from datetime import UTC, date, datetime
from itertools import islice
from typing import Any

import pytest
import vobject
from icalendar import Calendar

from plugins.calendar.writing import calendar
from plugins.network import repetition
from plugins.network.moments import ZONE
from plugins.network.records import Event, as_datetime
from plugins.planning import props
from tests.browser.sites import planned
from tests.minisite import MiniSite

TIMES = 60
"""How many of an event's days are compared: more than a year of weeks, so both changes of the clocks."""
RULES = [
    ("2026-11-24T19:30", "FREQ=WEEKLY;BYDAY=TU"),
    ("2026-10-20T00:15", "FREQ=WEEKLY;BYDAY=TU,SU"),
    ("2027-01-01T23:45", "FREQ=MONTHLY;BYDAY=1FR"),
    ("2026-09-29T19:00", "FREQ=MONTHLY;BYDAY=-1TU;COUNT=30"),
    ("2026-09-14T08:00", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10"),
    ("2027-03-14T05:00", "FREQ=WEEKLY;UNTIL=20270411"),
    ("2026-10-04T23:30", "FREQ=DAILY;UNTIL=20261101"),
    ("2027-03-27T18:30", "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SA"),
    ("2026-11-15", "FREQ=WEEKLY;UNTIL=20261129"),
    ("2026-05-01", "FREQ=YEARLY"),
    ("2027-01-15", "FREQ=MONTHLY;BYMONTHDAY=15"),
]


def instant(moment: date | datetime) -> date | datetime:
    """A moment of the villages' clocks, or one that somebody else read, in UTC; a day as it is."""
    if not isinstance(moment, datetime):
        return moment
    return moment.replace(tzinfo=moment.tzinfo or ZONE).astimezone(UTC)


def ours(event: Event) -> list[date | datetime]:
    """An event's first days, as we count them."""
    if not event.repeat:
        return [instant(event.start)]
    days = islice(repetition.days(event.repeat, as_datetime(event.start)), TIMES)
    return [instant(day.date() if event.whole_day else day) for day in days]


def theirs(event: Any) -> list[date | datetime]:
    """The same, as vobject reads it."""
    start = event.dtstart.value
    if not hasattr(event, "rrule"):
        return [instant(start)]
    days = islice(event.getrruleset(addRDate=True), TIMES)
    return [instant(day) if isinstance(start, datetime) else day.date() for day in days]


def text(sheet: Any) -> str:
    """A planned calendar as it is published."""
    return calendar(sheet.props.name, sheet.props.page, sheet.head.url, sheet.props.entries)


@pytest.mark.parametrize(("start", "rule"), RULES)
def test_a_repeating_event_takes_place_at_the_same_instants(minisite: MiniSite, start: str, rule: str) -> None:
    minisite.record("anger/termine/fest", f"start: {start}\nrepeat: {rule}")
    event = minisite.get("anger/termine/fest")
    (sheet,) = (s for s in minisite.plan().sites["anger"].files if s.path == "termine/fest/termin.ics")
    assert theirs(vobject.readOne(text(sheet)).vevent) == ours(event)


def test_a_feast_that_moves_takes_place_on_easter_saturdays(minisite: MiniSite) -> None:
    minisite.record("anger/termine/feuer", "start: 2025-04-19T19:00\nend: 2025-04-19T23:00\nrepeat: ostern-1")
    (sheet,) = (s for s in minisite.plan().sites["anger"].files if s.path == "termine/feuer/termin.ics")
    events = vobject.readOne(text(sheet)).vevent_list
    assert [theirs(event) for event in events] == [[one] for one in ours(minisite.get("anger/termine/feuer"))[:5]]
    assert [str(event.dtend.value)[:16] for event in events][1:3] == ["2026-04-04 23:00", "2027-03-27 23:00"]
    assert len({event.uid.value for event in events}) == 5


@pytest.mark.parametrize("site", planned(), ids=lambda site: site.frame.slug)
def test_all_calendars_of_the_real_content_are_read_without_a_complaint(site: Any) -> None:
    sheets = [sheet for sheet in site.files if isinstance(sheet.props, props.Calendar)]
    assert len(sheets) > 4
    for sheet in sheets:
        read = Calendar.from_ical(text(sheet))
        events = read.walk("VEVENT")
        assert [error for component in read.walk() for error in component.errors] == []
        assert len({event["UID"] for event in events}) == len(events) == len(sheet.props.entries)
        found = vobject.readOne(text(sheet)).contents.get("vevent", [])
        assert [instant(event.dtstart.value) for event in found] == [instant(e.start) for e in sheet.props.entries]
