"""Sites that were built on several machines, put together to one output: the last job of a CI matrix."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plugins.multisite.generations import Piece, lock, prepare_spare, renew, write
from plugins.multisite.manifest import Manifest, intact, read_manifest


class Incomplete(Exception):
    """The shards do not make a whole: all reasons, one a line."""


def assemble(shards: Sequence[Path], output: Path, sites: Iterable[str]) -> dict[str, int]:
    """Make `output` of the shards, each an output with one or more sites; site → number of files.

    Raises Incomplete where a site is missing or comes twice, or a file is not as its shard's manifest says.
    """
    manifests = {shard: read_manifest(shard) for shard in shards}
    if faults := [*_faults(manifests), *_missing(manifests, sites)]:
        raise Incomplete("\n".join(faults))
    sources = {path: shard for shard, manifest in manifests.items() for path in manifest}
    wanted = {path: made.fingerprint for manifest in manifests.values() for path, made in manifest.items()}

    def copy(folder: Path, paths: list[str]) -> Mapping[str, Piece]:
        return {path: Piece(write(folder / path, (sources[path] / path).read_bytes())) for path in paths}

    with lock(output):
        renew(output, wanted, copy)
        prepare_spare(output)
    return {site: sum(path.startswith(f"{site}/") for path in wanted) for site in _sites(wanted)}


def _sites(paths: Iterable[str]) -> list[str]:
    return sorted({path.partition("/")[0] for path in paths})


def _faults(manifests: Mapping[Path, Manifest]) -> Iterable[str]:
    for shard, manifest in manifests.items():
        if not manifest:
            yield f"{shard}: no output, or its manifest is damaged"
        for path, made in manifest.items():
            if not intact(shard, path, made):
                yield f"{shard}/{path}: missing or not {made.size} bytes long"


def _missing(manifests: Mapping[Path, Manifest], sites: Iterable[str]) -> Iterable[str]:
    homes: dict[str, list[Path]] = {site: [] for site in sites}
    for shard, manifest in manifests.items():
        for site in _sites(manifest):
            homes.setdefault(site, []).append(shard)
    for site, shards in homes.items():
        if len(shards) != 1:
            yield f"{site}: " + ("in no shard" if not shards else "in " + " and in ".join(map(str, shards)))
