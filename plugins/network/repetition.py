"""How an event repeats, while front matter is read and wherever its days are counted: an RRULE, or days from Easter.

A rule is text of RFC 5545 (`FREQ=MONTHLY;BYDAY=1FR`), as far as a village's calendar needs it, or the distance of a moving
feast from Easter Sunday (`ostern-1`, `ostern+49`), once a year. Western Easter is computed by dateutil.
"""

import re
from collections import deque
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import TYPE_CHECKING

from dateutil.easter import easter

if TYPE_CHECKING:
    from dateutil.rrule import rrule

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""Any other year is a slip of the finger, and would send a repeating event through centuries."""
BEFORE_EASTER, AFTER_EASTER = 80, 250
"""So many days around Easter Sunday, which is between 22 March and 25 April, lie in its year whichever day it is."""
_LATE = 19 * 400
"""Years."""
_FEAST = re.compile(r"ostern(?:([+-])0*(\d{1,3}))?", re.ASCII)
_RULE_DAY = r"(?:[+-]?[1-5])?(?:MO|TU|WE|TH|FR|SA|SU)"
_RULE_PART = re.compile(
    r"(FREQ)=(?:DAILY|WEEKLY|MONTHLY|YEARLY)|(INTERVAL)=0*[1-9]\d{0,2}|(COUNT)=0*[1-9]\d{0,3}|(UNTIL)=\d{8}(?:T\d{6})?"
    rf"|(WKST)=[A-Z]{{2}}|(BYDAY)={_RULE_DAY}(?:,{_RULE_DAY})*|(BYMONTHDAY|BYMONTH|BYSETPOS)=[0-9,+-]+",
    re.ASCII,
)
"""What a village's calendar needs of RFC 5545: nothing that fills it by the minute, or keeps the search going for ever."""
_FEASTS = (
    "`ostern-48` (Rosenmontag), `ostern-2` (Karfreitag), `ostern-1` (Karsamstag), `ostern+39` (Christi Himmelfahrt), "
    "`ostern+49` (Pfingstsonntag), `ostern+60` (Fronleichnam)"
)


class Unknown(ValueError):
    """What is no repetition; its arguments are what was expected and how to fix it (both German)."""


def understand(text: str) -> None:
    """See that a repetition can be understood. Raises Unknown."""
    if text.lower().startswith("ostern"):
        _understand_feast(text)
    else:
        _understand_rule(text)


def _understand_feast(text: str) -> None:
    distance = from_easter(text)
    if distance is None:
        raise Unknown("`ostern` mit der Zahl der Tage davor oder danach, ohne Leerzeichen", f"Beispiele: {_FEASTS}.")
    if not -BEFORE_EASTER <= distance <= AFTER_EASTER:
        expected = f"höchstens {BEFORE_EASTER} Tage vor oder {AFTER_EASTER} Tage nach Ostern, damit es im Jahr bleibt"
        raise Unknown(expected, "Zähle die Tage vom Ostersonntag an noch einmal.")


def _understand_rule(text: str) -> None:
    fix = (
        "Beispiele: `FREQ=WEEKLY;BYDAY=MO`, `FREQ=MONTHLY;BYDAY=1FR` (jeden ersten Freitag), `FREQ=YEARLY`; "
        "bis zu einem Tag: `FREQ=WEEKLY;UNTIL=20261231`; Feste, die mit Ostern wandern: `ostern+49` (Pfingstsonntag)."
    )
    parts = _rule_parts(text)
    if "FREQ" not in parts or {"COUNT", "UNTIL"} <= set(parts):
        raise Unknown("eine Wiederholung (RRULE) nach Tagen, Wochen, Monaten oder Jahren", fix)
    try:
        _rule(text, datetime(2000, 1, 1))
    except (ValueError, TypeError):
        raise Unknown("eine gültige Wiederholung (RRULE)", fix) from None


def _rule_parts(text: str) -> list[str]:
    """The names of a rule's parts, each once; empty where one of them is not known here."""
    parts = [_RULE_PART.fullmatch(part) for part in text.split(";")]
    names = [str(part[part.lastindex or 0]) for part in parts if part]
    return names if len(set(names)) == len(parts) else []


def from_easter(text: str) -> int | None:
    """How many days after Easter Sunday a feast is, before it where negative; None for an RRULE."""
    found = _FEAST.fullmatch(text)
    return int(f"{found[1] or ''}{found[2] or 0}") if found else None


def feast(distance: int, year: int) -> date:
    """The day that lies so many days after Easter Sunday of a year."""
    return easter(year) + timedelta(days=distance)


def days(text: str, start: datetime, earliest: datetime | None = None) -> Iterator[datetime]:
    """When it takes place, from `start` on and not before `earliest`; each time at the time of day of `start`."""
    distance = from_easter(text)
    if distance is None:
        return _rule(text, start).xafter(earliest or start, inc=True)
    return _feasts(distance, start, max(earliest or start, start))


def latest(text: str, start: datetime, until: datetime) -> datetime | None:
    """When it took place last, up to a moment; None where it has not begun."""
    return next(iter(deque(takewhile(lambda moment: moment <= until, days(text, start)), maxlen=1)), None)


def _feasts(distance: int, start: datetime, earliest: datetime) -> Iterator[datetime]:
    for year in range(earliest.year, LAST_YEAR + 1):
        moment = datetime.combine(feast(distance, year), start.time())
        if moment >= earliest:
            yield moment


def _rule(text: str, start: datetime) -> "rrule":
    """The day that UNTIL names is the last, whatever the time of day."""
    from dateutil.rrule import rrule, rrulestr  # a small edit has no time for it where no event repeats

    read = rrulestr(re.sub(r"UNTIL=(\d{8})(?!T)", r"UNTIL=\1T235959", text), dtstart=start)
    assert isinstance(read, rrule)  # a set of rules needs more than the parts above
    return read


def includes_start(text: str, start: datetime) -> bool:
    """Whether a repetition takes place on the day it starts."""
    distance = from_easter(text)
    if distance is not None:
        return start.date() == feast(distance, start.year)
    return _first(text, start) == start and next(iter(_rule(text, start)), None) == start


def _first(text: str, start: datetime) -> datetime | None:
    """The first day from `start` on, however often and until when a rule holds; None where there is none.

    The search ends with the year 9999. The calendar is the same every 400 years, so it is made late in that time:
    a repetition that never takes place (30 February) would otherwise cost seconds.
    """
    late = start.replace(year=start.year + _LATE)
    first = next(iter(_rule(text, late).replace(count=None, until=None)), None)
    return first and first.replace(year=first.year - _LATE)


def where_to_start(text: str, start: datetime) -> str:
    """What to do where it does not take place on the day it starts (German)."""
    distance = from_easter(text)
    if distance is None:
        first = _first(text, start)
        named = (
            f"nächsten dieser Tage, `{first:%Y-%m-%d}`"
            if first and includes_start(text, first)
            else "ersten dieser Tage"
        )
        return f"Setze `start` auf den {named}, oder ändere die Wiederholung."
    return f"Setze `start` auf `{feast(distance, start.year)}`, oder ändere den Abstand zu Ostern."
