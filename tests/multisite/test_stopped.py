"""What the machine, or somebody who edits meanwhile, can do to a build; the torture does it to the whole command."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from plugins.multisite import generations, reporting, stamps
from plugins.multisite.generations import prepare_spare, write
from plugins.multisite.ledger import Ledger
from plugins.multisite.manifest import MANIFEST
from plugins.multisite.rendering import open_environment
from plugins.multisite.unchanged import LastBuild, remember
from plugins.multisite.workers import WorkerLost
from plugins.network.problems import SourceChanged
from tests.minisite import MiniSite

FULL = OSError(28, "No space left on device")


@pytest.mark.parametrize(
    "error, words",
    [
        (FULL, "disk full"),
        (WorkerLost("anger/index.html could not be made"), "anger/index.html could not be made"),
        (SourceChanged("content/anger/seiten/dorf.md"), "content/anger/seiten/dorf.md was changed meanwhile"),
    ],
)
def test_a_build_that_is_stopped_says_why_in_a_line(
    error: Exception,
    words: str,
    minisite: MiniSite,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def stop(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(reporting, "build", stop)
    assert reporting.build_and_report(minisite.settings()) is None
    (line,) = capsys.readouterr().out.splitlines()
    assert words in line


def test_a_build_that_cannot_be_remembered_is_a_build_all_the_same(tmp_path: Path) -> None:
    (tmp_path / "no folder").write_text("")
    remember(tmp_path / "no folder" / "builds", LastBuild([], "", "", [], {}, [], {}))


def test_where_the_next_build_cannot_be_prepared_this_one_is_complete(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise FULL

    write(tmp_path / "output" / MANIFEST, b"{}")
    monkeypatch.setattr(generations, "_fill", fail)
    prepare_spare(tmp_path / "output")


def test_a_file_that_goes_while_its_folder_is_read_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("stays.md", "goes.md"):
        (tmp_path / name).write_text("")

    scandir = os.scandir

    def read(folder: int | str) -> Iterator[os.DirEntry[str]]:
        entries = list(scandir(folder))
        (tmp_path / "goes.md").unlink()
        return iter(entries)

    monkeypatch.setattr(stamps.os, "scandir", read)
    assert list(stamps.stamps([tmp_path], 0)) == [str(tmp_path / "stays.md")]


def test_pages_are_made_with_the_templates_that_were_read(tmp_path: Path) -> None:
    (tmp_path / "base.html").write_text("now")
    settings = {"JINJA_ENVIRONMENT": {}, "JINJA_FILTERS": {}}
    for text in ("first", "second"):
        environment = open_environment(tmp_path, {"base.html": text}, settings, tmp_path / "compiled", "1")
        assert environment.get_template("base.html").render() == text


def test_a_ledger_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "builds" / "facts").mkdir(parents=True)
    ledger = Ledger(tmp_path / "builds", {})
    ledger.forget()
    ledger.write({}, [], [])
    assert ledger.digests == {}
    ledger.write({}, [], [])
    assert ledger.facts() == {}


def test_a_ledger_in_the_place_of_whose_folder_a_file_stands_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "builds").write_text("")
    ledger = Ledger(tmp_path / "builds", {})
    ledger.forget()
    ledger.write({}, [], [])
    assert ledger.digests == {}
