"""The build and the check as a person at a terminal sees them: progress, closing lines, findings, exit code."""

import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import nullcontext, redirect_stdout
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import Any

from plugins.multisite.annotations import Note, github, gitlab
from plugins.multisite.assembling import Incomplete, assemble, find_shards
from plugins.multisite.bars import bars
from plugins.multisite.building import NoSuchSite, build, checked
from plugins.multisite.commands import build_command, read_by
from plugins.multisite.faults import in_words
from plugins.multisite.generations import write
from plugins.multisite.heads import past
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.ledger import Ledger
from plugins.multisite.listing import sites_of
from plugins.multisite.orders import PROJECT, Order
from plugins.multisite.past import Gap
from plugins.multisite.printing import NothingToPrint, Print, editions, evening, prints, unreal
from plugins.multisite.results import Result, closing
from plugins.multisite.security import reminders
from plugins.multisite.settling import Setback, Settled, published, settled
from plugins.multisite.shards import origin, seal
from plugins.multisite.stamps import stamps
from plugins.multisite.updating import NoRepository, update
from plugins.multisite.workers import WorkerLost
from plugins.network.frozen import frozen
from plugins.network.model import Network
from plugins.network.problems import Findings, Problem, SourceChanged
from plugins.network.problems import closing as closing_of
from plugins.posters.paper import NoPrinter, Printer

HELD_BACK = 3
"""The exit code where a village stays at an earlier state than it should have, and everything else went well."""


def build_and_report(settings: dict[str, Any], ledger: Ledger | None = None) -> Settled[tuple[Result, ...]] | None:
    """Build, with a progress bar on a terminal; None where the content has findings, or the machine fails."""
    began = perf_counter()
    gaps: list[Gap] = []
    try:
        with bars(sys.stderr) as progress:
            attempt = partial(build, progress=progress, ledger=ledger, missing=gaps.append)
            built = replace(published(job_of(settings), attempt), gaps=tuple(dict.fromkeys(gaps)))
    except (Findings, NoSuchSite) as refusal:
        print(refusal)
        return None
    except (OSError, SourceChanged, WorkerLost) as error:
        print("The build has stopped, the output is as it was:", in_words(error), *getattr(error, "__notes__", ()))
        return None
    if built.gaps:
        print("Without “Was hat sich geändert?”:", ", ".join(map(str, built.gaps)))
    print(closing(built.outcome, settings["OUTPUT_PATH"], perf_counter() - began))
    tell(built.setbacks)
    return built


def tell(setbacks: Sequence[Setback]) -> int:
    """Say which villages stay at an earlier state, last of all, so that it is seen; the exit code."""
    if not setbacks:
        return 0
    print(*setbacks, f"{len(setbacks)} held back, the others are as they should be: exit code {HELD_BACK}.", sep="\n")
    return HELD_BACK


@frozen
class Hints:
    """What somebody should look at though it stops nothing."""

    problems: tuple[Problem, ...] = ()
    words: tuple[str, ...] = ()
    """What could not be looked at, and why."""


def _without_hints(_: Job, __: Network) -> Hints:
    return Hints()


def check_and_report(
    settings: dict[str, Any], form: str = "text", look: Callable[[Job, Network], Hints] = _without_hints
) -> int:
    """Read and check the content; 0, 1 where it has findings, or HELD_BACK.

    `form`: one of annotations.FORMS; `look`: finds what else to say of content in which nothing is wrong. A report in JSON
    stands alone on the standard output, the words for people are then elsewhere.
    """
    with redirect_stdout(sys.stderr) if form == "gitlab" else nullcontext():
        code, notes = _checked(settings, form, look)
    if form == "gitlab":
        print(gitlab(notes), end="")
    return code


def _checked(settings: dict[str, Any], form: str, look: Callable[[Job, Network], Hints]) -> tuple[int, list[Note]]:
    """The exit code, and what to note beside lines."""
    job = job_of(settings)
    try:
        found = settled(job, checked)
    except Findings as findings:
        notes = [Note(problem) for problem in findings.problems]
        print(github(notes) + closing_of(findings.problems) if form == "github" else findings)
        return 1, notes
    network, good, hints = found.outcome, "" if found.setbacks else ": alles in Ordnung", look(job, found.outcome)
    notes = [Note(problem, stops=False) for problem in hints.problems]
    print(f"{len(network.records)} Dateien, {len(network.pictures)} Bilder{good}.")
    print(*(f"{reminder}\n" for reminder in reminders(network.plan, job.today)), sep="", end="")
    print(*hints.words, sep="\n", end="\n" if hints.words else "")
    if notes:
        print(github(notes) if form == "github" else "".join(f"{note.problem}\n" for note in notes), end="")
        print(f"{'1 Hinweis' if len(notes) == 1 else f'{len(notes)} Hinweise'}; veröffentlicht wird trotzdem.")
    return tell(found.setbacks), notes


def update_and_report(settings: dict[str, Any], village: str | None) -> int:
    """Lock the newest commits of the villages' repositories; 0, 1 where nothing was locked, or HELD_BACK."""
    try:
        done = update(job_of(settings), village)
    except (Findings, NoRepository) as refusal:
        print(refusal)
        return 1
    print(*done.lines, sep="\n")
    return tell(done.setbacks)


def print_and_report(settings: dict[str, Any], folder: Path, villages: list[str], projects: list[str]) -> int:
    """Print posters, table plan and signs as PDF; 0, 1 where that cannot be or something does not fit, or HELD_BACK."""
    job = job_of(settings)
    try:
        found = settled(job, evening)
        states = editions(job.root, found.outcome.posters, found.pins)
        wanted = list(prints(found.outcome, villages, projects, states))
        fitted = _printed(Printer(found.outcome.files, job.today), wanted, folder)
    except (Findings, NothingToPrint, NoPrinter, OSError) as refusal:
        print(refusal)
        return 1
    if hosts := unreal(found.outcome):
        print("ACHTUNG: Diese Adressen gibt es nicht, die QR-Codes führen ins Leere:", ", ".join(hosts))
        print("Trag in villages.yaml die richtigen ein, bevor Ihr druckt.")
    return tell(found.setbacks) if fitted else 1


def _printed(printer: Printer, wanted: Iterable[Print], folder: Path) -> bool:
    """Write each PDF and say so; whether everything fits onto its sheet."""
    fitted = True
    for one in wanted:
        paper = printer.print(one.html)
        write(folder / one.path, paper.pdf)
        print(f"{folder / one.path}  {paper.pages} {'Blatt' if paper.pages == 1 else 'Blätter'}")
        if one.sheets not in (None, paper.pages):
            fitted = False
            print(f"ACHTUNG: Das sollten {one.sheets} sein; ein Text ist länger als sein Blatt.")
    return fitted


def build_shard(order: Order, sites: tuple[str, ...]) -> int:
    """Build these sites of an order and seal them as a shard; the exit code of the build."""
    if not sites:
        print("This shard has no site: there are fewer sites than shards.")
        return 0
    order = order._replace(overrides={**order.overrides, "SITES": sites})
    settings = order.read()
    made_of = _origin(order, settings)  # before the build: what changes during it must not count as built
    code = build_command(order)
    if code == 0:
        job = job_of(settings)
        seal(job.output, job.store, made_of)
    return code


def assemble_and_report(order: Order, folder: Path) -> int:
    """Put the shards below a folder together to the output; 0, or 1 where they do not make a whole."""
    settings = order.read()
    job = job_of(settings)
    try:
        sites = sites_of(job.root)
        made_of = _origin(order, settings)
        files = assemble(find_shards(folder), job.output, job.store, sites, made_of, job.version, job.jobs)
    except (Findings, Incomplete, WorkerLost) as refusal:
        print(refusal)
        return 1
    print(*(f"{site:<12} {count:>6} files" for site, count in files.items()), f"{job.output} is complete.", sep="\n")
    return 0


def _origin(order: Order, settings: dict[str, Any]) -> str:
    """What tells whether two machines built from the same."""
    files = map(Path, stamps(read_by(settings, order), 0))
    return origin(PROJECT, files, [order.settings, order.day.isoformat(), past(Path(settings["PATH"]))])
