"""What has changed in a project stands on its page, whatever way the build takes, and whoever builds."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.multisite import git
from tests.minisite import MiniSite
from tests.multisite.building import Builder
from tests.multisite.test_incremental import PROJECT, body, head, swap
from tests.multisite.test_small_edits import full_builds
from tests.upstream import Upstream, build, page, update, with_repository

__all__ = ["full_builds"]
POND = "anger/projekte/teich"
HEADING = "Was hat sich geändert?"


@pytest.fixture
def repository(site: MiniSite) -> Upstream:
    """The project's own, with everything committed once."""
    repository = Upstream(site.root)
    repository.commit("2025-09-01")
    return repository


def shown(builder: Builder) -> str:
    """What the page of the pond says has changed."""
    text = builder.tree()[f"{POND}/index.html"].decode()
    return text[text.index(HEADING) :].partition("</section>")[0] if HEADING in text else ""


def stage(site: MiniSite, builder: Builder, stage: str) -> None:
    head(PROJECT, f"stage: {stage}")(site, builder)


def test_a_commit_shows_in_the_next_build_though_no_file_has_changed(
    site: MiniSite, builder: Builder, repository: Upstream, full_builds: list[str]
) -> None:
    builder.build()
    assert "Seit 1. Sept. 2025 hier beschrieben." in shown(builder)
    full_builds.clear()
    swap(PROJECT, "total: 1.234,50", "total: 1.500")(site, builder)
    builder.build()
    assert "1.500,00" not in shown(builder)
    repository.commit("2026-05-03")
    assert builder.made() == 1
    assert "Kosten: von 1.234,50\u00a0€ auf 1.500,00\u00a0€" in shown(builder)
    assert builder.tree() == builder.clean()
    assert full_builds == ["full"], "that was the clean one"


@pytest.mark.parametrize("edit", ["text", "front matter", "stage", "address", "phase", "another page", "nothing"])
def test_an_edit_after_a_commit_equals_a_clean_build(
    edit: str, site: MiniSite, builder: Builder, repository: Upstream
) -> None:
    edits: dict[str, Callable[[MiniSite, Builder], object]] = {
        "text": body(PROJECT, "Ein Satz mehr."),
        "front matter": swap(PROJECT, "title: Schlamm abfahren", "title: Den Schlamm abfahren"),
        "stage": head(PROJECT, "stage: ruht"),
        "address": head("content/anger/adressen/teichgruppe.md", "title: Die Teichleute"),
        "phase": swap("content/anger/coaching/auftakt.md", "date: 2025-10-09", "date: 2026-05-04"),
        "another page": body("content/anger/seiten/dorf.md", "Ein Satz mehr."),
        "nothing": lambda *_: None,
    }
    swap(PROJECT, "responsible: Bauhof", "responsible: anger/teichgruppe")(site, builder)
    builder.build()
    repository.commit("2026-05-03")
    edits[edit](site, builder)
    builder.build()
    assert "Um „Schlamm abfahren“ kümmert sich jetzt: " in shown(builder)
    assert builder.tree() == builder.clean()
    repository.commit("2026-05-20")
    builder.build()
    assert builder.tree() == builder.clean()


def test_a_repeated_build_and_small_edits_run_no_git(
    site: MiniSite, builder: Builder, repository: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage(site, builder, "ruht")
    repository.commit("2026-05-03")
    builder.build()
    monkeypatch.setattr(git, "_run", None)
    monkeypatch.setattr(git, "blobs", None)
    assert "Nothing has changed" in builder.build()
    head(PROJECT, "title: Der Teich")(site, builder)
    body("content/anger/seiten/dorf.md", "Ein Satz mehr.")(site, builder)
    assert builder.made() > 0
    assert "Das Projekt ruht" in shown(builder)


def test_only_the_last_ten_changes_are_shown_at_once(site: MiniSite, builder: Builder, repository: Upstream) -> None:
    for day in range(1, 13):
        stage(site, builder, ("ruht", "planung")[day % 2])
        repository.commit(f"2026-05-{day:02}")
    builder.build()
    at_once, details, folded = shown(builder).partition("<details")
    assert details and "2 weitere Änderungen" in folded
    assert (at_once.count("<dd>"), folded.count("<dd>")) == (10, 2)
    assert at_once.index("12. Mai 2026") < at_once.index(">3. Mai 2026")
    assert folded.index(">2. Mai 2026") < folded.index(">1. Mai 2026")


def test_changes_are_parted_by_the_last_phase_that_took_place_and_has_a_day(
    site: MiniSite, builder: Builder, repository: Upstream
) -> None:
    heading = 'Seit der Coaching-Phase „<a href="/coaching/auftakt/">Auftakt am Anger</a>“ am 9. Okt. 2025'
    for day in ("2025-10-08", "2025-10-09"):
        stage(site, builder, "ruht" if day < "2025-10-09" else "planung")
        repository.commit(day)
    site.record("anger/coaching/spaeter", "kind: boerse\nstate: geplant\ndate: 2026-01-01")
    builder.build()
    since, davor, before = shown(builder).partition("Davor")
    assert heading in since and "ruht nicht mehr" in since
    assert davor and "Das Projekt ruht, bisher: Umsetzung" in before
    swap("content/anger/coaching/auftakt.md", "date: 2025-10-09", "date: 2025-12-01")(site, builder)
    builder.build()
    assert "Stand, Schritte und Kosten sind seitdem unverändert.</p>" in shown(builder).partition("Davor")[0]
    swap("content/anger/coaching/auftakt.md", "date: 2025-12-01", "date_text: im Herbst")(site, builder)
    builder.build()
    assert "Coaching-Phase" not in shown(builder) and "ruht nicht mehr" in shown(builder)
    assert builder.tree() == builder.clean()


def test_a_phase_before_the_project_began_parts_nothing(site: MiniSite, builder: Builder, repository: Upstream) -> None:
    swap("content/anger/coaching/auftakt.md", "date: 2025-10-09", "date: 2025-08-31")(site, builder)
    builder.build()
    assert HEADING in shown(builder) and "Coaching-Phase" not in shown(builder)


def test_a_name_that_was_taken_off_the_page_does_not_come_back(
    site: MiniSite, builder: Builder, repository: Upstream
) -> None:
    swap(PROJECT, "responsible: Bauhof", "responsible: Frau Beispiel")(site, builder)
    repository.commit("2026-05-03")
    swap(PROJECT, "responsible: Frau Beispiel", "responsible: anger/teichgruppe")(site, builder)
    repository.commit("2026-05-04")
    builder.build()
    assert not [path for path, content in builder.tree().items() if b"Frau Beispiel" in content]
    assert "Zuständigkeit für „Schlamm abfahren“ geändert" in shown(builder)


def test_nothing_else_of_git_is_published(site: MiniSite, builder: Builder, repository: Upstream) -> None:
    stage(site, builder, "ruht")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message=Geheime Nachricht", "--author=Vera Fasserin <vera@geheim.example>")
    builder.build()
    head_commit = repository.git("rev-parse", "HEAD").encode()
    for words in (
        b"Geheime Nachricht",
        b"Fasserin",
        b"geheim.example",
        b"dorf@example.org",
        head_commit,
        head_commit[:7],
    ):
        assert not [path for path, content in builder.tree().items() if words in content]


# Where there is no history


def test_without_git_the_section_is_left_out_and_the_build_says_so_once(
    site: MiniSite, builder: Builder, repository: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(git, "_COMMAND", ["no-such-program"])
        assert builder.build().count(HEADING) == 1
        assert shown(builder) == ""
        assert builder.build().count(HEADING) == 1
    assert HEADING not in builder.build()
    assert "hier beschrieben" in shown(builder)
    assert builder.tree() == builder.clean()


def test_content_without_repository_is_built_without_history(site: MiniSite, builder: Builder) -> None:
    said = builder.build()
    assert "Without “Was hat sich geändert?”: content/ (in no git repository, or not committed yet)" in said
    assert shown(builder) == ""
    assert "Nothing has changed" in builder.build()
    Upstream(site.root).commit("2026-05-03")
    assert HEADING not in builder.build()
    assert "Seit 3. Mai 2026 hier beschrieben" in shown(builder)
    shutil.rmtree(site.root / ".git")
    builder.build()
    assert shown(builder) == ""


def test_a_shallow_clone_is_built_without_history_until_it_is_whole(
    site: MiniSite, builder: Builder, repository: Upstream, tmp_path: Path
) -> None:
    stage(site, builder, "ruht")
    repository.commit("2026-05-03")
    origin = tmp_path / "woanders"
    shutil.move(site.root, origin)
    repository.folder = tmp_path
    repository.git("clone", "--quiet", "--depth=1", origin.as_uri(), str(site.root))
    assert "content/ (a shallow clone; git fetch --unshallow brings its history)" in builder.build()
    assert shown(builder) == ""
    repository.git("-C", str(site.root), "fetch", "--quiet", "--unshallow")
    assert HEADING not in builder.build()
    assert "Das Projekt ruht, bisher: Umsetzung" in shown(builder)
    assert builder.tree() == builder.clean()


# Several repositories, several machines


def test_a_village_with_a_repository_of_its_own_has_a_history_where_its_clone_has_one(
    site: MiniSite, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upstream = with_repository(site, "anger", tmp_path / "anger", path="website")
    text = (upstream.folder / "website/projekte/teich.md").read_text()
    upstream.file("website/projekte/teich.md", text.replace("stage: umsetzung", "stage: ruht")).commit("2026-05-03")
    Upstream(site.root).file(".gitignore", ".cache\noutput\n").commit("2026-05-01")
    assert (update(site), build(site)) == (0, 0)
    assert "Without “Was hat sich geändert?”: anger (fetched without its past)\n" in capsys.readouterr().out
    assert HEADING not in page(site, POND) and HEADING in page(site, "bachtal/projekte/bach")
    bare = site.root / ".cache/repositories/anger/bare.git"
    upstream.git("-C", str(bare), "fetch", "--quiet", "--unshallow", upstream.url, "main")
    assert build(site) == 0
    assert HEADING not in capsys.readouterr().out
    assert "Das Projekt ruht, bisher: Umsetzung" in page(site, POND)


def test_what_was_fetched_before_makes_no_difference(site: MiniSite, tmp_path: Path) -> None:
    upstream = with_repository(site, "anger", tmp_path / "anger")
    first = upstream.git("rev-parse", "HEAD")
    assert (update(site), build(site)) == (0, 0)
    before = page(site, POND)
    second = upstream.file("seiten/neu.md", "---\ntitle: Neu\n---\n").commit()
    assert (update(site), build(site)) == (0, 0)
    assert HEADING not in page(site, POND)
    site.replace("villages.lock", second, first)
    assert build(site) == 0
    assert page(site, POND) == before
