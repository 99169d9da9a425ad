"""Each site's list of what phones keep: it follows from all other files, so it is made last, by full builds and small edits alike."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from zlib import crc32

from plugins.app.precache import LIST, Listed, is_kept, precache
from plugins.multisite.generations import Make, Piece, write
from plugins.multisite.manifest import Made, Manifest, site_of
from plugins.multisite.searching import is_indexed
from plugins.network.digest import digest
from plugins.network.frozen import frozen
from plugins.search.bundle import INDEX


@frozen
class Lists:
    """The lists of some sites, while these are built; `version` is that of the code."""

    sites: Iterable[str]
    version: str

    def wanted(self, files: Mapping[str, str]) -> dict[str, str]:
        """Path → fingerprint of each list; `files`: the same for every other file."""
        return {f"{site}/{LIST}": _fingerprint(self.version, _kept(site, files)) for site in self.sites}

    def after(self, make: Make, files: Iterable[str], known: Mapping[str, Made | Piece]) -> Make:
        """Makes what `make` makes and then, where they are asked for, lists; `known`: those of the files that need not be made."""

        def made(folder: Path, paths: list[str]) -> Mapping[str, Piece]:
            stale = {site for site in self.sites if f"{site}/{LIST}" in paths}
            pieces = make(folder, [path for path in paths if path.rpartition("/")[2] != LIST])
            now = {**{path: known[path] for path in files if path in known}, **pieces} if stale else {}
            return {**pieces, **{f"{site}/{LIST}": _write(folder, site, now) for site in stale}}

        return made


def listed_anew(folder: Path, manifest: Manifest, changed: Iterable[str], version: str) -> dict[str, Made]:
    """The lists of the sites to which the changed files belong, written below a folder, where these sites have any."""
    sites = sorted({site_of(path) for path in changed})
    lists = {site: f"{site}/{LIST}" for site in sites if f"{site}/{LIST}" in manifest}
    names = {path: made.fingerprint for path, made in manifest.items()} if lists else {}
    return {
        path: Made(_fingerprint(version, _kept(site, names)), *_write(folder, site, manifest))
        for site, path in lists.items()
    }


def _kept(site: str, files: Mapping[str, str]) -> set[tuple[str, str]]:
    """What is kept and what it is made of; an index counts as a whole, since its files are known only when it is made."""
    here = ((path, name) for path, name in files.items() if path.startswith(f"{site}/"))
    named = ((f"{site}/{INDEX}" if is_indexed(path) else path, name) for path, name in here)
    return {(path, name) for path, name in named if path.endswith("/") or is_kept(_below(path))}


def _below(path: str) -> str:
    return path.partition("/")[2]


def _fingerprint(version: str, files: Iterable[tuple[str, str]]) -> str:
    return digest(f"{version} {sorted(files)}".encode())


def _write(folder: Path, site: str, files: Mapping[str, Made | Piece]) -> Piece:
    here = (path for path in files if path.startswith(f"{site}/"))
    content = precache(Listed(_below(path), files[path].size, files[path].mark) for path in here)
    return Piece(write(folder / site / LIST, content), crc32(content))
