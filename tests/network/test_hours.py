"""Opening hours: what a line says, and lines that do not agree."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.hours import LAST, LEAP, WEEKDAYS, Rule, contradictions, meant, rule_of

TIMES = st.integers(0, 24 * 60 - 1)


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("Mo-Fr 08:00-12:00", Rule((0, 1, 2, 3, 4), None, ((480, 720),))),
        ("Sa, So 14:00-18:00", Rule((5, 6), None, ((840, 1080),))),
        ("Fr-Mo 08:00-09:00", Rule((4, 5, 6, 0), None, ((480, 540),))),
        ("Di-Do, Sa 14:00-18:00, 08:00-12:00", Rule((1, 2, 3, 5), None, ((480, 720), (840, 1080)))),
        ("Fr 20:00-02:00", Rule((4,), None, ((1200, 1560),))),
        ("So 00:00-24:00", Rule((6,), None, ((0, 1440),))),
        ("1. Mo 18:00-19:00", Rule((0,), 1, ((1080, 1140),))),
        ("letzter Fr 18:00-19:00", Rule((4,), LAST, ((1080, 1140),))),
        ("Mi geschlossen", Rule((2,), None, ())),
        ("Feiertag 10:00-12:00", Rule((), None, ((600, 720),))),
        ("Feiertage geschlossen", Rule((), None, ())),
        ("Heiligabend 08:00-12:00", Rule((), None, ((480, 720),), (date(LEAP, 12, 24),))),
        ("24.12., Silvester geschlossen", Rule((), None, (), (date(LEAP, 12, 24), date(LEAP, 12, 31)))),
        ("29.2., 1.1., 01.01. geschlossen", Rule((), None, (), (date(LEAP, 2, 29), date(LEAP, 1, 1)))),
    ],
)
def test_a_line_says_days_and_times(line: str, rule: Rule) -> None:
    assert rule_of(line) == rule


@pytest.mark.parametrize(
    "line",
    [
        *("Mo 8-12", "Mo 08:00-25:00", "Mo 24:00-02:00", "Mo 08:60-09:00", "Mo 08:00-08:00", "Mo", "08:00-12:00"),
        *("5. Mo 08:00-09:00", "0. Mo 08:00-09:00", "1. Feiertag 08:00-09:00", "Mo,Di 08:00-09:00", "Mo 08:00-09:00,"),
        *("mo 08:00-09:00", "Mo 08:00-09:00 ", "Mo ١٢:٠٠-١٣:٠٠", "Feiertags geschlossen", "Mo 08:00-09:00 geschlossen"),
        *("30.2. geschlossen", "24.13. geschlossen", "0.1. geschlossen", "24.12 geschlossen", "24.12.2026 geschlossen"),
        *("1. Heiligabend geschlossen", "Mo, Heiligabend geschlossen", "heiligabend geschlossen"),
    ],
)
def test_whatever_else_says_nothing(line: str) -> None:
    assert rule_of(line) is None


@given(st.sampled_from(WEEKDAYS), st.sampled_from(WEEKDAYS), TIMES, TIMES)
def test_every_run_of_days_and_every_time(first: str, last: str, begin: int, end: int) -> None:
    line = f"{first}-{last} {begin // 60:02d}:{begin % 60:02d}-{end // 60:02d}:{end % 60:02d}"
    rule = rule_of(line)
    if begin == end:
        assert rule is None
        return
    assert rule is not None
    assert (rule.days[0], rule.days[-1]) == (WEEKDAYS.index(first), WEEKDAYS.index(last))
    assert all((day + 1) % 7 == following for day, following in zip(rule.days, rule.days[1:], strict=False))
    assert rule.spans[0][0] == begin and rule.spans[0][1] % 1440 == end and 0 < rule.spans[0][1] - begin < 1440


@pytest.mark.parametrize(
    ("lines", "days"),
    [
        (["Mo-Fr 08:00-12:00", "Mi 14:00-16:00"], []),
        (["Mo-Fr 08:00-12:00", "Mi 12:00-16:00"], []),
        (["Mo-Fr 08:00-12:00", "Mi, Do 11:59-16:00"], ["Mittwoch", "Donnerstag"]),
        (["Mo-Fr 08:00-12:00", "Fr geschlossen"], ["Freitag"]),
        (["Mo 08:00-12:00", "1. Mo 08:00-18:00"], []),
        (["Feiertag geschlossen", "Feiertag 08:00-09:00"], ["Feiertag"]),
        (["So 08:00-09:00", "Feiertag geschlossen"], []),
        (["Mo 08:00-10:00, 09:00-11:00"], ["Montag"]),
        (["Mo-So 08:00-12:00", "Heiligabend geschlossen"], []),
        (["Heiligabend, Silvester 08:00-12:00", "24.12. geschlossen", "6.1. 08:00-09:00"], ["Heiligabend"]),
        (["6.1. 08:00-10:00", "06.01. 09:00-11:00"], ["6.1."]),
    ],
)
def test_lines_that_do_not_agree(lines: list[str], days: list[str]) -> None:
    assert list(contradictions(lines)) == days


@pytest.mark.parametrize(
    ("line", "likely"),
    [
        ("Mo-Fr 8:00-12:00", "Mo-Fr 08:00-12:00"),
        ("Mo-Fr 8-12 Uhr", "Mo-Fr 08:00-12:00"),
        ("Mo 8:30 - 12.15 Uhr, 14 bis 18:00 Uhr", "Mo 08:30-12:15, 14:00-18:00"),
        ("1. Mo 9-11", "1. Mo 09:00-11:00"),
        ("24.12. 8-12", "24.12. 08:00-12:00"),
        ("Mo 8-25", None),
        ("montags 8-12", None),
        ("24.12.-31.12. geschlossen", None),
    ],
)
def test_times_as_people_write_them_are_understood_well_enough_to_suggest_a_line(line: str, likely: str | None) -> None:
    assert meant(line) == likely
