"""Villages with repositories of their own: pinned, offline, never half broken."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from plugins.multisite import git, stamps
from plugins.multisite.commands import build_command
from plugins.multisite.orders import Order
from plugins.multisite.reporting import check_and_report
from plugins.network import reading
from plugins.network.body import Convert
from plugins.network.source import Entry, SourceFile, read_source
from tests.images.shots import png
from tests.minisite import DAY, ROOT, MiniSite, contents
from tests.multisite.building import tree
from tests.upstream import PAGE, Upstream, build, lock, page, update, with_repository


def clean(site: MiniSite) -> dict[str, bytes]:
    """The output of the same with nothing kept."""
    shutil.rmtree(site.root / "clean", ignore_errors=True)
    assert build(site, OUTPUT_PATH=str(site.root / "clean/output"), CACHE_PATH=str(site.root / "clean/cache")) == 0
    return tree(site.root / "clean/output")


def moved_by_hand(site: MiniSite, old: str, new: str) -> None:
    """Lock another commit, as a merge in git may do it."""
    site.replace("villages.lock", old, new)


@pytest.fixture
def no_git(monkeypatch: pytest.MonkeyPatch) -> None:
    """git cannot be started."""
    monkeypatch.setattr(git, "_COMMAND", [str(ROOT / "no-such-program")])


# What is published


def test_the_locked_commit_is_published_whatever_came_later(site: MiniSite, bachtal: Upstream) -> None:
    first = bachtal.git("rev-parse", "HEAD")
    assert f'commit: "{first}"' in lock(site)
    before = tree(site.root / "output")
    assert "bachtal/projekte/bach/index.html" in before
    bachtal.file("website/seiten/neu.md", PAGE.format("Später.")).commit()
    assert build(site) == 0
    assert tree(site.root / "output") == before == clean(site)


def test_a_village_reads_the_same_from_its_repository_as_from_the_content_folder(
    site: MiniSite, tmp_path: Path
) -> None:
    site.build()
    before = tree(site.root / "output")
    with_repository(site, "bachtal", tmp_path / "bachtal")
    assert (update(site), build(site)) == (0, 0)
    assert tree(site.root / "output") == before


def test_an_update_locks_the_newest_commit_and_the_build_equals_a_clean_one(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    first = bachtal.git("rev-parse", "HEAD")
    second = bachtal.file("website/seiten/neu.md", PAGE.format("Später.")).commit()
    assert update(site) == 0
    assert f"bachtal      {first[:7]} → {second[:7]}\n" in capsys.readouterr().out
    assert build(site) == 0
    assert "Später." in page(site, "bachtal/neu")
    assert tree(site.root / "output") == clean(site)


def test_an_update_without_news_leaves_the_lock_as_it_is(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lock(site)
    assert update(site) == 0
    assert "(unchanged)" in capsys.readouterr().out
    assert lock(site) == before


def test_only_the_village_that_is_named_is_updated(site: MiniSite, bachtal: Upstream, tmp_path: Path) -> None:
    anger = with_repository(site, "anger", tmp_path / "anger")
    assert update(site) == 0
    news = anger.file("seiten/neu.md", PAGE.format("Neu.")).commit()
    held = bachtal.file("website/seiten/neu.md", PAGE.format("Neu.")).commit()
    assert update(site, "anger") == 0
    assert news in lock(site)
    assert held not in lock(site)


@pytest.mark.parametrize("options", [[], ["--annotate", "--message=Fertig"]], ids=["light", "annotated"])
def test_a_tag_can_be_followed(site: MiniSite, tmp_path: Path, options: list[str]) -> None:
    upstream = with_repository(site, "bachtal", tmp_path / "bachtal", ref="fertig")
    tagged = upstream.git("rev-parse", "HEAD")
    upstream.git("tag", *options, "fertig")
    upstream.file("seiten/neu.md", PAGE.format("Später.")).commit()
    assert (update(site), build(site)) == (0, 0)
    assert tagged in lock(site)


def test_links_between_a_repository_and_the_content_folder_lead_somewhere(site: MiniSite, bachtal: Upstream) -> None:
    link = "[hin]({filename}/anger/projekte/teich.md)"
    bachtal.file("website/seiten/neu.md", PAGE.format(link)).commit()
    assert update(site) == 0
    site.record("anger/seiten/zurueck", body="[her]({filename}/bachtal/seiten/neu.md)\n")
    assert build(site) == 0
    assert "/projekte/teich/" in page(site, "bachtal/neu")
    assert "/neu/" in page(site, "anger/zurueck")


def test_a_repository_may_hold_what_repositories_hold(site: MiniSite, bachtal: Upstream) -> None:
    for path in ("README.md", "LICENSE", ".gitignore", ".forgejo/workflows/ci.yaml", "werkzeug/los.sh"):
        bachtal.file(path, "Nicht für die Website.").file(f"website/{path.removeprefix('werkzeug/')}", "Auch nicht.")
    (bachtal.folder / "website/los.sh").unlink()
    bachtal.commit()
    assert update(site) == 0


def test_a_commit_that_changes_one_text_converts_one_text(
    site: MiniSite, bachtal: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = tmp_path / "umgewandelt"

    def noting(raw: bytes, file: SourceFile, convert: Convert) -> Entry:
        with noted.open("a") as note:  # sources are read in other processes
            note.write(f"{file.path}\n")
        return read_source(raw, file, convert)

    text = (bachtal.folder / "website/projekte/bach.md").read_text()
    bachtal.file("website/projekte/bach.md", f"{text}\nNoch ein Satz.\n").commit()
    assert update(site) == 0
    monkeypatch.setattr(reading, "read_source", noting)
    assert build(site) == 0
    assert noted.read_text().splitlines() == ["content/bachtal/projekte/bach.md"]


# Offline, and when something is wrong


def test_offline_is_built_from_the_last_fetch(site: MiniSite, bachtal: Upstream, no_git: None) -> None:
    bachtal.folder.rename(bachtal.folder.with_name("weg"))
    site.record("anger/seiten/neu", body="Ohne Netz.\n")
    assert (build(site), check_and_report(site.settings())) == (0, 0)
    assert "Ohne Netz." in page(site, "anger/neu")


def test_without_a_repository_git_is_not_started(site: MiniSite, no_git: None) -> None:
    assert (build(site), check_and_report(site.settings())) == (0, 0)


def test_a_commit_with_a_finding_is_not_locked(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    before, output = lock(site), tree(site.root / "output")
    broken = bachtal.file("website/seiten/neu.md", "---\ntitel: Neu\n---\nText.\n").commit()
    assert update(site) == 3
    said = capsys.readouterr().out
    assert f"bachtal@{broken[:7]}/website/seiten/neu.md:2: titel: gefunden" in said
    assert "ACHTUNG: bachtal bleibt auf dem Stand" in said
    assert "content/bachtal" not in said
    assert lock(site) == before
    assert build(site) == 0
    assert tree(site.root / "output") == output


def test_one_village_with_a_finding_does_not_hold_back_the_other(
    site: MiniSite, bachtal: Upstream, tmp_path: Path
) -> None:
    anger = with_repository(site, "anger", tmp_path / "anger")
    assert update(site) == 0
    broken = bachtal.file("website/seiten/neu.md", "Ohne Kopf.\n").commit()
    news = anger.file("seiten/neu.md", PAGE.format("Neu.")).commit()
    assert update(site) == 3
    assert news in lock(site)
    assert broken not in lock(site)


def test_a_village_that_others_name_stays_and_says_why(
    site: MiniSite, bachtal: Upstream, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bachtal.file("website/seiten/ziel.md", PAGE.format("Hier.")).commit()
    site.record("anger/seiten/verweis", body="[Ziel]({filename}/bachtal/seiten/ziel.md)\n")
    anger = with_repository(site, "anger", tmp_path / "anger")
    assert update(site) == 0
    (bachtal.folder / "website/seiten/ziel.md").rename(bachtal.folder / "website/seiten/umbenannt.md")
    lost, news = bachtal.commit(), anger.file("seiten/neu.md", PAGE.format("Neu.")).commit()
    capsys.readouterr()
    assert update(site) == 3
    said = capsys.readouterr().out
    assert "ACHTUNG: bachtal bleibt" in said
    assert re.search(r"anger@\w{7}/seiten/verweis.md:5: Text: gefunden „/bachtal/seiten/ziel.md“", said)
    assert "ACHTUNG: anger" not in said
    assert news in lock(site)
    assert lost not in lock(site)


def test_a_broken_locked_commit_leaves_the_village_at_its_last_good_one_and_the_others_are_built(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    good = bachtal.git("rev-parse", "HEAD")
    old = {path: content for path, content in tree(site.root / "output").items() if path.startswith("bachtal/projekte")}
    broken = bachtal.file("website/projekte/bach.md", "Ohne Kopf.\n").commit()
    moved_by_hand(site, good, broken)
    site.record("anger/seiten/neu", body="Trotzdem.\n")
    for _ in range(2):  # it stays loud
        assert build(site) == 3
        assert f"ACHTUNG: bachtal bleibt auf dem Stand {good[:7]}" in capsys.readouterr().out
    assert "Trotzdem." in page(site, "anger/neu")
    assert old.items() <= tree(site.root / "output").items()
    assert check_and_report(site.settings()) == 3
    moved_by_hand(site, broken, good)
    assert build(site) == 0
    assert tree(site.root / "output") == clean(site)


def test_a_photo_that_cannot_be_decoded_is_a_finding_too(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    good = bachtal.git("rev-parse", "HEAD")
    broken = bachtal.file("website/bilder/foto.png", png(8, 8, b"kein Bild")).commit()
    assert update(site) == 3
    moved_by_hand(site, good, broken)
    capsys.readouterr()
    assert build(site) == 3
    assert f"bachtal@{broken[:7]}/website/bilder/foto.png:1: " in capsys.readouterr().out


def test_a_commit_that_cannot_be_fetched_leaves_the_village_at_its_last_good_one(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    good, before = bachtal.git("rev-parse", "HEAD"), tree(site.root / "output")
    moved_by_hand(site, good, "0123456789" * 4)
    assert build(site) == 3
    assert "bachtal@0123456/website:1: Repository: gefunden" in capsys.readouterr().out
    assert tree(site.root / "output") == before


def test_a_repository_that_is_away_stays_where_it_is_and_the_other_is_updated(
    site: MiniSite, bachtal: Upstream, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    anger = with_repository(site, "anger", tmp_path / "anger")
    assert update(site) == 0
    news = anger.file("seiten/neu.md", PAGE.format("Neu.")).commit()
    bachtal.folder.rename(bachtal.folder.with_name("weg"))
    assert update(site) == 3
    assert news in lock(site)
    assert "ACHTUNG: bachtal bleibt" in capsys.readouterr().out


def test_with_nothing_kept_a_repository_that_is_away_is_a_finding(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    bachtal.folder.rename(bachtal.folder.with_name("weg"))
    before = contents(site.root / "output")
    assert build(site, CACHE_PATH=str(site.root / "leer")) == 1
    assert "Repository: gefunden" in capsys.readouterr().out
    assert contents(site.root / "output") == before


def test_a_finding_of_our_own_is_no_reason_to_go_back(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    bachtal.file("website/seiten/neu.md", PAGE.format("Neu.")).commit()
    site.record("anger/seiten/falsch", "titel: Neu")
    before = lock(site)
    assert (update(site), build(site)) == (1, 1)
    assert "content/anger/seiten/falsch.md" in capsys.readouterr().out
    assert lock(site) == before


def test_a_damaged_cache_costs_time_only(site: MiniSite, bachtal: Upstream) -> None:
    kept = site.root / ".cache/repositories/bachtal"
    shutil.rmtree(kept / "commits")
    shutil.rmtree(kept / "bare.git/objects")
    (kept / "good.json").write_text("{")
    (kept / "new-cut-short").mkdir()
    before = tree(site.root / "output")
    assert build(site) == 0
    assert tree(site.root / "output") == before
    assert not (kept / "new-cut-short").exists()


def test_what_is_not_needed_any_more_is_forgotten(site: MiniSite, bachtal: Upstream) -> None:
    for number in range(4):
        bachtal.file("website/seiten/neu.md", PAGE.format(number)).commit()
        assert (update(site), build(site)) == (0, 0)
    assert len(list((site.root / ".cache/repositories/bachtal/commits").iterdir())) == 2


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("ref: ", "ref: gibt-es-nicht #", "ein Zweig oder eine Marke „gibt-es-nicht“"),
        ("path: website", "path: gibt-es-nicht", "path: gefunden kein Ordner"),
        ("path: website", "path: website/seiten/dorf.md", "path: gefunden kein Ordner"),
    ],
)
def test_what_the_repository_does_not_have_is_named(
    site: MiniSite, tmp_path: Path, old: str, new: str, finding: str, capsys: pytest.CaptureFixture[str]
) -> None:
    upstream = with_repository(site, "bachtal", tmp_path / "bachtal", path="website", ref="main")
    site.replace("villages.yaml", f"{old}main" if old == "ref: " else old, new.replace(" #", ""))
    assert upstream.url in (site.root / "villages.yaml").read_text()
    assert update(site) == 1
    assert finding in capsys.readouterr().out
    assert not (site.root / "villages.lock").exists()


def test_a_village_without_a_repository_cannot_be_updated(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    assert update(site, "anger") == 1
    assert "those that have: bachtal" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong", ['commit: "main"', 'commit: "--upload-pack=touch geheim"', 'git: "ext::sh -c true"', "branch: main", "- x"]
)
def test_a_lock_that_is_not_one_is_a_finding_and_git_is_not_started(
    site: MiniSite, bachtal: Upstream, no_git: None, wrong: str, capsys: pytest.CaptureFixture[str]
) -> None:
    key = wrong.partition(":")[0]
    lines = [wrong if line.strip().startswith(f"{key}:") else line for line in lock(site).splitlines()]
    lines = [f"    {line}" if line == wrong else line for line in lines]
    site.file("villages.lock", "\n".join(lines if wrong in " ".join(lines) else [*lines, f"    {wrong}"]))
    assert build(site) == 1
    assert "villages.lock:" in capsys.readouterr().out


def test_another_address_in_villages_yaml_asks_for_an_update(
    site: MiniSite, bachtal: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    site.replace("villages.yaml", bachtal.url, f"{bachtal.url}-neu")
    assert build(site) == 1
    assert "Führe `./site update --village bachtal` aus." in capsys.readouterr().out


# Commands


def order_of(site: MiniSite, **ours: str) -> Order:
    """What `./site build` asks for."""
    places = {"PATH": site.root / "content", "OUTPUT_PATH": site.root / "output", "CACHE_PATH": site.root / ".cache"}
    return Order("pelicanconf.py", DAY, {**{name: str(place) for name, place in places.items()}, **ours})


@pytest.mark.parametrize("edited", ["anger/projekte/teich", "main/aktuelles/studie"])
def test_a_small_edit_beside_a_repository_equals_a_clean_build(
    site: MiniSite, bachtal: Upstream, edited: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    assert build_command(order_of(site)) == 0
    path = f"content/{edited}.md"
    text = (site.root / path).read_text()
    site.file(path, text.replace("title: ", "title: Ganz neu ", 1))
    assert build_command(order_of(site)) == 0
    assert "Ganz neu" in page(site, edited)
    assert tree(site.root / "output") == clean(site)


def test_a_changed_template_finds_the_texts_of_a_repository_though_the_store_is_lost(
    site: MiniSite, bachtal: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_SETTLED", 0)
    theme = shutil.copytree(ROOT / "themes/modellorte", site.root / "theme")
    order = order_of(site, THEME=str(theme))
    assert build_command(order) == 0
    for file in (site.root / ".cache/store").glob("*.sqlite"):
        file.unlink()
    base = theme / "templates/base.html"
    base.write_text(base.read_text().replace("</body>", "<!-- neu --></body>"))
    assert build_command(order) == 0
    assert "<!-- neu -->" in page(site, "bachtal/projekte/bach")


def test_a_build_that_held_a_village_back_is_not_taken_for_done(
    site: MiniSite, bachtal: Upstream, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(stamps, "_SETTLED", 0)  # nothing is changed here within the clock's resolution
    order = order_of(site)
    assert [build_command(order) for _ in range(2)] == [0, 0]
    assert "Nothing has changed" in capsys.readouterr().out
    good = bachtal.git("rev-parse", "HEAD")
    moved_by_hand(site, good, bachtal.file("website/seiten/dorf.md", "Ohne Kopf.\n").commit())
    assert [build_command(order) for _ in range(2)] == [3, 3]
    assert "Nothing has changed" not in capsys.readouterr().out


def test_plain_pelican_ends_with_exit_code_3_and_publishes_the_others(site: MiniSite, bachtal: Upstream) -> None:
    good = bachtal.git("rev-parse", "HEAD")
    moved_by_hand(site, good, bachtal.file("website/seiten/dorf.md", "Ohne Kopf.\n").commit())
    site.record("anger/seiten/neu", body="Trotzdem.\n")
    places = ["-o", str(site.root / "output"), "-e", f'CACHE_PATH="{site.root}/.cache"', 'BUILD_DATE="2026-11-22"']
    command = [sys.executable, "-m", "pelican", str(site.root / "content"), "-s", "pelicanconf.py", *places]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert run.returncode == 3, run.stderr
    assert "ACHTUNG: bachtal bleibt" in run.stdout
    assert "Traceback" not in run.stderr
    assert "Trotzdem." in page(site, "anger/neu")
