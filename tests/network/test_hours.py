"""Opening hours: what a line says, and lines that do not agree."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.hours import LAST, WEEKDAYS, Rule, contradictions, rule_of

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
    ],
)
def test_lines_that_do_not_agree(lines: list[str], days: list[str]) -> None:
    assert list(contradictions(lines)) == days
