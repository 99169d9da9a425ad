"""A release is laid: files that are as they were become links to those of the last release, the others are written, and
compressed beside. What is written is on the disk when this returns.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import field
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.network.frozen import frozen
from plugins.publishing.packing import PACKED, is_compressible, packed
from plugins.publishing.sums import Sums
from plugins.publishing.telling import Refused

_FILE, _FOLDER = 0o444, 0o755
"""Whatever the umask: the web server reads them, and nobody edits a file that several releases share."""


@frozen
class Stock:
    """A folder of files that are known to be whole."""

    folder: Path
    sums: Sums


@frozen
class Load:
    """What a release is made of."""

    built: Stock
    """The output of the build."""
    added: Mapping[str, bytes] = field(default_factory=dict)
    """Path → content of files that only this kind of destination needs."""
    compressed: bool = True
    """Whether compressed files are wanted beside the others."""

    @property
    def sums(self) -> dict[str, str]:
        """The manifest of all that is not compressed."""
        return {**self.built.sums, **{path: _name(content) for path, content in self.added.items()}}

    def read(self, path: str) -> bytes:
        """The content of a file. Raises Refused where it is no longer what it was when it was checked."""
        if path in self.added:
            return self.added[path]
        content = (self.built.folder / path).read_bytes()
        if _name(content) != self.built.sums[path]:
            raise Refused(f"{self.built.folder / path} was changed meanwhile. Publish again.")
        return content


def sums_below(folder: Path, paths: Iterable[str]) -> dict[str, str]:
    """The sha256 of these files; those that cannot be read are left out."""
    with ThreadPoolExecutor() as pool:
        found = pool.map(lambda path: (path, _sum_of(folder / path)), paths)
        return {path: name for path, name in found if name}


def _sum_of(file: Path) -> str:
    try:
        return _name(file.read_bytes())
    except OSError:
        return ""


def _name(content: bytes) -> str:
    return sha256(content).hexdigest()


def lay(stage: Path, load: Load, last: Stock) -> dict[str, str]:
    """Put a release's files into the folder `stage`, which is made; its manifest. `last`: the release it may share files with.

    Raises Refused where a file of the output is no longer what it was when it was checked, and OSError.
    """
    sums = load.sums
    make_folders(stage, sums)
    with ThreadPoolExecutor() as pool:
        laid = pool.map(partial(_lay_one, stage, load, last), sums.items())
        return {path: name for files in laid for path, name in files}


def _lay_one(stage: Path, load: Load, last: Stock, file: tuple[str, str]) -> list[tuple[str, str]]:
    """One file and those compressed beside it: paths and sums."""
    path, name = file
    endings = PACKED if load.compressed and is_compressible(path) else ()
    wanted = [path, *(path + ending for ending in endings)]
    if last.sums.get(path) == name and last.sums.keys() >= {*wanted}:
        for each in wanted:
            link(last.folder / each, stage / each)
        return [(each, last.sums[each]) for each in wanted]
    content = load.read(path)
    files = {path: content, **({path + end: inner for end, inner in packed(content).items()} if endings else {})}
    for each, inner in files.items():
        write_through(stage / each, inner)
    return [(each, _name(inner)) for each, inner in files.items()]


def carry(stage: Path, paths: Iterable[str], last: Stock) -> None:
    """Link files of the last release that nothing asks for any more; those that are not there are left out."""
    there = [path for path in paths if path in last.sums]
    make_folders(stage, there)
    for path in there:
        link(last.folder / path, stage / path)


def link(source: Path, target: Path) -> None:
    """The same file in both places, or a copy where the file system cannot."""
    try:
        os.link(source, target)
    except OSError:
        write_through(target, source.read_bytes())


def make_folders(top: Path, paths: Iterable[str]) -> None:
    """Make the folders that these paths below `top` need, open to the web server whatever the umask."""
    needed = {folder for path in paths for folder in (top / path).parents if folder.is_relative_to(top)}
    for folder in sorted({top, *needed}):
        if not folder.is_dir():
            folder.mkdir(parents=True)
            folder.chmod(_FOLDER)


def write_through(file: Path, content: bytes) -> None:
    """Write a new file, and wait until the disk has it. Raises OSError, which names the file."""
    with _named(file), os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE), "wb") as stream:
        os.fchmod(stream.fileno(), _FILE)
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


@contextmanager
def _named(file: Path) -> Iterator[None]:
    """Whoever only writes is not told by the system which file it was."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(file)
        raise


def sync_folders(top: Path) -> None:
    """Wait until the disk has the names of all files below a folder."""
    with ThreadPoolExecutor() as pool:
        list(pool.map(sync_folder, map(Path, _folders(top))))


def _folders(top: Path) -> Iterator[str]:
    return (folder for folder, _, _ in os.walk(top))


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the names of the files in a folder; where a system cannot, there is nothing to wait for."""
    with suppress(PermissionError):  # Windows opens no folders
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)
