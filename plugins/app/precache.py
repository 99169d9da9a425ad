"""The list of files that a phone keeps of a site, made when all of them are known; what reads it is the theme's worker."""

import json
import re
from bisect import bisect_right
from collections.abc import Iterable
from itertools import accumulate
from typing import NamedTuple

from plugins.network.digest import digest

LIST = "precache.json"
MOST = 20_000_000
"""Bytes, uncompressed, that a phone keeps of a site unasked; what does not fit is kept as it is seen."""
_KEPT = {"html", "css", "js", "woff2", "svg", "webmanifest", "ics"}
_SEARCH = {"pagefind", "pf_meta", "pf_index", "pf_fragment"}
"""Endings of what the search reads."""
_SMALL = 480
"""Pixels of width up to which a photo goes to every phone; larger ones are kept as they are seen."""
_HASHED = "theme/"
_NEVER = {"404.html", "sw.js"}
_ENTRY = "pagefind-entry.json"
"""What the search reads first."""


class Listed(NamedTuple):
    """A file of a site: its path below it, its size in bytes, and a checksum of its content."""

    path: str
    size: int
    mark: int


def is_kept(path: str) -> bool:
    """Whether phones keep a file, by its path below the site."""
    if path in _NEVER or path.startswith("theme/licences/"):
        return False
    photo = re.search(r"-(\d+)\.webp$", path)
    return int(photo[1]) <= _SMALL if photo else path.rpartition(".")[2] in _KEPT | _SEARCH or path.endswith(_ENTRY)


def precache(files: Iterable[Listed]) -> bytes:
    """The list: address → revision; hashed names need none, and the bytes of all. Its version is another as soon as any file is.

    What matters most comes first, and what no longer fits is left out: the frame, pages from the top down, pictures.
    """
    wanted = sorted((file for file in files if is_kept(file.path)), key=_order)
    sums = list(accumulate(file.size for file in wanted))
    fit = bisect_right(sums, MOST)
    size = sums[fit - 1] if fit else 0
    listed = {f"/{file.path.removesuffix('index.html')}": _revision(file) for file in wanted[:fit]}
    text = json.dumps(listed, separators=(",", ":"))
    return f'{{"version":"{digest(text.encode())[:16]}","size":{size},"files":{text}}}\n'.encode()


def _order(file: Listed) -> tuple[bool, bool, int, str]:
    path = file.path
    return not path.startswith(_HASHED), path.startswith("bilder/"), path.count("/"), path


def _revision(file: Listed) -> str:
    return "" if file.path.startswith(_HASHED) else f"{file.mark:08x}"
