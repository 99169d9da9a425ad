"""How content is told apart without reading it: by what the file system says of it."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp can be trusted: a second edit within its resolution would not show."""


def stamp(status: os.stat_result, now: int) -> str:
    """What a file's entry says of its content without reading it; "" while that can still change unseen.

    `now`: nanoseconds since 1970. Change time and inode are part of it, so a copied or touched-back file shows.
    """
    if max(status.st_mtime_ns, status.st_ctime_ns) > now - _SETTLED:
        return ""
    return f"{status.st_mtime_ns}:{status.st_ctime_ns}:{status.st_size}:{status.st_ino}"


def stamps(places: Iterable[str | Path], now: int) -> dict[str, str]:
    """The stamp of every file at or below these places."""
    return {path: stamp(status, now) for place in places for path, status in _statuses(str(place))}


def _statuses(place: str) -> Iterator[tuple[str, os.stat_result]]:
    try:
        entries = list(os.scandir(place))
    except FileNotFoundError:  # what is missing is for the build to say
        return
    except NotADirectoryError:
        yield place, os.stat(place)  # noqa: PTH116 - strings are faster here
        return
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            if entry.name != "__pycache__":
                yield from _statuses(entry.path)
        else:
            yield entry.path, entry.stat(follow_symlinks=False)
