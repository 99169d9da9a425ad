"""What stands in an output: every file, from what it was made, and its size."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

MANIFEST = ".manifest.json"


@dataclass(frozen=True)
class Made:
    """A file of an output: from what it was made, and its size in bytes."""

    fingerprint: str
    size: int


Manifest = dict[str, Made]
"""Path → file, for a whole output."""


def read_manifest(folder: Path) -> Manifest:
    """What stands in an output; empty where there is none, or a damaged one."""
    try:
        stored = json.loads((folder / MANIFEST).read_bytes())
        return {path: Made(fingerprint, size) for path, (fingerprint, size) in stored.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}


def intact(folder: Path, path: str, made: Made) -> bool:
    """Whether a file stands there in its size."""
    try:
        return os.stat(f"{folder}/{path}").st_size == made.size  # noqa: PTH116 - ten thousand of them
    except OSError:
        return False
