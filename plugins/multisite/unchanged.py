"""What the last build was made of, and what has changed since. Imports nothing that takes time: most builds end here."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from plugins.multisite.manifest import MANIFEST, is_whole
from plugins.multisite.results import Result

LAST = "last.json"
_HEAD = 3
"""So many fields say which build it was, on a line of their own: its output is looked at while the others are read."""


class LastBuild(NamedTuple):
    """A build that went well, and the state of everything that it read and wrote."""

    key: list[str]
    """What was asked for: settings, day, output, Python."""
    output: str
    manifest: str
    """The checksum of the output's manifest: another order may have written to the same output since."""
    watched: list[str]
    """Files and folders that the build read."""
    stamps: Mapping[str, str]
    results: Sequence[Result]
    """What became of each site, as it would be if the same were built again."""
    ledger: Mapping[str, str]
    """What it kept of its plan: file → digest."""

    @classmethod
    def of(
        cls,
        key: list[str],
        output: Path,
        watched: list[str],
        stamps: Mapping[str, str],
        results: Iterable[Result],
        ledger: Mapping[str, str],
    ) -> "LastBuild":
        """A build that has just ended."""
        repeated = [result._replace(made=0, seconds=0.0) for result in results]
        return cls(key, str(output), _checksum(output), watched, stamps, repeated, ledger)

    @property
    def told(self) -> list[str]:
        """What it would say of each site if the same were built again."""
        return list(map(str, self.results))


def remember(folder: Path, last: LastBuild) -> None:
    """Keep a build for the next one; where nothing can be written, that one is slower."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        fresh = folder / f"{LAST}.new"
        head, rest = json.dumps(last[:_HEAD]), json.dumps(last[_HEAD:], separators=(",", ":"))
        fresh.write_text(f"{head}\n{rest}")
        fresh.replace(folder / LAST)


class Noted(NamedTuple):
    """The last build as it is kept."""

    key: list[str]
    output: str
    manifest: str
    rest: str

    def last(self) -> LastBuild | None:
        """All of it, where it is not damaged."""
        try:
            watched, stamps, results, ledger = json.loads(self.rest)
            told = [Result(*values) for values in results]
            return LastBuild(self.key, self.output, self.manifest, watched, stamps, told, ledger)
        except (ValueError, TypeError):
            return None


def recall(file: Path, key: list[str]) -> Noted | None:
    """The last build, where it was of the same order and its output is still what it wrote."""
    try:
        head, _, rest = file.read_text().partition("\n")
        kept, output, manifest = json.loads(head)
        return Noted(kept, output, manifest, rest) if kept == key and _checksum(Path(output)) == manifest else None
    except (OSError, ValueError, TypeError):
        return None


def _checksum(output: Path) -> str:
    """Tells one manifest from another."""
    written = (output / MANIFEST).read_bytes()
    return f"{crc32(written):08x}{len(written)}"


def changed(last: LastBuild, now: Mapping[str, str]) -> list[str]:
    """What has come, gone or changed, and what is so new that nobody can tell."""
    if now == last.stamps and "" not in now.values():
        return []
    gone = last.stamps.keys() - now.keys()
    return [*(path for path, mark in now.items() if not mark or last.stamps.get(path) != mark), *gone]


@contextmanager
def looking_whether_whole(output: Path) -> Iterator[Callable[[], bool]]:
    """Look meanwhile, in another process where there can be one, whether an output is whole; yields how to ask for it."""
    if not hasattr(os, "fork"):
        yield lambda: is_whole(output)
        return
    process = os.fork()
    if process == 0:
        os._exit(0 if is_whole(output) else 1)
    asked: list[int] = []

    def ask() -> bool:
        asked.append(os.waitpid(process, 0)[1])
        return asked[0] == 0

    try:
        yield ask
    finally:
        if not asked:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
