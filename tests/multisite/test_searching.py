"""The search index: of which pages it is made, when it is made anew, that it is the same for the same, and what happens if it cannot be made."""

import gzip
import json

import pagefind_bin
import pytest

from plugins.multisite import searching
from tests.minisite import MiniSite
from tests.multisite.building import Builder, Refused, Tree
from tests.multisite.test_incremental import PROJECT, body, head

ENTRY = "suche/index/pagefind-entry.json"
WATER = "content/anger/aktuelles/wasser.md"


def entries(tree: Tree) -> dict[str, str]:
    """Site → which index it has."""
    return {path.removesuffix(f"/{ENTRY}"): content.decode() for path, content in tree.items() if path.endswith(ENTRY)}


def fragments(tree: Tree, site: str) -> dict[str, dict]:
    """What an index says of each page, by its address."""
    packed = [content for path, content in tree.items() if path.startswith(f"{site}/suche/index/fragment/")]
    found = [json.loads(gzip.decompress(content).removeprefix(b"pagefind_dcd")) for content in packed]
    return {one["url"]: one for one in found}


def test_an_index_holds_what_pages_say_of_their_subject(pagefind, site: MiniSite, builder: Builder) -> None:
    body(PROJECT, "Der Wels frisst Enten.")(site, builder)
    builder.build()
    own, every = fragments(builder.tree(), "anger"), fragments(builder.tree(), "main")
    assert "Der Wels frisst Enten" in own["/projekte/teich/"]["content"]
    assert own["/projekte/teich/"]["meta"]["Art"] == "Projekt"
    assert "/termine/" not in own and "/" not in own and "/suche/" not in own
    assert every["/anger/projekte/teich/"]["content"] == own["/projekte/teich/"]["content"]
    assert {url.split("/")[1] for url in every} == {"main", "anger", "bachtal"}
    texts = [one["content"] for one in every.values()]
    assert not [text for text in texts if "Hauptmenü" in text or "Modellorte-Netz" in text or "weitersagen" in text]
    assert not [text for text in texts if "@" in text], "no e-mail address in anything made for machines"


def test_the_same_pages_make_the_same_index(pagefind, site: MiniSite, builder: Builder) -> None:
    for number in range(12):
        site.record(f"anger/aktuelles/neu-{number}", f"date: 2026-11-01\nsample: {str(number % 2 == 0).lower()}")
    builder.build()
    first = builder.tree()
    assert all(builder.clean() == first for _ in range(3))


def test_the_order_in_which_files_were_written_does_not_matter(pagefind, site: MiniSite, builder: Builder) -> None:
    for number in range(12):
        site.record(f"anger/aktuelles/neu-{number}", "date: 2026-11-01", f"Der Wels Nummer {number} frisst Enten.")
    builder.build()
    made = []
    for turn, order in enumerate((sorted, lambda paths: sorted(paths, reverse=True))):
        folder = builder.folder / f"abschrift-{turn}"
        for path in order(path for path in builder.tree() if path.startswith("anger/") and path.endswith(".html")):
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(builder.tree()[path])
        made.append(searching._run(folder, "anger"))
    assert made[0] == made[1] and len(made[0]) > 12


def test_small_edits_and_clean_builds_make_the_same_index(pagefind, site: MiniSite, builder: Builder) -> None:
    builder.app = "offline"
    builder.build()
    for edit in (body(PROJECT, "Der Wels frisst Enten."), head(WATER, "title: Kein Wels")):
        edit(site, builder)
        builder.build()
        assert builder.tree() == builder.clean()
    assert "Wels" in fragments(builder.tree(), "main")["/anger/projekte/teich/"]["content"]


def test_only_the_site_that_changed_and_the_main_one_are_indexed_anew(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before = entries(builder.tree())
    for edit in (body(WATER, "Ein Satz mehr."), lambda *_: site.record("anger/seiten/neu")):
        edit(site, builder)
        builder.build()
        now = entries(builder.tree())
        assert {name for name in now if now[name] != before[name]} == {"anger", "main"}
        before = now


def test_what_has_not_changed_is_not_indexed_anew(site: MiniSite, builder: Builder, monkeypatch) -> None:
    builder.build()
    before = builder.tree()
    monkeypatch.setattr("plugins.multisite.searching._run", None)
    (builder.cache / "builds").rename(builder.folder / "lost")  # so that it is built in full
    assert builder.made() == 0
    assert builder.tree() == before


def test_a_lost_file_of_an_index_is_made_again(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before = builder.tree()
    for output in (builder.output, builder.output.with_name(".output.spare")):
        (output / f"anger/{ENTRY}").unlink()
    builder.build()
    assert builder.tree() == before


def test_without_a_search_there_is_none(site: MiniSite, builder: Builder) -> None:
    builder.build()
    builder.search = False
    builder.build()
    tree = builder.tree()
    assert not [path for path in tree if "/suche/" in path or "/a-z/" in path]
    assert not [path for path, content in tree.items() if path.endswith(".html") and b"pagefind" in content]


@pytest.mark.parametrize(
    ("program", "says"),
    [
        (None, "No such file"),
        ("#!/bin/sh\necho 'thread panicked' >&2\necho 'out of words' >&2\nexit 101\n", "out of words"),
    ],
    ids=["missing", "fails"],
)
def test_where_pagefind_fails_one_line_says_so_and_the_output_stays(
    pagefind, site: MiniSite, builder: Builder, monkeypatch, program: str | None, says: str
) -> None:
    builder.build()
    before = builder.tree()
    tool = builder.folder / "pagefind"
    if program:
        tool.write_text(program)
        tool.chmod(0o755)
    monkeypatch.setattr(pagefind_bin, "get_executable", lambda: tool)
    body(PROJECT, "Ein Satz mehr.")(site, builder)
    with pytest.raises(
        Refused, match=rf"(?m)^The build has stopped, .*the search index of \w+ could not be made: .*{says}"
    ) as caught:
        builder.build()
    assert str(caught.value).count("\n") == 1
    assert builder.tree() == before
    monkeypatch.undo()
    builder.build()
    assert builder.tree() == builder.clean()
