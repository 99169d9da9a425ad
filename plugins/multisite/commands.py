"""The build as a command: quick where little is to do, and only then everything that takes time to import."""

import gc
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

from plugins.multisite.heads import state
from plugins.multisite.orders import PROJECT, Order
from plugins.multisite.stamps import stamps
from plugins.multisite.unchanged import LAST, LastBuild, Noted, changed, looking_whether_whole, recall, remember

_LOCK = "villages.lock"
_WITHOUT_PLUGINS = ("PYDANTIC_DISABLE_PLUGINS", "__all__")
"""Else pydantic looks for plugins among all packages that are installed, which takes a twentieth of a small edit's time."""


def build_command(order: Order, clock: Callable[[], int] = time.time_ns) -> int:
    """Build what is ordered and say so; the exit code. `clock`: nanoseconds since 1970.

    A repeated order is checked and answered at once, a small edit changes what it must; all else is built in full.
    """
    with _keeping_garbage():
        key, file = order.key(sys.version), order.folder() / LAST
        seen = file.stat().st_mtime_ns if file.exists() else 0
        kept = recall(file, key)
        os.environ.setdefault(*_WITHOUT_PLUGINS)
        return 0 if kept and _answered(order, kept, seen, clock) else _built(order, key, file, clock)


def _answered(order: Order, kept: Noted, seen: int, clock: Callable[[], int]) -> bool:
    """Whether nothing has changed since the last build, or only a little, which then is built."""
    with looking_whether_whole(Path(kept.output)) as whole:
        last = kept.last()
        if last is None:
            return False
        now = _state(last.watched, clock())
        edits = changed(last, now)
        if not edits and whole():
            print(*last.told, "Nothing has changed since the last build.", sep="\n")
            return True
    return bool(edits) and not _villages_elsewhere(last, now) and _revised(order, last, now, edits, seen)


@contextmanager
def _keeping_garbage() -> Iterator[None]:
    """A build makes much and throws little away: to look for cycles in it takes a quarter of its time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def build_and_leave(order: Order) -> NoReturn:
    """Build what is ordered, say so, and end the process at once.

    Giving back what a build holds piece by piece, or looking for garbage in it, takes longer than a small edit has time for.
    """
    gc.disable()
    code = build_command(order)
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def _state(watched: list[str], now: int) -> dict[str, str]:
    """The stamps of all that a build reads, and the commit that the content, the first of it, is at."""
    return {**stamps(watched, now), **state(watched[0])}


def _villages_elsewhere(last: LastBuild, now: Mapping[str, str]) -> bool:
    """Whether villages have repositories of their own: small edits know nothing of files outside `content/`."""
    return any(place in now for place in last.watched if place.endswith(_LOCK))


def _revised(order: Order, last: LastBuild, now: Mapping[str, str], edits: list[str], seen: int) -> bool:
    """Whether the edits were small and are built."""
    from plugins.multisite.revising import revise

    try:
        return revise(order, last, now, edits, seen)
    except OSError:  # the full build says what it is
        return False


def _built(order: Order, key: list[str], file: Path, clock: Callable[[], int]) -> int:
    """Build everything that is stale; the exit code."""
    from plugins.multisite.ledger import Ledger
    from plugins.multisite.reporting import HELD_BACK, build_and_report

    settings, ledger = order.read(), Ledger(file.parent, {})
    watched = [str(place) for place in read_by(settings, order)]
    before = _state(watched, clock())
    built = build_and_report(settings, ledger)
    if built is None:
        return 1
    if built.setbacks or any(gap.passing for gap in built.gaps):
        file.unlink(missing_ok=True)  # what is held back or missing is tried again, however often
        return HELD_BACK if built.setbacks else 0
    output = Path(settings["OUTPUT_PATH"])
    remember(file.parent, LastBuild.of(key, output, watched, before, built.outcome, ledger.digests))
    return 0


def read_by(settings: Mapping[str, Any], order: Order) -> list[Path]:
    """Every file and folder that a build reads, the content first."""
    content, theme = Path(settings["PATH"]), Path(settings["THEME"])
    code = [PROJECT / name for name in ("plugins", "pelicanconf.py", order.settings, "uv.lock")]
    return [content, content.parent / "villages.yaml", content.parent / _LOCK, theme, *code]
