"""Many tasks on all cores: nothing is lost, and who crashes or hangs is named."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from plugins.multisite.workers import Failure, WorkerLost, meanwhile, spread
from tests.minisite import ROOT


def test_every_task_has_its_outcome_whatever_the_number_of_jobs():
    for jobs in (1, 2, 8):
        assert sorted(spread(range(100), lambda number: number * number, jobs)) == [n * n for n in range(100)]


def test_work_runs_in_other_processes():
    assert os.getpid() not in set(spread(range(4), lambda _: os.getpid(), jobs=2))


def test_nothing_to_do_starts_nobody():
    assert list(spread([], lambda task: 1 / 0, jobs=2)) == []


def test_a_crash_names_its_task_and_the_rest_is_done():
    outcomes = list(spread(range(20), lambda number: os._exit(3) if number == 7 else number, jobs=2))
    assert Failure(7, "its worker ended with code 3") in outcomes
    assert sorted(o for o in outcomes if not isinstance(o, Failure)) == [n for n in range(20) if n != 7]


def test_a_worker_that_dies_while_it_waits_is_told_with_the_task_it_was_to_do_and_the_rest_is_done():
    def work(number):
        if number == 1:  # the last of its batch; the clock rings while the outcomes are looked at
            signal.setitimer(signal.ITIMER_REAL, 0.05)
        return number

    outcomes = []
    for outcome in spread(range(20), work, jobs=1, limit=100):
        time.sleep(0.3 if outcome == 1 else 0)
        outcomes.append(outcome)
    assert Failure(2, f"its worker ended with code -{signal.SIGALRM}") in outcomes
    assert sorted(o for o in outcomes if not isinstance(o, Failure)) == [n for n in range(20) if n != 2]


def test_a_task_that_hangs_is_ended_and_the_rest_is_done():
    began = time.monotonic()
    outcomes = list(spread(range(6), lambda number: time.sleep(60) if number == 2 else number, jobs=1, limit=0.3))
    assert Failure(2, "it took longer than 0.3 s", late=True) in outcomes
    assert sorted(o for o in outcomes if not isinstance(o, Failure)) == [0, 1, 3, 4, 5]
    assert time.monotonic() - began < 30


def test_an_exception_comes_back_with_its_task():
    with pytest.raises(ZeroDivisionError) as caught:
        list(spread([1, 0], lambda number: 1 // number, jobs=2))
    assert "while working on 0" in caught.value.__notes__


def test_a_parent_that_is_killed_leaves_nobody_behind():
    """The pipe ends when everybody who could write to it is gone."""
    code = """
import os, time
from plugins.multisite.workers import spread
for number in spread(range(40), lambda number: number, jobs=2):
    os.kill(os.getpid(), 9)
"""
    killed = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=30)
    assert (killed.returncode, killed.stdout, killed.stderr) == (-9, b"", b"")


def test_leaving_early_leaves_nobody_behind():
    pids = []
    for pid in spread(range(4), lambda number: time.sleep(number and 60) or os.getpid(), jobs=2, limit=100):
        pids.append(pid)
        break
    with pytest.raises(ProcessLookupError):
        os.kill(pids[0], 0)


def test_what_is_begun_meanwhile_is_there_when_it_is_asked_for() -> None:
    with meanwhile(os.getpid) as asked:
        assert sorted(spread([1, 2, 3], lambda task: task * 2, 2)) == [2, 4, 6]
        assert asked() != os.getpid()


def test_processes_that_know_each_others_pipes_end_all_the_same() -> None:
    before = spread([1], lambda task: task, 1, limit=10)
    with meanwhile(os.getpid):
        assert list(before) == [1]


def test_what_nobody_asks_for_is_stopped(tmp_path: Path) -> None:
    with meanwhile(lambda: (time.sleep(0.5), (tmp_path / "late").touch())):
        pass
    time.sleep(0.8)
    assert not (tmp_path / "late").exists()


def test_a_process_that_dies_meanwhile_is_told() -> None:
    with meanwhile(lambda: os.kill(os.getpid(), signal.SIGKILL)) as asked, pytest.raises(WorkerLost):
        asked()
