"""The torture finds what it looks for, counts it, and the engine survives a short one."""

import os
import re
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from plugins.multisite.manifest import MANIFEST, Made, written
from torture.editions import BASE, PHOTO, editions, laid, mixed
from torture.project import HERE, Broken, Build, Judge, Outcome, Project
from torture.run import FAULTS, Count, count, report
from torture.trial import Fault, Pace, Trial

EDITIONS = editions((HERE / BASE).read_text())
PAGE = "main/index.html"


def test_a_short_torture_breaks_nothing():
    words = [sys.executable, "-m", "torture.run", "--trials", "2"]
    ended = subprocess.run(words, cwd=HERE, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stdout
    for fault in FAULTS:
        [line] = re.findall(rf"^{re.escape(fault.name)} +(\d+ +\d+) .*$", ended.stdout, re.MULTILINE)
        assert line.split() == ["2", "2"], (fault.name, line)


class Victim:
    """In the place of a project: nothing is built."""

    def try_out(self, fault: Fault, number: int, seed: int) -> str:
        return fault.strike(number)


def odd(number):
    if number % 2:
        raise Broken("what was seen")
    return "all well"


def test_a_trial_that_fails_is_counted_and_told_and_ends_with_1(capsys):
    counts = [count(Victim(), Fault("odd", odd, 1), 5, 7), count(Victim(), Fault("rare", lambda _: "rare", 0.1), 5, 7)]
    assert report(counts) == 1
    said = capsys.readouterr().out.splitlines()
    assert said[1].split() == ["odd", "5", "3", "all", "well", "3"]
    assert said[2:4] == ["odd, trial 1, seed 7: what was seen", "odd, trial 3, seed 7: what was seen"]
    assert said[4].split() == ["rare", "2", "2", "rare", "2"]
    assert said[5].split() == ["all", "7", "5"]


def test_where_none_fails_it_ends_with_0(capsys):
    assert report([Count(Fault("well", odd, 1))]) == 0


@pytest.mark.parametrize("most, trials", [(200, 30), (10, 2), (1, 1)])
def test_every_fault_has_a_share_of_the_trials(most, trials):
    assert Fault("some", odd, 0.15).trials(most) == trials


@pytest.mark.parametrize(
    "outcome, demand",
    [
        (Outcome(0, "well"), lambda it: it.must_be(1)),
        (Outcome(1, "one line\nand another"), Outcome.must_be_clear),
        (Outcome(1, ""), Outcome.must_be_clear),
        (Outcome(1, "Traceback (most recent call last): …"), Outcome.must_not_show_code),
    ],
)
def test_an_end_that_must_not_be_is_seen(outcome, demand):
    with pytest.raises(Broken):
        demand(outcome)


def python(code: str, folder: Path) -> Build:
    return Build([sys.executable, "-c", code], folder, {})


def test_a_process_left_behind_is_seen(tmp_path):
    orphan = "import subprocess, sys; subprocess.Popen(['sleep', '60'], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)"
    with pytest.raises(Broken, match="left behind"):
        python(orphan, tmp_path).end()


def test_a_worker_is_a_child(tmp_path):
    build = python("import subprocess; print(subprocess.run(['sleep', '60']).returncode)", tmp_path)
    os.kill(build.worker(), signal.SIGKILL)
    assert build.end() == Outcome(0, "-9\n")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project without code, with an output of two files."""
    monkeypatch.setattr("torture.project.HERE", tmp_path / "code")
    (tmp_path / "code").mkdir()
    made = Project(tmp_path / "project", EDITIONS[0])
    (made.output / "main").mkdir(parents=True)
    (made.output / PAGE).write_text("old")
    (made.output / MANIFEST).write_bytes(written({PAGE: Made("1", 3, 0)}))
    return made


def test_an_output_that_is_not_what_its_manifest_says_is_seen(project):
    assert project.tree() == {PAGE: b"old"}
    (project.output / "stray").write_text("")
    with pytest.raises(Broken, match="stray"):
        project.tree()
    (project.output / "stray").unlink()
    (project.output / PAGE).write_text("longer")
    with pytest.raises(Broken, match="differ"):
        project.tree()


def test_an_output_that_is_neither_old_nor_new_is_seen(project):
    judge = Judge(project, {(EDITIONS[0].name, project.day): {PAGE: b"new"}})
    trial = Trial(project, judge, EDITIONS, None, 0, Pace(1, 1), {PAGE: b"old"})
    assert trial.state() == "old output"
    (project.output / PAGE).write_text("new")
    assert trial.state() == "new output"
    (project.output / PAGE).write_text("odd")
    with pytest.raises(Broken, match="neither"):
        trial.state()
    with pytest.raises(Broken, match="different"):
        judge.must_be_clean(project)


def test_a_clean_build_is_made_once_for_each_edition_and_day(project, monkeypatch):
    built = []
    monkeypatch.setattr(Project, "build", lambda project: built.append(project.day) or Outcome(0, ""))
    judge, days = Judge(project), [date(2026, 11, 22), date(2026, 11, 21), date(2026, 11, 22)]
    assert [judge.clean(EDITIONS[1], day) for day in days] == [{}, {}, {}]
    assert built == days[:2]


def test_an_edition_is_laid_exactly(project):
    for edition in EDITIONS:
        project.lay(edition)
        assert {path: (project.folder / path).read_bytes() for path in laid(project.folder)} == edition.files


def test_what_stays_the_same_is_left_alone(project):
    sign = project.folder / "villages.yaml"
    before = sign.stat()
    project.lay(EDITIONS[-1])
    assert sign.stat() == before
    assert (project.folder / PHOTO).read_bytes() == EDITIONS[-1].files[PHOTO]


def test_two_versions_of_one_source_are_a_mixture():
    pages = {"a": b"<h1>Teich Q1V0</h1>", "b": b"Teich Q1V0 und Q2V1", "c": b"Q2V1"}
    assert list(mixed(pages)) == []
    assert list(mixed({**pages, "c": b"Q2V0"})) == ["Q2V1 in b, Q2V0 in c"]


def test_blows_that_come_too_late_come_earlier():
    pace = Pace(1, 1)
    for too_late in (True, True, False):
        pace.learn(False, too_late)
    assert (pace.cold, round(pace.warm, 2)) == (1, 0.85)
