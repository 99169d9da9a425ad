"""Each site's search index: Pagefind makes it of the finished pages, by full builds and small edits alike; the main site's is of all."""

import os
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path
from zlib import crc32

from plugins.multisite.generations import Make, Piece, remove, write
from plugins.multisite.manifest import Made, Manifest, is_page, site_of
from plugins.multisite.workers import WorkerLost
from plugins.network.digest import digest
from plugins.network.frozen import frozen
from plugins.network.references import MAIN
from plugins.search.bundle import BODY, ENTRY, INDEX, is_needed

_LIMIT = 900
"""Seconds that Pagefind may take; it needs some milliseconds a page."""
_FAILED = "the search index of {} could not be made"


@frozen
class Indexes:
    """The indexes of some sites, while these are built; `version` is that of the code, `jobs` how many may be made at once."""

    sites: Iterable[str]
    version: str
    jobs: int

    def wanted(self, files: Mapping[str, str]) -> dict[str, str]:
        """Folder → fingerprint of each index; `files`: path → fingerprint of everything else."""
        return {_folder(site): _fingerprint(self.version, site, files) for site in self.sites}

    def after(self, make: Make) -> Make:
        """Makes what `make` makes and then, where they or files of them are asked for, indexes."""

        def made(folder: Path, paths: list[str]) -> Mapping[str, Piece]:
            asked = {site_of(path) for path in paths if is_indexed(path)}
            sites = [site for site in self.sites if site in asked]
            pieces = make(folder, [path for path in paths if not (is_indexed(path) and site_of(path) in sites)])
            return {**pieces, **(_indexed(folder, sites, self.jobs) if sites else {})}

        return made


def is_indexed(path: str) -> bool:
    """Whether a file of an output belongs to an index."""
    return path.partition("/")[2].startswith(INDEX)


def indexed_anew(
    folder: Path, manifest: Manifest, changed: Iterable[str], version: str, jobs: int | None
) -> tuple[dict[str, Made], list[str]]:
    """The indexes of the sites whose pages have changed, and the main site's, written below a folder, where these have any.

    `manifest`: everything that is in the folder. With them comes which of its files belong to no index any longer; they
    are removed.
    """
    touched = {site_of(path) for path in changed if is_page(path)}
    sites = [site for site in sorted(touched | {MAIN}) if touched and f"{_folder(site)}{ENTRY}" in manifest]
    if not sites:
        return {}, []
    names = {path: made.fingerprint for path, made in manifest.items()}
    fingerprints = {site: _fingerprint(version, site, names) for site in sites}
    pieces = _indexed(folder, sites, jobs)
    gone = [path for path in manifest if is_indexed(path) and site_of(path) in sites and path not in pieces]
    for path in gone:
        remove(folder, path)
    return {path: Made(fingerprints[site_of(path)], *piece) for path, piece in pieces.items()}, gone


def _folder(site: str) -> str:
    return f"{site}/{INDEX}"


def _fingerprint(version: str, site: str, files: Mapping[str, str]) -> str:
    """Of all pages that it can be made of."""
    below = "" if site == MAIN else f"{site}/"
    pages = sorted((path, name) for path, name in files.items() if is_page(path) and path.startswith(below))
    return digest(f"{version} {pages}".encode())


def _indexed(folder: Path, sites: list[str], jobs: int | None) -> dict[str, Piece]:
    """Make these indexes of the pages below a folder, and write into it what is needed of them.

    `jobs`: so many at once; None: one for each core.
    """
    from concurrent.futures import ThreadPoolExecutor  # where no index is made, it need not be imported

    with ThreadPoolExecutor(jobs or os.cpu_count()) as threads:
        made = dict(zip(sites, threads.map(partial(_run, folder), sites), strict=True))
    return dict(piece for site, files in made.items() for piece in _written(folder, _folder(site), files))


def _run(folder: Path, site: str) -> dict[str, bytes]:
    """What Pagefind makes of a site's pages; raises WorkerLost. Those of the main site lie below it like every other site's."""
    from pagefind_bin import get_executable

    from plugins.search.service import Failed, index

    try:
        return index(get_executable(), _searched(folder if site == MAIN else folder / site), _LIMIT)
    except (OSError, Failed) as reason:
        raise WorkerLost(f"{_FAILED.format(site)}: {reason}") from None


def _searched(root: Path) -> Iterator[tuple[str, str]]:
    """Path and HTML of the pages below a folder that are searched, in the order of their paths."""
    pages = sorted((file.relative_to(root).as_posix(), file) for file in root.rglob("*.html"))
    texts = ((path, file.read_text(encoding="utf-8")) for path, file in pages)
    return ((path, text) for path, text in texts if BODY in text)


def _written(folder: Path, place: str, files: Mapping[str, bytes]) -> Iterator[tuple[str, Piece]]:
    for name, content in sorted(files.items()):
        if is_needed(name):
            yield f"{place}{name}", Piece(write(folder / f"{place}{name}", content), crc32(content))
