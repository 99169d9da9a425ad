"""Write beside, then switch: what can be seen from outside is never half new."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock


@contextmanager
def switched_in(output: Path) -> Iterator[Path]:
    """An empty folder beside `output` that takes its place when the block ends well, and is gone when it does not."""
    fresh = output.with_name(f".{output.name}.new")
    old = output.with_name(f".{output.name}.old")
    output.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(output.with_name(f".{output.name}.lock")):  # a second build waits here
        _recover(output, old)
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            yield fresh
            _switch(fresh, output, old)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _recover(output: Path, old: Path) -> None:
    """A build that was killed between its two renames left the last good output under another name."""
    if old.exists() and not output.exists():
        old.rename(output)


def _switch(fresh: Path, output: Path, old: Path) -> None:
    shutil.rmtree(old, ignore_errors=True)
    if output.exists():
        output.rename(old)
    fresh.rename(output)
    shutil.rmtree(old, ignore_errors=True)


def write(file: Path, content: bytes) -> None:
    """Write one file, with the folders above it; a file that is there already is a fault of the plan."""
    file.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as stream:
        stream.write(content)
