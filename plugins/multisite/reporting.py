"""The build and the check as a person at a terminal sees them: progress, closing lines, findings, exit code."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from plugins.multisite.assembling import Incomplete, assemble
from plugins.multisite.building import NoSuchSite, checked
from plugins.multisite.generator import build_with, job_of
from plugins.multisite.settling import Setback, settled
from plugins.multisite.updating import NoRepository, update
from plugins.network.problems import Findings

HELD_BACK = 3
"""The exit code where a village stays at an earlier state than it should have, and everything else went well."""


def build_and_report(settings: dict[str, Any]) -> tuple[int, list[str]]:
    """Build, with a progress bar on a terminal; the exit code: 1 where the content has findings, or HELD_BACK.

    With it come the closing lines as they would be if the same were built again.
    """
    setbacks: list[Setback] = []
    began = perf_counter()
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def progress(site: str, done: int, total: int) -> None:
            if site not in tasks:
                tasks[site] = bars.add_task(site, total=total)
            bars.update(tasks[site], completed=done)

        try:
            results = build_with(settings, setbacks.append, progress=progress)
        except (Findings, NoSuchSite) as refusal:
            bars.stop()
            print(refusal)
            return 1, []
    print(*results, f"{settings['OUTPUT_PATH']} is complete after {perf_counter() - began:.2f} s.", sep="\n")
    return _tell(setbacks), [str(replace(result, made=0, seconds=0.0)) for result in results]


def _tell(setbacks: Sequence[Setback]) -> int:
    """Say which villages stay at an earlier state, last of all, so that it is seen; the exit code."""
    if not setbacks:
        return 0
    print(*setbacks, f"{len(setbacks)} held back, the others are as they should be: exit code {HELD_BACK}.", sep="\n")
    return HELD_BACK


def check_and_report(settings: dict[str, Any]) -> int:
    """Read and check the content; 0, 1 where it has findings, or HELD_BACK."""
    try:
        found = settled(job_of(settings), checked)
    except Findings as findings:
        print(findings)
        return 1
    network, good = found.outcome, "" if found.setbacks else ": alles in Ordnung"
    print(f"{len(network.records)} Dateien, {len(network.pictures)} Bilder{good}.")
    return _tell(found.setbacks)


def update_and_report(settings: dict[str, Any], village: str | None) -> int:
    """Lock the newest commits of the villages' repositories; 0, 1 where nothing was locked, or HELD_BACK."""
    try:
        done = update(job_of(settings), village)
    except (Findings, NoRepository) as refusal:
        print(refusal)
        return 1
    print(*done.lines, sep="\n")
    return _tell(done.setbacks)


def assemble_and_report(settings: dict[str, Any], shards: list[Path]) -> int:
    """Put shards together to the output; 0, 1 where they do not make a whole, or HELD_BACK."""
    job = job_of(settings)
    try:
        found = settled(job, checked)
        files = assemble(shards, job.output, [site.slug for site in found.outcome.plan.sites])
    except (Findings, Incomplete) as refusal:
        print(refusal)
        return 1
    print(*(f"{site:<12} {count:>6} files" for site, count in files.items()), f"{job.output} is complete.", sep="\n")
    return _tell(found.setbacks)
