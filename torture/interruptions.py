"""Faults that end a build before its time, or start another beside it."""

import os
import re
import signal
import time
from contextlib import suppress

from torture.project import Broken, Outcome
from torture.trial import Fault, Trial

_NAMED = re.compile(r"[a-z0-9-]+/\S+\.(?:md|html|xml|txt|css|webp|svg)|the search index of ")
"""The path of a source or of an output."""


def kill(trial: Trial) -> str:
    """kill -9 of the whole group; in every fourth trial only of the first process, whose workers must end by themselves."""
    cold = _prepared(trial)
    build = trial.project.start()
    build.strike(_moment(trial, cold), signal.SIGKILL, leader_only=trial.number % 4 == 3)
    killed = build.end().code == -signal.SIGKILL
    trial.pace.learn(cold, not killed)
    state = trial.state()
    trial.heal()
    return state if killed else "was done"


def interrupt(trial: Trial) -> str:
    """Ctrl-C reaches the whole group."""
    cold, beside = _prepared(trial), trial.project.beside()
    build = trial.project.start()
    build.strike(_moment(trial, cold), signal.SIGINT)
    outcome = build.end()
    if not outcome.was_interrupted:
        outcome.must_be(0)
    elif _shows_our_code(outcome, trial):
        outcome.must_not_show_code()
    trial.pace.learn(cold, not outcome.was_interrupted)
    state = trial.state()
    trial.heal()
    if strays := trial.project.beside() - beside - {"output", ".output.lock", ".output.spare", ".cache"}:
        raise Broken(f"left behind: {strays}")
    return state if outcome.was_interrupted else "was done"


def _shows_our_code(outcome: Outcome, trial: Trial) -> bool:
    """While Python itself starts, nobody can answer Ctrl-C but Python."""
    return str(trial.project.folder) in outcome.said


def lose_worker(trial: Trial) -> str:
    """kill -9 of one worker, whatever it is doing."""
    trial.begin(cold=trial.number % 2 == 0, goals=(trial.editions[0], trial.editions[-1]))
    build = trial.project.start()
    if build.worker():
        time.sleep(trial.chance.uniform(0, trial.pace.warm / 3))
        if worker := build.worker():
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)
    outcome = build.end()
    if outcome.code and not _NAMED.search(outcome.said):
        raise Broken(f"nothing is named: {outcome.said.strip()[-600:]}")
    outcome.must_be(0, 1).must_not_show_code()
    state = trial.state()
    trial.heal()
    return "page named" if outcome.code else state


def at_once(trial: Trial) -> str:
    """Two or five builds at the same time; in every second trial one of them is killed."""
    trial.begin(cold=trial.chance.random() < 0.5)
    count = trial.chance.choice((2, 5))
    builds = [trial.project.start() for _ in range(count)]
    if trial.number % 2:
        doomed = builds.pop()
        doomed.strike(trial.chance.uniform(0.3, 1.5) * trial.pace.warm, signal.SIGKILL)
        doomed.end().must_be(0, -signal.SIGKILL)
    for build in builds:
        build.end().must_be(0)
    trial.judge.must_be_clean(trial.project)
    trial.heal()
    return f"{count} builds"


def _prepared(trial: Trial) -> bool:
    """Every third build is cold; whether this one is."""
    cold = trial.number % 3 == 2
    trial.begin(cold)
    return cold


def _moment(trial: Trial, cold: bool) -> float:
    """Half of the moments are drawn from the whole build, half from its end, where the output is written and switched."""
    whole = trial.pace.cold if cold else trial.pace.warm
    return trial.chance.uniform(trial.chance.choice((0.0, 0.6 * whole)), whole)


FAULTS = (
    Fault("kill -9", kill, 1),
    Fault("kill -9 of a worker", lose_worker, 0.15),
    Fault("Ctrl-C", interrupt, 0.2),
    Fault("builds at once", at_once, 0.1),
)
