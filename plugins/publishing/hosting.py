"""What a plain static host is told of each site, in the form that Netlify and Cloudflare Pages have in common."""

from collections.abc import Iterable, Mapping

from plugins.network.study import Site
from plugins.publishing.forwarding import Moves
from plugins.publishing.headers import FOR_EVER, HEADERS, NEVER, TRANSPORT, WORKER
from plugins.publishing.hosts import moved
from plugins.publishing.kinds import BY_NAME

RULES: Mapping[str, Mapping[str, str]] = {
    "/*": {**HEADERS, **TRANSPORT},
    "/theme/*": {"Cache-Control": FOR_EVER},
    WORKER: {"Cache-Control": NEVER},
    **{path: {"Content-Type": kind} for path, kind in BY_NAME.items()},
}
"""Path → headers. Where several match, hosts send all; so what pages need of caching is left to them: ask again every time."""


def hosting(sites: Iterable[Site], moves: Moves) -> dict[str, bytes]:
    """Path → content of `_headers` and `_redirects` in the folder of every site."""
    return {path: text.encode() for site in sites for path, text in _of(site, moves.get(site.slug, {}))}


def _of(site: Site, pages: Mapping[str, str]) -> Iterable[tuple[str, str]]:
    yield f"{site.slug}/_headers", headers_text(RULES)
    yield f"{site.slug}/_redirects", redirects_text({**moved(site), **pages})


def headers_text(headers: Mapping[str, Mapping[str, str]]) -> str:
    """A path, and below it the headers for it."""
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in below.items())
        for path, below in headers.items()
    )


def redirects_text(moved: Mapping[str, str]) -> str:
    """Old path → where to, a line each; for good."""
    return "".join(f"{old} {new} 301\n" for old, new in moved.items())
