"""What git says of the project that is published: its commit, whether something is not committed, which commit is the newer."""

import os
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from plugins.publishing.telling import Refused

_UNKNOWN = ("Not a valid commit name", "Not a valid object name", "not a commit")
_NO_COMMIT = ("not a git repository", "Needed a single revision", "unknown revision")


class Commit(NamedTuple):
    """The state of the project."""

    id: str
    """In full; empty where there is no git, or no commit yet."""
    changed: tuple[str, ...]
    """Files that are not as they were committed."""


def commit_of(project: Path, besides: Iterable[str] = ()) -> Commit:
    """The commit that lies in the project's folder; raises Refused where git has trouble with it.

    `besides`: folders in it, to which the sites are published, that are no part of it.
    """
    asked = _git(project, "rev-parse", "--verify", "HEAD")
    if asked is None or (asked.returncode and any(word in asked.stderr for word in _NO_COMMIT)):
        return Commit("", ())
    if _must(_git(project, "ls-files", "--", "villages.yaml")) == "":
        return Commit("", ())  # a folder without git, inside somebody's repository of other things
    changed = _must(_git(project, "status", "--porcelain", "--", ".", *(f":(exclude){folder}" for folder in besides)))
    return Commit(_must(asked), tuple(line[3:] for line in changed.splitlines()))


def descends(project: Path, commit: str, live: str) -> bool:
    """Whether a commit is the live one or came after it; raises Refused where git does not know."""
    asked = _git(project, "merge-base", "--is-ancestor", "--end-of-options", live, commit)
    if asked is None or any(word in asked.stderr for word in _UNKNOWN):
        raise Refused(f"commit {live} is live, which git does not know here (a checkout needs the whole history)")
    if asked.returncode not in (0, 1):
        _must(asked)
    return asked.returncode == 0


def _git(project: Path, *arguments: str) -> subprocess.CompletedProcess[str] | None:
    """What git answers; None where there is none."""
    try:
        return subprocess.run(
            ["git", "-C", str(project), *arguments],
            env=_environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        return None


def _environment() -> dict[str, str]:
    """Ours without what a hook is given, which would send git to the repository that was pushed to."""
    kept = {n: value for n, value in os.environ.items() if not n.startswith("GIT_") or n.startswith("GIT_CONFIG")}
    return {**kept, "LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}


def _must(asked: subprocess.CompletedProcess[str] | None) -> str:
    if asked is None or asked.returncode:
        said = asked.stderr.strip().splitlines() if asked else ["git is gone"]
        raise Refused(f"git does not say what is published: {said[-1] if said else 'no answer'}")
    return asked.stdout.strip("\n")
