"""What a calendar holds of an event: plain values, planned from a record and written by `writing`."""

from datetime import date, datetime

from plugins.network.frozen import frozen


@frozen
class Entry:
    """An event of a calendar; times are those of the villages' clocks."""

    uid: str
    """The same in every calendar and for ever: by it a phone knows the event again."""
    title: str
    text: str
    url: str
    """Of its page, absolute."""
    start: date | datetime
    stamp: date
    """Since when it is known."""
    end: date | datetime | None = None
    """A day still belongs to it."""
    rule: str | None = None
    """RFC 5545's rule; None for what takes place once."""
    place: str | None = None
    geo: tuple[float, float] | None = None
    """Latitude and longitude of the place, where they are known."""
    cancelled: bool = False
    revision: int = 0
    """How often it was changed, as its record says."""
