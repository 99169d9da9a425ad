"""Old addresses as they were built: each is a page that sends its visitors on, so what was published says where to."""

import html
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from plugins.multisite.manifest import site_of

INDEX = "/index.html"
_ON = re.compile(rb'<meta http-equiv="refresh" content="0; url=([^"]+)">')
Moves = Mapping[str, Mapping[str, str]]
"""Site → old address → where its page is now, both inside that site, like `/projekte/teich/`."""


def moves(files: Iterable[tuple[str, bytes]]) -> Moves:
    """What has moved, in the order of the old addresses. `files`: path, with the site in front, and content of every page."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for path, content in sorted(files):
        if path.endswith(INDEX) and (on := _ON.search(content)):
            site = site_of(path)
            found[site][path.removeprefix(site).removesuffix("index.html")] = html.unescape(on[1].decode())
    return found
