"""From files to the Network: whatever a file holds, there are records or findings, and never an exception."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from plugins.network.checking import folded
from plugins.network.colours import contrast
from plugins.network.problems import Findings, Problem, quoted, report, suggestion, visible
from plugins.network.records import KINDS
from tests.minisite import MiniSite

VALUES: tuple[str, ...] = (
    "x",
    "",
    "2026-12-03",
    "2026-12-03T19:30",
    "1.500,00",
    "ja",
    "idee",
    "offen",
    "natur",
    "suche",
    "amt",
    "auftakt",
)
VALUES += (
    "anger/dorf",
    "anger/x",
    "[]",
    "[x]",
    "[{}]",
    "{}",
    "{x: y}",
    "zeichen.svg",
    "draft",
    "FREQ=DAILY",
    "51.6",
    "3",
)
VALUES += (
    "[{title: x, state: offen}]",
    "[{what: x, category: raum}]",
    "{lat: 51.6, lon: 8.1}",
    "{total: 5, funding: 6}",
)
VALUES += (
    "[anger/x]",
    "https://a.example",
    "a@b.example",
    "02921",
    '"\\u202e"',
    "&a x",
    "*a",
    "!!int 3",
    "'",
    "x" * 500,
)
BODIES = (
    "Text.",
    "## Ziele",
    "# Oben",
    "[a](#ziele)",
    "[a]({filename}/anger/seiten/dorf.md)",
    "![x]({static}/a)",
    "<b>",
    "\x00",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """A project in which one record is written again and again."""
    return MiniSite(tmp_path_factory.mktemp("reading") / "projekt")


@st.composite
def sources(draw: st.DrawFn) -> tuple[str, str]:
    """A kind, and a file with keys that it knows."""
    kind = draw(st.sampled_from(list(KINDS)))
    keys = [*KINDS[kind].model_fields, "unbekannt"]
    values = draw(st.dictionaries(st.sampled_from(keys), st.sampled_from(VALUES), max_size=8))
    head = "".join(f"{key}: {value}\n" for key, value in values.items())
    return kind, f"---\ntitle: X\n{head}---\n" + "\n\n".join(draw(st.lists(st.sampled_from(BODIES), max_size=3)))


def dealt(site: MiniSite) -> list[Problem]:
    """The findings; without any, everything can be planned too."""
    if not (problems := site.problems()):
        site.plan()
    return problems


@given(sources())
def test_no_record_raises_and_what_is_accepted_can_be_planned(site: MiniSite, source: tuple[str, str]) -> None:
    kind, text = source
    site.file(f"content/anger/{kind}/x.md", text)
    problems = dealt(site)
    (site.root / f"content/anger/{kind}/x.md").unlink()
    assert all(problem.path == f"content/anger/{kind}/x.md" for problem in problems)


@given(st.sampled_from(list(KINDS)), st.binary() | st.text().map(lambda text: f"---\n{text}\n---\n{text}".encode()))
def test_no_file_raises(site: MiniSite, kind: str, raw: bytes) -> None:
    site.file(f"content/anger/{kind}/x.md", raw)
    dealt(site)
    (site.root / f"content/anger/{kind}/x.md").unlink()


@given(
    st.binary()
    | st.text().map(str.encode)
    | st.sampled_from(["study:", "villages: [x]", "main: {slug: x}"]).map(str.encode)
)
def test_no_villages_file_raises(tmp_path_factory: pytest.TempPathFactory, raw: bytes) -> None:
    site = MiniSite(tmp_path_factory.getbasetemp() / "villages")
    site.file("villages.yaml", raw)
    assert {problem.path for problem in dealt(site)} == {"villages.yaml"}


@given(st.data())
def test_no_value_in_the_villages_file_raises(tmp_path_factory: pytest.TempPathFactory, data: st.DataObject) -> None:
    site = MiniSite(tmp_path_factory.getbasetemp() / "values")
    text = (site.root / "villages.yaml").read_text()
    lines = [number for number, line in enumerate(text.split("\n")) if ": " in line]
    number = data.draw(st.sampled_from(lines))
    changed = text.split("\n")
    changed[number] = changed[number].partition(": ")[0] + ": " + data.draw(st.sampled_from(VALUES))
    site.file("villages.yaml", "\n".join(changed))
    dealt(site)


def test_the_order_of_records_is_that_of_their_names(minisite: MiniSite) -> None:
    for name in ("z", "a", "m-1", "m", "m0"):
        minisite.record(f"anger/seiten/{name}")
    network = minisite.network()
    assert [record.id.slug for record in network.records] == ["a", "dorf", "m-1", "m", "m0", "z", "dorf", "impressum"]


@pytest.mark.parametrize("ends", ["\r\n", "\r"])
def test_a_file_from_another_system_is_the_same_record(minisite: MiniSite, ends: str) -> None:
    text = "---\ntitle: Tür\nsummary: Kurz\n---\n## Ziele\n\nText\n"
    minisite.file("content/anger/seiten/a.md", text)
    minisite.file("content/anger/seiten/b.md", b"\xef\xbb\xbf" + text.replace("\n", ends).encode())
    network = minisite.network()
    here, there = (record for record in network.records if record.title == "Tür")
    assert here.summary == there.summary
    assert network.bodies[here.id] == network.bodies[there.id]


def test_a_draft_is_read_but_may_be_named_by_drafts_only(minisite: MiniSite) -> None:
    minisite.record("anger/projekte/entwurf", "stage: idee\nstatus: draft")
    minisite.record("anger/projekte/zweiter", "stage: idee\nstatus: draft\nrelated: [anger/entwurf]")
    assert minisite.problems() == []
    minisite.record("anger/projekte/dritter", "stage: idee\nrelated: [anger/entwurf]")
    assert [problem.field for problem in minisite.problems()] == ["related[1]"]


def test_an_empty_villages_list_is_one_site(minisite: MiniSite) -> None:
    text = (minisite.root / "villages.yaml").read_text()
    minisite.file("villages.yaml", text.partition("villages:")[0] + "villages: []\n")
    for name in ("anger", "bachtal"):
        (minisite.root / "content" / name).rename(minisite.root / name)
    assert list(minisite.plan().sites) == ["main"]


def test_nothing_in_the_network_can_be_changed(minisite: MiniSite) -> None:
    def loose(value: Any, way: str) -> Iterator[str]:
        if isinstance(value, list | dict | set):
            yield way
        elif isinstance(value, tuple):
            for item in value:
                yield from loose(item, way)
        elif isinstance(value, BaseModel):
            for name in type(value).model_fields:
                yield from loose(getattr(value, name), f"{way}.{name}")
        elif is_dataclass(value):
            for field in fields(value):
                yield from loose(getattr(value, field.name), f"{way}.{field.name}")

    network = minisite.lay(Path(__file__).parents[1] / "minisites/complete").network()
    assert list(loose((network.plan, network.records, network.pictures), "network")) == []


def test_findings_are_ordered_and_each_stands_once() -> None:
    late, early = Problem("b.md", 1, "x", "a", "b", "c"), Problem("a.md", 10, "x", "a", "b", "c")
    earlier = Problem("a.md", 9, "x", "a", "b", "c")
    findings = Findings([late, early, earlier, late])
    assert findings.problems == (earlier, early, late)
    assert str(findings).splitlines()[-1] == "3 Funde. Es wurde nichts geschrieben."
    assert report([late]).splitlines()[-1] == "1 Fund. Es wurde nichts geschrieben."


def test_what_is_shown_of_a_file_stays_on_one_line() -> None:
    assert quoted("a\nb\u202ec\ud800") == "„a\\u000ab\\u202ec\\ud800“"
    assert quoted("x" * 61) == f"„{'x' * 59}…“"
    assert quoted("x" * 60) == f"„{'x' * 60}“"
    assert visible("Tür 🏡") == "Tür 🏡"


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("totl", "Meintest Du „total“?"),
        ("TOTAL", "Meintest Du „total“?"),
        ("anger/techi", "Meintest Du „anger/teich“?"),
        ("bachtal/teich", "Meintest Du „anger/teich“?"),
        ("anger/wehr", "sonst"),
        ("xyz", "sonst"),
    ],
)
def test_a_near_word_is_suggested_but_not_for_the_sake_of_its_folder(word: str, said: str) -> None:
    assert suggestion(word, ["total", "anger/teich"], "sonst") == said


def test_contrast_is_that_of_wcag() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == round(contrast("#ffffff", "#000000"), 2) == 21
    assert round(contrast("#777777", "#ffffff"), 2) == 4.48
    assert contrast("#123456", "#123456") == 1


def test_two_names_are_one_address_where_some_machine_takes_them_for_one() -> None:
    assert folded("Mühle") == folded("mu\u0308hle") == folded("MÜHLE")
    assert folded("mühle") != folded("muhle")
