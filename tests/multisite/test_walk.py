"""A project from idea to finished: edit after edit, each built upon the last build, and what every page then says."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from tests.handbook import FILES, PARTS, put
from tests.minisite import MiniSite
from tests.multisite.building import Builder
from tests.pages import shown

PATH = "anger/projekte/backhaus"
PAGES = {
    "project": "anger/projekte/backhaus",
    "list": "anger/projekte",
    "start": "anger",
    "phase": "anger/coaching/auftakt",
    "coaching": "anger/coaching",
    "main list": "main/projekte",
    "main start": "main",
    "exchange": "main/projektboerse",
}
"""Every page that shows a project, by what it is."""


class Walk:
    """A village's project, edited and built again and again."""

    def __init__(self, site: MiniSite, builder: Builder) -> None:
        self.site, self.builder = site, builder

    def on(self, day: str, head: str = "") -> None:
        """Write this front matter, where there is any, build for the day, and compare with a clean build."""
        if head:
            self.site.record(PATH, f"title: Backhaus\norigin: anger/auftakt\n{head}")
        self.builder.today = date.fromisoformat(day)
        self.builder.build()
        assert self.builder.tree() == self.builder.clean()

    def says(self, page: str) -> str:
        """What is to be read on a page."""
        return shown(self.builder.output, PAGES[page])

    def everywhere(self, words: str, *but: str) -> None:
        """On every page that shows the project's card these words stand."""
        for page in {"project", "list", "phase", "main list"} - set(but):
            assert words in self.says(page), (page, words)

    def stands_under(self, stage: str) -> None:
        """Of the main site's lists by stage the project stands on this one alone."""
        lists = (self.builder.output / "main/projekte/stand").iterdir()
        assert {folder.name for folder in lists if "Backhaus" in shown(folder, "")} == {stage}


@pytest.fixture
def walk(site: MiniSite, builder: Builder) -> Walk:
    """In the project in which everything is used, so that there are other projects, of other stages."""
    return Walk(site, builder)


def test_a_project_from_idea_to_finished(walk: Walk) -> None:
    walk.on("2026-11-22")
    assert "Backhaus" not in walk.says("list") + walk.says("coaching")

    walk.on("2026-11-23", "stage: idee\nsummary: Im Backhaus wird gebacken.")
    walk.everywhere("Eine Idee, noch ohne Schritte")
    walk.stands_under("idee")
    page = walk.says("project")
    assert "Woher die Idee kommtAuftakt am AngerPhase des Coachings in Anger" in page
    assert "Die Redaktion gibt weiter, was Du schreibst." in page and "redaktion@anger.netz.example" in page
    assert "Was wäre der erste?" in page
    assert "Backhaus Idee" in walk.says("coaching"), "what came out of the phase, and how far it is"

    steps = ["Dach flicken", "Ofen bauen", "Brot backen"]
    walk.on(
        "2026-11-24",
        planned("planung", (steps[0], "offen", "2026-12-01"), (steps[1], "offen", ""), (steps[2], "offen", "")),
    )
    walk.everywhere("0 von 3 Schritten erledigt")
    walk.everywhere("Nächster Schritt: Dach flicken, fällig bis 1. Dez. 2026")
    walk.stands_under("planung")
    assert "Backhaus Planung" in walk.says("coaching")
    assert "Ein Maurer" in walk.says("exchange") and "Was noch kommt" in walk.says("project")

    walk.on("2026-12-02")
    walk.everywhere("Nächster Schritt: Dach flicken, überfällig seit 1. Dez. 2026")
    assert "läuft, überfällig" not in walk.says("project") and "offen, überfällig" in walk.says("project")

    done = (steps[0], "erledigt", "2026-12-01", "2026-12-05")
    walk.on("2026-12-06", planned("umsetzung", done, (steps[1], "laeuft", ""), (steps[2], "offen", "2026-12-03")))
    walk.everywhere("1 von 3 Schritten erledigt")
    walk.everywhere(
        "Nächster Schritt: Ofen bauen, noch ohne Termin. Überfällig ist ein anderer Schritt: Brot backen, seit 3. Dez. 2026"
    )
    walk.stands_under("umsetzung")
    page = walk.says("project")
    assert "erledigt am 5. Dez. 2026 geplant bis 1. Dez. 2026" in page
    assert "Förderung von: Gemeinde Quelle: Bescheid" in page and "1.000,00 €rund 66,7 %" in page
    assert "Eigener Anteil errechnet: Gesamtkosten minus Förderung" in page and "500,00 €rund 33,3 %" in page
    assert "Gesamtkosten Quelle: nicht genannt" in page

    walk.site.record(
        "bachtal/aktuelles/lehm", f"title: Lehm geliefert\ndate: 2026-12-07\nproject: {PATH.replace('/projekte', '')}"
    )
    walk.on("2026-12-08")
    timeline = walk.says("project").partition("Verlauf")[2]
    told = ["Auftakt am Anger", "Beginn", "Brot backen", "Dach flicken", "Lehm geliefert"]
    assert told == sorted(told, key=timeline.index), "one timeline of all, in order"

    walk.on("2026-12-09", planned("ruht", done, (steps[1], "laeuft", "2026-12-01"), (steps[2], "offen", "2026-12-03")))
    walk.everywhere("Das Projekt ruht. Weiter ginge es mit: Ofen bauen.")
    walk.stands_under("ruht")
    assert "überfällig" not in walk.says("project") and "Backhaus" not in walk.says("start") + walk.says("main start")

    last = [(step, "erledigt", "", "2027-03-01") for step in steps]
    walk.on("2027-03-02", planned("umsetzung", *last))
    walk.everywhere("Alle 3 Schritte sind erledigt")
    walk.everywhere("Wie es weitergeht, steht noch nicht fest.")

    walk.on("2027-03-03", planned("abgeschlossen", *last) + "\nend: 2027-03-02")
    walk.everywhere("Alle 3 Schritte sind erledigt")
    walk.everywhere("Geschafft.")
    walk.stands_under("abgeschlossen")
    page = walk.says("project")
    assert "Wer etwas Ähnliches vorhat, fragt am besten hier." in page and "1. Dez. 2026 bis 2. März 2027" in page
    assert "Was noch kommt" not in page and "Ein Maurer" not in walk.says("exchange")
    assert "Backhaus" not in walk.says("start") and "Backhaus Abgeschlossen" in walk.says("coaching")


def planned(stage: str, *steps: tuple[str, ...]) -> str:
    """Front matter of a project with these steps: title, state, due, done."""
    keys = ("title", "state", "due", "done")
    lines = (", ".join(f"{key}: {value}" for key, value in zip(keys, step, strict=False) if value) for step in steps)
    return "\n".join(
        [
            f"stage: {stage}\nstart: 2026-12-01\ncontact: backhaus@anger.netz.example",
            "seeks: [{what: Ein Maurer, category: helfer}]",
            "budget: {total: 1500, funding: 1000, funding_source: Bescheid, funder: Gemeinde}",
            "steps:",
            *(f"  - {{{line}}}" for line in lines),
        ]
    )


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("stage: idee", "Eine Idee, noch ohne Schritte"),
        ("stage: planung", "Die Schritte werden noch geplant"),
        ("stage: umsetzung", "In Arbeit; einzelne Schritte stehen hier noch nicht"),
        ("stage: ruht", "Das Projekt ruht"),
        ("stage: abgeschlossen", "Geschafft"),
        ("stage: idee\nsteps: [{title: A, state: erledigt}]", "Der einzige Schritt ist erledigt"),
        ("stage: ruht\nsteps: [{title: A, state: erledigt}]", "Der einzige Schritt ist erledigt Das Projekt ruht."),
        ("stage: planung\nsteps: [{title: A, state: offen}]", "0 von 1 Schritt erledigt Nächster Schritt: A, noch ohne"),
        ("stage: abgeschlossen\nsteps: [{title: A, state: offen}]", "Geschafft. Offen geblieben ist: A."),
        (
            "stage: abgeschlossen\nsteps: [{title: A, state: offen}, {title: B, state: laeuft}]",
            "0 von 2 Schritten erledigt Geschafft. Offen geblieben sind 2 Schritte.",
        ),
        (
            "stage: idee\nsteps: [" + ", ".join(["{title: A, state: offen, due: 2026-11-01}"] * 3) + "]",
            "überfällig seit 1. Nov. 2026. Überfällig sind noch 2 weitere Schritte",
        ),
    ],
)  # fmt: skip
def test_every_project_says_how_far_it_is_on_its_card(minisite: MiniSite, head: str, words: str) -> None:
    minisite.record("anger/projekte/a", head)
    assert words in shown(minisite.build(), "anger/projekte")


STORY = [part for part in PARTS if part.chapter == "So führt Ihr ein Projekt"]
CHAPTERS = [part for part in STORY if part.info == "markdown"]


def test_the_handbook_tells_a_story_of_one_project() -> None:
    assert len({part.path for part in CHAPTERS}) == 1
    stages = [re.findall(r"^stage: (\w+)$", part.text, re.MULTILINE)[0] for part in CHAPTERS]
    assert stages == ["idee", "planung", "umsetzung", "ruht", "abgeschlossen"]


def test_the_handbooks_project_is_told_on_its_page_as_the_handbook_says(
    tmp_path: Path, handbook: Callable[[], None]
) -> None:
    """Each version is built upon the one before, on each day that the table below it names."""
    builder = Builder(tmp_path)
    file = tmp_path / "projekt" / CHAPTERS[0].path
    days = []
    for part in STORY:
        if part.info == "markdown":
            file.write_text(part.text, encoding="utf-8")
            continue
        for row in part.rows:
            builder.today = date.fromisoformat(row["Gebaut am"])
            builder.build()
            assert builder.tree() == builder.clean()
            page = shown(builder.output, "heidedorf/projekte/backhaus")
            missing = [
                words for words in re.findall("„([^“]+)“", row["Auf der Projektseite steht"]) if words not in page
            ]
            assert not missing, (row["Gebaut am"], page)
            days.append(builder.today)
    assert days == sorted(days) and len(days) == 7


@pytest.fixture
def handbook(tmp_path: Path) -> None:
    """All files of the handbook as a project."""
    put(tmp_path / "projekt", FILES)
