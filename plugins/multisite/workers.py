"""Many small tasks on all cores: forked workers take batches, and one that crashes or hangs is named with its task."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from typing import Any, Generic, TypeVar

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
_CAN_FORK = hasattr(os, "fork")
_BATCHES_EACH = 8
"""So many batches per worker, that a slow one does not leave the others idle at the end."""


@dataclass(frozen=True)
class Failure(Generic[Task]):
    """A task that killed its worker, or that took longer than it may."""

    task: Task
    reason: str


def spread(
    tasks: Sequence[Task], work: Callable[[Task], Outcome], jobs: int, limit: float | None = None
) -> Iterator[Outcome | Failure[Task]]:
    """The outcome of every task, in no particular order.

    `work` may be a closure: workers are forks. `limit`: seconds a task may take. An exception in `work` is raised here.
    With one job and no limit, or where there is no fork, everything runs in this process.
    """
    if not tasks:
        return
    if not _CAN_FORK or (jobs == 1 and limit is None):
        yield from map(work, tasks)
        return
    crew = _Crew(tasks, work, limit)
    try:
        yield from crew.run(min(jobs, len(tasks)))
    finally:
        crew.dismiss()


@dataclass
class _Worker:
    """A forked process, the pipe to it, and the batch it was given."""

    process: Any
    pipe: Connection
    at: Any
    """Shared memory: the number of the task under way, and when it began."""
    batch: range = range(0)


@dataclass
class _Crew(Generic[Task, Outcome]):
    """The workers and the batches that wait for them."""

    tasks: Sequence[Task]
    work: Callable[[Task], Outcome]
    limit: float | None
    workers: list[_Worker] = field(default_factory=list)
    waiting: list[range] = field(default_factory=list)

    def run(self, jobs: int) -> Iterator[Outcome | Failure[Task]]:
        """Hire, hand out batches, collect; until no batch is left."""
        size = max(1, len(self.tasks) // (jobs * _BATCHES_EACH))
        self.waiting = [range(n, min(n + size, len(self.tasks))) for n in range(0, len(self.tasks), size)]
        for _ in range(jobs):
            self._hire()
        while self.workers:
            for worker in self._reporting():
                yield from self._collect(worker)
            yield from self._overdue()

    def dismiss(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self.workers:
            worker.process.kill()
            worker.process.join()
            worker.pipe.close()
        self.workers.clear()

    def _hire(self) -> None:
        fork = multiprocessing.get_context("fork")
        here, there = fork.Pipe()
        at = fork.RawArray("d", 2)
        process = fork.Process(target=self._toil, args=(here, there, at), daemon=True)
        process.start()
        there.close()
        worker = _Worker(process, here, at)
        self.workers.append(worker)
        self._hand_out(worker)

    def _hand_out(self, worker: _Worker) -> None:
        if self.waiting:
            worker.batch = self.waiting.pop(0)
            worker.at[0], worker.at[1] = worker.batch.start, 0
            with suppress(OSError):  # one that is gone shows when it should report
                worker.pipe.send(worker.batch)
        else:
            self._release(worker)

    def _release(self, worker: _Worker) -> None:
        self.workers.remove(worker)
        with suppress(OSError):
            worker.pipe.send(None)
        worker.pipe.close()
        worker.process.join()

    def _toil(self, parents: Connection, pipe: Connection, at: Any) -> None:
        """What a worker does until it is told to go, or the parent is gone."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
        parents.close()  # while anybody holds it open, a dead parent does not show
        with suppress(EOFError, OSError):
            self._work_off(pipe, at)

    def _work_off(self, pipe: Connection, at: Any) -> None:
        """Batch after batch, noting the task under way."""
        while (batch := pipe.recv()) is not None:
            outcomes: list[Outcome] = []
            for number in batch:
                at[0], at[1] = number, time.monotonic()
                try:
                    outcomes.append(self.work(self.tasks[number]))
                except Exception as error:
                    error.add_note(f"while working on {self.tasks[number]}")
                    pipe.send((outcomes, error))
                    return
            at[1] = 0
            pipe.send((outcomes, None))

    def _reporting(self) -> list[_Worker]:
        ready = wait([worker.pipe for worker in self.workers], timeout=0.1 if self.limit else None)
        return [worker for worker in self.workers if worker.pipe in ready]

    def _collect(self, worker: _Worker) -> Iterator[Outcome | Failure[Task]]:
        try:
            outcomes, error = worker.pipe.recv()
        except (EOFError, OSError):
            worker.process.join()
            yield self._lost(worker, f"its worker ended with code {worker.process.exitcode}")
            return
        if error:
            raise error
        yield from outcomes
        self._hand_out(worker)

    def _overdue(self) -> Iterator[Failure[Task]]:
        for worker in [*self.workers] if self.limit else []:
            began = worker.at[1]
            if began and time.monotonic() - began > (self.limit or 0) and not worker.pipe.poll():
                worker.process.kill()
                worker.process.join()
                yield self._lost(worker, f"it took longer than {self.limit:g} s")

    def _lost(self, worker: _Worker, reason: str) -> Failure[Task]:
        """A worker is gone with its batch: its task failed, the others are done anew by another worker."""
        number = int(worker.at[0])
        self.workers.remove(worker)
        worker.pipe.close()
        self.waiting += [range(n, n + 1) for n in worker.batch if n != number]
        if self.waiting:
            self._hire()
        return Failure(self.tasks[number], reason)
