"""Output that is always whole: two folders take turns."""

import os

import pytest

from plugins.multisite import generations
from plugins.multisite.generations import Piece, prepare_spare, renew
from plugins.multisite.manifest import MANIFEST, read_manifest


def files(folder):
    found = {p.relative_to(folder).as_posix(): p.read_text() for p in folder.rglob("*") if p.is_file()}
    return {path: text for path, text in found.items() if path != MANIFEST}


def maker(contents):
    def make(folder, stale):
        return {path: Piece(generations.write(folder / path, contents[path].encode()), 0) for path in stale}

    return make


def build(output, contents):
    return renew(output, {path: f"made of {text}" for path, text in contents.items()}, maker(contents))


@pytest.fixture
def output(tmp_path):
    return tmp_path / "output"


EDITS = [
    {"a/index.html": "1", "b/index.html": "1"},
    {"a/index.html": "2", "b/index.html": "1"},
    {"a/index.html": "2", "c/d/index.html": "3"},
    {"a/index.html": "1", "b/index.html": "1", "c/d": "a file where a folder was"},
    {"a/index.html": "1"},
    {"a/index.html": "5"},
]


def test_after_every_edit_the_output_holds_exactly_what_is_wanted(output):
    for contents in EDITS:
        build(output, contents)
        assert files(output) == contents
        assert not [folder for folder, names, found in os.walk(output) if not names and not found], "an empty folder"


def test_only_what_changed_is_made(output):
    build(output, EDITS[0])
    assert build(output, EDITS[1]) == ["a/index.html"]
    assert build(output, EDITS[1]) == []


def test_a_file_that_was_cut_short_or_lost_is_made_again(output):
    build(output, EDITS[0])
    (output / "a/index.html").write_text("")
    (output / "b/index.html").unlink()
    assert build(output, EDITS[0]) == ["a/index.html", "b/index.html"]
    assert files(output) == EDITS[0]


def test_a_build_that_fails_leaves_the_output_alone_and_the_next_one_succeeds(output):
    build(output, EDITS[0])
    build(output, EDITS[1])

    def fail(folder, stale):
        generations.write(folder / stale[0], b"half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        renew(output, {"a/index.html": "new"}, fail)
    assert files(output) == EDITS[1]
    build(output, EDITS[2])
    assert files(output) == EDITS[2]


@pytest.mark.parametrize("exchange_in_one_step", [True, False])
def test_folders_swap_in_one_step_or_by_renaming(output, monkeypatch, exchange_in_one_step):
    if not exchange_in_one_step:
        monkeypatch.setattr(generations.ctypes, "CDLL", lambda *_, **__: object())
    for contents in EDITS:
        build(output, contents)
        assert files(output) == contents


def test_a_renaming_that_was_cut_short_is_completed(output, monkeypatch):
    build(output, EDITS[0])
    build(output, EDITS[1])
    spare, aside = output.with_name(".output.spare"), output.with_name(".output.aside")
    output.rename(aside)
    build(output, EDITS[2])
    assert files(output) == EDITS[2]
    output.rename(aside)
    spare.rename(output)
    build(output, EDITS[3])
    assert files(output) == EDITS[3]
    assert not aside.exists()


def test_the_spare_folder_is_made_ahead_and_shares_its_files(output):
    build(output, EDITS[0])
    prepare_spare(output)
    spare = output.with_name(".output.spare")
    assert files(spare) == files(output)
    assert (spare / "a/index.html").samefile(output / "a/index.html")
    build(output, EDITS[1])
    assert files(spare) == EDITS[0], "a build must not write into files that the other folder shares"


def test_a_damaged_manifest_costs_time_only(output):
    build(output, EDITS[0])
    for damage in ("", "[]", '{"a": 3}', "\x00"):
        (output / MANIFEST).write_text(damage)
        assert sorted(build(output, EDITS[0])) == sorted(EDITS[0])
        assert files(output) == EDITS[0]


def test_a_manifest_that_is_not_as_it_was_written_counts_as_none(output):
    build(output, {"a/index.html": "1"})
    file = output / MANIFEST
    whole = file.read_bytes()
    assert read_manifest(output)
    file.write_bytes(whole.replace(b"a/index.html", b"b/index.html"))
    assert read_manifest(output) == {}
