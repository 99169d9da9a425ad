"""Runs all faults, counts, and prints a table: `python -m torture.run`, or `./site torture`."""

import argparse
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from torture import content, interruptions, publishing, storage
from torture.editions import BASE, editions
from torture.project import HERE, Broken, Judge, Project
from torture.trial import Fault, Pace, Trial

FAULTS: tuple[Fault, ...] = (*interruptions.FAULTS, *storage.FAULTS, *content.FAULTS, *publishing.FAULTS)
TRIALS = 200
_INSIDE = "TORTURE_MAY_MOUNT"


@dataclass
class Count:
    """What became of the trials of a fault."""

    fault: Fault
    seen: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    @property
    def trials(self) -> int:
        """How many there were."""
        return self.seen.total() + len(self.failures)

    def __str__(self) -> str:
        """A line of the table."""
        seen = ", ".join(f"{what} {number}" for what, number in self.seen.most_common())
        return f"{self.fault.name:<24} {self.trials:>6} {self.seen.total():>7}  {seen}"


class Torture:
    """A project to maltreat, and all that is needed to judge it."""

    def __init__(self, folder: Path) -> None:
        """Lay the first edition and build it; how long that takes tells when a blow can meet a build."""
        self._editions = editions((HERE / BASE).read_text(encoding="utf-8"))
        self._judge = Judge(Project(folder / "clean", self._editions[0]))
        self._project = Project(folder / "project", self._editions[0])
        self._pace = Pace(0, 0)
        self._publishing = Pace(0, 4)  # a guess; it learns
        self._restore()

    def _restore(self) -> None:
        """Begin anew: nothing is left of what was; after a first build, that Python has compiled all modules, two are timed."""
        self._project.forget()
        self._project.lay(self._editions[0])
        self._project.build().must_be(0)
        self._project.forget()
        self._pace = Pace(self._timed(), self._timed(-1))

    def _timed(self, place: int = 0) -> float:
        """Seconds for building an edition."""
        self._project.lay(self._editions[place])
        began = time.monotonic()
        self._project.build().must_be(0)
        seconds = time.monotonic() - began
        self._judge.must_be_clean(self._project)
        return seconds

    def try_out(self, fault: Fault, number: int, seed: int) -> str:
        """One trial; what was seen. Raises Broken; then everything begins anew for the next one."""
        chance = Random(f"{seed} {fault.name} {number}")
        trial = Trial(
            self._project, self._judge, self._editions, chance, number, self._pace, publishing=self._publishing
        )
        try:
            return fault.strike(trial)
        except Broken:
            self._restore()
            raise


def count(torture: Torture, fault: Fault, most: int, seed: int) -> Count:
    """All trials of a fault."""
    counted, trials = Count(fault), fault.trials(most)
    for number in range(trials):
        _show(f"{fault.name}: {number + 1} of {trials}, {len(counted.failures)} failed")
        try:
            counted.seen[torture.try_out(fault, number, seed)] += 1
        except Broken as broken:
            counted.failures.append(f"{fault.name}, trial {number}, seed {seed}: {broken}")
    _show("")
    return counted


def _show(line: str) -> None:
    """Progress, on a terminal."""
    if sys.stderr.isatty():
        print(f"\r\x1b[K{line}", end="", file=sys.stderr, flush=True)


def report(counts: Iterator[Count]) -> int:
    """Print each line, with the failures below it, as soon as it is known; the exit code."""
    print(f"{'fault':<24} {'trials':>6} {'passed':>7}  seen", flush=True)
    trials = passed = 0
    for counted in counts:
        print(counted, *counted.failures, sep="\n", flush=True)
        trials, passed = trials + counted.trials, passed + counted.seen.total()
    print(f"{'all':<24} {trials:>6} {passed:>7}")
    return 0 if passed == trials else 1


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder in which each project has a file system of its own, where that is allowed."""
    with tempfile.TemporaryDirectory(prefix="torture-") as name:
        places = [Path(name) / place for place in ("project", "clean")] if os.environ.get(_INSIDE) else []
        for place in places:
            place.mkdir()
            storage.mount("-t", "tmpfs", "-o", f"size={storage.ROOMY}", "none", str(place))
        try:
            yield Path(name)
        finally:
            for place in places:
                subprocess.run(["umount", "--lazy", str(place)], check=True)


def enter_namespace(words: Sequence[str]) -> None:
    """Start anew where mounting is allowed and ends with this process; stay here where the system does not permit that."""
    unshare = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--map-root-user"])]
    if _INSIDE in os.environ or subprocess.run([*unshare, "true"], check=False, capture_output=True).returncode:
        return
    os.execvpe(unshare[0], [*unshare, sys.executable, "-m", "torture.run", *words], {**os.environ, _INSIDE: "1"})


def main() -> int:
    """Maltreat, count, print."""
    asked = _arguments()
    enter_namespace(sys.argv[1:])
    # in the background of a shell it is ignored, and builds would inherit that
    signal.signal(signal.SIGINT, signal.default_int_handler)
    faults = [fault for fault in FAULTS if not asked.only or fault.name in asked.only]
    print(f"seed {asked.seed}", flush=True)
    with workplace() as folder:
        torture = Torture(folder)
        return report(count(torture, fault, asked.trials, asked.seed) for fault in faults)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    names = [fault.name for fault in FAULTS]
    parser.add_argument("--trials", type=int, default=TRIALS, help="of kill -9; the others have a share of them")
    parser.add_argument("--only", action="append", choices=names, help="only this fault; may be given several times")
    parser.add_argument("--seed", type=int, default=1, help="another one draws other moments, edits and damages")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
