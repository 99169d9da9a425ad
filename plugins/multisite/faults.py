"""What the machine refuses, in words for whoever runs it."""

import errno
from pathlib import Path

_FULL = {errno.ENOSPC, errno.EDQUOT}


def in_words(error: Exception) -> str:
    """Why something failed, on one line and without the system's numbers; of a full disk, which one it is."""
    if not isinstance(error, OSError) or not error.strerror:
        return str(error)
    if is_full(error):
        return f"disk full on {_disk_of(error.filename)}" if error.filename else "disk full"
    return f"{error.strerror}: {error.filename!r}" if error.filename else error.strerror


def is_full(error: Exception) -> bool:
    """Whether there was no room for a file."""
    return isinstance(error, OSError) and error.errno in _FULL


def _disk_of(file: str) -> str:
    """Where the disk is mounted that a file was to be written to, and the file, which is gone by now."""
    place = Path(file).absolute()
    while not place.is_mount():
        place = place.parent
    return f"{place}, no room for {file}"
