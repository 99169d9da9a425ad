"""What sites have besides the pages of their records; the settings say which, and everything that plans asks here."""

from typing import Literal, NamedTuple

Offer = Literal["installable", "offline"]
"""What a site is as an app: one to install, or one that moves into the phone as a whole besides."""


class Extras(NamedTuple):
    """What is made besides; a site does without each."""

    open_data: bool = True
    """Its records for programs."""
    calendars: bool = True
    """Its dates as iCalendar, and a page for each month."""
    matches: bool = True
    """Which projects go together with which."""
    guide: bool = True
    """For each village a map of its places, and a page for those who are new."""
    search: bool = True
    """A search over its pages, and a list of everything from A to Z."""
    json_feed: bool = True
    """Its news as JSON Feed, beside those as Atom."""
    app: Offer | None = None
