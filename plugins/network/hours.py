"""Opening hours as a coach writes them, a line for each rule, understood: which days, from when to when; a step of reading a source."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")
NAMES = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
HOLIDAY, CLOSED, LAST = "Feiertag", "geschlossen", -1
DAY = 24 * 60
"""Minutes."""

Span = tuple[int, int]
"""From when to when, in minutes after midnight; what ends after midnight goes on behind DAY."""


class Rule(NamedTuple):
    """A line of opening hours; no spans: closed."""

    days: tuple[int, ...]
    """Days of the week, Monday is 0; none: public holidays."""
    nth: int | None
    """Only the first, second … of these days in a month, or the last one (LAST)."""
    spans: tuple[Span, ...]


_DAYS = "|".join(WEEKDAYS)
_RULE = (
    rf"(?:(?P<holiday>{HOLIDAY}e?)|(?:(?P<nth>[1-4])\. |(?P<last>letzter) )?"
    rf"(?P<days>(?:{_DAYS})(?:-(?:{_DAYS}))?(?:, (?:{_DAYS})(?:-(?:{_DAYS}))?)*)) "
    rf"(?:{CLOSED}|(?P<spans>\d\d:\d\d-\d\d:\d\d(?:, \d\d:\d\d-\d\d:\d\d)*))"
)
"""Compiled when the first line is read: small edits import this and read none."""


def rule_of(line: str) -> Rule | None:
    """The rule that a line says; None where it says none, or names a time that does not exist."""
    found = re.fullmatch(_RULE, line, re.ASCII)
    if not found:
        return None
    times = [tuple(map(_minutes, span.split("-"))) for span in re.split(", ", found["spans"] or "") if span]
    if any(not (begin < DAY and end <= DAY and begin != end) for begin, end in times):
        return None
    nth = LAST if found["last"] else int(found["nth"]) if found["nth"] else None
    spans = sorted((begin, end if end > begin else end + DAY) for begin, end in times)
    return Rule(() if found["holiday"] else _days(found["days"]), nth, tuple(spans))


def _minutes(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    return hour * 60 + minute if minute < 60 else 2 * DAY


def _days(text: str) -> tuple[int, ...]:
    """The days that are named; `Fr-Mo` goes over the end of the week."""
    days: dict[int, None] = {}
    for part in text.split(", "):
        first, _, last = part.partition("-")
        begin = WEEKDAYS.index(first)
        count = (WEEKDAYS.index(last or first) - begin) % len(WEEKDAYS) + 1
        days |= dict.fromkeys((begin + n) % len(WEEKDAYS) for n in range(count))
    return tuple(days)


def rules_of(lines: Iterable[str]) -> tuple[Rule, ...]:
    """The rules of lines that have been checked."""
    return tuple(rule for rule in map(rule_of, lines) if rule)


def contradictions(lines: Iterable[str]) -> Iterator[str]:
    """The names of the days on which the rules do not agree: times overlap, or it is closed and open."""
    rules = rules_of(lines)
    for day, name in [*enumerate(NAMES), (None, "Feiertag")]:
        same = [rule for rule in rules if rule.nth is None and (day in rule.days or (day is None and not rule.days))]
        spans = sorted(span for rule in same for span in rule.spans)
        closed = any(not rule.spans for rule in same)
        if (closed and spans) or any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
            yield name
