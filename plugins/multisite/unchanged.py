"""What the last build was made of, and what has changed since. Imports nothing that takes time: most builds end here."""

import json
import os
import signal
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

from plugins.multisite.manifest import MANIFEST, damaged, parsed
from plugins.multisite.results import Result

LAST = "last.json"


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
        fresh.write_text(json.dumps(last, separators=(",", ":")))
        fresh.replace(folder / LAST)


def recall(file: Path, key: list[str]) -> LastBuild | None:
    """The last build, where it was of the same order and its output is still what it wrote."""
    try:
        last = LastBuild(*json.loads(file.read_bytes()))
        last = last._replace(results=[Result(*values) for values in last.results])
        return last if last.key == key and _checksum(Path(last.output)) == last.manifest else None
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


def is_whole(output: Path) -> bool:
    """Whether every file of an output stands there in its size."""
    try:
        manifest = parsed((output / MANIFEST).read_bytes())
    except OSError:
        return False
    return bool(manifest) and not any(damaged(output, manifest.items()))
