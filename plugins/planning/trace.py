"""Which records a page was made of: noted by the catalogue while the page is planned, so that the next build knows what an edit touches.

A key names what was asked for: `one projekte/anger/teich`, `body seiten/anger/dorf`, `all termine anger`, `part anger news`,
`history projekte/anger/teich`, `picture bachtal teich.svg` (a copy of another site's picture).
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from plugins.network.references import Reference

Made = TypeVar("Made")
TRADED = "traded"
"""The key of what matches are made of, of all projects and notices: a step that is done changes no match."""


def one(reference: Reference) -> str:
    """The key of a record."""
    return f"one {named(reference)}"


def body(reference: Reference) -> str:
    """The key of a record's text."""
    return f"body {named(reference)}"


def every(kind: str, site: str) -> str:
    """The key of all records of a kind on a site."""
    return f"all {kind} {site}"


def naming(kind: str, field: str, reference: Reference) -> str:
    """The key of all records of a kind that name this one in a field."""
    return f"naming {kind} {field} {named(reference)}"


def history(reference: Reference) -> str:
    """The key of what git knows of a project."""
    return f"history {named(reference)}"


def ground(village: str) -> str:
    """The key of what a village's map is drawn upon."""
    return f"ground {village}"


def part(site: str, name: str) -> str:
    """The key of a part of a page that is planned by itself."""
    return f"part {site} {name}"


def picture(site: str, name: str) -> str:
    """The key of another site's picture, of which this site shows a copy."""
    return f"picture {site} {name}"


def is_picture(key: str) -> bool:
    """Whether a key is that of another site's picture."""
    return key.startswith("picture ")


def named(reference: Reference) -> str:
    """A record by its folders, as keys and files of a build name it."""
    return f"{reference.kind}/{reference.site}/{reference.slug}"


@dataclass
class Trace:
    """Collects keys for whatever is being made; things made within other things count for both."""

    _open: list[set[str]] = field(default_factory=list)
    _made: dict[Hashable, tuple[Any, frozenset[str]]] = field(default_factory=dict)

    def note(self, key: str) -> None:
        """Something was asked for."""
        if self._open:
            self._open[-1].add(key)

    def of(self, make: Callable[[], Made]) -> tuple[Made, frozenset[str]]:
        """What `make` makes, and what it asked for; whoever waits for it asked for that too."""
        self._open.append(set())
        try:
            made = make()
        finally:
            keys = frozenset(self._open.pop())
        self._all(keys)
        return made, keys

    def apart(self, make: Callable[[], Made]) -> tuple[Made, frozenset[str]]:
        """What `make` makes, and what it asked for; whoever waits for it has not asked for that."""
        waiting, self._open = self._open, []
        try:
            return self.of(make)
        finally:
            self._open = waiting

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes, made at the first time; each time it counts as asking for the same."""
        known = self._made.get(name)
        if known is None:
            known = self._made[name] = self.of(make)
        else:
            self._all(known[1])
        return known[0]  # type: ignore[no-any-return]

    def _all(self, keys: frozenset[str]) -> None:
        if self._open:
            self._open[-1].update(keys)
