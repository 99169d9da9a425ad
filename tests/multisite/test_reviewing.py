"""`./site report`: a table for the eye, Markdown for a mail, and nothing of it where it would be published."""

import subprocess
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import tasks
from plugins.multisite.reviewing import review_and_report
from tests.minisite import ROOT, MiniSite


@pytest.fixture
def site(minisite: MiniSite) -> MiniSite:
    """Something to look at in one village, nothing in the other."""
    return minisite.record("anger/pinnwand/alt", "title: Alter Zettel\ntype: suche\nvalid_until: 2026-11-21")


def shown(site: MiniSite, village: str = "", width: int = 80) -> str:
    """The tables on a terminal of this width."""
    said = StringIO()
    assert review_and_report(site.settings(), village, console=Console(file=said, width=width)) == 0
    return said.getvalue()


def test_a_village_is_shown_with_the_file_to_open(site: MiniSite) -> None:
    text = shown(site, "anger")
    assert text.startswith("Stand der Dinge: Anger, 22.11.2026\n")
    for words in ("Abgelaufene Zettel", "21.11.2026", "Alter Zettel", "content/anger/pinnwand/alt.md"):
        assert words in text
    assert "Bachtal" not in text and "Überfällig" not in text


def test_without_a_name_all_are_shown_and_what_is_in_order_says_so(site: MiniSite) -> None:
    text = shown(site)
    names = [line.split()[3].strip(",") for line in text.splitlines() if line.startswith("Stand der Dinge")]
    assert names == ["Anger", "Bachtal", "Netz"]
    assert text.count("Alles auf dem Stand.") == 2


def test_nothing_is_taken_for_markup_of_the_terminal(site: MiniSite) -> None:
    site.record("anger/pinnwand/alt", "title: '[red]Zettel[/] :smile:'\ntype: suche\nvalid_until: 2026-11-21")
    assert "[red]Zettel[/] :smile:" in shown(site, "anger", 200)


def test_a_name_nobody_has_is_told_with_those_there_are(site: MiniSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert review_and_report(site.settings(), "angr") == 1
    assert capsys.readouterr().out == "angr: So heißt kein Dorf. Es gibt anger, bachtal, main.\n"


def test_findings_are_told_instead(site: MiniSite, capsys: pytest.CaptureFixture[str]) -> None:
    site.record("anger/projekte/p", "stage: irgendwie")
    assert review_and_report(site.settings()) == 1
    assert "content/anger/projekte/p.md:3: stage" in capsys.readouterr().out


def test_markdown_goes_to_a_file_or_to_the_terminal(
    site: MiniSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "stand.md"
    assert review_and_report(site.settings(), "anger", str(file)) == 0
    assert capsys.readouterr().out == f"{file} ist geschrieben.\n"
    assert review_and_report(site.settings(), "anger", "-") == 0
    assert capsys.readouterr().out == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("place", ["output/stand.md", "content/anger/seiten/stand.md", "output/../content/stand.md"])
def test_what_is_written_is_never_published(
    site: MiniSite, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    site.build()
    monkeypatch.chdir(site.root)
    assert review_and_report(site.settings(), "", place) == 1
    assert "wird veröffentlicht" in capsys.readouterr().out
    assert not (site.root / place).exists()


def test_no_site_has_the_report(site: MiniSite) -> None:
    published = b"".join(file.read_bytes() for file in site.build().rglob("*.*") if file.is_file())
    assert b"Stand der Dinge" not in published and b"Alter Zettel" not in published


@pytest.mark.parametrize(
    ("typed", "handed"),
    [
        ("report ampen", "report --village ampen"),
        ("report ampen --date 2026-12-01", "report --village ampen --date 2026-12-01"),
        ("report", "report"),
        ("report --markdown -", "report --markdown -"),
        ("build", "build"),
    ],
)
def test_the_village_may_stand_alone(tmp_path: Path, typed: str, handed: str) -> None:
    """`./site` hands on what invoke understands; here to a uv that says what it was given."""
    uv = tmp_path / "uv"
    uv.write_text('#!/bin/sh\n[ "$1" = --version ] && echo uv 0.13.0 || echo "$@"\n')
    uv.chmod(0o755)
    said = subprocess.run(
        ["sh", ROOT / "site", *typed.split()],
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split("--write-pyc ")[-1] == f"{handed}\n"


def test_the_task_hands_on_the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[object] = []
    monkeypatch.setattr(
        "plugins.multisite.reviewing.review_and_report",
        lambda settings, *rest: given.extend((str(settings["BUILD_DATE"]), *rest)) or 0,
    )
    tasks.report.body(None, "ampen", "2026-12-01", "-")
    assert given == ["2026-12-01", "ampen", "-"]
