"""A small edit is built as one: what it need not touch is not touched, not planned and not even imported."""

import json
import subprocess
import sys
from collections.abc import Callable

import pytest

from plugins.multisite import commands
from plugins.planning.deck import Deck
from tests.minisite import DAY, ROOT, MiniSite
from tests.multisite.building import Builder, Refused
from tests.multisite.test_incremental import EDITS, POND_DAY, PROJECT, body, head, own_theme, swap

SMALL = [
    "body",
    "heading",
    "title",
    "summary",
    "tag",
    "step",
    "step done",
    "origin",
    "amount",
    "phase",
    "phase skipped on a day",
    "result",
    "caption",
    "review",
    "reference",
    "sample",
    "sought",
    "offered",
    "confirmed",
    "rejected",
    "title of a match",
    "contact of a match",
    "notice that matches",
    "date",
    "address title",
    "money",
    "offer",
    "repeat",
    "moved",
    "feast",
    "held after all",
    "hours",
    "place",
    "mail in a text",
    "audit",
    "template",
    "partial",
]
LARGE = [
    "stage",
    "draft",
    "slug",
    "old address",
    "page added",
    "page removed",
    "image",
    "village name",
    "title in easy language",
    "token",
    "line of the map",
    "theme file",
    "tomorrow",
]


@pytest.fixture
def full_builds(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """One entry for every full build."""
    built: list[str] = []
    build: Callable[..., int] = commands._built

    def counted(*given: object) -> int:
        built.append("full")
        return build(*given)

    monkeypatch.setattr(commands, "_built", counted)
    return built


@pytest.mark.parametrize("name", [*SMALL, *LARGE])
def test_small_edits_are_told_from_large_ones(
    name: str, site: MiniSite, builder: Builder, full_builds: list[str]
) -> None:
    builder.build()
    full_builds.clear()
    EDITS[name](site, builder)
    builder.build()
    expected = ["full"] if name in LARGE else []
    if name in ("template", "partial"):  # the tests' own theme lies elsewhere, which is another order
        expected = ["full"]
    assert full_builds == expected


def test_templates_of_the_same_theme_are_a_small_edit(site: MiniSite, builder: Builder, full_builds: list[str]) -> None:
    own_theme("templates/base.html", "<body", "<body id=eins")(site, builder)
    builder.build()
    full_builds.clear()
    base = builder.theme / "templates/base.html"
    base.write_text(base.read_text().replace("<body id=eins", "<body id=zwei"))
    body(PROJECT, "Ein Satz mehr.")(site, builder)
    pages = sum(path.endswith(".html") for path in builder.tree())
    assert builder.made() == pages
    assert full_builds == []
    assert builder.tree() == builder.clean()


def test_small_edits_one_after_the_other_never_drift(site: MiniSite, builder: Builder, full_builds: list[str]) -> None:
    builder.build()
    full_builds.clear()
    for number in range(3):
        head(PROJECT, f"title: Teich {number}")(site, builder)
        body("content/anger/aktuelles/wasser.md", f"Satz {number}.")(site, builder)
        head("content/anger/aktuelles/wasser.md", f"title: Wasser {number}")(site, builder)
        head("content/anger/adressen/teichgruppe.md", f"title: Gruppe {number}")(site, builder)
        builder.build()
        assert full_builds == []
        assert builder.tree() == builder.clean()
        full_builds.clear()


def test_the_file_for_programs_gets_the_lines_that_changed_and_no_others(
    site: MiniSite, builder: Builder, full_builds: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    builder.build()
    before = builder.tree()["anger/daten.json"].splitlines()
    full_builds.clear()
    with monkeypatch.context() as patch:
        patch.setattr(Deck, "lines", None)  # what makes all of them
        head(PROJECT, "title: Der <große> Teich")(site, builder)
        head("content/anger/adressen/teichgruppe.md", "phone: '02921 1'")(site, builder)
        builder.build()
    after = builder.tree()["anger/daten.json"].splitlines()
    assert full_builds == []
    assert len(after) == len(before) and sum(old != new for old, new in zip(before, after, strict=True)) == 2
    assert builder.tree() == builder.clean()


def test_words_alone_are_not_in_the_file_for_programs(site: MiniSite, builder: Builder, full_builds: list[str]) -> None:
    builder.build()
    before = builder.tree()["anger/daten.json"]
    full_builds.clear()
    body(PROJECT, "Ein Satz mehr.")(site, builder)
    assert builder.made() == 1
    assert full_builds == [] and builder.tree()["anger/daten.json"] == before


def test_calendars_follow_a_small_edit_of_what_they_hold(
    site: MiniSite, builder: Builder, full_builds: list[str]
) -> None:
    builder.build()
    before = builder.tree()
    full_builds.clear()
    swap(POND_DAY, "start: 2026-12-05T10", "start: 2026-12-05T11")(site, builder)
    builder.build()
    after = builder.tree()
    changed = {path for path in after if path.endswith(".ics") and after[path] != before[path]}
    assert changed == {
        "anger/projekte/teich/termine.ics",
        "anger/termine.ics",
        "anger/termine/teichtag/termin.ics",
        "main/termine.ics",
    }
    assert full_builds == [] and after == builder.clean()


def test_the_place_of_an_event_is_renamed_in_calendars(
    site: MiniSite, builder: Builder, full_builds: list[str]
) -> None:
    builder.build()
    full_builds.clear()
    head("content/anger/adressen/teichgruppe.md", "title: Die Gruppe vom Teich")(site, builder)
    builder.build()
    tree = builder.tree()
    assert all("LOCATION:Die Gruppe vom Teich" in tree[f"{name}/termine.ics"].decode() for name in ("anger", "main"))
    assert full_builds == [] and tree == builder.clean()


def test_words_alone_are_in_no_calendar(site: MiniSite, builder: Builder, full_builds: list[str]) -> None:
    builder.build()
    full_builds.clear()
    body(POND_DAY, "Ein Satz mehr.")(site, builder)
    assert builder.made() == 1
    assert full_builds == []


def test_a_page_that_comes_to_read_another_record_follows_it_from_then_on(
    site: MiniSite, builder: Builder, full_builds: list[str]
) -> None:
    builder.build()
    full_builds.clear()
    site.file(
        "content/anger/aktuelles/wasser.md",
        (site.root / "content/anger/aktuelles/wasser.md").read_text().replace("project: anger/teich\n", ""),
    )
    builder.build()
    head("content/anger/aktuelles/wasser.md", "project: anger/teich")(site, builder)
    builder.build()
    head(PROJECT, "title: Der Teich heißt nun anders")(site, builder)
    builder.build()
    assert full_builds == []
    assert builder.tree() == builder.clean()
    assert b"Der Teich hei\xc3\x9ft nun anders" in builder.tree()["anger/aktuelles/wasser/index.html"]


def test_a_mistake_in_a_small_edit_is_found_and_its_mending_is_small(
    site: MiniSite, builder: Builder, full_builds: list[str]
) -> None:
    builder.build()
    before, text = builder.tree(), (site.root / PROJECT).read_text()
    swap(PROJECT, "lead: anger/teichgruppe", "lead: anger/niemand")(site, builder)
    with pytest.raises(Refused, match="lead"):
        builder.build()
    assert builder.tree() == before
    full_builds.clear()
    site.file(PROJECT, f"{text}\nNoch ein Satz.\n")
    assert builder.made() == 1
    assert full_builds == []


def test_a_link_to_a_heading_that_goes_is_found(site: MiniSite, builder: Builder) -> None:
    body(PROJECT, "## Ziele\n\nViele.")(site, builder)
    body("content/anger/aktuelles/wasser.md", "[Ziele]({filename}/anger/projekte/teich.md#ziele)")(site, builder)
    builder.build()
    swap(PROJECT, "## Ziele", "## Wünsche")(site, builder)
    with pytest.raises(Refused, match="#ziele"):
        builder.build()


@pytest.mark.parametrize("damage", ["cut", "flip", "delete", "empty"])
def test_a_damaged_ledger_costs_time_only(damage: str, site: MiniSite, builder: Builder) -> None:
    builder.build()
    for file in builder.cache.glob("builds/*/*"):
        content = file.read_bytes()
        middle = len(content) // 2
        changed = {"cut": content[:middle], "flip": content[:middle] + b"#" + content[middle + 1 :], "empty": b""}
        file.write_bytes(changed[damage]) if damage in changed else file.unlink()
    EDITS["title"](site, builder)
    builder.build()
    assert builder.tree() == builder.clean()


def test_another_order_that_wrote_to_the_same_output_is_noticed(site: MiniSite, builder: Builder) -> None:
    builder.build()
    before = builder.tree()
    builder.local = "localhost:8000"
    builder.build()
    assert builder.tree() != before
    builder.local = None
    builder.build()
    assert builder.tree() == before


_PROGRAM = """
import json, sys, time
from datetime import date
from plugins.multisite.commands import build_command
from plugins.multisite.orders import Order
order = Order("pelicanconf.py", date.fromisoformat(sys.argv[1]), json.loads(sys.argv[2]))
code = build_command(order, lambda: time.time_ns() + 3_000_000_000)
print(json.dumps([code, sorted(name for name in sys.modules if "." not in name)]))
"""


def imported(builder: Builder) -> set[str]:
    """The modules that a build by itself has imported."""
    given = {
        "PATH": str(builder.folder / "projekt/content"),
        "OUTPUT_PATH": str(builder.output),
        "CACHE_PATH": str(builder.cache),
        "JOBS": 1,
    }
    words = [sys.executable, "-c", _PROGRAM, str(DAY), json.dumps(given)]
    said = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    code, modules = json.loads(said.splitlines()[-1])
    assert code == 0
    return set(modules)


def test_a_build_imports_what_it_needs_and_no_more(site: MiniSite, builder: Builder) -> None:
    assert "pelican" not in imported(builder)
    slow = {"pelican", "jinja2", "markdown", "pydantic", "yaml", "PIL", "rich", "sqlite3"}
    assert not slow & imported(builder), "nothing has changed"
    body(PROJECT, "Ein Satz mehr.")(site, builder)
    assert not slow - {"yaml"} & imported(builder), "words have changed"
    head(PROJECT, "title: Ein anderer Titel")(site, builder)
    assert not {"pelican", "PIL", "rich"} & imported(builder), "a title has changed"
