"""Output that is always whole: the next generation is made beside the last one and takes its place in one step.

Two folders take turns. What did not change is already in the one that is not seen, so a build costs what changed.
"""

import ctypes
import json
import os
import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from filelock import FileLock

from plugins.multisite.manifest import MANIFEST, Made, Manifest, intact, read_manifest

_AT_CWD, _EXCHANGE = -100, 2


def lock(output: Path) -> FileLock:
    """Held by a build; a second one waits."""
    output.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(output.with_name(f".{output.name}.lock"))


def _spare(output: Path) -> Path:
    return output.with_name(f".{output.name}.spare")


def renew(output: Path, wanted: Mapping[str, str], make: Callable[[Path, list[str]], Mapping[str, int]]) -> list[str]:
    """Make `output` hold exactly the wanted files (path → fingerprint), and say which were made anew.

    `make` writes the files it is asked for below the folder it is given, and returns their sizes. If it fails, the
    output stays as it was. The caller holds the lock.
    """
    spare = _spare(output)
    _recover(output, spare)
    last = read_manifest(output)
    kept = {
        path: last[path]
        for path, fingerprint in wanted.items()
        if path in last and last[path].fingerprint == fingerprint and intact(output, path, last[path])
    }
    stale = [path for path in wanted if path not in kept]
    if not stale and len(kept) == len(last):
        return []
    _prepare(spare, output, kept)
    sizes = make(spare, stale)
    manifest = {**kept, **{path: Made(wanted[path], sizes[path]) for path in stale}}
    _write_manifest(spare, manifest)
    _exchange(spare, output)
    return stale


def prepare_spare(output: Path) -> None:
    """After a first build: make the other folder at once, so that the next build finds everything in it."""
    spare = _spare(output)
    with suppress(OSError):  # the output is complete, and only the next build would have been quicker
        if not (spare / MANIFEST).exists():
            last = read_manifest(output)
            _prepare(spare, output, last)
            _write_manifest(spare, last)


def _prepare(spare: Path, output: Path, kept: Manifest) -> None:
    """Bring the spare folder to hold exactly the kept files; until its manifest is written it counts as unfinished."""
    there = read_manifest(spare)
    if not there:
        shutil.rmtree(spare, ignore_errors=True)
        spare.mkdir(parents=True)
    (spare / MANIFEST).unlink(missing_ok=True)
    for path in there.keys() - kept.keys():
        _remove(spare, path)
    for path, made in kept.items():
        if there.get(path) != made or not intact(spare, path, made):
            _link(output / path, spare / path)


def _remove(folder: Path, path: str) -> None:
    """Remove a file and the folders that it leaves empty."""
    file = folder / path
    file.unlink(missing_ok=True)
    for parent in file.parents:
        if parent == folder:
            break
        try:
            parent.rmdir()  # refused where something is left; looking first would list a large folder for every file
        except OSError:
            break


def _link(source: Path, target: Path) -> None:
    """The same file in both folders, or a copy where the file system cannot."""
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)


def write(file: Path, content: bytes) -> int:
    """Write a file anew; the one that stood there may also stand in the other folder and is left alone. Its size."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.unlink(missing_ok=True)
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644), "wb") as stream:
        stream.write(content)
    return len(content)


def _write_manifest(folder: Path, manifest: Manifest) -> None:
    stored = {path: (made.fingerprint, made.size) for path, made in sorted(manifest.items())}
    write(folder / MANIFEST, json.dumps(stored, separators=(",", ":")).encode())


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
