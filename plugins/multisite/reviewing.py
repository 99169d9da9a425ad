"""The coach's review as a command: read the content, say what is to be looked at, as a table or as Markdown."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table
from rich.text import Text

from plugins.coaching.markdown import UP_TO_DATE, markdown
from plugins.coaching.review import Concern, Matter, Review, review
from plugins.multisite.building import checked
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.reporting import tell
from plugins.multisite.settling import settled
from plugins.network.model import Network
from plugins.network.problems import Findings
from plugins.network.references import MAIN

WIDE = 140
"""Columns where nobody says how wide it may be: in a file or another program."""
STDOUT = "-"


class Refused(Exception):
    """What was asked for cannot be done; the message says why, in German."""


def review_and_report(
    settings: dict[str, Any], site: str = "", target: str = "", console: Console | None = None
) -> int:
    """Say what is to be looked at in a site, or in all; `target`: a file for Markdown, or STDOUT. The exit code."""
    job = job_of(settings)
    try:
        file = _file(target, job)
        found = settled(job, checked)
        reviews = [review(found.outcome, site, job.today) for site in _sites(found.outcome, site)]
    except (Findings, Refused) as refusal:
        print(refusal)
        return 1
    if target == STDOUT:
        print(markdown(reviews))
    elif file:
        file.write_text(f"{markdown(reviews)}\n", encoding="utf-8")
        print(f"{file} ist geschrieben.")
    else:
        with suppress(BrokenPipeError):  # who reads only the first lines has seen enough
            show(reviews, console or Console(width=None if sys.stdout.isatty() else WIDE))
    return tell(found.setbacks)


def _file(target: str, job: Job) -> Path | None:
    """Where the Markdown goes; what lies there must never be published."""
    if target in ("", STDOUT):
        return None
    file = Path(target).absolute()
    for folder in (job.output, job.root / "content"):
        if file.resolve().is_relative_to(folder.resolve()):
            raise Refused(f"{target}: Was in {folder.name} liegt, wird veröffentlicht. Nimm einen anderen Ordner.")
    return file


def _sites(network: Network, asked: str) -> Iterator[Any]:
    """The site that was asked for; without one all, the villages first."""
    sites = sorted(network.plan.sites, key=lambda site: site.slug == MAIN)
    if asked and asked not in {site.slug for site in sites}:
        names = ", ".join(site.slug for site in sites)
        raise Refused(f"{asked}: So heißt kein Dorf. Es gibt {names}.")
    return (site for site in sites if asked in ("", site.slug))


def show(reviews: list[Review], console: Console) -> None:
    """The reviews as tables, one for each concern."""
    for one in reviews:
        console.print(Text(f"Stand der Dinge: {one.name}, {one.day:%d.%m.%Y}", style="bold"))
        for concern in (concern for concern in Concern if one.of(concern)):
            console.print(_table(concern, one.of(concern)))
        console.print("" if one.matters else f"{UP_TO_DATE}\n")


def _table(concern: Concern, matters: Iterable[Matter]) -> Table:
    """What is to be looked at for one reason; a file's name is never cut off."""
    table = Table(title=concern.label, title_justify="left", box=SIMPLE, expand=True, highlight=False)
    table.add_column("Seit", no_wrap=True)
    table.add_column("Wo", ratio=3, overflow="fold")
    table.add_column("Was", ratio=2)
    for matter in matters:
        since = f"{matter.since:%d.%m.%Y}" if matter.since else "–"
        table.add_row(since, Text.assemble(matter.title, "\n", (matter.path, "dim")), Text(matter.says))
    return table
