"""`./site update`: the newest commits of the villages' repositories go into `villages.lock`, where their content is clean."""

from plugins.multisite.building import checked, developed
from plugins.multisite.jobs import Job
from plugins.multisite.repositories import Pin
from plugins.multisite.settling import (
    Pins,
    Setback,
    kept_repositories,
    locked_pins,
    repositories_below,
    settle,
)
from plugins.network.frozen import frozen
from plugins.network.problems import Findings
from plugins.network.repository import LOCK, Locked, Repository, lock_text


class NoRepository(Exception):
    """A village was asked for that has no repository of its own."""


@frozen
class Update:
    """What became of the lock."""

    before: Pins
    after: Pins
    setbacks: tuple[Setback, ...]

    @property
    def lines(self) -> list[str]:
        """A line for every village: from which commit to which."""
        return [f"{site:<12} {self._way(site)}" for site in self.after]

    def _way(self, site: str) -> str:
        before, after = self.before.get(site), self.after[site]
        if before == after:
            return f"{after.commit[:7]} (unchanged)"
        return f"{before.commit[:7] if before else 'new':<7} → {after.commit[:7]}"


def update(job: Job, village: str | None = None) -> Update:
    """Lock the newest commit of all villages with a repository, or of one; a village that is not clean stays.

    Raises Findings where the network is not clean whatever is locked, or NoRepository; then the lock stays as it was.
    """
    named = repositories_below(job.root)
    if village is not None and village not in named:
        raise NoRepository(f"{village} has no repository; those that have: {', '.join(named) or 'none'}")
    before = locked_pins(job.root)
    newest, unreachable = _newest(job, {site: named[site] for site in named if village in (None, site)}, before)
    found = settle(job, {**before, **newest}, before, _sound)
    _write_lock(job, named, found.pins)
    kept = kept_repositories(job)
    for site, pin in found.pins.items():
        kept.tidy(site, filter(None, (pin, before.get(site), kept.last_good(site))))
    return Update(before, found.pins, (*unreachable, *found.setbacks))


def _newest(job: Job, asked: dict[str, Repository], before: Pins) -> tuple[dict[str, Pin], list[Setback]]:
    """The newest state of each, and those that could not be asked but are locked; raises Findings for the others."""
    newest: dict[str, Pin] = {}
    setbacks = []
    for site, repository in asked.items():
        try:
            commit = kept_repositories(job).newest(site, repository)
        except Findings as findings:
            if site not in before:
                raise
            setbacks.append(Setback(site, before[site], findings.problems))
        else:
            newest[site] = Pin(repository.git, repository.path or "", commit)
    return newest, setbacks


def _sound(job: Job) -> None:
    """Read everything, photos too. Raises Findings."""
    developed(job, checked(job).pictures)


def _write_lock(job: Job, named: dict[str, Repository], pins: Pins) -> None:
    locked = {site: Locked(git=pin.git, ref=named[site].ref, commit=pin.commit) for site, pin in pins.items()}
    fresh = job.root / f"{LOCK}.new"
    fresh.write_text(lock_text(locked), encoding="utf-8")
    fresh.replace(job.root / LOCK)
