"""Sites that were built on several machines, put together to one output: the last job of a CI matrix."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from plugins.app.precache import LIST
from plugins.multisite.generations import Make, Piece, lock, prepare_spare, renew, spelled_out, write
from plugins.multisite.manifest import MANIFEST, Manifest, read_manifest, site_of
from plugins.multisite.precaching import Lists
from plugins.multisite.searching import Indexes, is_indexed
from plugins.multisite.shards import faults, keep_store, sites_of
from plugins.network.references import MAIN
from plugins.search.bundle import ENTRY, INDEX


class Incomplete(Exception):
    """The shards do not make a whole: all reasons, one a line."""


def find_shards(folder: Path) -> list[Path]:
    """Every output at or below a folder; hidden ones are another's spare."""
    found = sorted(file.parent for file in folder.rglob(MANIFEST))
    return [output for output in found if not any(part.startswith(".") for part in output.relative_to(folder).parts)]


def assemble(
    shards: Sequence[Path], output: Path, store: Path, sites: Iterable[str], made_of: str, version: str, jobs: int
) -> dict[str, int]:
    """Make `output` of the shards, each an output with one or more sites, and add to `store` what theirs know.

    `made_of` is the origin that every shard must have, `version` that of the code; `jobs` processes may work. Comes back:
    site → number of files. Raises Incomplete where a site is missing or comes twice, or a shard or a file of it is not of
    this build, and WorkerLost where the main site's index cannot be made; then nothing is written.
    """
    manifests = {shard: read_manifest(shard) for shard in shards}
    reasons = [reason for shard in shards for reason in faults(shard, made_of)]
    if reasons := [*reasons, *_missing(manifests, sites)]:
        raise Incomplete("\n".join(reasons))
    sources = {path: shard for shard, manifest in manifests.items() for path in manifest}
    wanted = {path: made.fingerprint for manifest in manifests.values() for path, made in manifest.items()}

    def copied(folder: Path, path: str) -> Piece:
        size = write(folder / path, (sources[path] / path).read_bytes())
        _, _, *known = manifests[sources[path]][path]
        return Piece(size, *known)

    def copy(folder: Path, paths: list[str]) -> Mapping[str, Piece]:
        return {path: copied(folder, path) for path in paths}

    with lock(output):
        last = read_manifest(output)
        wanted, make = _of_all(wanted, copy, last, version, jobs)
        renew(output, wanted, make)
        prepare_spare(output)
        keep_store(shards, store)
    made = read_manifest(output)
    return {site: sum(path.startswith(f"{site}/") for path in made) for site in sites_of(made)}


def _of_all(
    wanted: Mapping[str, str], make: Make, last: Manifest, version: str, jobs: int
) -> tuple[dict[str, str], Make]:
    """What the main site makes of the pages of all sites: no shard could, so its index, and with it its list, is made now."""
    searched = [MAIN] if f"{MAIN}/{INDEX}{ENTRY}" in wanted else []
    listed = [MAIN] if searched and f"{MAIN}/{LIST}" in wanted else []
    indexes, lists = Indexes(searched, version, jobs), Lists(listed, version)
    files = {path: name for path, name in wanted.items() if not (is_indexed(path) and site_of(path) in searched)}
    files |= indexes.wanted(files)
    files |= lists.wanted({path: name for path, name in files.items() if path != f"{MAIN}/{LIST}"})
    return files, lists.after(indexes.after(make), spelled_out(files, last), last)


def _missing(manifests: Mapping[Path, Manifest], sites: Iterable[str]) -> Iterable[str]:
    homes: dict[str, list[Path]] = {site: [] for site in sites}
    for shard, manifest in manifests.items():
        for site in sites_of(manifest):
            homes.setdefault(site, []).append(shard)
    for site, shards in homes.items():
        if len(shards) != 1:
            yield f"{site}: " + ("in no shard" if not shards else "in " + " and in ".join(map(str, shards)))
