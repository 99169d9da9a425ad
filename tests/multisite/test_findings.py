"""A build of faulty content says everything that is wrong, ends with exit code 1, and writes nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from plugins.multisite.reporting import build_and_report, check_and_report
from tests.faulty import NAMES, expected, faulty
from tests.minisite import ROOT, MiniSite, code_in, contents

SHOWN = ["everything", "links_in_the_file_system", "missing_villages"]
"""Faulty projects of different kinds, for what takes a process of its own."""


@pytest.mark.parametrize("name", NAMES)
def test_a_build_and_a_check_report_the_same_and_write_nothing(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = faulty(name, tmp_path / "projekt")
    assert build_and_report(site.settings()) is None
    assert capsys.readouterr().out == f"{expected(name)}\n"
    assert check_and_report(site.settings()) == 1
    assert capsys.readouterr().out == f"{expected(name)}\n"
    assert not (site.root / "output").exists()


@pytest.mark.parametrize("name", NAMES)
def test_the_last_good_output_stays_as_it_is(name: str, tmp_path: Path) -> None:
    site = faulty(name, tmp_path / "projekt")
    site.file("output/anger/index.html", "der letzte gute Stand")
    build_and_report(site.settings())
    assert contents(site.root / "output") == {"anger/index.html": b"der letzte gute Stand"}


@pytest.mark.parametrize("name", SHOWN)
def test_plain_pelican_reports_the_same_with_exit_code_1(name: str, tmp_path: Path) -> None:
    site = faulty(name, tmp_path / "projekt")
    run = pelican(site)
    assert (run.returncode, run.stdout) == (1, f"{expected(name)}\n")
    assert "Traceback" not in run.stderr
    assert not (site.root / "output").exists() or not contents(site.root / "output")


def pelican(site: MiniSite) -> subprocess.CompletedProcess[str]:
    """Run Pelican's own command on a project."""
    places = ["-o", str(site.root / "output"), "-e", f'CACHE_PATH="{site.root}/.cache"', 'BUILD_DATE="2026-11-22"']
    command = [sys.executable, "-m", "pelican", str(site.root / "content"), "-s", "pelicanconf.py", *places]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)


@pytest.mark.parametrize(
    ("task", "name"), [(["check"], "everything"), (["build", "--date", "2026-11-22"], "missing_villages")]
)
def test_the_one_command_ends_with_exit_code_1(task: list[str], name: str, tmp_path: Path) -> None:
    site = faulty(name, code_in(tmp_path))
    run = subprocess.run(
        [sys.executable, "-m", "invoke", *task], cwd=site.root, capture_output=True, text=True, timeout=60
    )
    assert (run.returncode, run.stdout) == (1, f"{expected(name)}\n")
    assert not (site.root / "output").exists()
