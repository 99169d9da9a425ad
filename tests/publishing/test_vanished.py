"""A published address that leads nowhere now is noticed, and the line that would keep it is proposed."""

import re
from pathlib import Path

import pytest

from plugins.multisite.jobs import job_of
from plugins.multisite.orders import Order
from plugins.multisite.reporting import Hints, check_and_report, update_and_report
from plugins.publishing import checking
from plugins.publishing.vanished import published_pages
from tests.minisite import DAY, MiniSite
from tests.publishing.publisher import Publisher
from tests.upstream import Upstream, with_repository

POND = "title: Teich\nstage: idee\nsummary: Der Teich soll wieder ein Teich werden."
TEXT = "Ein Satz.\n\nNoch einer.\n\nUnd ein dritter.\n"
OLD, NEW = "content/anger/projekte/teich.md", "content/anger/projekte/weiher.md"


@pytest.fixture
def site(minisite: MiniSite) -> MiniSite:
    return minisite.record("anger/projekte/teich", POND, TEXT)


@pytest.fixture
def git(site: MiniSite) -> Upstream:
    repository = Upstream(site.root)
    repository.commit()
    return repository


def hints(site: MiniSite, since: str = "") -> Hints:
    return checking.hints(job_of(site.settings()), site.network(), since)


def told(site: MiniSite, since: str = "") -> list[tuple[str, str]]:
    """Where each hint stands, and the line that it proposes."""
    return [(one.path, one.fix.partition("`")[2].rpartition("`")[0]) for one in hints(site, since).problems]


def move(site: MiniSite, new: str = NEW) -> None:
    (site.root / new).parent.mkdir(parents=True, exist_ok=True)
    (site.root / OLD).rename(site.root / new)


def test_nothing_has_vanished(site: MiniSite, git: Upstream) -> None:
    site.record("anger/projekte/neu", "stage: idee")
    assert hints(site) == Hints()


def test_a_renamed_file_is_told_the_line_that_keeps_its_address(site: MiniSite, git: Upstream) -> None:
    move(site)
    (hint,) = hints(site).problems
    assert hint.path == NEW
    assert hint.fix == f"Trage in {NEW} eine Zeile nach: `aliases: [/projekte/teich/]`."
    site.replace(NEW, "stage: idee", "stage: idee\naliases: [/projekte/teich/]")
    assert hints(site) == Hints()


def test_it_is_told_also_where_the_file_was_edited_and_had_moved_before(site: MiniSite, git: Upstream) -> None:
    site.replace(OLD, "stage: idee", "stage: idee\naliases: [/see/]")
    git.commit()
    move(site)
    site.replace(NEW, "Noch einer", "Ein anderer")
    assert told(site) == [(NEW, "aliases: [/see/, /projekte/teich/]")]


def test_of_several_new_files_the_one_that_is_like_it_is_named(site: MiniSite, git: Upstream) -> None:
    move(site)
    site.record("anger/projekte/anderes", "stage: idee", "Ganz etwas anderes, in vielen Worten.\n")
    site.record("bachtal/projekte/abschrift", POND.replace("Teich", "Bach"), TEXT)
    assert told(site) == [(NEW, "aliases: [/projekte/teich/]")]


def test_what_is_gone_for_good_is_told_once_and_stops_nothing(
    site: MiniSite, git: Upstream, capsys: pytest.CaptureFixture[str]
) -> None:
    (site.root / OLD).unlink()
    assert told(site) == [(OLD, "aliases: [/projekte/teich/]")]
    assert check_and_report(site.settings(), look=checking.hints) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0].endswith(": alles in Ordnung.")
    assert said[1].startswith(
        f"{OLD}:1: Adresse: gefunden keine Seite mehr; erwartet eine Seite unter `/projekte/teich/`"
    )
    assert said[2] == "1 Hinweis; veröffentlicht wird trotzdem."
    git.commit()
    assert hints(site) == Hints()


def test_between_sites_no_line_leads_on(site: MiniSite, git: Upstream) -> None:
    move(site, "content/bachtal/projekte/teich.md")
    (hint,) = hints(site).problems
    assert hint.path == "content/bachtal/projekte/teich.md"
    assert "aliases" not in hint.fix


@pytest.mark.parametrize(
    "head", ["pinnwand/spaten type: suche\nvalid_until: 2026-12-01", "seiten/entwurf status: draft"]
)
def test_notices_that_were_taken_down_and_drafts_are_not_missed(site: MiniSite, git: Upstream, head: str) -> None:
    path, _, keys = head.partition(" ")
    site.record(f"anger/{path}", keys)
    git.commit()
    (site.root / f"content/anger/{path}.md").unlink()
    assert hints(site) == Hints()


def test_a_draft_and_an_expired_notice_are_not_gone(site: MiniSite, git: Upstream) -> None:
    site.record("anger/pinnwand/spaten", "type: suche\nvalid_until: 2026-12-01")
    git.commit()
    site.record("anger/pinnwand/spaten", "type: suche\nvalid_until: 2026-01-01")
    site.replace(OLD, "stage: idee", "stage: idee\nstatus: draft")
    assert hints(site) == Hints()


def test_what_was_pushed_last_is_compared_with(site: MiniSite, git: Upstream, tmp_path: Path) -> None:
    host = Upstream(tmp_path / "host")
    git.git("remote", "add", "origin", host.url)
    git.git("fetch", "--quiet", "origin")
    git.git("push", "--quiet", "--set-upstream", "origin", "main:pushed")
    first = git.git("rev-parse", "HEAD")
    move(site)
    git.commit()
    assert told(site) == [(NEW, "aliases: [/projekte/teich/]")]
    git.git("push", "--quiet", "origin", "main:pushed")
    assert hints(site) == Hints()
    assert told(site, first[:9]) == [(NEW, "aliases: [/projekte/teich/]")]


def test_what_came_to_main_since_this_branch_left_it_has_not_vanished(site: MiniSite, git: Upstream) -> None:
    git.git("checkout", "--quiet", "-b", "zweig")
    move(site)
    git.commit()
    git.git("checkout", "--quiet", "main")
    site.record("anger/projekte/neu", "stage: idee")
    git.commit()
    git.git("checkout", "--quiet", "zweig")
    assert told(site, "main") == [(NEW, "aliases: [/projekte/teich/]")]


def test_where_two_have_no_past_in_common_they_are_compared_as_they_are(site: MiniSite, git: Upstream) -> None:
    git.git("checkout", "--quiet", "--orphan", "anders")
    move(site)
    git.commit()
    assert told(site, "main") == [(NEW, "aliases: [/projekte/teich/]")]


def test_zeros_are_no_commit(
    site: MiniSite, git: Upstream, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    move(site)
    given = {name: site.settings()[name] for name in ("PATH", "OUTPUT_PATH", "CACHE_PATH", "JOBS")}
    order = Order("pelicanconf.py", DAY, given)
    assert checking.check_command(order, "text", "0" * 40) == 0
    assert "aliases: [/projekte/teich/]" in capsys.readouterr().out


def test_what_was_published_last_from_here_counts_more(tmp_path: Path) -> None:
    publisher = Publisher.of(MiniSite(tmp_path / "projekt", "complete"))
    assert publisher.publish() == 0
    site = publisher.site
    site.replace(OLD, "  - /teich/\n", "")
    (site.root / OLD).rename(site.root / NEW)
    for file in (site.root / "content").rglob("*.md"):
        words = file.read_text().replace("projekte/teich.md", "projekte/weiher.md")
        file.write_text(re.sub(r"anger/teich$", "anger/weiher", words, flags=re.MULTILINE))
    publisher.commit()
    found = checking.hints(job_of(publisher.order().read()), site.network()).problems
    assert [(one.path, one.fix.partition("`")[2].rpartition("`")[0]) for one in found] == [
        (NEW, "aliases: [/projekte/dorfteich/, /projekte/teich/]"),
        ("content/anger/seiten/teich.md", "aliases: [/teich/]"),
    ]
    assert publisher.live() in found[0].expected


def test_releases_hold_the_pages_of_records_and_much_else() -> None:
    there = ["seiten/a/index.html", "a/projekte/x/index.html", "a/x/index.html", "a/impressum/index.html", "a/404.html"]
    there += ["a/projekte/stand/idee/index.html", "a/projekte/x/termine.ics", "a/theme/x/index.html"]
    assert [str(one) for one in published_pages(there)] == ["seiten/a", "a/x", "a/x"]


def test_without_git_that_is_said_and_nothing_else(site: MiniSite, capsys: pytest.CaptureFixture[str]) -> None:
    assert check_and_report(site.settings(), look=checking.hints) == 0
    assert "wurde nicht geprüft: hier ist kein git-Repository" in capsys.readouterr().out


def test_a_commit_that_is_not_there_is_said(site: MiniSite, git: Upstream) -> None:
    assert hints(site, "0" * 40).words == (f"{checking._UNKNOWN}{'0' * 40} kennt git hier nicht.",)


def test_villages_with_a_repository_of_their_own_do_not_confuse_it(
    site: MiniSite, git: Upstream, tmp_path: Path
) -> None:
    with_repository(site, "bachtal", tmp_path / "dorf")
    move(site)
    assert update_and_report(site.settings(), None) == 0
    seen: list[Hints] = []

    def look(job, network):
        seen.append(checking.hints(job, network))
        return seen[-1]

    assert check_and_report(site.settings(), look=look) == 0
    assert [one.path for one in seen[-1].problems] == [NEW]
