"""The public holidays of North Rhine-Westphalia, for the script that says whether a place is open today."""

YEARS = 3
"""How many years the list holds, the first one included."""


def public_holidays(first: int) -> str:
    """The holidays of a year and of the next two: `2026-01-01 Neujahr|…`, in order.

    Source: Feiertagsgesetz NW, as the library `holidays` knows it.
    """
    from holidays.countries.germany import Germany  # takes as long to import as a small edit takes in all

    days = Germany(subdiv="NW", years=range(first, first + YEARS), language="de")
    return "|".join(f"{day} {name}" for day, name in sorted(days.items()))
