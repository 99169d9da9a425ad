"""Output that is always whole: the next generation is made beside the last one and takes its place in one step.

Two folders take turns. What did not change is already in the one that is not seen, so a build costs what changed.
"""

import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Container, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple

from plugins.multisite.manifest import MANIFEST, Made, Manifest, damaged, intact, read_manifest, written

if sys.platform == "win32":
    from filelock import FileLock
else:
    import fcntl

_AT_CWD, _EXCHANGE = -100, 2


@contextmanager
def lock(output: Path, busy: str = "Another build writes to the same output; waiting for it.") -> Iterator[None]:
    """Held by a build; a second one says that it waits, and waits. Free again when the process ends, however it ends."""
    output.parent.mkdir(parents=True, exist_ok=True)
    place = output.with_name(f".{output.name}.lock")
    if sys.platform == "win32":
        with FileLock(place):
            yield
    else:
        with place.open("a") as file:
            _claim(file.fileno(), busy)
            yield


def _claim(file: int, busy: str) -> None:
    """Lock an open file until it is closed. What the library would do, which takes longer to import than this."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        print(busy, file=sys.stderr, flush=True)
        fcntl.flock(file, fcntl.LOCK_EX)


def spare_of(output: Path) -> Path:
    """The folder that takes the output's place next."""
    return output.with_name(f".{output.name}.spare")


class Piece(NamedTuple):
    """A file that was just made: its size in bytes, their checksum, and where its text stands in it."""

    size: int
    mark: int
    start: int = -1
    length: int = 0


Make = Callable[[Path, list[str]], Mapping[str, Piece]]
"""Writes the files it is asked for below a folder."""


class Renewal:
    """The next generation of an output, while it is made beside the last one. The caller holds the lock."""

    def __init__(self, output: Path) -> None:
        """Until `complete`, the output stays as it was, whatever happens."""
        self._output, self.folder = output, spare_of(output)
        _recover(output, self.folder)
        self.last = read_manifest(output)
        self._there = _opened(self.folder)

    def complete(self, wanted: Mapping[str, str], made: Mapping[str, Piece], make: Make) -> list[str]:
        """Make the output hold exactly the wanted files (path → fingerprint), and say which were made anew.

        `made`: what already lies in `folder`, made anew; `make` makes what else is stale, or is kept and yet lost.
        """
        last, wanted = self.last, spelled_out(wanted, self.last)
        wanted_kept = {path: name for path, name in wanted.items() if path not in made}
        kept = {p: last[p] for p, name in wanted_kept.items() if p in last and last[p].fingerprint == name}
        if len(kept) == len(wanted) == len(last) and not any(damaged(self._output, last.items())):
            _write_manifest(self.folder, self._there)
            return []
        _fill(self.folder, self._there, self._output, kept, wanted)
        stale = [path for path in wanted_kept if path not in kept]
        pieces = {**made, **make(self.folder, stale)}
        anew = {path: Made(_fingerprint(path, wanted), *piece) for path, piece in pieces.items()}
        switch(self._output, {**kept, **anew})
        return list(pieces)


def spelled_out(wanted: Mapping[str, str], last: Manifest) -> dict[str, str]:
    """Wanted files (path → fingerprint), where a path may end with a slash: a folder, whose files are known once it is made.

    In the place of such a folder stand its files, where the last build made it of the same.
    """
    files = dict(wanted)
    for folder in [path for path in wanted if path.endswith("/")]:
        there = {path: made.fingerprint for path, made in last.items() if path.startswith(folder)}
        if set(there.values()) == {wanted[folder]}:
            files |= there
            del files[folder]
    return files


def _fingerprint(path: str, wanted: Mapping[str, str]) -> str:
    """That of a file which is wanted, or of the folder that is."""
    return wanted.get(path) or next(name for folder, name in wanted.items() if path.startswith(folder))


def renew(output: Path, wanted: Mapping[str, str], make: Make) -> list[str]:
    """Make `output` hold exactly the wanted files (path → fingerprint), and say which were made anew.

    If `make` fails, the output stays as it was. The caller holds the lock.
    """
    return Renewal(output).complete(wanted, {}, make)


def prepare(output: Path, kept: Manifest, wanted: Container[str]) -> Path:
    """The folder that takes the output's place next, holding the files that are kept, and no other but those `wanted`.

    What stands whole nowhere is no longer kept.
    """
    spare = spare_of(output)
    _recover(output, spare)
    _fill(spare, _opened(spare), output, kept, wanted)
    return spare


def switch(output: Path, manifest: Manifest) -> None:
    """Put the prepared folder, which holds these files by now, in the place of the output."""
    spare = spare_of(output)
    _write_manifest(spare, manifest)
    _exchange(spare, output)


def prepare_spare(output: Path) -> None:
    """After a first build: make the other folder at once, so that the next build finds everything in it."""
    spare = spare_of(output)
    with suppress(OSError):  # the output is complete, and only the next build would have been quicker
        if not (spare / MANIFEST).exists():
            last = read_manifest(output)
            _fill(spare, _opened(spare), output, last, last)
            _write_manifest(spare, last)


def _opened(spare: Path) -> Manifest:
    """What stands in the spare folder. Until its manifest is written again it counts as unfinished."""
    there = read_manifest(spare)
    if not there:
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir(parents=True)
    (spare / MANIFEST).unlink(missing_ok=True)
    return there


def _fill(spare: Path, there: Manifest, output: Path, kept: Manifest, wanted: Container[str]) -> None:
    """Bring the spare folder, in which these files are, to hold the kept ones; those that are wanted besides are written
    over what is there.
    """
    for path in (path for path in there if path not in kept and path not in wanted):
        remove(spare, path)
    same = [(path, made) for path, made in kept.items() if there.get(path) == made]
    lost = {*(path for path, made in kept.items() if there.get(path) != made), *damaged(spare, same)}
    for path in lost:
        if intact(output, path, kept[path]):
            _link(path, output, spare)
        else:
            del kept[path]


def remove(folder: Path, path: str) -> None:
    """Remove a file below a folder and the folders that it leaves empty."""
    file = folder / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()  # refused where something is left; looking first would list a large folder for every file
        except OSError:
            break


def _link(path: str, output: Path, spare: Path) -> None:
    """The same file in both folders, or a copy where the file system cannot; after a large build there are many."""
    source, target = f"{output}/{path}", f"{spare}/{path}"
    for last in (False, True):
        try:
            os.link(source, target)
            return
        except OSError as error:
            if last:
                shutil.copyfile(source, target)
            else:
                _make_way(target, error)


def _make_way(target: str, error: OSError) -> None:
    """Remove what lies where a file could not be made, or make the folder that is missing."""
    if isinstance(error, FileNotFoundError):
        os.makedirs(target.rpartition("/")[0], exist_ok=True)  # noqa: PTH103 - strings are faster here
    else:
        _clear(target)


def _clear(target: str) -> None:
    with suppress(OSError):
        os.unlink(target)  # noqa: PTH108 - strings are faster here


def write(file: str | Path, content: bytes, over: bool = False) -> int:
    """Write a file anew; the one that stood there may also stand in the other folder and is left alone. Its size.

    `over`: one most likely stands there, so that it is quicker to remove it than to be refused.
    """
    name = str(file)
    if over:
        _clear(name)
    try:
        return _write_new(name, content)
    except OSError as error:
        _make_way(name, error)
        return _write_new(name, content)


def _write_new(name: str, content: bytes) -> int:
    with os.fdopen(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as stream:
        return stream.write(content)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    write(folder / MANIFEST, written(manifest))


def _exchange(spare: Path, output: Path) -> None:
    """Swap the folders: in one step on Linux; elsewhere by renaming, which `_recover` can complete."""
    if not output.exists():
        spare.rename(output)
        return
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
        swapped = renameat2(_AT_CWD, os.fsencode(spare), _AT_CWD, os.fsencode(output), _EXCHANGE) == 0
    except (AttributeError, OSError, TypeError):
        swapped = False
    if not swapped:
        aside = output.with_name(f".{output.name}.aside")
        output.rename(aside)
        spare.rename(output)
        aside.rename(spare)


def _recover(output: Path, spare: Path) -> None:
    """Complete a renaming that was cut short: the new output stands ready, the old one aside."""
    aside = output.with_name(f".{output.name}.aside")
    if aside.exists():
        if not output.exists():
            spare.rename(output)
        shutil.rmtree(spare, ignore_errors=True)
        aside.rename(spare)
