"""From entries to the text of a calendar: a pure function, so that the same events always give the same bytes.

Written by hand: icalendar, the library for it, takes longer to import (0.3 s) than most edits take in all. The tests read what
is written with it and with vobject.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta

from plugins.calendar.entry import Entry
from plugins.calendar.lines import joined, text
from plugins.network.moments import ZONE

_PRODUCT = "-//Modellorte//Termine//DE"
_REFRESH = "PT12H"
"""How often subscribers should look again."""
_ZONE = f"""\
BEGIN:VTIMEZONE
TZID:{ZONE.key}
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
END:VTIMEZONE"""
"""Right since 1996, when summer time came to end in October. Rules, not lists of days: vobject and ical.js read those an
hour wrong in summer."""


def calendar(name: str, page: str, source: str, entries: Iterable[Entry]) -> str:
    """The file. `page`: where people read the same; `source`: the file's own address."""
    head = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{_PRODUCT}",
        "CALSCALE:GREGORIAN",
        f"NAME:{text(name)}",
        f"X-WR-CALNAME:{text(name)}",
        f"X-WR-TIMEZONE:{ZONE.key}",
        f"URL:{page}",
        f"SOURCE;VALUE=URI:{source}",
        f"REFRESH-INTERVAL;VALUE=DURATION:{_REFRESH}",
        f"X-PUBLISHED-TTL:{_REFRESH}",
        *_ZONE.splitlines(),
    ]
    events = (line for entry in entries for line in _event(entry))
    return joined([*head, *events, "END:VCALENDAR"])


def _event(entry: Entry) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{text(entry.uid)}"
    yield f"DTSTAMP:{entry.stamp:%Y%m%d}T120000Z"
    yield f"SEQUENCE:{sequence(entry)}"
    yield from _times(entry)
    yield f"SUMMARY:{text(entry.title)}"
    yield f"DESCRIPTION:{text(entry.text)}"
    if entry.place:
        yield f"LOCATION:{text(entry.place)}"
    if entry.geo:
        yield f"GEO:{entry.geo[0]};{entry.geo[1]}"
    yield f"URL:{entry.url}"
    yield f"STATUS:{'CANCELLED' if entry.cancelled else 'CONFIRMED'}"
    yield "END:VEVENT"


def sequence(entry: Entry) -> int:
    """Which version it is: a cancelled event is newer than it was before, and every revision newer than the last one, cancelled
    or not."""
    return 2 * entry.revision + entry.cancelled


def _times(entry: Entry) -> Iterator[str]:
    yield _moment("DTSTART", entry.start)
    if isinstance(entry.end, datetime):
        yield _moment("DTEND", entry.end)
    elif not isinstance(entry.start, datetime):
        yield _moment("DTEND", (entry.end or entry.start) + timedelta(days=1))
    if entry.rule:
        yield f"RRULE:{_rule(entry.rule, isinstance(entry.start, datetime))}"
    if not isinstance(entry.start, datetime):
        yield "TRANSP:TRANSPARENT"


def _moment(name: str, moment: date | datetime) -> str:
    if isinstance(moment, datetime):
        return f"{name};TZID={ZONE.key}:{moment:%Y%m%dT%H%M%S}"
    return f"{name};VALUE=DATE:{moment:%Y%m%d}"


def _rule(rule: str, timed: bool) -> str:
    """With its last day as RFC 5545 wants it: a day for whole days, else a moment of UTC, here the end of that day."""
    return re.sub(r"UNTIL=(\d{8})(?:T(\d{6}))?", lambda until: _until(until[1], until[2], timed), rule)


def _until(day: str, clock: str | None, timed: bool) -> str:
    if not timed:
        return f"UNTIL={day}"
    end = time(int(clock[:2]), int(clock[2:4]), int(clock[4:])) if clock else time(23, 59, 59)
    last = datetime.combine(date.fromisoformat(day), end, ZONE).astimezone(UTC)
    return f"UNTIL={last:%Y%m%dT%H%M%S}Z"
