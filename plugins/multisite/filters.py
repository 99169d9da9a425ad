"""How values look on German pages: dates, times, money; the filters of the theme."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

from markupsafe import Markup, escape

from plugins.network.moments import iso
from plugins.network.wording import dated, money
from plugins.opening.timetable import opening, timetable


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


FILTERS: dict[str, Callable[..., Any]] = {
    "day_long": dated("EEEE, d. MMMM y"),
    "day_short": dated("d. MMM y"),
    "month_year": dated("MMMM y"),
    "weekday_short": dated("EEEEEE"),
    "day_number": dated("d"),
    "month_short": dated("MMM"),
    "time": clock_time,
    "iso": iso,
    "money": money,
    "percent": percent,
    "linked": linked,
    "timetable": timetable,
    "opening": opening,
}
