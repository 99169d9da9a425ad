"""Runs commands and measures them: wall clock, processor time of the whole process tree, peak memory of all processes."""

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

INTERVAL = 0.005
"""Seconds between two looks at the memory."""
_AS_USUAL = {"PYTHONDONTWRITEBYTECODE": ""}
"""Some build machines forbid Python to keep compiled modules; then every start compiles hundreds anew."""


@dataclass(frozen=True)
class Command:
    """One process to start."""

    words: Sequence[str]
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Sample:
    """What one build took; memory in bytes, where it was asked for."""

    wall: float
    cpu: float
    memory: int = 0


class Failed(Exception):
    """A command ended with an error."""


def run(commands: Sequence[Command], at_once: int, memory: bool = False) -> Sample:
    """Run all commands, so many at once. Looking at the memory takes time itself, so such a run is no measure of time."""
    watch = _Watch() if memory else None
    began = time.perf_counter()
    with ThreadPoolExecutor(at_once) as pool:
        seconds = list(pool.map(_run, commands))
    wall = time.perf_counter() - began
    return Sample(wall, sum(seconds), watch.stop() if watch else 0)


def _run(command: Command) -> float:
    """Processor seconds of the command and of everything it started and waited for."""
    process = subprocess.Popen(
        command.words,
        cwd=command.folder,
        env={**os.environ, **_AS_USUAL, **command.environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    assert process.stdout
    with process.stdout:
        said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise Failed(f"{' '.join(command.words)} ended with {process.returncode}:\n{said[-2000:]}")
    return usage.ru_utime + usage.ru_stime


class _Watch:
    """Looks at the memory of all descendants again and again, until it is stopped."""

    def __init__(self) -> None:
        self._peak = 0
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def _look(self) -> None:
        while not self._over.wait(INTERVAL):
            self._peak = max(self._peak, sum(map(_memory, _descendants(os.getpid()))))

    def stop(self) -> int:
        self._over.set()
        self._thread.join()
        return self._peak


def _descendants(process: int) -> Iterator[int]:
    for child in children(process):
        yield child
        yield from _descendants(child)


def children(process: int) -> list[int]:
    """The processes that the threads of a process have started; none where it is gone."""
    try:
        threads = list(Path(f"/proc/{process}/task").iterdir())
    except OSError:
        return []
    return [int(child) for thread in threads for child in _read(thread / "children").split()]


def _memory(process: int) -> int:
    """Bytes of a process, what it shares with others counted once among them (PSS)."""
    lines = _read(Path(f"/proc/{process}/smaps_rollup")).splitlines()
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))


def _read(file: Path) -> str:
    """A file of /proc; the process it tells of may be gone."""
    try:
        return file.read_text(encoding="ascii")
    except OSError:
        return ""
