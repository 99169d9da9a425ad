"""What kind of file each ending is, for servers whose own lists lack some of ours or call them otherwise."""

from collections.abc import Mapping

UNKNOWN = "application/octet-stream"
"""What a file of another ending is."""
KINDS: Mapping[str, str] = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "mjs": "text/javascript",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "ics": "text/calendar",
    "vcf": "text/vcard",
    "json": "application/json",
    "geojson": "application/geo+json",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "wasm": "application/wasm",
    "pdf": "application/pdf",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "woff2": "font/woff2",
    **dict.fromkeys(("pagefind", "pf_fragment", "pf_index", "pf_meta"), UNKNOWN),
}
"""Ending → media type (IANA's registry). Pagefind's own files, compressed by itself, have none."""
BY_NAME: Mapping[str, str] = {
    "/atom.xml": "application/atom+xml",
    "/feed.json": "application/feed+json",
    "/daten.schema.json": "application/schema+json",
}
"""Files whose ending does not say enough: path inside a site → media type."""
TEXTS = tuple(sorted({kind for kind in KINDS.values() if kind.startswith("text/")}))
"""What is served as UTF-8; the others say so themselves, or are always."""
