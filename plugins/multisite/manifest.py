"""What stands in an output: every file, from what it was made, and its size."""

import json
import os
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

MANIFEST = ".manifest.json"


class Hole(NamedTuple):
    """Where in a page its record's text stands, and nothing else depends on that text; both in bytes."""

    start: int
    length: int


class Made(NamedTuple):
    """A file of an output: from what it was made, its size in bytes, and where its text stands, where that is known."""

    fingerprint: str
    size: int
    mark: int
    """The checksum of its bytes (CRC-32): what it was made from differs between versions of our code, this does not."""
    start: int = -1
    length: int = 0

    @property
    def hole(self) -> Hole | None:
        """Where its text stands."""
        return Hole(self.start, self.length) if self.start >= 0 else None


Manifest = dict[str, Made]
"""Path → file, for a whole output."""


def site_of(path: str) -> str:
    """The site that a file of an output belongs to."""
    return path.partition("/")[0]


def is_page(path: str) -> bool:
    """Whether a file is a page, not one for programs."""
    return path.endswith(".html")


def read_manifest(folder: Path) -> Manifest:
    """What stands in an output; empty where there is none, or a damaged one."""
    try:
        return parsed((folder / MANIFEST).read_bytes())
    except OSError:
        return {}


def parsed(stored: bytes) -> Manifest:
    """The manifest that was written so; empty where it is damaged."""
    try:
        found = _rows(stored)
        return dict(zip(found, map(Made._make, found.values()), strict=True))
    except (ValueError, TypeError, AttributeError):
        return {}


def is_whole(folder: Path) -> bool:
    """Whether every file of an output stands there in its size."""
    try:
        sizes = {path: row[1] for path, row in _rows((folder / MANIFEST).read_bytes()).items()}
    except (OSError, ValueError, TypeError, AttributeError, LookupError):
        return False
    return bool(sizes) and not any(_of_other_size(folder, sizes.items()))


def _rows(stored: bytes) -> dict[str, list[Any]]:
    """Path → the fields of what was made; raises ValueError where that is damaged."""
    proof, _, text = stored.partition(b"\n")
    if proof != _proof(text):
        raise ValueError("damaged")
    rows: dict[str, list[Any]] = json.loads(text)
    return rows


def written(manifest: Mapping[str, Made]) -> bytes:
    """The manifest as it is written, the same for the same files in whatever order they were made."""
    text = json.dumps(dict(sorted(manifest.items())), separators=(",", ":")).encode()
    return _proof(text) + b"\n" + text


def _proof(text: bytes) -> bytes:
    """A checksum: a path that is damaged would leave a file behind that nobody knows of."""
    return f"{crc32(text):08x}".encode()


def intact(folder: Path, path: str, made: Made) -> bool:
    """Whether a file stands there in its size."""
    return not any(damaged(folder, [(path, made)]))


def damaged(folder: Path, files: Iterable[tuple[str, Made]]) -> Iterator[str]:
    """The files that do not stand there in their size."""
    return _of_other_size(folder, ((path, made.size) for path, made in files))


def _of_other_size(folder: Path, sizes: Iterable[tuple[str, int]]) -> Iterator[str]:
    """The files that do not stand there in this size; ten thousand are looked at for every build."""
    if os.stat not in os.supports_dir_fd:
        yield from (path for path, size in sizes if _size(f"{folder}/{path}", None) != size)
        return
    try:
        below = os.open(folder, os.O_RDONLY)
    except OSError:
        yield from (path for path, _ in sizes)
        return
    try:
        yield from (path for path, size in sizes if _size(path, below) != size)
    finally:
        os.close(below)


def _size(path: str, below: int | None) -> int:
    """The size of a file; with an open folder above it, whose path need not be walked again."""
    try:
        return os.stat(path, dir_fd=below).st_size
    except OSError:
        return -1
