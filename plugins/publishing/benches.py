"""Folders in which what is pushed is checked, one for each check, and gone after it: after one that was killed, too."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

from plugins.multisite.generations import lock

_BEGIN = "checking-"
_BUSY = "Gerade beginnt noch eine andere Prüfung; warte."


@contextmanager
def bench(place: Path) -> Iterator[Path]:
    """A new folder in `place`, which is made. What checks have left there that were killed is cleared away first."""
    place.mkdir(parents=True, exist_ok=True)
    with ExitStack() as stack:
        with lock(place / "checking", _BUSY):  # nobody clears away what is not claimed yet
            _clear_away(place)
            folder = Path(tempfile.mkdtemp(dir=place, prefix=_BEGIN))
            stack.enter_context(_claimed(folder))
        stack.callback(shutil.rmtree, folder, ignore_errors=True)
        yield folder


def _clear_away(place: Path) -> None:
    for folder in place.glob(f"{_BEGIN}*"):
        with suppress(OSError), _claimed(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _claimed(folder: Path) -> Iterator[None]:
    """A lock that ends with its process, however that ends. Raises BlockingIOError where another one has it."""
    import fcntl  # there is none on Windows, and no hook

    opened = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(opened)
