"""Publishing as a person at a terminal sees it: which place, who holds it, lines, findings, exit code."""

import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from plugins.multisite.commands import build_command
from plugins.multisite.faults import in_words
from plugins.multisite.generations import lock
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.manifest import is_page, read_manifest
from plugins.multisite.orders import PROJECT, Order
from plugins.multisite.reporting import HELD_BACK
from plugins.network.destinations import Destination
from plugins.network.problems import Findings
from plugins.network.reading import read_plan
from plugins.network.study import Plan
from plugins.network.vocabulary import DestinationKind
from plugins.publishing.folder import WORKSHOP, folder_of
from plugins.publishing.forwarding import moves
from plugins.publishing.gates import Request, Wish, committed
from plugins.publishing.hosting import hosting
from plugins.publishing.laying import Load, Stock, sums_below
from plugins.publishing.materials import BILL, NoBill, bill_of
from plugins.publishing.places import Place
from plugins.publishing.publish import publish
from plugins.publishing.returning import roll_back, verify
from plugins.publishing.server import Server
from plugins.publishing.ssh import connection
from plugins.publishing.telling import Refused, Unsure

_BUSY = "Somebody else is publishing from this folder; waiting."
_NOT_PUBLISHED = "Not published, what is live is as it was: "
_NOT_BACK = "Not rolled back, what is live is as it was: "


def publish_command(
    order: Order, named: str, wish: Wish, environment: Mapping[str, str] = os.environ, now: datetime | None = None
) -> int:
    """Build what is ordered and make it live; the exit code: 0, 1 where nothing was published, or HELD_BACK.

    `named`: the destination, the first one of villages.yaml if empty; `now`: what the clock shows, if not that of the machine.
    """
    codes = [0]
    return _finished(lambda: codes.append(release(order, named, wish, environment, now)), _NOT_PUBLISHED) or codes[-1]


def release(
    order: Order,
    named: str,
    wish: Wish,
    environment: Mapping[str, str],
    now: datetime | None = None,
    home: Path | None = None,
) -> int:
    """The same; 0 or HELD_BACK. Raises Findings, Refused or OSError where nothing was published.

    `home`: where relative folders begin, if not at the project.
    """
    job = job_of(order.read())
    plan, destination = destination_of(job, named)
    with lock(_workshop(job), _BUSY):
        places = [one.path for one in plan.destinations if one.inside]
        commit = committed(job.root, places, wish, _say)
        code = build_command(order)
        load = _built(job, destination, plan, code, commit.id)
        request = Request(job.root, plan.sites, order.day.isoformat(), commit, load, wish, places)
        with _opened(job, destination, environment, home) as place, place.held():
            publish(request, place, now or datetime.fromtimestamp(time.time(), UTC), _say)
    return code


def rollback_command(order: Order, named: str, release: str, environment: Mapping[str, str] = os.environ) -> int:
    """Make an earlier release live again; the exit code."""

    def go(place: Place) -> None:
        with place.held():
            roll_back(place, release, _say)

    return _at_place(order, named, environment, go, _NOT_BACK)


def verify_command(order: Order, named: str, release: str, environment: Mapping[str, str] = os.environ) -> int:
    """Say whether a release is as it was published; the exit code."""
    whole = [False]

    def go(place: Place) -> None:
        whole.append(verify(place, release, _say))

    return _at_place(order, named, environment, go) or (0 if whole[-1] else 1)


def releases_command(order: Order, named: str, environment: Mapping[str, str] = os.environ) -> int:
    """List the releases, the newest first; the exit code."""

    def go(place: Place) -> None:
        live, there = place.look()
        for name, release in sorted(there.items(), reverse=True):
            _say(f"{'*' if name == live else ' '} {release or f'{name:<30} damaged'}")
        _say(f"{len(there)} releases at {place.address}; * is live." if there else f"None yet at {place.address}.")

    return _at_place(order, named, environment, go)


def _at_place(
    order: Order, named: str, environment: Mapping[str, str], go: Callable[[Place], None], otherwise: str = ""
) -> int:
    job = job_of(order.read())

    def with_place() -> None:
        with _opened(job, destination_of(job, named)[1], environment) as place:
            go(place)

    return _finished(with_place, otherwise)


def _finished(go: Callable[[], None], otherwise: str) -> int:
    """Do it, and say in one line why not; `otherwise`: how that line begins."""
    try:
        go()
    except (Findings, Refused, OSError) as error:
        _say(why(error, otherwise))
        return 1
    return 0


def why(error: Exception, otherwise: str = _NOT_PUBLISHED) -> str:
    """What stopped it, for whoever operates it; `otherwise`: how a line begins that says so."""
    if isinstance(error, Findings):
        return str(error)
    return f"{'Perhaps live, perhaps not: ' if isinstance(error, Unsure) else otherwise}{in_words(error)}"


def _say(line: str) -> None:
    print(line, flush=True)


def destination_of(job: Job, named: str) -> tuple[Plan, Destination]:
    """What villages.yaml says, and the destination that is meant. Raises Findings or Refused."""
    plan, problems = read_plan(job.root)
    if plan is None or problems:
        raise Findings(problems)
    found = [place for place in plan.destinations if named in ("", place.name)]
    if not found:
        raise Refused(f"{named} is no destination; there are {', '.join(place.name for place in plan.destinations)}.")
    return plan, found[0]


def _workshop(job: Job) -> Path:
    """Where publishing keeps what it needs again."""
    return job.cache / WORKSHOP


@contextmanager
def _opened(
    job: Job, destination: Destination, environment: Mapping[str, str], home: Path | None = None
) -> Iterator[Place]:
    if destination.kind is DestinationKind.SSH:
        with connection(destination, environment) as way:
            yield Server(way, folder_of(destination, job.root, job.cache))
    else:
        yield folder_of(destination, home or job.root, job.cache)


def _built(job: Job, destination: Destination, plan: Plan, code: int, commit: str) -> Load:
    """What the build has made; raises Refused where it has not."""
    if code not in (0, HELD_BACK):
        raise Refused("the build has not succeeded.")
    paths = list(read_manifest(job.output))
    built = Stock(job.output, sums_below(job.output, paths))
    if gone := [path for path in paths if path not in built.sums]:
        raise Refused(f"{job.output / gone[0]} is gone. Publish again.")
    static = destination.kind is DestinationKind.STATIC
    pages = ((path, (built.folder / path).read_bytes()) for path in built.sums if static and is_page(path))
    hosts = hosting(plan.sites, moves(pages)) if static else {}
    return Load(built, {**hosts, **_papers(commit)}, compressed=not static)


def _papers(commit: str) -> dict[str, bytes]:
    """What a release says of what it was made with; it goes live without, where that cannot be known."""
    try:
        return {BILL: bill_of(PROJECT, commit)}
    except NoBill as why:
        _say(f"Without a bill of materials: {why}.")
        return {}
