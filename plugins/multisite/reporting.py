"""The build and the check as a person at a terminal sees them: progress, closing lines, findings, exit code."""

from dataclasses import replace
from pathlib import Path
from time import perf_counter
from typing import Any

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from plugins.multisite.assembling import Incomplete, assemble
from plugins.multisite.building import NoSuchSite, read_network
from plugins.multisite.generator import build_with, job_of
from plugins.multisite.making import WorkerLost
from plugins.network.markup import converter
from plugins.network.problems import Findings, SourceChanged


def build_and_report(settings: dict[str, Any]) -> list[str] | None:
    """Build, with a progress bar on a terminal; None where the content has findings, or the machine fails.

    What comes back are the closing lines as they would be if the same were built again.
    """
    began = perf_counter()
    columns = (TextColumn("{task.description:<12}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bars:
        tasks = {}

        def progress(site: str, done: int, total: int) -> None:
            if site not in tasks:
                tasks[site] = bars.add_task(site, total=total)
            bars.update(tasks[site], completed=done)

        try:
            results = build_with(settings, progress=progress)
        except (Findings, NoSuchSite) as refusal:
            bars.stop()
            print(refusal)
            return None
        except (OSError, SourceChanged, WorkerLost) as error:
            bars.stop()
            print("The build has stopped, the output is as it was:", error, *getattr(error, "__notes__", ()))
            return None
    print(*results, f"{settings['OUTPUT_PATH']} is complete after {perf_counter() - began:.2f} s.", sep="\n")
    return [str(replace(result, made=0, seconds=0.0)) for result in results]


def check_and_report(settings: dict[str, Any]) -> int:
    """Read and check the content; 0, or 1 where it has findings."""
    try:
        network = read_network(job_of(settings).root, converter(settings["MARKDOWN"]))
    except Findings as findings:
        print(findings)
        return 1
    print(f"{len(network.records)} Dateien, {len(network.pictures)} Bilder: alles in Ordnung.")
    return 0


def assemble_and_report(settings: dict[str, Any], shards: list[Path]) -> int:
    """Put shards together to the output; 0, or 1 where they do not make a whole."""
    job = job_of(settings)
    try:
        plan = read_network(job.root, converter(job.markdown)).plan
        files = assemble(shards, job.output, [site.slug for site in plan.sites])
    except (Findings, Incomplete) as refusal:
        print(refusal)
        return 1
    print(*(f"{site:<12} {count:>6} files" for site, count in files.items()), f"{job.output} is complete.", sep="\n")
    return 0
