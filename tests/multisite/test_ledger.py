"""What a build has planned is found again line by line, and never believed where it is damaged."""

from pathlib import Path

import pytest

from plugins.multisite.ledger import Damaged, Known, Ledger, Row, planned_in
from plugins.network.references import Reference

POND, NEWS = Reference("projekte", "anger", "teich"), Reference("aktuelles", "anger", "wasser")
ROWS = [
    Row("anger/index.html", '["start"]', frozenset({"part anger news", "all projekte anger"})),
    Row("anger/projekte/index.html", '["list"]', frozenset({"all projekte anger"})),
    Row("anger/projekte/stand/idee/index.html", '["idea"]', frozenset({"all projekte anger"})),
    Row(
        "anger/projekte/teich/index.html",
        '["pond"]',
        frozenset({"one projekte/anger/teich", "body projekte/anger/teich"}),
    ),
    Row("anger/part anger news", '["news"]', frozenset({"all aktuelles anger"})),
]


def known(title: str, text: str = "t") -> Known:
    return Known(f'{{"title":"{title}"}}', "content/x.md", "s", "h", text, ["ziele"], [["/a/b/c.md", "", 3, False]])


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    ledger = Ledger(tmp_path / "builds", {})
    ledger.write({"version": "1"}, [row.line for row in ROWS], [(POND, known("Teich")), (NEWS, known("Wasser"))])
    return ledger


def again(ledger: Ledger) -> Ledger:
    """The ledger as the next build opens it."""
    return Ledger(ledger.folder, ledger.digests)


def test_what_was_written_is_found_again(ledger: Ledger) -> None:
    read = again(ledger)
    assert read.facts() == {"version": "1"}
    assert all(read.row(row.path) == row for row in ROWS)
    assert {path: planned_in(line) for path, line in read.pages("anger")} == {row.path: row.content for row in ROWS}
    assert read.record(POND) == known("Teich")
    assert list(read.records("projekte", "anger")) == [("teich", '{"title":"Teich"}')]
    assert read.record(Reference("projekte", "anger", "tei")) is None and read.find("anger/projekte") is None
    assert read.lists("anger", "projekte") == {"projekte/index.html", "projekte/stand/idee/index.html"}


def test_readers_are_those_of_the_whole_key(ledger: Ledger) -> None:
    assert again(ledger).readers(["all projekte anger", "one projekte/anger/nichts"]) == {r.path for r in ROWS[:3]}
    assert again(ledger).readers(["projekte anger", "one projekte/anger/teic", "body projekte/anger/teich"]) == {
        ROWS[3].path
    }


def test_an_edit_takes_the_place_of_what_was_there(ledger: Ledger) -> None:
    row = Row(ROWS[3].path, '["another pond"]', frozenset({"one projekte/anger/teich", "one adressen/anger/hof"}))
    edit = again(ledger)
    staged = edit.stage([row], [(POND, known("Der Teich", "u"))])
    assert again(ledger).row(row.path) == ROWS[3], "staged is not adopted"
    edit.adopt({"version": "2"}, {row.path: row.reads - ROWS[3].reads}, staged)
    read = again(edit)
    assert (read.row(row.path), read.record(POND), read.facts()) == (row, known("Der Teich", "u"), {"version": "2"})
    assert read.record(NEWS) == known("Wasser") and read.row(ROWS[0].path) == ROWS[0]
    assert read.readers(["one adressen/anger/hof"]) == {row.path}
    assert read.readers(["body projekte/anger/teich"]) == {row.path}, "planned for nothing at worst"


def test_what_is_gone_is_forgotten(ledger: Ledger) -> None:
    ledger.write({}, [ROWS[0].line], [])
    assert again(ledger).record(POND) is None
    assert {file.name for file in ledger.folder.iterdir()} == {"anger.pages", "readers", "facts"}


@pytest.mark.parametrize("damage", [b"", b"\nanger/index.html\t\t[]", None])
def test_a_damaged_file_is_never_believed(damage: bytes | None, ledger: Ledger) -> None:
    file = ledger.folder / "anger.pages"
    file.write_bytes(damage) if damage is not None else file.unlink()
    with pytest.raises(Damaged):
        again(ledger).row("anger/index.html")
    assert again(ledger).row("anger/projekte/teich/index.html") == ROWS[3]
