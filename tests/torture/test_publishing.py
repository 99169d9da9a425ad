"""The torture of publishing sees what it looks for: torn, mixed and missing answers, damaged releases, words that are not clear."""

import os

import pytest

from torture.project import Broken, Outcome
from torture.publishing import Live, Publishing
from torture.readers import Answers, Readers, wrong

OLD = {"main/index.html": b"old", "anger/index.html": b"old, too", "main/gone.html": b"gone"}
NEW = {"main/index.html": b"new", "anger/index.html": b"new, too"}


def answers(*given: tuple[str, bytes | None]) -> Answers:
    told = Answers()
    for path, content in given:
        told.add(path, content)
    return told


@pytest.mark.parametrize("content", [b"old", b"new"])
def test_what_one_of_the_releases_has_is_right(content):
    assert wrong(answers(("main/index.html", content)), [OLD, NEW]) == []


@pytest.mark.parametrize("content", [b"", b"o", b"oldnew", FileNotFoundError(), PermissionError()])
def test_what_is_empty_torn_or_missing_is_wrong(content):
    assert len(wrong(answers(("main/index.html", content)), [OLD, NEW])) == 1


def test_what_only_the_old_release_has_may_be_missing():
    assert wrong(answers(("main/gone.html", FileNotFoundError())), [OLD, NEW]) == []
    assert len(wrong(answers(("main/gone.html", FileNotFoundError())), [OLD, OLD])) == 1


def test_files_of_two_releases_seen_at_once_are_wrong():
    for other, count in ((b"old, too", 0), (b"new, too", 1)):
        told = Answers()
        names = ("main/index.html", b"old"), ("anger/index.html", other)
        told.together.add(tuple((path, told.add(path, content)) for path, content in names))
        assert len(wrong(told, [OLD, NEW])) == count


def test_readers_read_until_the_end_and_remember_everything(tmp_path):
    (tmp_path / "main").mkdir()
    page = tmp_path / "main/index.html"
    page.write_bytes(b"old")
    with Readers(tmp_path, ["main/index.html", "main/weg.html"], 2) as readers:
        readers.wait(300)
        fresh = tmp_path / "fresh"
        fresh.write_bytes(b"new")
        fresh.replace(page)
        readers.wait(3000)
    assert readers.answers.reads >= 3000
    assert wrong(readers.answers, [{"main/index.html": b"old"}, {"main/index.html": b"new"}]) == []
    assert {len(names) for names in readers.answers.seen.values()} == {1, 2}


def test_a_reader_that_broke_down_is_noticed(tmp_path, monkeypatch):
    monkeypatch.setattr(Readers, "_one", lambda *_: os._exit(1))
    with pytest.raises(Broken, match="broken down"), Readers(tmp_path, ["page"]) as readers:
        readers.wait(1000)


@pytest.fixture
def release(tmp_path):
    """A place with a live release."""
    folder = tmp_path / "releases/20261124T084129Z"
    (folder / "main").mkdir(parents=True)
    (folder / "main/index.html").write_bytes(b"page")
    name = "7ba6b2f6a3d5ee0c5a7b9f1f1fd0ba7f8a8a0e6f0a04c5ab4ab7ab6dbb5ebb51"
    (folder / "SHA256SUMS").write_text(f"{name}  main/index.html\n")
    (folder / "release.json").write_text('{"carried": {}}')
    (tmp_path / "current").symlink_to("releases/20261124T084129Z")
    return tmp_path


def test_a_release_that_differs_from_its_manifest_is_seen(release):
    with pytest.raises(Broken, match="differs from its manifest"):
        Live.at(release)


def test_where_nothing_is_live_there_is_nothing(tmp_path):
    assert Live.at(tmp_path) == Live("", {})


@pytest.mark.parametrize(
    "outcome",
    [
        Outcome(0, "Not published, what is live is as it was: x"),
        Outcome(1, "No space left on device"),
        Outcome(1, "Traceback …\nNot published, what is live is as it was: x"),
    ],
)
def test_a_failure_must_be_told_in_a_clear_line(outcome, tmp_path):
    with pytest.raises(Broken):
        Publishing(None, tmp_path).must_be_old(Live("", {}), outcome)


def test_a_failure_must_not_change_what_is_live(tmp_path):
    clear = Outcome(1, "…\nNot published, what is live is as it was: x")
    Publishing(None, tmp_path).must_be_old(Live("", {}), clear)
    with pytest.raises(Broken, match="changed what is live"):
        Publishing(None, tmp_path).must_be_old(Live("20261124T084129Z", OLD), clear)
