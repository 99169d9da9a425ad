"""An incremental build equals a clean one, byte for byte, after every kind of edit."""

import os
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from plugins.multisite.jobs import code_version
from plugins.multisite.store import version
from tests.minisite import DAY, ROOT, MiniSite
from tests.multisite.building import Builder, Refused, tree

Edit = Callable[[MiniSite, Builder], object]
PROJECT = "content/anger/projekte/teich.md"
PHASE = "content/anger/coaching/auftakt.md"
FESTIVAL = "content/bachtal/projekte/fest.md"
POND_DAY = "content/anger/termine/teichtag.md"
NOTICE = "content/anger/pinnwand/spaten.md"


def head(path: str, line: str) -> Edit:
    """Put a line at the top of a file's front matter, or in place of the one with that key."""

    def edit(site: MiniSite, _: Builder) -> None:
        key = line.partition(":")[0]
        old = (site.root / path).read_text().split("\n")
        end = old.index("---", 1)
        kept = [text for text in old[1:end] if not text.startswith(f"{key}:")]
        site.file(path, "\n".join(["---", line, *kept, *old[end:]]))

    return edit


def body(path: str, text: str) -> Edit:
    return lambda site, _: site.file(path, f"{(site.root / path).read_text()}\n{text}\n")


def swap(path: str, old: str, new: str) -> Edit:
    return lambda site, _: site.replace(path, old, new)


def own_theme(path: str, old: str, new: str) -> Edit:
    """Build with a copy of the theme in which a file reads otherwise."""

    def edit(_: MiniSite, builder: Builder) -> None:
        theme = builder.folder / "theme"
        shutil.copytree(builder.theme, theme)
        builder.theme = theme
        text = (theme / path).read_text()
        assert old in text
        (theme / path).write_text(text.replace(old, new))

    return edit


def rename(old: str, new: str) -> Edit:
    return lambda site, _: (site.root / old).rename(site.root / new)


def remove(path: str) -> Edit:
    return lambda site, _: (site.root / path).unlink()


def another_village(site: MiniSite, _: Builder) -> None:
    text = (site.root / "villages.yaml").read_text()
    stanza = text[text.rindex("\n  - slug: ") :].replace("bachtal", "cornau").replace("Bachtal", "Cornau")
    shutil.copytree(site.root / "content/bachtal", site.root / "content/cornau")
    site.file("villages.yaml", text.rstrip("\n") + stanza)


def later(builder: Builder, days: int) -> None:
    builder.today = DAY + timedelta(days=days)


def production(builder: Builder) -> None:
    builder.local = "localhost:8000"


EDITS: dict[str, Edit] = {
    "body": body(PROJECT, "Ein Satz mehr."),
    "heading": body(PROJECT, "## Eine neue Überschrift"),
    "title": head(PROJECT, "title: Der große Teich"),
    "summary": head(PROJECT, "summary: Ganz anders."),
    "stage": head(PROJECT, "stage: ruht"),
    "tag": head(PROJECT, "tags: [neu]"),
    "step": swap(PROJECT, "- title: Teich vermessen", "- title: Teich ausmessen"),
    "step done": swap(PROJECT, "state: laeuft\n", "state: erledigt\n    done: 2026-11-20\n"),
    "origin": head(PROJECT, "origin: dorf"),
    "amount": swap(PROJECT, "1.000 €", "900"),
    "phase": head(PHASE, "state: laeuft"),
    "phase skipped on a day": swap(
        "content/anger/coaching/werkstatt.md", "date_text: Im Herbst 2025", "date: 2026-12-01"
    ),
    "result": swap(PHASE, "Der Teich soll leben.", "Der Teich lebt."),
    "caption": swap(PHASE, "So könnte er werden.", "So wird er."),
    "review": head(PROJECT, "review_by: 2026-11-30"),
    "reference": swap(PROJECT, "lead: anger/teichgruppe", "lead: Bauhof"),
    "sample": swap(PROJECT, "sample: true", "sample: false"),
    "draft": head("content/anger/pinnwand/spaten.md", "status: draft"),
    "sought": swap(FESTIVAL, "Ein Zelt für achtzig Leute", "Eine Bühne"),
    "offered": swap(PROJECT, "what: Ein Zelt", "what: Eine Pumpe"),
    "confirmed": head(FESTIVAL, "related: [anger/teich]"),
    "rejected": swap(PROJECT, "- bachtal/muehle", "- bachtal/fest"),
    "title of a match": head(FESTIVAL, "title: Das große Bachfest"),
    "contact of a match": head(FESTIVAL, "contact: anders@bachtal.netz.example"),
    "notice that matches": swap(NOTICE, "title: Spaten gesucht\ntype: suche", "title: Unser Zelt\ntype: biete"),
    "date": head("content/anger/aktuelles/wasser.md", "date: 2025-01-01"),
    "slug": rename("content/anger/pinnwand/spaten.md", "content/anger/pinnwand/schaufel.md"),
    "old address": swap(PROJECT, "- /teich/", "- /weiher/"),
    "no old address": swap(PROJECT, "  - /teich/\n", ""),
    "address title": head("content/anger/adressen/teichgruppe.md", "title: Die Teichleute"),
    "page added": lambda site, _: site.record("anger/seiten/neu", "nav: 3"),
    "page removed": remove("content/anger/pinnwand/spaten.md"),
    "notice added": lambda site, _: site.record("anger/pinnwand/b", "type: biete\nvalid_until: 2026-12-01"),
    "image": lambda site, _: site.replace("content/anger/bilder/teich.svg", "<svg", "<svg width='8' height='8'"),
    "image removed from a record": head(PROJECT, "image:"),
    "village added": another_village,
    "village name": lambda site, _: site.replace("villages.yaml", "name: Anger", "name: Anger am Anger"),
    "token": lambda site, _: site.replace("villages.yaml", '"#2f6a35"', '"#2f6a36"'),
    "money": swap(PROJECT, "total: 1.234,50", "total: 1.300"),
    "offer": swap(PROJECT, "what: Ein Zelt", "what: Zwei Zelte"),
    "repeat": swap(POND_DAY, "BYDAY=1SA", "BYDAY=SA"),
    "moved": swap(POND_DAY, "start: 2026-12-05T10", "start: 2026-12-05T11"),
    "feast": swap(
        "content/anger/termine/osterfeuer.md", "2026-04-04T19:00\nrepeat: ostern-1", "2026-04-05\nrepeat: ostern"
    ),
    "held after all": swap(POND_DAY, "cancelled: ja", "revision: 1"),
    "hours": swap("content/anger/adressen/teichgruppe.md", "Sa 10:00", "Sa 09:00"),
    "place": swap("content/anger/adressen/teichgruppe.md", "lat: 51.6201", "lat: 51.6401"),
    "line of the map": swap("content/anger/karte.geojson", "[8.1540, 51.6202], [8.1530", "[8.1540, 51.6202], [8.1520"),
    "mail in a text": body(PROJECT, "Schreib an teich@anger.example, oder [hier](mailto:teich@anger.example)."),
    "audit": swap("content/main/seiten/barrierefreiheit.md", "findings: 2", "findings: 0"),
    "statement of its own": lambda site, _: site.record("anger/seiten/barrierefreiheit"),
    "title in easy language": head("content/anger/seiten/leichte-sprache.md", "title: In Leichter Sprache"),
    "no easy language": remove("content/anger/seiten/leichte-sprache.md"),
    "study": lambda site, _: site.replace("villages.yaml", "total: ", "total: 1"),
    "theme file": own_theme("static/css/main.css", ":root", ":root:root"),
    "template": own_theme("templates/base.html", "<body", "<body id=neu"),
    "partial": own_theme("templates/partials/badge.html", 'class="badge ', 'class="badge neu '),
    "addresses": lambda _, builder: production(builder),
    "tomorrow": lambda _, builder: later(builder, 1),
    "next year": lambda _, builder: later(builder, 400),
    "yesterday": lambda _, builder: later(builder, -1),
}


@pytest.mark.parametrize("name", EDITS)
def test_after_an_edit_the_build_equals_a_clean_one(name: str, site: MiniSite, builder: Builder) -> None:
    builder.app = "offline"  # each site's list of files follows from all others
    builder.build()
    before = builder.tree()
    EDITS[name](site, builder)
    builder.build()
    assert builder.tree() == builder.clean()
    changes = builder.tree() != before
    assert changes is (name not in ("tag", "review")), "the edit shows, or should not"


def test_edits_one_after_the_other_equal_a_clean_build_each_time(site: MiniSite, builder: Builder) -> None:
    names = ["body", "title", "page added", "notice added", "stage", "village added", "date", "next year", "slug"]
    for name in names:
        EDITS[name](site, builder)
        builder.build()
        assert builder.tree() == builder.clean(), name


def test_an_edit_taken_back_leads_back(site: MiniSite, builder: Builder) -> None:
    text = (site.root / PROJECT).read_text()
    builder.build()
    before = builder.tree()
    EDITS["title"](site, builder)
    builder.build()
    site.file(PROJECT, text)
    builder.build()
    assert builder.tree() == before


def test_a_village_added_and_removed_leaves_no_trace(tmp_path: Path) -> None:
    site, builder = MiniSite(tmp_path / "projekt"), Builder(tmp_path)
    builder.build()
    before, plan = builder.tree(), (site.root / "villages.yaml").read_text()
    another_village(site, builder)
    builder.build()
    assert "cornau/index.html" in builder.tree()
    assert builder.tree() == builder.clean()
    shutil.rmtree(site.root / "content/cornau")
    site.file("villages.yaml", plan)
    builder.build()
    assert builder.tree() == before


def test_nothing_changed_makes_nothing_and_a_body_makes_one_page(site: MiniSite, builder: Builder) -> None:
    builder.build()
    assert builder.made() == 0
    EDITS["body"](site, builder)
    assert builder.made() == 1


def test_a_source_of_the_same_length_and_time_is_noticed(site: MiniSite, builder: Builder) -> None:
    builder.build()
    file = site.root / PROJECT
    status, text = file.stat(), file.read_text()
    file.write_text(text.replace("Wasser", "Fische"))

    os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
    builder.build()
    assert builder.tree() == builder.clean()


@pytest.mark.parametrize("jobs", [2, 8])
def test_the_number_of_jobs_changes_no_byte(site: MiniSite, builder: Builder, jobs: int) -> None:
    builder.jobs = jobs
    builder.build()
    builder.jobs = 1
    assert builder.tree() == builder.clean()


def test_findings_leave_the_output_as_it_was_and_mending_them_leads_on(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before, text = builder.tree(), (site.root / PROJECT).read_text()
    head(PROJECT, "stage: irgendwie")(site, builder)
    with pytest.raises(Refused):
        builder.build()
    assert builder.tree() == before
    site.file(PROJECT, text)
    assert builder.made() == 0


@pytest.mark.parametrize("damage", ["cut", "delete", "scramble"])
def test_a_damaged_store_costs_time_only(site: MiniSite, builder: Builder, damage: str) -> None:
    builder.build()
    for file in builder.cache.rglob("*.sqlite"):
        content = file.read_bytes()
        changed = {"cut": content[: len(content) // 3], "scramble": content[::-1], "delete": None}[damage]
        file.write_bytes(changed) if changed is not None else file.unlink()
    EDITS["template"](site, builder)
    builder.build()
    assert builder.tree() == builder.clean()


def test_a_file_lost_from_the_output_comes_back(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before = builder.tree()
    (builder.output / "anger/index.html").unlink()
    (builder.output / "main/atom.xml").write_text("")
    builder.build()
    assert builder.tree() == before


def test_the_version_knows_all_code_settings_and_python(tmp_path: Path) -> None:
    file = tmp_path / "a.py"
    file.write_text("one")
    first = version([file], "3.11")
    assert version([file], "3.12") != first
    file.write_text("two")
    assert version([file], "3.11") != first
    assert code_version() == code_version()


def test_the_real_sites_equal_a_clean_build_after_an_edit(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "content", tmp_path / "projekt/content")
    shutil.copy(ROOT / "villages.yaml", tmp_path / "projekt")
    builder = Builder(tmp_path, today=date(2026, 11, 22))
    builder.build()
    file = tmp_path / "projekt/content/weslarn/projekte/obstwiese.md"
    file.write_text(file.read_text().replace("title: ", "title: Neue ", 1))
    builder.build()
    assert builder.tree() == builder.clean()
    assert tree(builder.output)
