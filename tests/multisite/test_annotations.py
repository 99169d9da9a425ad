"""Findings in the words of hosts: GitHub's workflow commands, read back as its runner does, and GitLab's report of code quality."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.multisite.annotations import Note, github, gitlab
from plugins.multisite.reporting import Hints, check_and_report
from plugins.network.problems import Findings, Problem
from tests.faulty import NAMES, expected, faulty
from tests.minisite import MiniSite, code_in

ODD = Problem("content/a,b:c.md", 3, "steps[1].due: 50%", "„a::b\nc“", "100 %, ganz", "Schreibe `a%0Ab`.")
COMMAND = re.compile(r"::(error|warning) file=([^,:]*),line=(\d+),title=([^,:]*)::(.*)\n")


def unescaped(text: str) -> str:
    """What GitHub's runner makes of a value (actions/runner, ActionCommand.cs): the percent sign last."""
    for code, char in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, char)
    return text


def read(text: str) -> list[tuple[str, str, int, str, str]]:
    found = [COMMAND.fullmatch(line) for line in text.splitlines(keepends=True)]
    assert all(found)
    return [(one[1], unescaped(one[2]), int(one[3]), unescaped(one[4]), unescaped(one[5])) for one in found if one]


@pytest.mark.parametrize("name", NAMES)
def test_github_reads_every_finding_whole(name: str, tmp_path: Path) -> None:
    problems = faulty(name, tmp_path).problems()
    told = read(github(map(Note, problems)))
    assert [f"{path}:{line}: {title}: {words}" for _, path, line, title, words in told] == list(map(str, problems))
    assert {level for level, *_ in told} == {"error"}


def test_nothing_in_a_finding_can_be_taken_for_another_command() -> None:
    ((level, path, line, title, words),) = read(github([Note(ODD, stops=False)]))
    assert (level, path, line, title) == ("warning", ODD.path, 3, ODD.field)
    assert words == "gefunden „a::b\nc“; erwartet 100 %, ganz. Schreibe `a%0Ab`."


@pytest.mark.parametrize("name", NAMES)
def test_gitlab_gets_a_report_as_it_documents_it(name: str, tmp_path: Path) -> None:
    problems = faulty(name, tmp_path).problems()
    entries = json.loads(gitlab([*map(Note, problems), Note(ODD, stops=False)]))
    assert len({entry["fingerprint"] for entry in entries}) == len(entries) == len(problems) + 1
    for entry, problem in zip(entries, [*problems, ODD], strict=True):
        assert entry["location"] == {"path": problem.path, "lines": {"begin": problem.line}}
        assert entry["severity"] == ("minor" if problem is ODD else "major")
        assert entry["description"].startswith(problem.field) and problem.fix in entry["description"]
        assert entry.keys() == {"description", "check_name", "fingerprint", "severity", "location"}


def test_the_command_says_it_in_each_form(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = faulty("everything", tmp_path)
    assert check_and_report(site.settings(), "github") == 1
    said = capsys.readouterr().out
    assert len(read("".join(said.splitlines(keepends=True)[:-1]))) == len(site.problems())
    assert said.endswith(expected("everything").splitlines()[-1] + "\n")
    assert check_and_report(site.settings(), "gitlab") == 1
    said = capsys.readouterr()
    assert len(json.loads(said.out)) == len(site.problems())
    assert said.err == expected("everything") + "\n"


def test_hints_are_warnings_and_stop_nothing(minisite: MiniSite, capsys: pytest.CaptureFixture[str]) -> None:
    hints = Hints((ODD,), ("Das weiß hier niemand.",))
    assert check_and_report(minisite.settings(), "github", lambda *_: hints) == 0
    first, words, hint, last = capsys.readouterr().out.splitlines(keepends=True)
    assert first.endswith(": alles in Ordnung.\n") and words == "Das weiß hier niemand.\n"
    assert read(hint)[0][0] == "warning" and last == "1 Hinweis; veröffentlicht wird trotzdem.\n"
    assert check_and_report(minisite.settings(), "gitlab", lambda *_: hints) == 0
    assert [entry["severity"] for entry in json.loads(capsys.readouterr().out)] == ["minor"]


def test_an_unknown_form_is_refused(tmp_path: Path) -> None:
    site = MiniSite(code_in(tmp_path))
    command = [sys.executable, "-m", "invoke", "check", "--format", "forgejo"]
    run = subprocess.run(command, cwd=site.root, capture_output=True, text=True, timeout=60)
    assert run.returncode == 1
    assert run.stderr == "forgejo is no format. There are text, github, gitlab.\n"


def test_a_report_counts_what_it_holds() -> None:
    assert str(Findings([ODD])).endswith("\n1 Fund. Es wurde nichts geschrieben.")
