"""How values look on German pages: dates, times, money; the filters of the theme."""

import re
from collections.abc import Callable
from datetime import date, datetime
from functools import cache
from typing import Any

from markupsafe import Markup, escape

from plugins.network.moments import iso

_LOCALE = "de_DE"


def _dated(pattern: str) -> Callable[[date], str]:
    def written(day: date) -> str:
        from babel.dates import format_date  # where nothing is rendered, nothing is imported for it

        return str(format_date(day, pattern, locale=_LOCALE))

    return cache(written)


def clock_time(moment: datetime) -> str:
    """19:30."""
    return f"{moment:%H:%M}"


def money(cents: int) -> str:
    """307.506,31 € from 30750631; whole euros too are written with cents."""
    from babel.numbers import format_currency

    return str(format_currency(cents / 100, "EUR", locale=_LOCALE))


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
    "day_long": _dated("EEEE, d. MMMM y"),
    "day_short": _dated("d. MMM y"),
    "month_year": _dated("MMMM y"),
    "weekday_short": _dated("EEEEEE"),
    "day_number": _dated("d"),
    "month_short": _dated("MMM"),
    "time": clock_time,
    "iso": iso,
    "money": money,
    "percent": percent,
    "linked": linked,
}
