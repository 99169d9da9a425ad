"""Labelled pairs, and how many of them the Projektbörse tells right.

`uv run --frozen python -m tests.exchange.measuring` writes the figures into docs/matching.md; with `--wrong` it prints which
pairs of tuning.yaml are told wrong. Those of held_out.yaml and fresh.yaml are for nobody to look at who changes the scoring.
"""

import sys
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from plugins.exchange.matching import find_matches
from plugins.network.records import Notice, Project
from plugins.network.references import Reference
from plugins.network.study import Plan

FOLDER = Path(__file__).parent
ROOT = FOLDER.parents[1]
DOC = ROOT / "docs" / "matching.md"
SETS = {"held_out": "held out", "fresh": "held out, second part", "tuning": "tuned on"}
KINDS = {"exchange": "seeks and offers", "projects": "projects alike"}
DAY = date(2026, 11, 24)
Pair = dict[str, Any]


class Figures(NamedTuple):
    """How many pairs were told right and wrong."""

    found: int
    """That fit, and were found."""
    silly: int
    """That were found and do not fit."""
    missed: int
    """That fit, and were not found."""
    left: int
    """That do not fit, and were not found."""

    @property
    def precision(self) -> float:
        """How many of those found fit."""
        return self.found / (self.found + self.silly)

    @property
    def recall(self) -> float:
        """How many of those that fit were found."""
        return self.found / (self.found + self.missed)


@cache
def plan() -> Plan:
    """The study and its villages, as they are."""
    return Plan.model_validate(yaml.load((ROOT / "villages.yaml").read_text(encoding="utf-8"), yaml.BaseLoader))


@cache
def pairs(name: str) -> dict[str, list[Pair]]:
    """The pairs of a file, by kind."""
    read: dict[str, list[Pair]] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))
    return read


def project(site: str, slug: str = "projekt", **values: Any) -> Project:
    """A project under way."""
    given = {"title": "Unser Projekt", "stage": "umsetzung", **values}
    return Project.model_validate({"id": Reference("projekte", site, slug), "path": f"{site}/{slug}.md", **given})


def notice(site: str, kind: str, title: str, summary: str | None = None, slug: str = "zettel", **values: Any) -> Notice:
    """A notice that hangs for some time."""
    given = {"type": kind, "title": title, "valid_until": "2027-06-30", "summary": summary, **values}
    return Notice.model_validate({"id": Reference("pinnwand", site, slug), "path": f"{site}/{slug}.md", **given})


def line(category: str, what: str, **values: Any) -> dict[str, Any]:
    """Something sought or offered."""
    return {"what": what, "category": category, **values}


def records(kind: str, pair: Pair) -> tuple[list[Project], list[Notice]]:
    """Two villages that have what a pair says."""
    if kind == "projects":
        sides = zip(("weslarn", "ampen"), (pair["one"], pair["other"]), strict=True)
        return [project(site, title=title, summary=told, themes=themes) for site, (title, told, themes) in sides], []
    lines = {site: (key, pair[key]) for site, key in (("weslarn", "seeks"), ("ampen", "offers")) if key in pair}
    projects = [project(site, **{key: [line(*words)]}) for site, (key, words) in lines.items()]
    return projects, [notice("meckingsen", *pair["notice"])] if "notice" in pair else []


def fits(kind: str, pair: Pair) -> bool:
    """Whether the Projektbörse brings the two together."""
    return bool(find_matches(*records(kind, pair), plan(), DAY))


@cache
def figures(name: str, kind: str) -> Figures:
    """The figures of one file and kind."""
    told = [(pair["fits"], fits(kind, pair)) for pair in pairs(name)[kind]]
    return Figures(*(told.count(case) for case in ((True, True), (False, True), (True, False), (False, False))))


def table() -> str:
    """The figures as they stand in the docs."""
    head = ["| pairs | kind | fit | do not | precision | recall |", "| --- | --- | --- | --- | --- | --- |"]
    return "\n".join([*head, *(_row(name, kind) for name in SETS for kind in KINDS if kind in pairs(name))])


def _row(name: str, kind: str) -> str:
    all_of = figures(name, kind)
    counts = f"{all_of.found + all_of.missed} | {all_of.silly + all_of.left}"
    return f"| {SETS[name]} | {KINDS[kind]} | {counts} | {all_of.precision:.0%} | {all_of.recall:.0%} |"


def wrong() -> Iterator[str]:
    """The pairs of tuning.yaml that are told wrong."""
    for kind in KINDS:
        yield from (str(pair) for pair in pairs("tuning")[kind] if fits(kind, pair) != pair["fits"])


def refresh() -> None:
    """Write the figures into the docs."""
    before, _, rest = DOC.read_text(encoding="utf-8").partition("| pairs |")
    _, _, after = rest.partition("\n\n")
    DOC.write_text(f"{before}{table()}\n\n{after}", encoding="utf-8")


if __name__ == "__main__":
    print(*wrong(), sep="\n") if "--wrong" in sys.argv else refresh()
