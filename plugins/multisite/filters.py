"""How values look on German pages: dates, times, money; the filters of the theme."""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

from plugins.network.moments import day_of, iso
from plugins.network.wording import dated, money

if TYPE_CHECKING:  # settings read this module, and every edit reads the settings
    from plugins.letters.writing import Letter
    from plugins.opening.timetable import Row
    from plugins.planning.cards import Card, EventCard
    from plugins.planning.props import Frame


def clock_time(moment: datetime) -> str:
    """19:30."""
    return f"{moment:%H:%M}"


def percent(tenths: int) -> str:
    """48,9 % from 489 tenths of a percent."""
    return f"{tenths / 10:.1f}\u00a0%".replace(".0", "").replace(".", ",")


def linked(text: str) -> Markup:
    """Text in which web addresses are links."""
    pieces = re.split(r"(https?://[^\s)]+[^\s).,;])", text)
    links = (
        Markup('<a href="{0}">{0}</a>').format(piece) if n % 2 else escape(piece) for n, piece in enumerate(pieces)
    )
    return Markup("").join(links)


# Settings are read, and with them this module, before every small edit: what few pages need is imported by those.


def timetable(lines: Iterable[str]) -> "tuple[Row, ...]":
    """The rows of a table of opening hours."""
    from plugins.opening.timetable import timetable

    return timetable(lines)


def opening(lines: Iterable[str]) -> str:
    """Opening hours for the script that knows what time it is."""
    from plugins.opening.timetable import opening

    return opening(lines)


def letter(site: "Frame", folder: str, about: "Card | None" = None) -> "Letter":
    """A letter to the editors of a site: with a record for a folder, or with a comment about one of the site's records."""
    from plugins.letters import forms, writing

    if about is None:
        return writing.letter(forms.FORMS[folder], site.contact, site.slug)
    name, url = f"{site.slug}{about.url.rstrip('/')}", site.absolute(about.url)
    return writing.comment(forms.COMMENT, site.contact, name, about.title, url)


def by_day(events: "Iterable[EventCard]") -> list[tuple[date, "list[EventCard]"]]:
    """Events under the day they begin on; they come in the order of time."""
    return [(day, list(cards)) for day, cards in groupby(events, key=lambda card: day_of(card.start))]


def until(event: "EventCard") -> str:
    """The local time after which it is over, to be compared as text: its end, else that of its day."""
    last = event.end or event.start
    return f"{last:%Y-%m-%dT%H:%M}" if event.end and isinstance(last, datetime) else f"{day_of(last)}T24:00"


FILTERS: dict[str, Callable[..., Any]] = {
    "day_long": dated("EEEE, d. MMMM y"),
    "day_short": dated("d. MMM y"),
    "month_year": dated("MMMM y"),
    "weekday_short": dated("EEEEEE"),
    "weekday_day": dated("EEEE, d. MMMM"),
    "by_day": by_day,
    "until": until,
    "day_number": dated("d"),
    "month_short": dated("MMM"),
    "time": clock_time,
    "iso": iso,
    "money": money,
    "percent": percent,
    "linked": linked,
    "letter": letter,
    "timetable": timetable,
    "opening": opening,
}
