"""Opening hours as a coach writes them, a line for each rule, understood: which days, from when to when; a step of reading a source."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import pairwise
from typing import NamedTuple

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
HOLIDAY, CLOSED, LAST = "Feiertag", "geschlossen", -1
DAY = 24 * 60
"""Minutes."""
EVES = {"Heiligabend": "24.12.", "Silvester": "31.12."}
"""No public holidays, though hours are others nearly everywhere."""
LEAP = 2024
"""A year that has every day."""

Span = tuple[int, int]
"""From when to when, in minutes after midnight; what ends after midnight goes on behind DAY."""


class Rule(NamedTuple):
    """A line of opening hours; no spans: closed."""

    days: tuple[int, ...]
    """Days of the week, Monday is 0; none: public holidays, or `dates`."""
    nth: int | None
    """Only the first, second … of these days in a month, or the last one (LAST)."""
    spans: tuple[Span, ...]
    dates: tuple[date, ...] = ()
    """Days of every year, said of the year LEAP; nothing else that is said holds for them."""

    @property
    def of_holidays(self) -> bool:
        """Whether it says something of public holidays."""
        return not (self.days or self.dates)


_DAYS = "|".join(WEEKDAYS)
_DATE = rf"(?:{'|'.join(EVES)}|\d\d?\.\d\d?\.)"
_RULE = (
    rf"(?:(?P<holiday>{HOLIDAY}e?)|(?P<dates>{_DATE}(?:, {_DATE})*)|(?:(?P<nth>[1-4])\. |(?P<last>letzter) )?"
    rf"(?P<days>(?:{_DAYS})(?:-(?:{_DAYS}))?(?:, (?:{_DAYS})(?:-(?:{_DAYS}))?)*)) "
    rf"(?:{CLOSED}|(?P<spans>\d\d:\d\d-\d\d:\d\d(?:, \d\d:\d\d-\d\d:\d\d)*))"
)
"""Compiled when the first line is read: small edits import this and read none."""


def rule_of(line: str) -> Rule | None:
    """The rule that a line says; None where it says none, or names a time that does not exist."""
    found = re.fullmatch(_RULE, line, re.ASCII)
    if not found:
        return None
    dates = _dates(found["dates"] or "")
    times = [tuple(map(_minutes, span.split("-"))) for span in re.split(", ", found["spans"] or "") if span]
    if dates is None or any(not (begin < DAY and end <= DAY and begin != end) for begin, end in times):
        return None
    nth = LAST if found["last"] else int(found["nth"]) if found["nth"] else None
    spans = sorted((begin, end if end > begin else end + DAY) for begin, end in times)
    return Rule(_days(found["days"] or ""), nth, tuple(spans), dates)


def _minutes(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    return hour * 60 + minute if minute < 60 else 2 * DAY


def _days(text: str) -> tuple[int, ...]:
    """The days that are named; `Fr-Mo` goes over the end of the week."""
    days: dict[int, None] = {}
    for part in filter(None, text.split(", ")):
        first, _, last = part.partition("-")
        begin = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last or first) - begin) % len(WEEKDAYS) + 1
        days |= dict.fromkeys((begin + n) % len(WEEKDAYS) for n in range(count))
    return tuple(days)


def _dates(text: str) -> tuple[date, ...] | None:
    """The days of the year that are named, each once; None where there is no such day."""
    parts = (EVES.get(part, part).split(".") for part in text.split(", ") if part)
    try:
        return tuple(dict.fromkeys(date(LEAP, int(month), int(day)) for day, month, _ in parts))
    except ValueError:
        return None


def date_name(day: date) -> str:
    """A day of every year as a line names it."""
    written = f"{day.day}.{day.month}."
    return next((name for name, of_year in EVES.items() if of_year == written), written)


def meant(line: str) -> str | None:
    """The line that somebody had in mind who wrote times as people say them (`8-12 Uhr`, `8:00 - 12:00`)."""
    clock = r"(\d{1,2})(?:[.:](\d\d))?(?: ?Uhr)?"
    hours = re.sub(
        rf"(?<![\d.:]){clock} ?(?:-|bis) ?{clock}(?![\d.:])",
        lambda found: "{:0>2}:{:0>2}-{:0>2}:{:0>2}".format(*(part or "0" for part in found.groups())),
        line,
        flags=re.ASCII,
    )
    return hours if rule_of(hours) else None


def rules_of(lines: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of lines that have been checked."""
    return tuple(rule for rule in map(rule_of, lines) if rule)


def contradictions(lines: Iterable[str]) -> Iterator[str]:
    """The names of the days on which the rules do not agree: times overlap, or it is closed and open."""
    for name, same in _by_day([rule for rule in rules_of(lines) if rule.nth is None]):
        spans = sorted(span for rule in same for span in rule.spans)
        closed = any(not rule.spans for rule in same)
        if (closed and spans) or any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            yield name


def _by_day(rules: list[Rule]) -> Iterator[tuple[str, list[Rule]]]:
    """Every day that a week, a holiday or a date of the year can be, and the rules that speak of it."""
    for day, name in enumerate(NAMES):
        yield name, [rule for rule in rules if day in rule.days]
    yield HOLIDAY, [rule for rule in rules if rule.of_holidays]
    for of_year in sorted({day for rule in rules for day in rule.dates}):
        yield date_name(of_year), [rule for rule in rules if of_year in rule.dates]
