"""The store is believed only where it proves itself."""

import sqlite3

import pytest

from plugins.multisite.stamps import stamp
from plugins.multisite.store import Kept, Shelf
from plugins.network.digest import digest

ROWS = [Kept(f"content/a/{n}.md", digest(b"x"), "1:2", '{"tree":{}}', f"<p>{n}</p>" * 300) for n in range(50)]


@pytest.fixture
def shelf(tmp_path):
    shelf = Shelf(tmp_path / "cache/a.sqlite", "v1")
    shelf.put(ROWS, [])
    return shelf


def bodies(shelf):
    found = {row.path: Shelf(shelf.file, shelf.version).html(row.path) for row in ROWS}
    return {path: html for path, html in found.items() if html}


def test_what_was_put_is_there(shelf):
    assert list(shelf.rows()) == [row.path for row in ROWS]
    assert shelf.rows()[ROWS[3].path].facts == ROWS[3].facts
    assert bodies(shelf) == {row.path: row.html for row in ROWS}


def test_what_is_gone_is_forgotten(shelf):
    shelf.put([], [ROWS[0].path])
    assert ROWS[0].path not in shelf.rows()
    assert ROWS[0].path not in bodies(shelf)


def test_another_version_finds_nothing_and_begins_anew(shelf):
    other = Shelf(shelf.file, "v2")
    assert other.rows() == {}
    other.put(ROWS[:1], [])
    assert list(other.rows()) == [ROWS[0].path]
    assert shelf.rows() == {}


@pytest.mark.parametrize("column", ["digest", "stamp", "facts"])
def test_a_changed_row_counts_as_absent(shelf, column):
    with sqlite3.connect(shelf.file) as db:
        db.execute(f"UPDATE source SET {column} = {column} || 'x' WHERE path = ?", (ROWS[0].path,))
    assert ROWS[0].path not in shelf.rows()
    assert ROWS[1].path in shelf.rows()


def test_no_damage_to_the_file_is_ever_believed_or_fatal(shelf):
    whole = shelf.file.read_bytes()
    for place in range(0, len(whole), 997):
        shelf.file.write_bytes(whole[:place] + bytes([whole[place] ^ 0xFF]) + whole[place + 1 :])
        assert all(
            shelf.rows()[path] == Kept(r.path, r.digest, r.stamp, r.facts, "")
            for path in shelf.rows()
            for r in ROWS
            if r.path == path
        )
        bodies(shelf)  # a wrong one is told by its digest, see Sources
    for damaged in (b"", b"no database", whole[: len(whole) // 2]):
        shelf.file.write_bytes(damaged)
        shelf.put(ROWS, [])
        assert bodies(shelf) == {row.path: row.html for row in ROWS}


def test_a_file_touched_just_now_proves_nothing(tmp_path):
    file = tmp_path / "a.md"
    file.write_text("a")
    status = file.stat()
    assert stamp(status, status.st_mtime_ns + 1_000_000_000) == ""
    assert stamp(status, status.st_mtime_ns + 10_000_000_000) != ""
    assert stamp(status, status.st_mtime_ns - 10_000_000_000) == "", "a clock that went backwards"
