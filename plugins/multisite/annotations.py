"""What a check has found, as hosts of repositories show it beside the line: GitHub's workflow commands, GitLab's report."""

import json
from collections.abc import Iterable
from hashlib import sha256
from typing import NamedTuple

from plugins.network.problems import Problem

FORMS = ("text", "github", "gitlab")
"""How a check may be written; Forgejo shows none beside the line, so there it is text."""


class Note(NamedTuple):
    """Something to be said of a line."""

    problem: Problem
    stops: bool = True
    """Whether it must be mended before anything is published."""


def github(notes: Iterable[Note]) -> str:
    """A workflow command for each, as docs.github.com has them under "Workflow commands": an annotation of the run."""
    return "".join(f"::{_level(note)} {_properties(note.problem)}::{_data(_words(note.problem))}\n" for note in notes)


def _level(note: Note) -> str:
    return "error" if note.stops else "warning"


def _properties(problem: Problem) -> str:
    given = {"file": problem.path, "line": str(problem.line), "title": problem.field}
    return ",".join(f"{name}={_data(value).replace(':', '%3A').replace(',', '%2C')}" for name, value in given.items())


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def gitlab(notes: Iterable[Note]) -> str:
    """A report of code quality, as docs.gitlab.com describes it; shown in merge requests."""
    return json.dumps([_entry(note) for note in notes], ensure_ascii=False, indent=1) + "\n"


def _entry(note: Note) -> dict[str, object]:
    problem = note.problem
    return {
        "description": f"{problem.field}: {_words(problem)}",
        "check_name": "site check",
        "fingerprint": sha256(str(problem).encode()).hexdigest(),
        "severity": "major" if note.stops else "minor",
        "location": {"path": problem.path, "lines": {"begin": problem.line}},
    }


def _words(problem: Problem) -> str:
    """The finding without its place, which the host shows."""
    return str(problem).removeprefix(f"{problem.path}:{problem.line}: {problem.field}: ")
