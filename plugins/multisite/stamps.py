"""How content is told apart without reading it: by what the file system says of it."""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp can be trusted: a second edit within its resolution would not show."""


_IN_FOLDERS = {os.stat, os.open} <= os.supports_dir_fd and os.scandir in os.supports_fd


def stamp(status: os.stat_result, now: int) -> str:
    """What a file's entry says of its content without reading it; "" while that can still change unseen.

    `now`: nanoseconds since 1970. Change time and inode are part of it, so a copied or touched-back file shows.
    """
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    if modified > now - _SETTLED or changed > now - _SETTLED:
        return ""
    return f"{modified}:{changed}:{status.st_size}:{status.st_ino}"


def stamps(places: Iterable[str | Path], now: int) -> dict[str, str]:
    """The stamp of every file at or below these places."""
    return {path: stamp(status, now) for place in places for path, status in _statuses(str(place))}


def _statuses(place: str) -> Iterator[tuple[str, os.stat_result]]:
    """Every file and its status; what is missing is for the build to say."""
    try:
        folder: int | str = os.open(place, os.O_RDONLY | os.O_DIRECTORY) if _IN_FOLDERS else place
        entries = os.scandir(folder)
    except FileNotFoundError:
        return
    except NotADirectoryError:
        yield place, os.stat(place)  # noqa: PTH116 - strings are faster here
        return
    try:
        yield from _below(place, entries, folder if isinstance(folder, int) else None)
    finally:
        if isinstance(folder, int):
            os.close(folder)


def _below(place: str, entries: Iterable[os.DirEntry[str]], folder: int | None) -> Iterator[tuple[str, os.stat_result]]:
    """What is in a folder; below an open one no path need be walked for every file."""
    for entry in entries:
        path = f"{place}/{entry.name}"
        if not entry.is_dir(follow_symlinks=False):
            with suppress(FileNotFoundError):  # gone since the folder was read
                yield path, os.stat(entry.name if folder else path, dir_fd=folder, follow_symlinks=False)
        elif entry.name != "__pycache__":
            yield from _statuses(path)
