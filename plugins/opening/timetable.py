"""Opening hours on a page: rows of a table for people, and numbers for the script that says whether it is open now."""

import json
from collections.abc import Iterable
from typing import NamedTuple

from plugins.network.hours import CLOSED, DAY, LAST, NAMES, Rule, Span, rules_of

_NTH = {1: "Erster", 2: "Zweiter", 3: "Dritter", 4: "Vierter", LAST: "Letzter"}


class Row(NamedTuple):
    """A line of the table."""

    days: str
    times: str


def timetable(lines: Iterable[str]) -> tuple[Row, ...]:
    """The rows of the table, as they were written."""
    return tuple(Row(_days(rule), _times(rule.spans)) for rule in rules_of(lines))


def _days(rule: Rule) -> str:
    if not rule.days:
        return "Feiertage"
    runs: list[list[int]] = []
    for day in rule.days:
        if runs and (runs[-1][-1] + 1) % len(NAMES) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = ", ".join(_run(run) for run in runs)
    return f"{_NTH[rule.nth]} {said} im Monat" if rule.nth else said


def _run(days: list[int]) -> str:
    first, last = NAMES[days[0]], NAMES[days[-1]]
    return first if len(days) == 1 else f"{first}, {last}" if len(days) == 2 else f"{first} bis {last}"


def _times(spans: Iterable[Span]) -> str:
    said = " und ".join(f"{_clock(begin)}\u2060–\u2060{_clock(end)}" for begin, end in spans)
    return f"{said}\u00a0Uhr" if said else CLOSED


def _clock(minutes: int) -> str:
    hour, minute = divmod(minutes if minutes == DAY else minutes % DAY, 60)
    return f"{hour}:{minute:02d}"


def opening(lines: Iterable[str]) -> str:
    """The same as JSON: `week` holds the spans of seven days from Monday on, `nth` days of a month (day, which, spans),
    `holiday` the spans of public holidays, or null where nothing is said of them.
    """
    rules = rules_of(lines)
    weekly = [rule for rule in rules if rule.nth is None]
    week = [sorted(span for rule in weekly if day in rule.days for span in rule.spans) for day in range(len(NAMES))]
    holidays = [rule.spans for rule in rules if not rule.days]
    return json.dumps(
        {
            "week": week,
            "nth": [(day, rule.nth, rule.spans) for rule in rules if rule.nth for day in rule.days],
            "holiday": sorted(span for spans in holidays for span in spans) if holidays else None,
        },
        separators=(",", ":"),
    )
