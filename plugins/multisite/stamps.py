"""How content is told apart without reading it: by what the file system says of it."""

import os
from collections.abc import Iterable
from pathlib import Path

_SETTLED = 2_000_000_000
"""Nanoseconds after which a file's time stamp can be trusted: a second edit within its resolution would not show."""


_OPENS_FOLDERS = os.scandir in os.supports_fd
"""Below an open folder no path need be walked for every file."""


def stamp(status: os.stat_result, now: int) -> str:
    """What a file's entry says of its content without reading it; "" while that can still change unseen.

    `now`: nanoseconds since 1970. Change time and inode are part of it, so a copied or touched-back file shows.
    """
    modified, changed = status.st_mtime_ns, status.st_ctime_ns
    if modified > now - _SETTLED or changed > now - _SETTLED:
        return ""
    return f"{modified}:{changed}:{status.st_size}:{status.st_ino}"


def stamps(places: Iterable[str | Path], now: int) -> dict[str, str]:
    """The stamp of every file at or below these places; what is missing is for the build to say."""
    found: dict[str, str] = {}
    for place in map(str, places):
        try:
            _note(place, now, found)
        except NotADirectoryError:
            found[place] = stamp(os.stat(place), now)  # noqa: PTH116 - strings are faster here
        except FileNotFoundError:
            pass
    return found


def _note(place: str, now: int, found: dict[str, str]) -> None:
    """Note everything in a folder, in one loop: ten thousand files are looked at for every build."""
    folder: int | str = os.open(place, os.O_RDONLY | os.O_DIRECTORY) if _OPENS_FOLDERS else place
    try:
        for entry in os.scandir(folder):
            try:
                if not entry.is_dir(follow_symlinks=False):
                    found[f"{place}/{entry.name}"] = stamp(entry.stat(follow_symlinks=False), now)
                elif entry.name != "__pycache__":
                    _note(f"{place}/{entry.name}", now, found)
            except FileNotFoundError:
                continue  # gone since the folder was read
    finally:
        if isinstance(folder, int):
            os.close(folder)
