"""What is read of a repository's history: real repositories, with all that people do to them."""

import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from plugins.history.chronicle import History, Versions
from plugins.history.lineage import Commit, State
from plugins.history.sentences import sentences
from plugins.multisite import git, past
from plugins.multisite.clock import ZONE
from plugins.multisite.commits import day_of
from plugins.multisite.heads import checkout_of
from plugins.multisite.past import Past, Unknown, histories_of
from plugins.network.references import Reference
from plugins.network.text import LARGEST
from tests.minisite import ROOT, MiniSite, job_of
from tests.upstream import Upstream

TEICH = Reference("projekte", "anger", "teich")
POND = "content/anger/projekte/teich.md"
HEAD = "title: Teich\nstage: {}\nsteps:\n- title: Zaun setzen\n  state: {}\n"


class Village(Upstream):
    """A project's repository in which a pond is dug."""

    def __init__(self, folder: Path) -> None:
        self.site = MiniSite(folder)
        super().__init__(folder)

    def pond(
        self, stage: str = "idee", fence: str = "offen", more: str = "", path: str = "anger/projekte/teich"
    ) -> "Village":
        """Write the project's file."""
        self.site.record(path, HEAD.format(stage, fence) + more, "Ein Text über den Teich.\n" * 20)
        return self

    def past(self, cache: Path | None = None) -> dict[str, History]:
        """What is known of each project, by its slug. Raises Unknown."""
        checkout = checkout_of(self.folder / "content")
        assert checkout
        shelf = cache or self.folder.with_name(f"{self.folder.name}-shelf")
        return {project.slug: history for project, history in Past(checkout, shelf, "1").histories().items()}

    def fresh(self) -> dict[str, History]:
        """The same with nothing kept."""
        shutil.rmtree(self.folder.with_name("fresh"), ignore_errors=True)
        return self.past(self.folder.with_name("fresh"))

    def told(self, slug: str = "teich") -> list[str]:
        """Day and sentence of every change, newest first; with what was kept it must be the same as without."""
        history = self.past()
        assert history == self.fresh()
        entries = history[slug].entries if slug in history else ()
        return [f"{entry.day} {text}" for entry in entries for text in sentences(entry, str)]


@pytest.fixture
def village(tmp_path: Path) -> Village:
    """Two commits: the pond is an idea, then planned."""
    village = Village(tmp_path / "dorf")
    village.pond().commit("2026-05-03")
    village.pond("planung").commit("2026-05-10")
    return village


PLANNED = "2026-05-10 Stand: von Idee zu Planung"
FENCED = "2026-05-12 Schritt „Zaun setzen“ erledigt"


def test_what_was_committed_is_told_with_its_days(village: Village) -> None:
    village.pond("planung", "erledigt").commit("2026-05-12")
    assert village.told() == [FENCED, PLANNED]
    assert str(village.past()["teich"].begun) == "2026-05-03"


def test_what_is_not_committed_is_not_told(village: Village) -> None:
    village.pond("umsetzung").pond(path="anger/projekte/neu")
    village.git("add", "--all")
    assert village.told() == [PLANNED]
    assert "neu" not in village.past()


def test_a_renamed_file_keeps_its_history_also_in_another_village(village: Village) -> None:
    (village.folder / "content/bachtal/projekte").mkdir()
    between = "content/anger/projekte/Der große Teich.md"
    for old, new in ((POND, between), (between, "content/bachtal/projekte/weiher.md")):
        village.git("mv", old, new)
        village.commit("2026-05-11")
    assert village.told("weiher") == [PLANNED]


def test_a_file_that_was_no_project_begins_where_it_became_one(village: Village) -> None:
    village.git("mv", POND, "content/anger/seiten/teich.md")
    village.commit("2026-05-11")
    village.git("mv", "content/anger/seiten/teich.md", "content/anger/projekte/weiher.md")
    village.commit("2026-05-12")
    assert village.past()["weiher"] == village.fresh()["weiher"] == History(date(2026, 5, 12))


def test_a_file_that_is_renamed_and_changed_at_once_keeps_its_history(village: Village) -> None:
    for slug, stage, day in (("Der große Teich", "umsetzung", "12"), ("weiher", "abgeschlossen", "14")):
        (file,) = (village.folder / "content/anger/projekte").iterdir()
        file.rename(file.with_name(f"{slug}.md"))
        village.pond(stage, path=f"anger/projekte/{slug}").commit(f"2026-05-{day}")
    assert village.told("weiher") == [
        "2026-05-14 Stand: von Umsetzung zu Abgeschlossen",
        "2026-05-12 Stand: von Planung zu Umsetzung",
        PLANNED,
    ]


def test_a_village_that_gets_another_name_keeps_its_history(village: Village) -> None:
    village.git("mv", "content/anger", "content/aue")
    village.commit("2026-05-11")
    assert village.told() == [PLANNED]


def test_a_squashed_history_is_told_as_it_is_now(village: Village) -> None:
    village.pond("planung", "erledigt").commit("2026-05-12")
    assert len(village.told()) == 2
    first = village.git("rev-list", "--max-parents=0", "HEAD")
    village.git("reset", "--quiet", "--soft", first)
    village.commit("2026-05-13")
    assert village.told() == ["2026-05-13 Stand: von Idee zu Planung", "2026-05-13 Schritt „Zaun setzen“ erledigt"]
    village.git("update-ref", "-d", "HEAD")
    village.commit("2026-05-14")
    assert village.past()["teich"] == History(village.past()["teich"].begun)
    assert village.told() == []


def test_an_amended_commit_is_another_one(village: Village) -> None:
    assert village.told() == [PLANNED]
    village.pond("umsetzung").commit("2026-05-20", "--amend")
    assert village.told() == ["2026-05-20 Stand: von Idee zu Umsetzung"]


def test_rebased_commits_keep_their_days(village: Village) -> None:
    village.git("switch", "--quiet", "--create=zweig", "HEAD~1")
    village.pond(fence="erledigt").commit("2026-05-12")
    assert village.told() == [FENCED]
    village.git("rebase", "--quiet", "main")
    assert village.told() == [FENCED, PLANNED]
    village.git("reset", "--quiet", "--hard", "HEAD~1")
    village.git("reflog", "expire", "--expire=now", "--all")
    village.git("branch", "--quiet", "--force", "main", "HEAD")
    village.git("gc", "--quiet", "--prune=now")
    assert village.told() == [PLANNED]


def test_branches_that_are_merged_are_told_with_their_own_days(village: Village) -> None:
    village.git("switch", "--quiet", "--create=zweig", "HEAD~1")
    village.pond(fence="erledigt").commit("2026-05-12")
    village.git("switch", "--quiet", "main")
    village.git("merge", "--quiet", "--no-edit", "zweig")
    assert village.told() == [FENCED, PLANNED]


def test_a_file_renamed_on_one_branch_and_changed_on_the_other_is_one(village: Village) -> None:
    village.git("switch", "--quiet", "--create=zweig")
    village.pond("planung", "erledigt").commit("2026-05-12")
    village.git("switch", "--quiet", "main")
    village.git("mv", POND, "content/anger/projekte/weiher.md")
    village.commit("2026-05-11")
    village.git("merge", "--quiet", "--no-edit", "zweig")
    assert village.told("weiher") == [FENCED, PLANNED]


def test_what_a_merge_throws_away_is_not_told(village: Village) -> None:
    village.git("switch", "--quiet", "--create=zweig", "HEAD~1")
    village.pond("ruht").commit("2026-05-12")
    village.git("switch", "--quiet", "main")
    village.git("merge", "--quiet", "--no-edit", "--strategy=ours", "zweig")
    assert village.told() == [PLANNED]


def test_what_is_written_while_merging_is_told(village: Village) -> None:
    village.git("switch", "--quiet", "--create=zweig", "HEAD~1")
    village.pond(fence="erledigt").commit("2026-05-12")
    village.git("switch", "--quiet", "main")
    village.git("merge", "--quiet", "--no-commit", "zweig")
    village.pond("planung", "erledigt", "budget:\n  total: 100").commit("2026-05-13")
    assert village.told() == ["2026-05-13 Kosten jetzt angegeben: 100,00\u00a0€", FENCED, PLANNED]


def test_an_old_version_that_nobody_can_read_is_passed_over(village: Village) -> None:
    village.file(POND, "---\ntitle: [\n").commit("2026-05-11")
    village.file(POND, b"\xff\x00\xfe").commit("2026-05-11")
    village.file(POND, "").commit("2026-05-12")
    village.pond("umsetzung").commit("2026-05-13")
    assert village.told() == ["2026-05-13 Stand: von Planung zu Umsetzung", PLANNED]


def test_days_begin_at_midnight_in_berlin(village: Village) -> None:
    moments = {
        "erledigt": "2026-06-30T21:59:59+0000",
        "offen": "2026-06-30T22:00:00+0000",
        "laeuft": "2026-12-31T23:00:00+0000",
    }
    for fence, moment in moments.items():
        village.pond("planung", fence).commit(moment)
    assert [line[:10] for line in village.told()] == ["2027-01-01", "2026-07-01", "2026-06-30", "2026-05-10"]


@pytest.mark.parametrize(("moment", "day"), [(10**18, date.max), (-(10**18), date.min), (0, date(1970, 1, 1))])
def test_moments_that_no_calendar_holds_do_no_harm(moment: int, day: date) -> None:
    assert day_of(moment, ZONE) == day


# What is not read, and what is not obeyed


def test_a_clone_without_its_past_has_no_history(village: Village, tmp_path: Path) -> None:
    village.git("clone", "--quiet", "--depth=1", village.url, str(tmp_path / "flach"))
    checkout = checkout_of(tmp_path / "flach/content")
    assert checkout
    flat = Past(checkout, tmp_path / "shelf", "1")
    with pytest.raises(Unknown, match="shallow") as caught:
        flat.histories()
    assert not caught.value.passing
    village.git("-C", str(tmp_path / "flach"), "fetch", "--quiet", "--unshallow")
    assert len(flat.histories()) == 1


def test_a_branch_that_was_fetched_without_its_past_does_not_hide_that_of_the_others(
    village: Village, tmp_path: Path
) -> None:
    village.git("switch", "--quiet", "--create=zweig")
    village.pond("ruht").commit("2026-05-12")
    village.git("switch", "--quiet", "main")
    other = tmp_path / "anders"
    shutil.copytree(village.folder, other)
    village.git("branch", "--quiet", "-D", "zweig")
    village.git("fetch", "--quiet", "--depth=1", other.as_uri(), "zweig:fremd")
    assert (village.folder / ".git/shallow").exists()
    assert village.told() == [PLANNED]


def test_a_clone_without_the_files_of_old_commits_has_no_history(village: Village, tmp_path: Path) -> None:
    village.git("config", "uploadpack.allowFilter", "true")
    village.git("clone", "--quiet", "--filter=blob:none", village.url, str(tmp_path / "leer"))
    checkout = checkout_of(tmp_path / "leer/content")
    assert checkout
    with pytest.raises(Unknown, match="without the files"):
        Past(checkout, tmp_path / "shelf", "1").histories()


@pytest.mark.parametrize("state", ["no repository", "no commit", "not committed"])
def test_where_there_is_nothing_to_read_the_place_and_the_reason_are_named(state: str, tmp_path: Path) -> None:
    site = MiniSite(tmp_path / "dorf").record("anger/projekte/teich", "stage: idee")
    if state != "no repository":
        repository = Upstream(site.root)
        if state == "not committed":
            repository.file(".gitignore", "*\n").git("add", "--force", ".gitignore")
            repository.git("commit", "--quiet", "--message=Neu")
    found, gaps = histories_of(job_of(site.settings()), [TEICH])
    assert found == {}
    assert [(gap.where, gap.passing) for gap in gaps] == [("content/", False)]


def test_where_there_are_no_projects_nothing_is_missing(minisite: MiniSite) -> None:
    assert histories_of(job_of(minisite.settings()), []) == ({}, [])


@pytest.mark.parametrize("command", ["no-such-program", "false"])
def test_without_git_the_history_is_missing_for_the_time_being(
    village: Village, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "_COMMAND", [command])
    with pytest.raises(Unknown, match="git: ") as caught:
        village.past()
    assert caught.value.passing


def test_a_damaged_repository_has_no_history(village: Village) -> None:
    blob = village.git("rev-parse", f"HEAD~1:{POND}")
    (village.folder / ".git/objects" / blob[:2] / blob[2:]).unlink()
    with pytest.raises(Unknown, match="git: ") as caught:
        village.past()
    assert caught.value.passing


def test_a_hostile_history_is_read_without_harm(village: Village, tmp_path: Path) -> None:
    village.file(POND, b"---\ntitle: x\n---\n" + b"x" * LARGEST).commit("2026-05-11")
    secret = tmp_path / "geheim.md"
    secret.write_text(f"---\ntitle: Geheim\n{HEAD.format('ruht', 'offen')}---\n")
    (village.folder / POND).unlink()
    (village.folder / POND).symlink_to(secret)
    village.commit("2026-05-12")
    (village.folder / POND).unlink()
    for name in ("\n:100644 100644 0 0 M", "\x01" + "0" * 40 + " 1 ", "a\tb", "..", "ä\\*[", "--output=x"):
        village.file(f"content/anger/projekte/{name}.md".replace("/...md", "/x/..md"), "---\ntitle: x\n---\n")
    village.git(
        "update-index",
        "--add",
        "--cacheinfo",
        f"160000,{village.git('rev-parse', 'HEAD')},content/anger/projekte/sub.md",
    )
    village.pond("umsetzung").commit("2026-05-13")
    assert village.told() == ["2026-05-13 Stand: von Planung zu Umsetzung", PLANNED]


def test_settings_of_the_repository_change_nothing(village: Village, tmp_path: Path) -> None:
    village.git("mv", POND, "content/anger/projekte/weiher.md")
    village.commit("2026-05-11")
    before, caught = village.fresh(), tmp_path / "gefangen"
    settings = {
        "diff.renames": "false",
        "diff.orderFile": "/nirgends",
        "diff.noprefix": "true",
        "diff.external": f"touch {caught}",
        "log.showSignature": "true",
        "log.showRoot": "false",
        "log.follow": "true",
        "log.decorate": "full",
        "log.diffMerges": "off",
        "log.date": "relative",
        "format.pretty": "oneline",
        "core.pager": f"touch {caught}",
        "core.fsmonitor": f"touch {caught}",
        "core.abbrev": "7",
        "core.worktree": str(tmp_path),
        "gpg.program": f"touch {caught}",
        "color.ui": "always",
    }
    for name, value in settings.items():
        village.git("config", name, value)
    village.file(".git/info/grafts", f"{before and village.git('rev-parse', 'HEAD')}\n")
    assert village.fresh() == before
    assert not caught.exists()


# What is kept


def test_the_same_commit_is_read_without_git(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    before = village.past()
    monkeypatch.setattr(git, "_run", None)
    assert village.past() == before


def test_a_new_commit_reads_new_commits_and_new_versions(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    village.past()
    village.pond("umsetzung").commit("2026-05-12")
    asked: list[str] = []
    run, head = git._run, village.git("rev-parse", "HEAD")

    def noting(*arguments: str, given: bytes = b"") -> bytes:
        asked.append(" ".join((*arguments, given.decode())))
        return run(*arguments, given=given)

    monkeypatch.setattr(git, "_run", noting)
    village.past()
    (log,) = (said for said in asked if " log " in said)
    (sizes,) = (said for said in asked if " cat-file " in said)
    assert f" {village.git('rev-parse', 'HEAD~1')}..{head} " in log
    assert sizes.split()[-1:] == [village.git("rev-parse", f"HEAD:{POND}")]


def test_many_versions_are_read_by_several_processes(village: Village, monkeypatch: pytest.MonkeyPatch) -> None:
    for day in range(1, 9):
        village.pond("planung", more=f"budget:\n  total: {day}").commit(f"2026-06-0{day}")
    before = village.fresh()
    monkeypatch.setattr(past, "_BATCH", 3)
    checkout = checkout_of(village.folder / "content")
    assert checkout and list(Past(checkout, village.folder, "1", jobs=2).histories().values()) == list(before.values())
    assert len(before["teich"].entries) == 9


def test_a_new_commit_works_out_nothing_anew_but_what_it_touched(
    village: Village, monkeypatch: pytest.MonkeyPatch
) -> None:
    village.pond(path="anger/projekte/see").pond(path="bachtal/projekte/bach").commit("2026-05-11")
    village.past()
    village.git("mv", "content/anger/projekte/see.md", "content/anger/projekte/meer.md")
    village.commit("2026-05-12")
    worked_out: list[str] = []
    work_out = past.histories

    def noting(files: Mapping[Reference, State], commits: list[Commit], versions: Versions) -> dict[Reference, History]:
        worked_out.extend(map(str, files))
        return work_out(files, commits, versions)

    monkeypatch.setattr(past, "histories", noting)
    assert set(village.past()) == {"teich", "meer", "bach"}
    assert worked_out == ["anger/meer"]


@pytest.mark.parametrize("damage", ["cut", "empty", "nonsense", "another version"])
def test_what_is_kept_and_damaged_is_read_anew(village: Village, damage: str) -> None:
    before = village.past()
    shelf = village.folder.with_name("dorf-shelf")
    for file in shelf.iterdir():
        content = file.read_bytes()
        file.write_bytes({"cut": content[:40], "empty": b"", "nonsense": content[::-1]}.get(damage, content))
    assert village.past() == before
    if damage == "another version":
        checkout = checkout_of(village.folder / "content")
        assert checkout and len(Past(checkout, shelf, "2").histories()) == len(before)


# Where the commit is found


def test_the_commit_is_found_wherever_git_keeps_it(village: Village, tmp_path: Path) -> None:
    def found(folder: Path = village.folder) -> str | None:
        checkout = checkout_of(folder / "content")
        return checkout.commit if checkout else None

    head = village.git("rev-parse", "HEAD")
    assert found() == head
    village.git("pack-refs", "--all")
    assert not (village.folder / ".git/refs/heads/main").exists()
    assert found() == head
    village.git("checkout", "--quiet", "--detach")
    assert found() == head
    village.git("worktree", "add", "--quiet", "-b", "daneben", str(tmp_path / "daneben"), "HEAD~1")
    assert found(tmp_path / "daneben") == village.git("rev-parse", "HEAD~1")
    village.git("symbolic-ref", "refs/heads/zeiger", "refs/heads/daneben")
    village.git("symbolic-ref", "HEAD", "refs/heads/zeiger")
    assert found() == village.git("rev-parse", "HEAD")
    village.git("symbolic-ref", "HEAD", "refs/heads/keiner")
    assert found() is None
    village.file(".git/HEAD", "ref: refs/../../etc/passwd\n")
    assert found() is None
    assert found(tmp_path / "nirgends") is None


def test_history_is_read_from_a_work_tree_beside_and_from_a_folder_below(village: Village, tmp_path: Path) -> None:
    village.git("worktree", "add", "--quiet", "--detach", str(tmp_path / "daneben"))
    beside = checkout_of(tmp_path / "daneben/content")
    assert beside and len(Past(beside, tmp_path / "shelf", "1").histories()) == 1
    deep = Upstream(tmp_path / "tief")
    shutil.copytree(village.folder / "content", deep.folder / "ein [Ordner]*/content")
    deep.commit()
    below = checkout_of(deep.folder / "ein [Ordner]*/content")
    assert below and below.below == "ein [Ordner]*/content/"
    assert list(Past(below, tmp_path / "other", "1").histories()) == [TEICH]


def test_our_own_history_can_be_read(tmp_path: Path) -> None:
    checkout = checkout_of(ROOT / "content")
    if checkout:  # not in a copy of the files alone
        ours = Past(checkout, tmp_path, "1").histories()
        assert {reference.site for reference in ours} <= {"weslarn", "meckingsen", "ampen"}


# Whatever happens to a repository


SLUGS = st.sampled_from(["teich", "weiher", "see"])
BRANCHES = st.sampled_from(["main", "zweig"])


class AnyWork(RuleBasedStateMachine):
    """Somebody works with git; what is kept of before never makes a difference."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.village = Village(self.folder / "dorf")
        self.village.commit("2026-05-01")
        self.village.git("branch", "zweig")

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    def file(self, slug: str) -> Path:
        return self.village.folder / f"content/anger/projekte/{slug}.md"

    @rule(
        slug=SLUGS,
        stage=st.sampled_from(["idee", "planung", "quatsch"]),
        fence=st.sampled_from(["offen", "erledigt"]),
        day=st.integers(1, 4),
        options=st.sampled_from([(), (), ("--amend",)]),
    )
    def commit(self, slug: str, stage: str, fence: str, day: int, options: tuple[str, ...]) -> None:
        self.village.pond(stage, fence, path=f"anger/projekte/{slug}").commit(f"2026-05-0{day}", *options)

    @rule(old=SLUGS, new=SLUGS)
    def rename(self, old: str, new: str) -> None:
        if self.file(old).exists():
            self.file(old).rename(self.file(new))
            self.village.commit("2026-05-02")

    @rule(slug=SLUGS)
    def remove(self, slug: str) -> None:
        self.file(slug).unlink(missing_ok=True)
        self.village.commit("2026-05-03")

    @rule(branch=BRANCHES)
    def switch(self, branch: str) -> None:
        self.village.git("switch", "--quiet", branch)

    @rule(branch=BRANCHES, side=st.sampled_from(["ours", "theirs"]))
    def merge(self, branch: str, side: str) -> None:
        with suppress(subprocess.CalledProcessError):
            self.village.git("merge", "--quiet", "--no-edit", f"--strategy-option={side}", branch)
            return
        self.village.commit("2026-05-04")  # with whatever the conflict has left

    @rule(branch=BRANCHES)
    def squash(self, branch: str) -> None:
        base = self.village.git("merge-base", "HEAD", branch)
        self.village.git("reset", "--quiet", "--soft", base)
        self.village.commit("2026-05-04")

    @rule()
    def look(self) -> None:
        assert self.village.past() == self.village.fresh()


TestAnyWork = AnyWork.TestCase
TestAnyWork.settings = settings(max_examples=20, stateful_step_count=15, deadline=None, derandomize=True)
