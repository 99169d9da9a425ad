"""Each site's app in a build: what is published, what phones keep, and that it is right after small edits."""

import json
from collections.abc import Callable
from zlib import crc32

import pytest

from plugins.multisite import commands
from tests.minisite import MiniSite
from tests.multisite.building import Builder, Tree
from tests.multisite.test_incremental import EDITS, PROJECT, body, head


def listed(tree: Tree, site: str) -> dict[str, str]:
    files: dict[str, str] = json.loads(tree[f"{site}/precache.json"])["files"]
    return files


def file_of(url: str) -> str:
    return url.removeprefix("/") + ("index.html" if url.endswith("/") else "")


@pytest.mark.usefixtures("site")
def test_every_page_is_kept_and_every_revision_is_that_of_the_file(builder: Builder) -> None:
    builder.app = "offline"
    builder.build()
    tree = builder.tree()
    files = listed(tree, "anger")
    pages = {path.partition("/")[2] for path in tree if path.startswith("anger/") and path.endswith(".html")}
    assert pages - {"404.html"} <= set(map(file_of, files))
    marks = {url: f"{crc32(tree[f'anger/{file_of(url)}']):08x}" for url in files}
    assert all(revision == ("" if url.startswith("/theme/") else marks[url]) for url, revision in files.items())


def test_after_a_small_edit_only_what_changed_has_another_revision(
    site: MiniSite, builder: Builder, monkeypatch: pytest.MonkeyPatch
) -> None:
    builder.app = "offline"
    builder.build()
    built = commands._built
    full: list[str] = []
    counted: Callable[..., int] = lambda *given: (full.append("full"), built(*given))[1]  # noqa: E731
    monkeypatch.setattr(commands, "_built", counted)
    for edit in (body(PROJECT, "Ein Satz mehr."), head(PROJECT, "title: Ein anderer Teich")):
        before = builder.tree()
        edit(site, builder)
        builder.build()
        now = builder.tree()
        urls = {url for url in listed(now, "anger") if listed(now, "anger")[url] != listed(before, "anger").get(url)}
        changed = {
            path.partition("/")[2] for path in now if path.startswith("anger/") and now[path] != before.get(path)
        }
        assert {path for path in map(file_of, urls) if not path.startswith("suche/index/")} == {
            path for path in changed if path.endswith((".html", ".ics"))
        }
        assert "/projekte/teich/" in urls
        assert now == builder.clean()
    assert full == ["full", "full"], "the clean builds only"


@pytest.mark.usefixtures("site")
def test_without_a_worker_the_one_of_before_is_sent_away_and_without_an_app_nothing_is_left(builder: Builder) -> None:
    builder.app = "offline"
    builder.build()
    assert b'data-worker="/sw.js"' in builder.tree()["anger/index.html"]
    builder.app = "installable"
    builder.build()
    tree = builder.tree()
    assert b"registration.unregister()" in tree["anger/sw.js"]
    assert b"data-worker" not in tree["anger/index.html"]
    assert "anger/precache.json" not in tree
    builder.app = None
    builder.build()
    tree = builder.tree()
    assert not {"anger/sw.js", "anger/manifest.webmanifest", "anger/app/index.html", "anger/offline.html"} & set(tree)
    assert b"manifest" not in tree["anger/index.html"]


@pytest.mark.usefixtures("site")
def test_the_manifest_is_valid_and_its_files_and_pages_are_there(builder: Builder) -> None:
    builder.build()
    tree = builder.tree()
    for site, name in (("main", "Netz"), ("anger", "Anger")):
        manifest = json.loads(tree[f"{site}/manifest.webmanifest"])
        assert manifest["name"].startswith(name) or manifest["name"]
        assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
        assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
        for address in (manifest["start_url"], *(shortcut["url"] for shortcut in manifest["shortcuts"])):
            assert f"{site}/{file_of(address)}" in tree
        for icon in manifest["icons"]:
            assert tree[f"{site}{icon['src']}"].startswith(b"\x89PNG")
    shortcuts = json.loads(tree["anger/manifest.webmanifest"])["shortcuts"]
    assert [shortcut["name"] for shortcut in shortcuts] == ["Termine", "Projekte", "Pinnwand"]
    drawn = [tree[f"anger{icon['src']}"] for shortcut in shortcuts for icon in shortcut["icons"]]
    assert all(raw.startswith(b"\x89PNG") for raw in drawn)
    assert len(set(drawn)) == 3, "each has an icon of its own"
    assert "main/app/pinnwand-192.png" not in tree


SHORTCUTS = ("termine-192.png", "projekte-192.png", "pinnwand-192.png")
PLAIN = ("symbol-192.png", "symbol-512.png")
"""Icons on no ground of the site's colour."""


def test_another_sign_or_colour_makes_other_icons(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before = builder.tree()
    sign = "content/anger/bilder/zeichen.svg"
    site.file(sign, (site.root / sign).read_text().replace("</svg>", '<circle r="9" cx="9" cy="9"/></svg>'))
    builder.build()
    icons = [path for path in before if path.endswith(".png") and "/app/" in path]
    assert {path for path in icons if builder.tree()[path] != before[path]} == {
        p for p in icons if p.startswith("anger/") and not p.endswith(SHORTCUTS)
    }
    before = builder.tree()
    EDITS["token"](site, builder)
    builder.build()
    changed = {path for path in icons if builder.tree()[path] != before[path]}
    assert changed == {p for p in icons if p.startswith("bachtal/") and not p.endswith(PLAIN)}
