"""Opening hours for people and for the script."""

import json
from datetime import date, timedelta

import pytest
from dateutil.easter import easter

from plugins.opening.holidays import YEARS, public_holidays
from plugins.opening.timetable import opening, timetable


@pytest.mark.parametrize(
    ("line", "days", "times"),
    [
        ("Mo-Fr 08:00-12:00, 14:00-16:30", "Montag bis Freitag", "8:00–12:00 und 14:00–16:30\u00a0Uhr"),
        ("Sa, So 14:00-18:00", "Samstag, Sonntag", "14:00–18:00\u00a0Uhr"),
        ("Di-Do, Sa 09:05-10:00", "Dienstag bis Donnerstag, Samstag", "9:05–10:00\u00a0Uhr"),
        ("Fr 20:00-02:00", "Freitag", "20:00–2:00\u00a0Uhr"),
        ("So 10:00-24:00", "Sonntag", "10:00–24:00\u00a0Uhr"),
        ("1. Mo 18:00-19:00", "Erster Montag im Monat", "18:00–19:00\u00a0Uhr"),
        ("letzter Fr 18:00-19:00", "Letzter Freitag im Monat", "18:00–19:00\u00a0Uhr"),
        ("Feiertag geschlossen", "Feiertage", "geschlossen"),
        ("24.12., Silvester 08:00-12:00", "Heiligabend, Silvester", "8:00–12:00\u00a0Uhr"),
        ("11.11. geschlossen", "11. November", "geschlossen"),
    ],
)
def test_a_row_says_it_in_german(line: str, days: str, times: str) -> None:
    [row] = timetable([line])
    assert (row.days, row.times.replace("\u2060", "")) == (days, times)


def test_the_script_is_told_a_week_days_of_months_and_holidays() -> None:
    told = json.loads(opening(["Mo 08:00-12:00", "Mo, Di 14:00-15:00", "1. Mi 18:00-19:00", "Feiertag 10:00-11:00"]))
    assert told["week"] == [[[480, 720], [840, 900]], [[840, 900]], [], [], [], [], []]
    assert told["nth"] == [[2, 1, [[1080, 1140]]]]
    assert told["holiday"] == [[600, 660]]


def test_the_script_is_told_days_of_the_year_which_are_no_holidays() -> None:
    told = json.loads(opening(["Mo 08:00-12:00", "Heiligabend 09:00-10:00, 08:00-08:30", "31.12. geschlossen"]))
    assert told["dates"] == {"12-24": [[480, 510], [540, 600]], "12-31": []}
    assert told["holiday"] is None and told["week"][1:] == [[]] * 6


def test_nothing_said_of_holidays_is_not_closed_on_holidays() -> None:
    assert json.loads(opening(["Mo 08:00-12:00"]))["holiday"] is None
    assert json.loads(opening(["Feiertag geschlossen"]))["holiday"] == []


@pytest.mark.parametrize("first", range(2020, 2040))
def test_the_holidays_of_north_rhine_westphalia(first: int) -> None:
    """Feiertagsgesetz NW, § 2: six fixed days, and five that go with Easter."""
    fixed = [(1, 1), (5, 1), (10, 3), (11, 1), (12, 25), (12, 26)]
    moving = [-2, 1, 39, 50, 60]
    years = range(first, first + YEARS)
    expected = {date(year, *day) for year in years for day in fixed}
    expected |= {easter(year) + timedelta(days=days) for year in years for days in moving}
    told = [line.split(" ", 1) for line in public_holidays(first).split("|")]
    assert [day for day, _ in told] == sorted(map(str, expected))
    assert all(name for _, name in told)
