"""What the Projektbörse finds: matches, each with its reasons in plain German."""

from collections.abc import Mapping

from plugins.network.frozen import frozen
from plugins.network.references import Reference


@frozen
class Reason:
    """Why two belong together; what is sought and offered stands in the words of those who wrote it."""

    why: str
    """A sentence in German."""
    seeker: Reference | None = None
    """Which of the two seeks; None where nothing is sought."""
    sought: str = ""
    offered: str = ""


@frozen
class Match:
    """What goes together with a project."""

    other: Reference
    """A project or a notice of another village."""
    confirmed: bool
    """Whether a coach said so."""
    points: int
    reasons: tuple[Reason, ...]
    """The best first."""


Matches = Mapping[Reference, tuple[Match, ...]]
"""Project → its matches: confirmed ones first, then the best."""
