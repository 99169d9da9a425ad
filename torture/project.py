"""The copy of this project that is maltreated: its sources, its build command, its output."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from benchmarks import TODAY
from benchmarks.measure import children
from plugins.multisite.manifest import MANIFEST, intact, read_manifest
from torture.editions import Edition

HERE = Path(__file__).resolve().parents[1]
TOO_LONG = 60
"""Seconds after which a build counts as hanging."""
_NOT_COPIED = ("content", "docs", "output", "tests", "villages.yaml", "www", "__pycache__", ".*")
_INTERRUPTED = (1, 128 + signal.SIGINT, -signal.SIGINT)
Tree = dict[str, bytes]
"""Path → content of every file of an output."""


class Broken(Exception):
    """What must not be, happened."""


@dataclass(frozen=True)
class Outcome:
    """How a build ended, and all it said."""

    code: int
    said: str

    def must_be(self, *codes: int) -> "Outcome":
        """Raises Broken where it ended otherwise."""
        if self.code not in codes:
            raise Broken(f"exit code {self.code} instead of {' or '.join(map(str, codes))}: {self.said.strip()[-600:]}")
        return self

    def must_be_clear(self) -> "Outcome":
        """A build that failed says so in one line; raises Broken where it does not."""
        lines = self.said.strip().splitlines()
        if len(lines) != 1:
            raise Broken(f"{len(lines)} lines instead of one, exit code {self.code}: …{self.said.strip()[-600:]}")
        return self

    def must_not_show_code(self) -> "Outcome":
        """Whatever it says, it is no traceback; raises Broken otherwise."""
        if "Traceback" in self.said:
            raise Broken(f"a traceback, exit code {self.code}: …{self.said.strip()[-600:]}")
        return self

    @property
    def was_interrupted(self) -> bool:
        """Whether it ended as by Ctrl-C."""
        return self.code in _INTERRUPTED


class Build:
    """A build under way, in a process group of its own."""

    def __init__(self, words: list[str], folder: Path, environment: Mapping[str, str]) -> None:
        """Start it."""
        self._process = subprocess.Popen(
            words,
            cwd=folder,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "", **environment},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        self._began = time.monotonic()

    def strike(self, moment: float, blow: signal.Signals, leader_only: bool = False) -> None:
        """Send a signal to all its processes, or only to the first, so many seconds after it began."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(max(0.0, self._began + moment - time.monotonic()))
        with suppress(ProcessLookupError):
            (os.kill if leader_only else os.killpg)(self._process.pid, blow)

    def worker(self) -> int | None:
        """The process id of one of its workers, as soon as there is one; None where it ends before."""
        while self._process.poll() is None:
            if found := children(self._process.pid):
                return found[-1]
            time.sleep(0.0005)
        return None

    def end(self) -> Outcome:
        """Wait for its end; raises Broken where that takes too long, or where it leaves a process behind."""
        try:
            said, _ = self._process.communicate(timeout=TOO_LONG)
        except subprocess.TimeoutExpired:
            self.strike(0, signal.SIGKILL)
            raise Broken(f"still running after {TOO_LONG} s: {self._process.communicate()[0][-600:]!r}") from None
        except KeyboardInterrupt:
            self.strike(0, signal.SIGKILL)
            raise
        self._must_be_alone()
        return Outcome(self._process.returncode, said.decode(errors="replace"))

    def _must_be_alone(self) -> None:
        """A worker that was just told to go has a moment for it."""
        last = time.monotonic() + 3
        while left := list(_group(self._process.pid)):
            if time.monotonic() > last:
                self.strike(0, signal.SIGKILL)
                raise Broken(f"processes left behind: {left}")
            time.sleep(0.01)


def _group(leader: int) -> Iterator[int]:
    """The processes of a group that live."""
    for entry in Path("/proc").iterdir():
        with suppress(OSError, ValueError):
            state, _, group = (entry / "stat").read_text().rpartition(")")[2].split()[:3]
            if int(group) == leader and state not in "ZX":
                yield int(entry.name)


@dataclass
class Project:
    """A copy of the code with a network of its own."""

    folder: Path
    edition: Edition
    """The sources that lie in it."""
    day: date = TODAY
    """The day of its builds."""

    def __post_init__(self) -> None:
        """Copy the code and lay the sources."""
        shutil.copytree(HERE, self.folder, ignore=shutil.ignore_patterns(*_NOT_COPIED), dirs_exist_ok=True)
        self.lay(self.edition)

    @property
    def output(self) -> Path:
        """All sites."""
        return self.folder / "output"

    @property
    def cache(self) -> Path:
        """What the engine keeps."""
        return self.folder / ".cache"

    def lay(self, edition: Edition) -> None:
        """Put other sources in place."""
        edition.lay(self.folder)
        self.edition = edition

    def forget(self) -> None:
        """Remove everything that a build has made: the next one is cold."""
        for place in (self.output, self.cache, *self.folder.glob(".output.*")):
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink(missing_ok=True)

    def run(self, words: list[str], **environment: str) -> Build:
        """Begin what `./site` does with these words."""
        return Build([sys.executable, "-m", "invoke", "--write-pyc", *words], self.folder, environment)

    def start(self, **environment: str) -> Build:
        """Begin a build; the day is ordered, unless the environment says it."""
        day = [] if "SOURCE_DATE_EPOCH" in environment else ["--date", self.day.isoformat()]
        return self.run(["build", "--settings", "publishconf.py", "--jobs", "2", *day], **environment)

    def build(self, **environment: str) -> Outcome:
        """A build from beginning to end."""
        return self.start(**environment).end()

    def tree(self) -> Tree:
        """The output, empty where there is none; raises Broken where it is not what its manifest says."""
        files = {file.relative_to(self.output).as_posix(): file for file in self.output.rglob("*") if file.is_file()}
        manifest = read_manifest(self.output)
        if set(files) != {*manifest, MANIFEST} and files:
            raise Broken(f"{sorted(set(files) ^ {*manifest, MANIFEST})[:3]} should be there or should not")
        if torn := [path for path, made in manifest.items() if not intact(self.output, path, made)]:
            raise Broken(f"{torn[:3]} differ from the manifest")
        return {path: file.read_bytes() for path, file in files.items() if path != MANIFEST}

    def beside(self) -> set[str]:
        """What lies in the project's folder."""
        return {entry.name for entry in self.folder.iterdir()}


@dataclass
class Judge:
    """Knows what a clean build makes of every edition."""

    project: Project
    """Where it builds."""
    known: dict[tuple[str, date], Tree] = field(default_factory=dict)

    def clean(self, edition: Edition, day: date) -> Tree:
        """The output of a clean build."""
        key = edition.name, day
        if key not in self.known:
            self.project.lay(edition)
            self.project.day = day
            self.project.forget()
            self.project.build().must_be(0)
            self.known[key] = self.project.tree()
        return self.known[key]

    def must_be_clean(self, project: Project) -> None:
        """The project's output is that of a clean build; raises Broken otherwise."""
        if (tree := project.tree()) != (wanted := self.clean(project.edition, project.day)):
            raise Broken(f"not what a clean build of {project.edition.name!r} makes: {difference(tree, wanted)}")


def difference(found: Tree, wanted: Tree) -> str:
    """In what two trees differ, in a line."""
    changed = [path for path in found.keys() & wanted.keys() if found[path] != wanted[path]]
    kinds = {"missing": wanted.keys() - found.keys(), "too many": found.keys() - wanted.keys(), "different": changed}
    return ", ".join(f"{len(paths)} {kind} ({sorted(paths)[0]})" for kind, paths in kinds.items() if paths)
