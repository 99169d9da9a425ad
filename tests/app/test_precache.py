"""The list of what a phone keeps of a site."""

import json

import pytest

from plugins.app import precache
from plugins.app.precache import Listed, is_kept


@pytest.mark.parametrize(
    "path",
    [
        *("index.html", "projekte/teich/index.html", "offline.html", "manifest.webmanifest", "bilder/teich.svg"),
        *("theme/css/main.1a2b3c4d.css", "theme/js/app.1a2b3c4d.js", "bilder/foto-480.webp", "bilder/foto-300.webp"),
    ],
)
def test_phones_keep_pages_what_they_look_like_and_small_pictures(path: str) -> None:
    assert is_kept(path)


@pytest.mark.parametrize(
    "path",
    [
        *("404.html", "sw.js", "precache.json", "sitemap.xml", "robots.txt", "atom.xml", "app/symbol-512.png"),
        *("bilder/foto-960.webp", "bilder/foto-1600.webp", "theme/licences/lucide-ISC.1a2b3c4d.txt"),
    ],
)
def test_phones_do_not_keep_large_photos_and_what_is_for_programs(path: str) -> None:
    assert not is_kept(path)


def test_addresses_have_the_checksum_as_their_revision_but_hashed_names() -> None:
    files = [Listed("index.html", 10, 0x1F), Listed("theme/css/main.1a2b3c4d.css", 5, 7), Listed("sw.js", 3, 9)]
    listed = json.loads(precache.precache(files))
    assert listed["files"] == {"/theme/css/main.1a2b3c4d.css": "", "/": "0000001f"}
    assert listed["size"] == 15


def test_the_version_follows_from_what_is_listed_and_not_from_its_order() -> None:
    one, two, other = Listed("index.html", 1, 1), Listed("dorf/index.html", 1, 2), Listed("index.html", 1, 3)
    assert precache.precache([one, two]) == precache.precache([two, one])
    versions = {json.loads(precache.precache(files))["version"] for files in ([one, two], [other, two], [one])}
    assert len(versions) == 3


def test_what_does_not_fit_is_left_out_and_that_are_pictures_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(precache, "MOST", 30)
    files = [Listed(path, 10, 1) for path in ("bilder/a.svg", "projekte/teich/index.html", "theme/a.css", "index.html")]
    assert list(json.loads(precache.precache(files))["files"]) == ["/theme/a.css", "/", "/projekte/teich/"]
