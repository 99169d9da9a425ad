"""The same content and day make the same bytes, whatever the machine; and an output is always one whole build."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from threading import Event, Thread
from typing import Self

import pytest

from plugins.multisite import building
from plugins.multisite.building import build
from plugins.multisite.clock import build_date
from plugins.multisite.generations import lock
from plugins.multisite.jobs import job_of
from tests.minisite import MINISITES, ROOT, MiniSite, code_in, contents

pytestmark = pytest.mark.usefixtures("pagefind")
ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "LANG": "tr_TR.UTF-8",
    "LC_ALL": "C",
    "TZ": "Pacific/Kiritimati",
    "COLUMNS": "20",
}
"""A machine as different as an environment makes it."""


def pelican(root: Path, **environment: str) -> None:
    """Run plain Pelican in a project folder."""
    command = [sys.executable, "-m", "pelican", "-s", "pelicanconf.py"]
    everything = {**os.environ, "SOURCE_DATE_EPOCH": "1795348800", **environment}
    subprocess.run(command, cwd=root, env=everything, check=True, capture_output=True, timeout=120)


def pages(output: Path) -> dict[str, bytes]:
    """What is published."""
    return {path: content for path, content in contents(output).items() if not path.startswith(".")}


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The output of a build of the project in which everything is used."""
    return pages(MiniSite(tmp_path_factory.mktemp("here") / "projekt", "complete").build())


def test_another_machine_makes_the_same_bytes_with_plain_pelican(tmp_path: Path, reference: dict[str, bytes]) -> None:
    root = code_in(tmp_path / "Unsere Dörfer & Höfe")
    MiniSite(root, "complete")
    old = os.umask(0o077)
    try:
        pelican(root, **ELSEWHERE)
    finally:
        os.umask(old)
    assert pages(root / "output") == reference


def test_the_order_in_which_a_file_system_lists_makes_no_difference(
    minisite: MiniSite, reference: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    scandir, iterdir = os.scandir, Path.iterdir
    monkeypatch.setattr(os, "scandir", lambda place=".": _Reversed(scandir(place)))
    monkeypatch.setattr(Path, "iterdir", lambda self: reversed(list(iterdir(self))))
    assert pages(minisite.lay(MINISITES / "complete").build()) == reference


class _Reversed:
    """What `os.scandir` gives, the other way round."""

    def __init__(self, found: "os._ScandirIterator[str]") -> None:
        with found:
            self._left = iter(sorted(found, key=lambda entry: entry.name, reverse=True))

    def __iter__(self) -> Iterator["os.DirEntry[str]"]:
        return self._left

    def __next__(self) -> "os.DirEntry[str]":
        return next(self._left)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def close(self) -> None:
        pass


def test_building_twice_changes_no_byte_and_no_time(minisite: MiniSite) -> None:
    output = minisite.lay(MINISITES / "complete").build()
    before = {file: file.stat().st_mtime_ns for file in output.rglob("*.html")}
    first = pages(output)
    minisite.build()
    assert pages(output) == first
    assert {file: file.stat().st_mtime_ns for file in output.rglob("*.html")} == before


def test_two_processes_make_what_one_makes(minisite: MiniSite, reference: dict[str, bytes]) -> None:
    assert pages(minisite.lay(MINISITES / "complete").build(JOBS=2)) == reference


def test_another_day_makes_another_output(minisite: MiniSite, reference: dict[str, bytes]) -> None:
    later = pages(minisite.lay(MINISITES / "complete").build(BUILD_DATE="2026-11-23"))
    lost = {path for path in reference.keys() - later.keys() if "/suche/index/" not in path}
    assert lost == {"anger/pinnwand/spaten/index.html"}


@pytest.mark.parametrize(
    ("environment", "now", "asked", "day"),
    [
        ({}, datetime(2026, 11, 22, 22, 59, tzinfo=UTC), None, date(2026, 11, 22)),
        ({}, datetime(2026, 11, 22, 23, 0, tzinfo=UTC), None, date(2026, 11, 23)),
        ({}, datetime(2026, 7, 22, 22, 0, tzinfo=UTC), None, date(2026, 7, 23)),
        ({"SOURCE_DATE_EPOCH": "1795387000"}, datetime(2030, 1, 1, tzinfo=UTC), None, date(2026, 11, 22)),
        ({"SOURCE_DATE_EPOCH": "1795388400"}, datetime(2030, 1, 1, tzinfo=UTC), None, date(2026, 11, 23)),
        ({"SOURCE_DATE_EPOCH": "1795387000"}, datetime(2030, 1, 1, tzinfo=UTC), "2027-01-02", date(2027, 1, 2)),
        ({"SOURCE_DATE_EPOCH": ""}, datetime(2026, 1, 1, 12, tzinfo=UTC), "", date(2026, 1, 1)),
    ],
)
def test_the_day_is_the_one_asked_for_or_that_of_the_source_or_today_in_berlin(
    environment: dict[str, str], now: datetime, asked: str | None, day: date
) -> None:
    assert build_date(environment, now, asked) == day


def beside(output: Path) -> set[str]:
    """What lies visibly beside an output."""
    return {entry.name for entry in output.parent.iterdir() if not entry.name.startswith(".")}


def test_a_build_that_fails_while_rendering_leaves_the_output_as_it_was(minisite: MiniSite) -> None:
    output = minisite.build()
    before = pages(output)
    theme = minisite.root / "theme"
    shutil.copytree(ROOT / "themes/modellorte", theme)
    (theme / "templates/village.html").write_text("{{ 1 / 0 }}")
    with pytest.raises(ZeroDivisionError):
        minisite.build(THEME=str(theme))
    assert pages(output) == before
    assert beside(output) == {"content", "output", "theme", "villages.yaml"}
    (theme / "templates/village.html").write_text("{{ gibt_es_nicht }}")
    with pytest.raises(Exception, match="gibt_es_nicht"):
        minisite.build(THEME=str(theme))
    assert pages(output) == before
    minisite.build()
    assert pages(output) == before


def test_what_is_gone_from_the_content_is_gone_from_the_output(minisite: MiniSite) -> None:
    before = pages(minisite.build())
    minisite.record("anger/projekte/teich", "stage: idee")
    assert "anger/projekte/teich/index.html" in pages(minisite.build())
    (minisite.root / "content/anger/projekte/teich.md").unlink()
    assert pages(minisite.build()) == before


def builder(site: MiniSite) -> "subprocess.Popen[bytes]":
    """A build of a project in a process of its own, in a group of its own."""
    code = "import sys, pathlib, tests.minisite as t; t.build(t.job_of(t.settings(pathlib.Path(sys.argv[1]), JOBS=2)))"
    return subprocess.Popen(
        [sys.executable, "-c", code, str(site.root)],
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )


def test_two_builds_at_once_both_succeed_and_give_one_whole_output(
    minisite: MiniSite, reference: dict[str, bytes]
) -> None:
    minisite.lay(MINISITES / "complete")
    builds = [builder(minisite), builder(minisite)]
    ends = [build.communicate(timeout=120) for build in builds]
    assert [build.returncode for build in builds] == [0, 0], ends
    assert pages(minisite.root / "output") == reference


def test_a_build_waits_for_the_one_that_runs(minisite: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    reads, read = Event(), building.read_network
    monkeypatch.setattr(building, "read_network", lambda *given: reads.set() or read(*given))
    second = Thread(target=build, args=(job_of(minisite.settings()),))
    with lock(minisite.root / "output"):
        second.start()
        assert not reads.wait(1.5)
    second.join()
    assert reads.is_set() and (minisite.root / "output/anger/index.html").is_file()


def test_a_build_that_is_killed_leaves_the_old_output_or_the_new_one(minisite: MiniSite) -> None:
    """Killed earlier and later on its way; the last build then goes through."""
    old = pages(minisite.build())
    minisite.lay(MINISITES / "complete")
    for number in range(40):
        minisite.record(f"bachtal/seiten/seite-{number}")
    clean = minisite.root.with_name("daneben")
    shutil.copytree(minisite.root / "content", clean / "content")
    shutil.copy(minisite.root / "villages.yaml", clean)
    began = time.perf_counter()
    builder(MiniSite(clean)).communicate(timeout=120)
    whole, new = time.perf_counter() - began, pages(clean / "output")
    for part in (0.5, 0.6, 0.7, 0.8, 0.9):
        build = builder(minisite)
        time.sleep(whole * part)
        if build.poll() is None:
            os.killpg(build.pid, signal.SIGKILL)
        build.communicate()
        assert pages(minisite.root / "output") in (old, new), "half an output"
    assert pages(minisite.build()) == new
