"""Readers of a place where releases are switched: they read all the time, and remember every answer."""

import multiprocessing
import os
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from torture.project import Broken

Seen = dict[str, set[str]]
"""Path → the sha256 of every content that was read; `missing` for none."""
_AT_ONCE = 4
"""So many files are read through one look at what is live: they must be of one release."""
_ERRORS: Mapping[type[OSError], str] = {FileNotFoundError: "missing"}
"""What an answer is called that is none; others by what they say."""
_FORK = multiprocessing.get_context("fork") if hasattr(os, "fork") else multiprocessing.get_context()


@dataclass
class Answers:
    """What readers were given."""

    seen: Seen = field(default_factory=dict)
    together: set[tuple[tuple[str, str], ...]] = field(default_factory=set)
    """What was read through one look: path and sha256 of each file."""
    reads: int = 0

    def add(self, path: str, content: bytes | OSError) -> str:
        """Note an answer; its name."""
        name = sha256(content).hexdigest() if isinstance(content, bytes) else _ERRORS.get(type(content), str(content))
        self.seen.setdefault(path, set()).add(name)
        self.reads += 1
        return name

    def merge(self, other: "Answers") -> None:
        """Add those of another reader."""
        for path, names in other.seen.items():
            self.seen.setdefault(path, set()).update(names)
        self.together |= other.together
        self.reads += other.reads


class Readers:
    """Processes that read files below `current` until the end of the block."""

    def __init__(self, current: Path, paths: Iterable[str], count: int = 1) -> None:
        """`paths`: what they ask for, at random."""
        self._current, self._paths = current, sorted(paths)
        self._reads = _FORK.Value("q", 0)
        self._over = _FORK.Event()
        self._count = count
        self.answers = Answers()
        """Complete after the block."""

    def wait(self, reads: int) -> None:
        """Until there were so many reads; raises Broken where a reader has ended."""
        while self._reads.value < reads:
            if not all(process.is_alive() for process in self._processes):
                raise Broken("a reader has broken down")
            time.sleep(0.0005)

    def __enter__(self) -> Self:
        """Begin to read."""
        self._ends = [_FORK.Pipe(duplex=False) for _ in range(self._count)]
        self._processes = [
            _FORK.Process(target=self._read, args=(number, told)) for number, (_, told) in enumerate(self._ends)
        ]
        for process in self._processes:
            process.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        """Hear what they were given."""
        self._over.set()
        for ends, process in zip(self._ends, self._processes, strict=True):
            while not ends[0].poll(0.1):
                if not process.is_alive():
                    raise Broken("a reader has broken down")
            self.answers.merge(ends[0].recv())
            process.join()

    def _read(self, number: int, told: Connection) -> None:
        chance, answers = Random(number), Answers()
        while not self._over.is_set():
            before = answers.reads
            for _ in range(100):
                self._one(chance.choice(self._paths), answers)
            self._together(chance.sample(self._paths, min(_AT_ONCE, len(self._paths))), answers)
            with self._reads.get_lock():
                self._reads.value += answers.reads - before
        told.send(answers)

    def _one(self, path: str, answers: Answers) -> None:
        try:
            answers.add(path, (self._current / path).read_bytes())
        except OSError as error:
            answers.add(path, error)

    def _together(self, paths: Sequence[str], answers: Answers) -> None:
        """Files of several sites through one look at what is live."""
        try:
            top = os.open(self._current, os.O_RDONLY | os.O_DIRECTORY)
        except OSError as error:
            answers.together.add(tuple((path, answers.add(path, error)) for path in paths))
            return
        try:
            answers.together.add(tuple((path, answers.add(path, _below(top, path))) for path in paths))
        finally:
            os.close(top)


def _below(top: int, path: str) -> bytes | OSError:
    try:
        with os.fdopen(os.open(path, os.O_RDONLY, dir_fd=top), "rb") as stream:
            return stream.read()
    except OSError as error:
        return error


def wrong(answers: Answers, releases: Sequence[Mapping[str, bytes]]) -> list[str]:
    """Answers that no release gives, and files read together that no release has so."""
    known = [{path: sha256(content).hexdigest() for path, content in tree.items()} for tree in releases]
    alone = [
        f"{path}: {name[:12]}"
        for path, names in answers.seen.items()
        for name in names
        if name not in [sums.get(path, "missing") for sums in known]
    ]
    mixed = [
        f"together: {', '.join(path for path, _ in names)}"
        for names in answers.together
        if not any(all(sums.get(path, "missing") == name for path, name in names) for sums in known)
    ]
    return [*alone, *mixed]
