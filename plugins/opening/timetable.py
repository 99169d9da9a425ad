"""Opening hours on a page: rows of a table for people, and numbers for the script that says whether it is open now."""

import json
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from plugins.network.hours import CLOSED, DAY, EVES, LAST, NAMES, Rule, Span, date_name, rules_of
from plugins.network.wording import dated

_NTH = {1: "Erster", 2: "Zweiter", 3: "Dritter", 4: "Vierter", LAST: "Letzter"}


class Row(NamedTuple):
    """A line of the table."""

    days: str
    times: str


def timetable(lines: Iterable[str]) -> tuple[Row, ...]:
    """The rows of the table, as they were written."""
    return tuple(Row(_days(rule), _times(rule.spans)) for rule in rules_of(lines))


def _days(rule: Rule) -> str:
    if rule.of_holidays:
        return "Feiertage"
    if rule.dates:
        return ", ".join(map(_date, rule.dates))
    runs: list[list[int]] = []
    for day in rule.days:
        if runs and (runs[-1][-1] + 1) % len(NAMES) == day:
            runs[-1].append(day)
        else:
            runs.append([day])
    said = ", ".join(_run(run) for run in runs)
    return f"{_NTH[rule.nth]} {said} im Monat" if rule.nth else said


def _date(day: date) -> str:
    """Heiligabend, or 11. November."""
    name = date_name(day)
    return name if name in EVES else dated("d. MMMM")(day)


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
    `holiday` the spans of public holidays, or null where nothing is said of them, `dates` those of days of the year (`12-24`).
    """
    rules = rules_of(lines)
    weekly = [rule for rule in rules if rule.nth is None]
    week = [sorted(span for rule in weekly if day in rule.days for span in rule.spans) for day in range(len(NAMES))]
    holidays = [rule.spans for rule in rules if rule.of_holidays]
    dates = {day: [span for rule in rules if day in rule.dates for span in rule.spans] for day in _dates(rules)}
    return json.dumps(
        {
            "week": week,
            "nth": [(day, rule.nth, rule.spans) for rule in rules if rule.nth for day in rule.days],
            "holiday": sorted(span for spans in holidays for span in spans) if holidays else None,
            "dates": {f"{day:%m-%d}": sorted(spans) for day, spans in dates.items()},
        },
        separators=(",", ":"),
    )


def _dates(rules: Iterable[Rule]) -> list[date]:
    return sorted({day for rule in rules for day in rule.dates})
