"""Many small tasks on all cores: forked workers take batches, and one that crashes or hangs is named with its task.

What `multiprocessing` would do, without importing it: that would take a good part of the time in which a small edit is built.
"""

import ctypes
import mmap
import os
import pickle
import select
import signal
import struct
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from functools import partial
from io import BufferedReader, FileIO
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from plugins.network.frozen import frozen

Task = TypeVar("Task")
Outcome = TypeVar("Outcome")
_CAN_FORK = hasattr(os, "fork")
_BATCHES_EACH = 32
"""So many batches per worker, that a slow one does not leave the others idle at the end."""
_AT = struct.Struct("=qdd")
"""In shared memory: the number of the task a worker is at, when it began (0 where it is at none), and its processor time then."""
_DIE_WITH_PARENT = 1
"""prctl(2): PR_SET_PDEATHSIG."""
_PATIENCE = 10
"""So many times the limit may pass on the clock, where a worker has not worked for so long: the machine may be busy."""


@frozen
class Failure(Generic[Task]):
    """A task that killed its worker, or that took longer than it may."""

    task: Task
    reason: str
    late: bool = False
    """Whether it took longer than it may."""


def spread(
    tasks: Sequence[Task], work: Callable[[Task], Outcome], jobs: int, limit: float | None = None
) -> Iterator[Outcome | Failure[Task]]:
    """The outcome of every task, in no particular order; workers begin at once, whoever waits for them gets it.

    `work` may be a closure: workers are forks. `limit`: seconds a task may take. An exception in `work` is raised here.
    With one job and no limit, or where there is no fork, everything runs in this process.
    """
    if not _CAN_FORK or not tasks or (jobs == 1 and limit is None):
        return map(work, tasks)
    crew = _Crew(tasks, work, limit)
    crew.hire(min(jobs, len(tasks)))
    return crew.outcomes()


@contextmanager
def meanwhile(work: Callable[[], Outcome]) -> Iterator[Callable[[], Outcome]]:
    """Begin some work in another process, where there can be one; yields how to ask for what it came to.

    Asking raises WorkerLost where the process has died. Work that nobody has asked for at the end is stopped.
    """
    if not _CAN_FORK:
        yield work
        return
    crew = _Crew([None], lambda _: work(), None)
    crew.hire(1)
    try:
        yield partial(_only, crew)
    finally:
        crew.dismiss()


def _only(crew: "_Crew[None, Outcome]") -> Outcome:
    (outcome,) = crew.outcomes()
    if isinstance(outcome, Failure):
        raise WorkerLost(outcome.reason)
    return outcome


class WorkerLost(Exception):
    """A process died while it made something that cannot be done without."""


@dataclass
class _Worker:
    """A forked process, the pipes to and from it, what it is at, and the batch it was given."""

    process: int
    orders: BinaryIO
    outcomes: BinaryIO
    at: mmap.mmap
    batch: range = range(0)

    def end(self) -> int:
        """Have it end, and wait; its exit code, or the number of the signal that killed it below zero.

        It is told so: closing its orders is not enough where a process that was forked later has them open, too.
        """
        with suppress(BrokenPipeError):  # it is gone already
            pickle.dump(None, self.orders)
            self.orders.flush()
        with suppress(BrokenPipeError):
            self.orders.close()
        self.outcomes.close()
        _, status = os.waitpid(self.process, 0)
        return os.waitstatus_to_exitcode(status)


@dataclass
class _Crew(Generic[Task, Outcome]):
    """The workers and the batches that wait for them."""

    tasks: Sequence[Task]
    work: Callable[[Task], Outcome]
    limit: float | None
    workers: list[_Worker] = field(default_factory=list)
    waiting: list[range] = field(default_factory=list)

    def hire(self, jobs: int) -> None:
        """Start workers and hand out the first batches."""
        size = max(1, len(self.tasks) // (jobs * _BATCHES_EACH))
        self.waiting = [range(n, min(n + size, len(self.tasks))) for n in range(0, len(self.tasks), size)]
        for _ in range(jobs):
            self._hire()

    def outcomes(self) -> Iterator[Outcome | Failure[Task]]:
        """Collect and hand out, until no batch is left."""
        try:
            while self.workers:
                for worker in self._reporting():
                    yield from self._collect(worker)
                yield from self._overdue()
        finally:
            self.dismiss()

    def dismiss(self) -> None:
        """End every worker, whatever it is doing."""
        for worker in self.workers:
            os.kill(worker.process, signal.SIGKILL)
            with suppress(OSError):
                worker.end()
        self.workers.clear()

    def _hire(self) -> None:
        (theirs, orders), (outcomes, their_outcomes) = os.pipe(), os.pipe()
        at = mmap.mmap(-1, _AT.size)
        sys.stdout.flush()
        sys.stderr.flush()
        parent = os.getpid()
        if process := os.fork():
            os.close(theirs)
            os.close(their_outcomes)
            worker = _Worker(process, os.fdopen(orders, "wb"), os.fdopen(outcomes, "rb"), at)
            self.workers.append(worker)
            self._hand_out(worker)
        else:
            os.close(orders)  # a worker ends when its orders do, even where the parent was killed
            os.close(outcomes)
            self._toil(BufferedReader(FileIO(theirs)), os.fdopen(their_outcomes, "wb"), at, parent)

    def _hand_out(self, worker: _Worker) -> None:
        if not self.waiting:
            self.workers.remove(worker)
            worker.end()
            return
        worker.batch = self.waiting.pop(0)
        worker.at[:] = _AT.pack(worker.batch.start, 0, 0)
        with suppress(BrokenPipeError):  # it has died, which shows where its outcomes are collected
            pickle.dump(worker.batch, worker.orders)
            worker.orders.flush()

    def _toil(self, orders: BufferedReader, outcomes: BinaryIO, at: mmap.mmap, parent: int) -> None:
        """What a worker does, until there are no more orders; it never returns."""
        code = 1
        try:
            signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to answer
            _end_with(parent)
            for other in self.workers:
                other.orders.close()
            while orders.peek(1) and (batch := pickle.load(orders)) is not None:
                pickle.dump(self._batch(batch, at), outcomes)
                outcomes.flush()
            code = 0
        except BrokenPipeError:
            pass  # the parent was killed
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)

    def _batch(self, batch: range, at: mmap.mmap) -> tuple[list[Outcome], Exception | None]:
        """Work through a batch, noting the task under way; the outcomes, and what went wrong with the next one."""
        done: list[Outcome] = []
        for number in batch:
            at[:] = _AT.pack(number, time.monotonic(), time.process_time())
            try:
                done.append(self.work(self.tasks[number]))
            except Exception as error:
                error.add_note(f"while working on {self.tasks[number]}")
                return done, error
        at[:] = _AT.pack(batch[-1], 0, 0)
        return done, None

    def _reporting(self) -> list[_Worker]:
        poll = select.poll()  # unlike select it takes files of any number
        for worker in self.workers:
            poll.register(worker.outcomes, select.POLLIN)
        ready = {file for file, _ in poll.poll(100 if self.limit else None)}
        return [worker for worker in self.workers if worker.outcomes.fileno() in ready]

    def _collect(self, worker: _Worker) -> Iterator[Outcome | Failure[Task]]:
        try:
            outcomes, error = pickle.load(worker.outcomes)
        except (EOFError, OSError, pickle.UnpicklingError):
            yield self._lost(worker, f"its worker ended with code {worker.end()}")
            return
        if error:
            raise error
        yield from outcomes
        self._hand_out(worker)

    def _overdue(self) -> Iterator[Failure[Task]]:
        for worker in [*self.workers] if self.limit else []:
            if self.limit and _is_late(worker, self.limit):
                os.kill(worker.process, signal.SIGKILL)
                worker.end()
                yield replace(self._lost(worker, f"it took longer than {self.limit:g} s"), late=True)

    def _lost(self, worker: _Worker, reason: str) -> Failure[Task]:
        """A worker is gone with its batch: its task failed, the others are done anew by another worker."""
        number, *_ = _AT.unpack(worker.at[:])
        self.workers.remove(worker)
        self.waiting += [range(n, n + 1) for n in worker.batch if n != number]
        if self.waiting:
            self._hire()
        return Failure(self.tasks[number], reason)


def _end_with(parent: int) -> None:
    """Have this process killed when its parent dies, also where it hangs: it would hold the parent's lock for ever."""
    with suppress(AttributeError, OSError, TypeError):  # Linux alone knows how
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def _is_late(worker: _Worker, limit: float) -> bool:
    """Whether a worker has been at its task for too long."""
    _, began, before = _AT.unpack(worker.at[:])
    passed = time.monotonic() - began if began else 0
    return passed > limit and (
        passed > limit * _PATIENCE or _processor_time(worker.process, before + passed) - before > limit
    )


def _processor_time(process: int, otherwise: float) -> float:
    """Seconds of processor time that a process has used, where the system tells."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    except (OSError, ValueError):
        return otherwise
