"""How days and amounts read in German, wherever a sentence holds one, and how titles are ordered. Babel is imported where one is asked for."""

import unicodedata
from collections.abc import Callable
from datetime import date
from functools import cache

_LOCALE = "de_DE"


def dated(pattern: str) -> Callable[[date], str]:
    """A function that writes a day after a pattern of the Unicode locale data: `d. MMMM y` is 3. Dezember 2021."""

    def written(day: date) -> str:
        from babel.dates import format_date  # where nothing is rendered, nothing is imported for it

        return str(format_date(day, pattern, locale=_LOCALE))

    return cache(written)


def money(cents: int) -> str:
    """307.506,31 € from 30750631; whole euros too are written with cents."""
    from babel.numbers import format_currency

    return str(format_currency(cents / 100, "EUR", locale=_LOCALE))


def collated(title: str) -> str:
    """A title as a German dictionary orders it (DIN 5007-1): ä as a, ß as ss, whatever the case."""
    letters = unicodedata.normalize("NFKD", title.casefold())
    return "".join(letter for letter in letters if letter.isalnum() or letter == " ")
