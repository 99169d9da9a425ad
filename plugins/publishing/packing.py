"""Compressed once, for all who ask: what stands beside a file for browsers that take it so."""

import gzip
from pathlib import PurePosixPath

PACKED = (".br", ".gz")
"""What is added to a file's name."""
_COMPRESSIBLE = {
    *(".html", ".css", ".js", ".mjs", ".json", ".map", ".svg", ".xml", ".txt", ".md"),
    *(".ics", ".vcf", ".csv", ".webmanifest", ".geojson", ".wasm"),
}
"""Pictures and fonts are compressed already."""


def is_compressible(path: str) -> bool:
    """Whether a file becomes smaller by it; what stands beside the folders of the sites is sent to nobody."""
    return "/" in path and PurePosixPath(path).suffix in _COMPRESSIBLE


def packed(content: bytes) -> dict[str, bytes]:
    """Ending → compressed bytes, as small as they get and the same for the same content."""
    import brotli

    return {".br": brotli.compress(content, quality=11), ".gz": gzip.compress(content, 9, mtime=0)}
