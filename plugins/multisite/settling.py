"""Before the build proper: which state of each village with a repository of its own is published.

That is the commit that `villages.lock` names. Where it cannot be fetched, or leads to findings, the village stays at the
last state that was built well, the others are built, and a Setback says so.
"""

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Generic, TypeVar

from plugins.multisite.jobs import Job
from plugins.multisite.past import Gap
from plugins.multisite.repositories import Pin, Repositories
from plugins.network import front_matter
from plugins.network.front_matter import Values
from plugins.network.frozen import frozen
from plugins.network.places import Folder
from plugins.network.problems import Findings, Problem
from plugins.network.repository import LOCK, Lock, Repository, repositories
from plugins.network.text import decode
from plugins.network.validation import validate

Outcome = TypeVar("Outcome")
Pins = Mapping[str, Pin]
"""Village → the state that is meant."""
_AT_ONCE = 8
"""So many repositories are asked at the same time."""


@frozen
class Setback:
    """A village that stays at an earlier state than it should have."""

    site: str
    stays: Pin
    problems: tuple[Problem, ...]
    """Why it cannot go on."""

    def __str__(self) -> str:
        """In German, for those who look after the village."""
        begins = f"ACHTUNG: {self.site} bleibt auf dem Stand {self.stays.commit[:7]} von {self.stays.git}. Der neue lässt sich nicht veröffentlichen:"
        return "\n".join([begins, *(f"  {problem}" for problem in self.problems)])


@frozen
class Settled(Generic[Outcome]):
    """What came of an attempt, with which states, and which villages stayed behind."""

    outcome: Outcome
    pins: Pins
    setbacks: tuple[Setback, ...] = ()
    gaps: tuple[Gap, ...] = ()
    """Why pages are without the history of their project."""


def settled(job: Job, attempt: Callable[[Job], Outcome]) -> Settled[Outcome]:
    """Attempt it with the states that `villages.lock` names, or the last good ones where that must be.

    Raises Findings where that is no help either, and whatever `attempt` raises.
    """
    wanted = locked_pins(job.root)
    if not wanted:
        return Settled(attempt(job), {})
    kept = kept_repositories(job)
    return settle(job, wanted, {site: pin for site in wanted if (pin := kept.last_good(site))}, attempt)


def published(job: Job, build: Callable[[Job], Outcome]) -> Settled[Outcome]:
    """The same for a build, after which the states it was made of are known to be good."""
    built = settled(job, build)
    for site, pin in built.pins.items():
        kept_repositories(job).remember(site, pin)
    return built


def settle(job: Job, wanted: Pins, otherwise: Pins, attempt: Callable[[Job], Outcome]) -> Settled[Outcome]:
    """Attempt it with the wanted states; a village whose state is the reason for findings goes back to `otherwise`."""
    search = _Search(job, attempt, wanted, otherwise, dict(wanted))
    outcome = search.run()
    setbacks = [Setback(site, search.chosen[site], why) for site, why in sorted(search.reasons.items())]
    return Settled(outcome, search.chosen, tuple(setbacks))


@dataclass
class _Search(Generic[Outcome]):
    """The way from the wanted states to states that go together."""

    job: Job
    attempt: Callable[[Job], Outcome]
    wanted: Pins
    otherwise: Pins
    chosen: dict[str, Pin]
    reasons: dict[str, tuple[Problem, ...]] = field(default_factory=dict)
    """Every village that went back, and why."""
    lost: set[str] = field(default_factory=set)
    """Those whose wanted state cannot be had."""
    failed: list[Pins] = field(default_factory=list)
    """What was tried in vain."""

    def run(self) -> Outcome:
        """Go back until it goes, then forward again with those that were not the reason. Raises the first Findings."""
        first: Findings | None = None
        while True:
            try:
                return self._advance(self._try(self.chosen))
            except Findings as findings:
                first = first or findings
                if not self._retreat(findings):
                    raise first from None

    def _try(self, pins: Pins) -> Outcome:
        try:
            kept = kept_repositories(self.job)
            folders, missing = _folders(kept, pins)
            self.lost |= missing.keys()
            if missing:
                raise Findings(problem for problems in missing.values() for problem in problems)
            checkouts = {site: kept.checkout(site, pin) for site, pin in pins.items()}
            return self.attempt(replace(self.job, folders=folders, checkouts=checkouts))
        except Findings:
            self.failed.append(dict(pins))
            raise

    def _retreat(self, findings: Findings) -> bool:
        """Go back with those in which something was found, or with all; whether there was one to go back."""
        ahead = {site for site, pin in self.otherwise.items() if self.chosen[site] != pin}
        blamed = {site for site in ahead if _found_in(site, self.chosen[site], findings)} or ahead
        self.reasons |= {site: _reason(site, self.chosen[site], findings) for site in blamed}
        self.chosen |= {site: self.otherwise[site] for site in blamed}
        return bool(ahead)

    def _advance(self, outcome: Outcome) -> Outcome:
        """Findings can come from another village than they are found in: each that goes by itself may go."""
        again = True
        while again:
            again = False
            for site in sorted(self.reasons.keys() - self.lost):
                pins = {**self.chosen, site: self.wanted[site]}
                if pins in self.failed:
                    continue
                try:
                    outcome = self._try(pins)
                except Findings as findings:
                    self.reasons[site] = _reason(site, pins[site], findings)
                else:
                    self.chosen, again = pins, True
                    del self.reasons[site]
        return outcome


def _found_in(site: str, pin: Pin, findings: Findings) -> tuple[Problem, ...]:
    name = pin.name(site)
    return tuple(
        problem for problem in findings.problems if problem.path == name or problem.path.startswith(f"{name}/")
    )


def _reason(site: str, pin: Pin, findings: Findings) -> tuple[Problem, ...]:
    """What was found in the village; where that is nothing, all that was found because of it."""
    return _found_in(site, pin, findings) or findings.problems


def _folders(kept: Repositories, pins: Pins) -> tuple[dict[str, Folder], dict[str, tuple[Problem, ...]]]:
    """The files of all these states; and where they cannot be had, why."""

    def obtain(site: str) -> Folder | tuple[Problem, ...]:
        try:
            return kept.obtain(site, pins[site])
        except Findings as findings:
            return findings.problems

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        found = dict(zip(pins, pool.map(obtain, pins), strict=True))
    folders = {site: folder for site, folder in found.items() if isinstance(folder, Folder)}
    return folders, {site: problems for site, problems in found.items() if isinstance(problems, tuple)}


def kept_repositories(job: Job) -> Repositories:
    """Where a job keeps what it fetches."""
    return Repositories(job.cache / "repositories")


def repositories_below(root: Path) -> dict[str, Repository]:
    """Village → its repository, as `villages.yaml` says it."""
    return repositories(_values(root, "villages.yaml"))


def read_lock(root: Path) -> Lock:
    """What `villages.lock` holds; empty where there is none. Raises Findings."""
    if not (root / LOCK).exists():
        return Lock(villages={})
    values = _values(root, LOCK)
    lock, problems = validate(Lock, values, LOCK, {})
    if lock is None or problems:
        raise Findings(problems)
    return lock


def locked_pins(root: Path) -> dict[str, Pin]:
    """The states that are locked; a village whose repository is another one now has none."""
    lock = read_lock(root).villages
    named = repositories_below(root) if lock else {}
    return {
        site: Pin(repository.git, repository.path or "", lock[site].commit)
        for site, repository in named.items()
        if site in lock and (lock[site].git, lock[site].ref) == (repository.git, repository.ref)
    }


def _values(root: Path, name: str) -> Values:
    """A YAML file as plain values; empty where it cannot be read, which reading reports."""
    try:
        text, problems = decode((root / name).read_bytes(), name)
    except OSError:
        return Values()
    return front_matter.read_yaml(text, name) if not problems else Values(problems=problems)
