"""Where and when: times in content are those of the villages' clocks; for machines they get their offset from UTC."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

ZONE = ZoneInfo("Europe/Berlin")
"""Where the villages are; all times in content are local."""


def day_of(moment: date | datetime) -> date:
    """The day a moment lies on."""
    return moment.date() if isinstance(moment, datetime) else moment


def in_zone(moment: date | datetime) -> date | datetime:
    """A day as it is, a time of day as one of the villages' zone."""
    return moment.replace(tzinfo=ZONE) if isinstance(moment, datetime) else moment


def iso(moment: date | datetime) -> str:
    """For machines: a day, or a moment with its offset from UTC (`2026-12-03T19:30+01:00`)."""
    moment = in_zone(moment)
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()
