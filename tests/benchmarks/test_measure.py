"""What is measured is the whole tree of processes, and what is reported is the median of the rounds."""

import sys

import pytest

from benchmarks.contestants import CASES, Hugo, Ours
from benchmarks.measure import Command, Failed, Sample, run
from benchmarks.report import Trial, document, growth, line_of, table

BUSY = "import time\nwhile time.process_time() < 0.3: pass"
LARGE = "import time; kept = b'x' * 60_000_000; time.sleep(0.3)"


def python(code, tmp_path):
    return Command([sys.executable, "-c", code], tmp_path)


def parent_of(code, tmp_path):
    return python(f"import subprocess, sys; subprocess.run([sys.executable, '-c', {code!r}], check=True)", tmp_path)


def test_the_time_of_a_child_of_the_command_counts(tmp_path):
    assert run([parent_of(BUSY, tmp_path)], 1).cpu >= 0.3


def test_the_memory_of_everything_that_runs_at_once_is_added_up(tmp_path):
    one = run([parent_of(LARGE, tmp_path)], 1, memory=True).memory
    two = run([parent_of(LARGE, tmp_path)] * 2, 2, memory=True).memory
    assert one > 60_000_000
    assert two > 100_000_000


def test_no_more_commands_run_at_once_than_asked_for(tmp_path):
    sleep = python("import time; time.sleep(0.3)", tmp_path)
    assert run([sleep] * 2, 1).wall > 0.6


def test_a_command_that_fails_is_reported_with_what_it_said(tmp_path):
    with pytest.raises(Failed, match="no such village"):
        run([python("raise SystemExit('no such village')", tmp_path)], 1)


def trial(seconds, documents=10_000):
    samples = [Sample(seconds * factor, seconds) for factor in (0.5, 1, 9)]
    lines = [line_of(Ours(), case, samples, 100_000_000) for case in CASES]
    hugo = line_of(Hugo(), CASES[0], [Sample(4.0, 8.0)], 0)
    return Trial(3, documents, {"this engine": (1, 1)}, [*lines, hugo], 3, 0.0, ["Hugo 1.2.3"])


def test_ratios_refer_to_hugos_cold_build_and_stand_beside_the_goals():
    row = next(row for row in table(trial(2.0)).splitlines() if CASES[2] in row)
    cells = [cell.strip() for cell in row.strip("| ").split("|")]
    assert cells == [
        "this engine",
        CASES[2],
        "2.000",
        "1.000",
        "18.000",
        "0.500",
        "0.10",
        "0.04",
        "2.00",
        "0.250",
        "100",
    ]


def test_without_hugo_there_are_no_ratios():
    alone = trial(2.0)
    rows = table(Trial(3, 10, {}, alone.lines[:1], 1, 0.0, [])).splitlines()
    assert rows[2].count("–") == 2


def test_growth_compares_the_same_case_of_two_sizes():
    assert "| nothing changed | 1.50 |" in growth(trial(2.0), trial(3.0, 20_000))


def test_the_document_says_what_was_measured_with_what():
    text = document([trial(2.0), trial(1.0)], trial(3.0, 20_000), Sample(0.25, 0.2))
    assert text.count("| this engine | nothing changed") == 3
    assert "- Hugo 1.2.3\n" in text
    assert "takes 0.25 s before a build begins" in text
    assert "Seconds with 20,000 documents divided by seconds with 10,000." in text
