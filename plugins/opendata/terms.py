"""Nodes of schema.org's vocabulary from plain values, and their text for a page: JSON-LD that cannot break out of its element."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from pydantic_core import to_json

from plugins.network.hours import rules_of
from plugins.network.moments import ZONE, iso
from plugins.network.repetition import from_easter

Node = dict[str, Any]
"""A thing: its type and its properties."""


def node(kind: str, id: str | None = None, **properties: Any) -> Node:
    """A thing of a type; what has no value is left out. `id` is its address among all things."""
    named = {"@type": kind, "@id": id} if id else {"@type": kind}
    return named | {name: value for name, value in properties.items() if value or value is False}


def reference(to: Node) -> Node:
    """Points at a thing that is described elsewhere."""
    return {"@id": to["@id"]}


def called(title: str, sample: bool) -> str:
    """The name of a thing; whoever shows one that does not exist has to say so, so its name does."""
    return f"{title} (Beispiel)" if sample else title


def block(things: Iterable[Node]) -> str:
    """What stands in `<script type="application/ld+json">`.

    Neither `</script` nor `<!--` can end or change the element, because no angle bracket is left (HTML, 4.12.1.3);
    U+2028 and U+2029 are escaped for those who read it as JavaScript, e-mail addresses from those who collect them.
    """
    text = _ADDRESS.sub(r"\\u0040", to_json({"@context": "https://schema.org", "@graph": list(things)}).decode())
    for char in _UNSAFE:
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


_UNSAFE = "<>&\u2028\u2029"
_ADDRESS = re.compile(r"(?<=[^\"])@")
"""The @ of an e-mail address in a text; that of a key of JSON-LD stands first."""


def trail(url: str, steps: Iterable[tuple[str, str]]) -> Node:
    """The way to a page: title and address of each page on it, from the start page to itself."""
    items = [
        node("ListItem", position=n, name=name, item=node("WebPage", page)) for n, (name, page) in enumerate(steps, 1)
    ]
    return node("BreadcrumbList", id=f"{url}#weg", itemListElement=items)


def coordinates(geo: str | None, elevation: int | None = None) -> Node | None:
    """A point from a `geo:` link (RFC 5870), and its metres above sea level."""
    if not geo:
        return None
    latitude, longitude = map(float, geo.removeprefix("geo:").split(","))
    return {**node("GeoCoordinates", elevation=elevation), "latitude": latitude, "longitude": longitude}


def amount(cents: int) -> Node:
    """Money in euros."""
    return node("MonetaryAmount", currency="EUR", value=f"{cents // 100}.{cents % 100:02d}")


_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def hours(lines: Iterable[str]) -> list[Node]:
    """Opening hours: `Mo-Fr 08:00-12:00, 14:00-18:00` is open twice on five days. There are no words for the first Monday of a month, or for a day of every year."""
    return [
        node("OpeningHoursSpecification", dayOfWeek=_days(rule.days), opens=_clock(opens), closes=_clock(closes))
        for rule in rules_of(lines)
        if rule.nth is None and not rule.dates
        for opens, closes in rule.spans
    ]


def _days(days: Iterable[int]) -> list[str]:
    return [f"https://schema.org/{name}" for name in [_DAYS[day] for day in days] or ["PublicHolidays"]]


def _clock(minutes: int) -> str:
    return f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"


_PERIODS = {"DAILY": "D", "WEEKLY": "W", "MONTHLY": "M", "YEARLY": "Y"}
_SAYABLE = {"FREQ", "INTERVAL", "COUNT", "UNTIL", "BYDAY", "BYMONTH", "BYMONTHDAY"}
"""The parts of RFC 5545's rules that a schedule has a word for."""


def schedule(rule: str, start: date | datetime, end: date | datetime | None) -> Node | None:
    """A repetition; `start` and `end` are those of its first time. None where schema.org has no words for it."""
    if from_easter(rule) is not None:
        return None
    parts = dict(part.split("=") for part in rule.split(";"))
    if not parts.keys() <= _SAYABLE or "-" in parts.get("BYMONTHDAY", ""):
        return None
    until = parts.get("UNTIL", "")
    return node(
        "Schedule",
        repeatFrequency=f"P{int(parts.get('INTERVAL', '1'))}{_PERIODS[parts['FREQ']]}",
        repeatCount=int(parts.get("COUNT", "0")),
        byDay=parts["BYDAY"].split(",") if "BYDAY" in parts else None,
        byMonth=_numbers(parts.get("BYMONTH")),
        byMonthDay=_numbers(parts.get("BYMONTHDAY")),
        startDate=iso(start)[:10],
        endDate=f"{until[:4]}-{until[4:6]}-{until[6:8]}" if until else None,
        scheduleTimezone=ZONE.key,
        **_times(start, end),
    )


def _numbers(listed: str | None) -> list[int]:
    return [int(number) for number in listed.split(",")] if listed else []


def _times(start: date | datetime, end: date | datetime | None) -> Node:
    """From when to when: times of day, or how many days where it takes several."""
    if not isinstance(start, datetime):
        return {"duration": f"P{(end - start).days + 1}D"} if end and end > start else {}
    begins = {"startTime": f"{start:%H:%M:%S}"}
    if not isinstance(end, datetime):
        return begins
    if end - start < timedelta(days=1):
        return {**begins, "endTime": f"{end:%H:%M:%S}"}
    return {**begins, "duration": f"PT{int((end - start).total_seconds()) // 60}M"}
