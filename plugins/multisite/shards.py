"""A shard: an output with some of the sites, made by one of several machines; `assembling.py` puts them together.

Beside the output lie its papers: a seal, which says what the shard was built from and what belongs to it, and of each of
its sites what the store knows. So a shard proves itself, and the store is split by site where the sites are.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from pathlib import Path

from plugins.multisite.generations import write
from plugins.multisite.manifest import read_manifest, site_of
from plugins.network.digest import digest
from plugins.network.frozen import frozen

_SEAL = "seal.json"


@frozen
class Seal:
    """What a shard says of itself."""

    origin: str
    """A digest of everything that it was built from: the same for all shards of one build."""
    files: dict[str, str]
    """Path → digest, for every file of the output."""
    store: dict[str, str]
    """Site → digest of what the store knows of it; sites of which nothing is known are left out."""


def share(sites: Sequence[str], number: int, shards: int) -> tuple[str, ...]:
    """The sites of one of several shards, counted from 1: dealt in turn, so each is in exactly one, and some have none."""
    return tuple(sites[number - 1 :: shards])


def origin(root: Path, files: Iterable[Path], words: Sequence[str]) -> str:
    """A digest of files below `root` and of the words that were given with the order; machines may differ in `root`."""
    read = {file.relative_to(root).as_posix(): _digest(file) for file in files}
    return digest(json.dumps([list(words), sorted(read.items())]).encode())


def seal(output: Path, store: Path, made_of: str) -> None:
    """Write a shard's papers: `output` was just built from what `made_of` is the origin of, with the help of `store`."""
    papers = _papers(output)
    (papers / _SEAL).unlink(missing_ok=True)  # until the new one is there, the shard proves nothing
    files = {path: _digest(output / path) for path in read_manifest(output)}
    known = {site: file for site in sites_of(files) if (file := store / f"{site}.sqlite").is_file()}
    for site, file in known.items():
        write(papers / f"{site}.sqlite", file.read_bytes())
    kept = {site: _digest(papers / f"{site}.sqlite") for site in known}
    write(papers / _SEAL, json.dumps(asdict(Seal(made_of, files, kept))).encode())


def read_seal(output: Path) -> Seal | None:
    """The seal of a shard; None where there is none, or a damaged one."""
    try:
        stored = json.loads((_papers(output) / _SEAL).read_bytes())
        return Seal(stored["origin"], dict(stored["files"]), dict(stored["store"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def faults(output: Path, made_of: str) -> list[str]:
    """What speaks against a shard as a part of the build of this origin, one a line."""
    sealed = read_seal(output)
    if sealed is None:
        return [f"{output}: no seal, or a damaged one; build it with --shard or --site"]
    if sealed.origin != made_of:
        return [f"{output}: built from other content, code or settings, or for another day, than this project has"]
    paths = sealed.files.keys() | read_manifest(output).keys()
    return [
        f"{output / path}: missing, or not as it was built"
        for path in sorted(paths)
        if not sealed.files.get(path) or _digest(output / path) != sealed.files[path]
    ]


def keep_store(shards: Iterable[Path], store: Path) -> None:
    """Take over what the shards' stores know of their sites; what is damaged counts as unknown."""
    for shard in shards:
        sealed = read_seal(shard)
        for site, name in sealed.store.items() if sealed else ():
            file = _papers(shard) / f"{site}.sqlite"
            if name and _digest(file) == name:
                write(store / file.name, file.read_bytes())


def sites_of(paths: Iterable[str]) -> list[str]:
    """The sites that files of an output belong to."""
    return sorted({site_of(path) for path in paths})


def _papers(output: Path) -> Path:
    return output.with_name(f".{output.name}.shard")


def _digest(file: Path) -> str:
    """The digest of a file's content; empty where it cannot be read."""
    try:
        return digest(file.read_bytes())
    except OSError:
        return ""
