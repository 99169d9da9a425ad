"""When events take place: the days of a repeating event, counted from the day of the build."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice, takewhile

from plugins.network import repetition
from plugins.network.frozen import frozen
from plugins.network.moments import day_of
from plugins.network.records import Event, as_datetime

HORIZON = timedelta(days=92)
"""How far ahead the days of a repeating event are listed."""


@frozen
class Occurrence:
    """An event on one of its days."""

    event: Event
    start: date | datetime
    end: date | datetime | None

    @property
    def last_day(self) -> date:
        """The day it ends on."""
        return day_of(self.end or self.start)

    @property
    def order(self) -> tuple[datetime, str]:
        """Whole days stand before the times of their day; equal times are ordered by title."""
        return as_datetime(self.start), self.event.title


def upcoming(event: Event, today: date) -> Iterator[Occurrence]:
    """Its days from today on, one after the other; without end where it repeats without end."""
    if not event.repeat:
        single = Occurrence(event, event.start, event.end)
        yield from [single] if single.last_day >= today else []
        return
    length = as_datetime(event.end) - as_datetime(event.start) if event.end else timedelta()
    earliest = datetime.combine(today, time()) - length - timedelta(days=1)
    for start in repetition.days(event.repeat, as_datetime(event.start), earliest):
        occurrence = _moved(event, start)
        if occurrence.last_day >= today:
            yield occurrence


def within_horizon(event: Event, today: date) -> list[Occurrence]:
    """What a list of dates shows: a single event however far ahead, a repeating one for the next three months."""
    days: list[Occurrence] = []
    for occurrence in upcoming(event, today):
        if event.repeat and day_of(occurrence.start) > today + HORIZON:
            break
        days.append(occurrence)
    return days


def between(event: Event, first: date, last: date) -> list[Occurrence]:
    """Its days that fall, at least in part, into the days from `first` to `last`."""
    return list(takewhile(lambda occurrence: day_of(occurrence.start) <= last, upcoming(event, first)))


def next_one(event: Event, today: date) -> Occurrence:
    """The next day, or the last one of an event that is over."""
    return next(upcoming(event, today), None) or _last_one(event)


def _last_one(event: Event) -> Occurrence:
    if not event.repeat:
        return Occurrence(event, event.start, event.end)
    *_, last = repetition.days(event.repeat, as_datetime(event.start))
    return _moved(event, last)


def next_starts(event: Event, today: date, most: int) -> tuple[date | datetime, ...]:
    """The next days of a repeating event."""
    return tuple(occurrence.start for occurrence in islice(upcoming(event, today), most)) if event.repeat else ()


def _moved(event: Event, start: datetime) -> Occurrence:
    if isinstance(event.start, datetime):
        length = event.end - event.start if isinstance(event.end, datetime) else None
        return Occurrence(event, start, start + length if length is not None else None)
    days = event.end - event.start if event.end else None
    return Occurrence(event, start.date(), start.date() + days if days is not None else None)
