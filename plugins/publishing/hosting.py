"""What a plain static host is told of each site, in the form that Netlify and Cloudflare Pages have in common."""

from collections.abc import Iterable, Mapping

from plugins.network.model import PICTURES
from plugins.network.study import Site

_YEAR = 31_536_000
"""Seconds."""
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self' 'wasm-unsafe-eval'; "
    "connect-src 'self'; manifest-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What pages may do (Content Security Policy, level 3): nothing but with files of their own site, and no script in a page.
WebAssembly may be compiled, which is what the search is written in; that allows no `eval`."""
HEADERS: Mapping[str, Mapping[str, str]] = {
    "/*": {
        "Content-Security-Policy": POLICY,
        "X-Content-Type-Options": "nosniff",
        "Referrer-Policy": "strict-origin-when-cross-origin",
    },
    "/theme/*": {"Cache-Control": f"public, max-age={_YEAR}, immutable"},
}
"""Path → headers. Where several match, hosts send all; so what pages need of caching is left to them: ask again every time."""


def hosting(sites: Iterable[Site]) -> dict[str, bytes]:
    """Path → content of `_headers` and `_redirects` in the folder of every site."""
    return {path: text.encode() for site in sites for path, text in _of(site)}


def _of(site: Site) -> Iterable[tuple[str, str]]:
    yield f"{site.slug}/_headers", headers_text(HEADERS)
    yield f"{site.slug}/_redirects", redirects_text({"/favicon.ico": f"/{PICTURES}/{site.sign}"})


def headers_text(headers: Mapping[str, Mapping[str, str]]) -> str:
    """A path, and below it the headers for it."""
    return "".join(
        f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in below.items())
        for path, below in headers.items()
    )


def redirects_text(moved: Mapping[str, str]) -> str:
    """Old path → where to, a line each; for good."""
    return "".join(f"{old} {new} 301\n" for old, new in moved.items())
