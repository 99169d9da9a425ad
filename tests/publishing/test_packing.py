"""What stands compressed beside a file."""

import gzip

import brotli
import pytest

from plugins.publishing.packing import PACKED, is_compressible, packed

TEXT = "Ein Satz über den Dorfteich, und noch einer. ".encode() * 50


def test_both_hold_the_same():
    beside = packed(TEXT)
    assert tuple(beside) == PACKED
    assert brotli.decompress(beside[".br"]) == TEXT
    assert gzip.decompress(beside[".gz"]) == TEXT


def test_the_same_becomes_the_same_whatever_the_time():
    assert packed(TEXT) == packed(TEXT)
    assert packed(TEXT)[".gz"][4:8] == b"\0\0\0\0"


def test_it_is_as_small_as_it_gets():
    assert len(packed(TEXT)[".br"]) == min(len(brotli.compress(TEXT, quality=quality)) for quality in range(12))


@pytest.mark.parametrize(
    ("path", "yes"),
    [
        ("main/index.html", True),
        ("main/termine.ics", True),
        ("main/manifest.webmanifest", True),
        ("main/theme/fonts/a.1234567a.woff2", False),
        ("main/bilder/foto-480.webp", False),
        ("main/index.html.gz", False),
        ("main/_headers", False),
    ],
)
def test_what_is_compressed_already_is_left_alone(path, yes):
    assert is_compressible(path) is yes
