"""When events take place, seen from the day of the build."""

from datetime import date, datetime
from itertools import islice
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.moments import day_of
from plugins.network.records import Event, as_datetime
from plugins.network.references import Reference
from plugins.planning.occurrences import HORIZON, between, next_one, next_starts, upcoming, within_horizon

SUNDAY = date(2026, 11, 22)


def event(start: str, end: str = "", repeat: str = "") -> Event:
    """An event with what front matter says of its time."""
    given_: dict[str, Any] = {"start": start, **({"end": end} if end else {}), **({"repeat": repeat} if repeat else {})}
    return Event.model_validate({"title": "Fest", "id": Reference("termine", "anger", "fest"), "path": "x", **given_})


def days(event: Event, today: date = SUNDAY) -> list[str]:
    return [f"{occurrence.start:%d.%m.}" for occurrence in within_horizon(event, today)]


def test_a_single_event_is_there_up_to_its_last_day() -> None:
    fest = event("2026-11-20", "2026-11-22")
    assert days(fest, SUNDAY) == ["20.11."]
    assert days(fest, date(2026, 11, 23)) == []


def test_a_single_event_is_there_however_far_ahead() -> None:
    assert days(event("2028-06-01")) == ["01.06."]


def test_an_event_of_today_is_there_all_day() -> None:
    assert days(event("2026-11-22T08:00", "2026-11-22T09:00")) == ["22.11."]
    assert days(event("2026-11-22T08:00")) == ["22.11."]


def test_an_event_that_goes_on_past_midnight_is_there_the_next_day() -> None:
    dance = event("2026-11-21T20:00", "2026-11-22T02:00", "FREQ=WEEKLY")
    assert days(dance)[:2] == ["21.11.", "28.11."]


@pytest.mark.parametrize(
    ("start", "rule", "next_days"),
    [
        ("2026-09-01", "FREQ=WEEKLY;BYDAY=TU", ["24.11.", "01.12.", "08.12."]),
        ("2026-09-01", "FREQ=WEEKLY;BYDAY=TU;INTERVAL=2", ["24.11.", "08.12.", "22.12."]),
        ("2026-09-04", "FREQ=MONTHLY;BYDAY=1FR", ["04.12.", "01.01.", "05.02."]),
        ("2026-09-29", "FREQ=MONTHLY;BYDAY=-1TU", ["24.11.", "29.12.", "26.01."]),
        ("2026-08-31", "FREQ=MONTHLY;BYMONTHDAY=31", ["31.12.", "31.01."]),
        ("2026-09-14", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=10", ["14.12.", "14.01.", "12.02."]),
        ("2020-12-05", "FREQ=YEARLY;BYMONTH=12;BYDAY=1SA", ["05.12."]),
        ("2024-02-29", "FREQ=YEARLY", []),
        ("1926-11-22", "FREQ=YEARLY", ["22.11."]),
        ("2026-11-15", "FREQ=WEEKLY;COUNT=3", ["22.11.", "29.11."]),
        ("2026-11-15", "FREQ=WEEKLY;UNTIL=20261129", ["22.11.", "29.11."]),
        ("2026-11-15", "FREQ=WEEKLY;UNTIL=20261128", ["22.11."]),
        ("2026-11-15", "FREQ=WEEKLY;COUNT=1", []),
        ("2021-02-15", "ostern-48", ["08.02."]),
    ],
)
def test_a_repeating_event_is_listed_for_three_months(start: str, rule: str, next_days: list[str]) -> None:
    assert days(event(start, repeat=rule))[:3] == next_days


@pytest.mark.parametrize(
    ("start", "feast", "following"),
    [
        ("2027-03-27T18:30", "ostern-1", ["27.03.2027 18:30", "15.04.2028 18:30", "31.03.2029 18:30"]),
        ("2027-03-28", "ostern", ["28.03.2027 00:00", "16.04.2028 00:00", "01.04.2029 00:00"]),
        ("2025-06-08", "ostern+49", ["16.05.2027 00:00", "04.06.2028 00:00", "20.05.2029 00:00"]),
        ("2027-06-06", "ostern+70", ["06.06.2027 00:00", "25.06.2028 00:00", "10.06.2029 00:00"]),
    ],
)
def test_a_feast_moves_with_easter(start: str, feast: str, following: list[str]) -> None:
    """Easter is on 28 March 2027, 16 April 2028 and 1 April 2029."""
    found = islice(upcoming(event(start, repeat=feast), SUNDAY), 3)
    assert [f"{as_datetime(occurrence.start):%d.%m.%Y %H:%M}" for occurrence in found] == following


def test_a_feast_of_several_days_is_there_up_to_its_last() -> None:
    biwak = event("2027-06-05T17:00", "2027-06-06T18:00", "ostern+69")
    assert next_one(biwak, date(2027, 6, 6)).start == datetime(2027, 6, 5, 17)
    assert next_one(biwak, date(2027, 6, 7)).start == datetime(2028, 6, 24, 17)


def test_between_is_what_falls_into_these_days_even_in_part() -> None:
    camp = event("2026-11-20", "2026-11-22", "FREQ=MONTHLY;BYDAY=3FR")
    assert [o.start for o in between(camp, SUNDAY, date(2026, 12, 18))] == [date(2026, 11, 20), date(2026, 12, 18)]
    assert between(camp, date(2026, 11, 23), date(2026, 12, 17)) == []


def test_until_includes_its_day_whatever_the_time_of_day() -> None:
    assert days(event("2026-11-15T19:30", repeat="FREQ=WEEKLY;UNTIL=20261129")) == ["22.11.", "29.11."]


def test_a_list_ends_at_the_horizon() -> None:
    last = within_horizon(event("2026-11-22", repeat="FREQ=DAILY"), SUNDAY)[-1]
    assert last.start == SUNDAY + HORIZON


def test_several_days_stay_several_days() -> None:
    camp = event("2026-11-20", "2026-11-22", "FREQ=MONTHLY;BYDAY=3FR")
    assert [(o.start, o.end) for o in within_horizon(camp, SUNDAY)][:2] == [
        (date(2026, 11, 20), date(2026, 11, 22)),
        (date(2026, 12, 18), date(2026, 12, 20)),
    ]


def test_a_long_event_that_repeats_is_found_though_it_began_long_ago() -> None:
    season = event("2020-05-01", "2020-12-24", "FREQ=YEARLY")
    assert days(season) == ["01.05."], "under way since May"


@pytest.mark.parametrize(("before", "after"), [("2026-10-18", "2026-10-25"), ("2026-03-22", "2026-03-29")])
def test_the_time_of_day_stays_when_the_clocks_change(before: str, after: str) -> None:
    walk = event(f"{before}T02:30", f"{before}T03:30", "FREQ=WEEKLY")
    first, second = within_horizon(walk, date.fromisoformat(before))[:2]
    assert (second.start, second.end) == (
        datetime.fromisoformat(f"{after}T02:30"),
        datetime.fromisoformat(f"{after}T03:30"),
    )
    assert first.start == datetime.fromisoformat(f"{before}T02:30")


def test_the_next_day_of_an_event_that_is_over_is_its_last() -> None:
    assert next_one(event("2026-10-01"), SUNDAY).start == date(2026, 10, 1)
    assert next_one(event("2026-10-01", repeat="FREQ=WEEKLY;COUNT=3"), SUNDAY).start == date(2026, 10, 15)
    evening = event("2026-10-01T19:30", "2026-10-01T21:00", "FREQ=WEEKLY;UNTIL=20261112")
    assert next_one(evening, SUNDAY).end == datetime(2026, 11, 12, 21)


def test_next_starts_are_those_of_a_repeating_event_only() -> None:
    assert next_starts(event("2026-12-01"), SUNDAY, 6) == ()
    assert [f"{day:%d.%m.}" for day in next_starts(event("2026-12-01", repeat="FREQ=YEARLY"), SUNDAY, 2)] == [
        "01.12."
    ] * 2


@given(
    st.sampled_from(["FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY", "FREQ=WEEKLY;COUNT=5"]),
    st.dates(date(1990, 1, 1), date(2030, 12, 31)),
    st.integers(0, 40),
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
)
def test_what_is_upcoming_is_not_over_and_comes_in_order(rule: str, start: date, days_: int, today: date) -> None:
    end = date.fromordinal(start.toordinal() + days_)
    for occurrences in (
        within_horizon(event(str(start), str(end), rule), today),
        within_horizon(event(str(start)), today),
    ):
        assert all(occurrence.last_day >= today for occurrence in occurrences)
        assert occurrences == sorted(occurrences, key=lambda occurrence: occurrence.order)
        assert len({occurrence.start for occurrence in occurrences}) == len(occurrences)
        assert {
            day_of(occurrence.end or occurrence.start) - day_of(occurrence.start) for occurrence in occurrences
        } <= {
            end - start,
            start - start,
        }


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_nothing_upcoming_is_left_out(today: date) -> None:
    """A weekly event that lasts three days is under way or ahead in every week."""
    weekly = event("2020-01-01", "2020-01-03", "FREQ=WEEKLY")
    first = next(upcoming(weekly, today))
    assert (first.last_day - today).days < 7
