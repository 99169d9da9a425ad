"""From what `git log` says to commits: who touched which file, and what stood there before. Pure; `git.log` asks for it."""

from collections.abc import Iterator
from datetime import date, datetime, tzinfo
from typing import NamedTuple

from plugins.history.lineage import Commit, Touch

_HEADER = b"\x01"
_NOTHING = frozenset({"000000", "160000"})
"""Modes of what is no file: a deleted one, another repository."""


class Listed(NamedTuple):
    """A commit as git told it."""

    commit: Commit
    parents: tuple[str, ...]


def read_log(said: bytes, zone: tzinfo) -> list[Listed]:
    """Every commit in the order it was told; `zone`: where days begin at midnight."""
    parts = iter(said.split(b"\0"))
    listed: list[Listed] = []
    for part in parts:
        part = part.removeprefix(b"\n")
        if part.startswith(_HEADER):
            listed.append(_header(part, zone))
        elif part.startswith(b":") and listed and (touch := _touch(part, parts)):
            commit = listed[-1].commit
            listed[-1] = listed[-1]._replace(commit=Commit(commit.id, commit.day, (*commit.touches, touch)))
    return listed


def _header(part: bytes, zone: tzinfo) -> Listed:
    name, moment, *parents = part.removeprefix(_HEADER).decode().split()
    return Listed(Commit(name, day_of(int(moment), zone), ()), tuple(parents))


def day_of(moment: int, zone: tzinfo) -> date:
    """The day of a moment, in seconds since 1970; what no calendar holds becomes the nearest day that one does."""
    try:
        return datetime.fromtimestamp(moment, zone).date()
    except (OverflowError, ValueError, OSError):
        return date.min if moment < 0 else date.max


def _touch(part: bytes, parts: Iterator[bytes]) -> Touch | None:
    """`:<modes> <objects> <status>` and paths, one more mode and object than parents; None where a file went."""
    about = part.lstrip(b":").decode().split()
    parents = len(part) - len(part.lstrip(b":"))
    modes, names, status = about[: parents + 1], about[parents + 1 : -1], about[-1]
    count = parents + 1 if parents > 1 or status[0] in "RC" else 1
    paths = [next(parts).decode(errors="backslashreplace") for _ in range(count)]
    states = list(zip(paths if count > 1 else paths * 2, names, strict=True))
    there = zip(states[:parents], modes, strict=False)
    before = tuple(state for state, mode in there if mode not in _NOTHING)
    return Touch(before, states[-1]) if modes[-1] not in _NOTHING else None
