"""A real bare repository with our hooks, and coaches who push to it with git."""

import errno
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest

from plugins.network.problems import Findings, Problem
from plugins.publishing import pushes
from plugins.publishing.benches import bench
from plugins.publishing.hooks import install, script
from plugins.publishing.telling import FewerPages, Refused, Unsure
from tests.minisite import MiniSite, code_in
from tests.upstream import _ENVIRONMENT, Upstream

PAGE = "content/anger/seiten/fassung.md"


@dataclass
class Server:
    """A machine with an installed checkout and a bare repository, and a coach's clone of that."""

    folder: Path
    said: list[str] = field(default_factory=list)

    @property
    def bare(self) -> Path:
        return self.folder / "netz.git"

    @property
    def installed(self) -> Path:
        return self.folder / "Ein Gerät"

    @property
    def www(self) -> Path:
        return self.installed / "www"

    def clone(self, name: str) -> Upstream:
        coach = Upstream(self.folder / name)
        coach.git("remote", "add", "origin", str(self.bare))
        return coach

    def push(self, coach: Upstream, *words: str) -> str:
        """What the coach sees of it, from the server; raises CalledProcessError where it is refused."""
        command = ["git", "push", "origin", *(words or ("main",))]
        done = subprocess.run(
            command, cwd=coach.folder, env=_ENVIRONMENT, capture_output=True, text=True, check=False, timeout=300
        )
        lines = [line.removeprefix("remote: ").rstrip() for line in done.stderr.splitlines() if "remote:" in line]
        self.said = lines
        if done.returncode:
            raise subprocess.CalledProcessError(done.returncode, command, stderr=done.stderr)
        return "\n".join(lines)

    def refused(self, coach: Upstream, *words: str) -> str:
        """A push is refused and changes nothing that is live; what the coach sees."""
        before = self.live()
        with pytest.raises(subprocess.CalledProcessError) as refusal:
            self.push(coach, *words)
        assert "pre-receive hook declined" in refusal.value.stderr
        assert self.live() == before
        return "\n".join(self.said)

    def publish(self, *words: str) -> subprocess.CompletedProcess[str]:
        """What an operator does by hand, and how it ends."""
        command = [str(self.installed / "site"), "hooks", "publish", str(self.bare), *words]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def live(self) -> str:
        """The release that is live; empty where none is."""
        current = self.www / "current"
        return current.readlink().name if current.is_symlink() else ""

    def words(self) -> str:
        return (self.www / "current/anger/fassung/index.html").read_text()


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """The checkout lies in a folder with a blank and an umlaut in its name; its `site` runs the Python of these tests."""
    machine = Server(tmp_path)
    code = code_in(machine.installed)
    site = code / "site"
    site.write_text(f'#!/bin/sh\ncd "$(dirname "$0")" && exec {sys.executable} -m invoke "$@"\n')
    site.chmod(0o755)
    subprocess.run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(machine.bare)], check=True)
    subprocess.run([str(site), "hooks", "install", str(machine.bare)], check=True)
    return machine


@pytest.fixture
def coach(server: Server) -> Upstream:
    """Has put the first commit online."""
    coach = server.clone("coach")
    MiniSite(coach.folder, "complete")
    write(coach, "Fassung eins")
    server.push(coach)
    return coach


def write(coach: Upstream, words: str) -> str:
    coach.file(PAGE, f"---\ntitle: Fassung\n---\n{words}\n")
    return coach.commit()


def test_a_good_push_goes_live_and_one_line_says_so(server: Server, coach: Upstream) -> None:
    commit = write(coach, "Fassung zwei")
    assert server.push(coach) == f"Online: Der Stand {commit[:7]} ist auf allen Websites."
    assert server.live().endswith(commit[:12])
    assert "Fassung zwei" in server.words()


def test_a_faulty_push_is_refused_with_its_lines(server: Server, coach: Upstream) -> None:
    coach.file("content/anger/projekte/neu.md", "---\ntitle: Neu\nstage: umsetzng\n---\nText.\n")
    coach.file(PAGE, "---\ntitle: Fassung\nnaw: 1\n---\nText.\n")
    commit = coach.commit()
    said = server.refused(coach)
    assert "content/anger/projekte/neu.md:3: stage: gefunden „umsetzng“" in said
    assert "content/anger/seiten/fassung.md:3: naw" in said
    assert f"ABGELEHNT: Im Zweig main (Stand {commit[:7]})" in said
    assert coach.git("ls-remote", "origin", "main")[:40] != commit
    coach.git("rm", "--quiet", "content/anger/projekte/neu.md")
    write(coach, "Fassung drei")
    server.push(coach)
    assert "Fassung drei" in server.words()


def test_who_renames_a_page_is_told_the_line_that_keeps_its_address(server: Server, coach: Upstream) -> None:
    coach.git("mv", PAGE, "content/anger/seiten/neuer-name.md")
    commit = coach.commit()
    hint, *lines = server.push(coach).splitlines()
    assert hint.startswith(pushes.HINT.format(hint="content/anger/seiten/neuer-name.md:1: "))
    assert hint.endswith("eine Zeile nach: `aliases: [/fassung/]`.")
    assert lines == [pushes.LIVE.format(commit=commit[:7])]


def test_another_branch_is_checked_and_not_published(server: Server, coach: Upstream) -> None:
    live = server.live()
    coach.git("checkout", "--quiet", "-b", "entwurf")
    write(coach, "Entwurf")
    assert server.push(coach, "entwurf") == ""
    assert server.live() == live
    coach.file(PAGE, "---\nnix: 1\n---\n").commit()
    assert "Im Zweig entwurf" in server.refused(coach, "entwurf")


def test_a_tag_is_neither(server: Server, coach: Upstream) -> None:
    coach.git("tag", "v1")
    assert server.push(coach, "v1") == ""


def test_of_two_pushes_that_follow_each_other_quickly_the_newest_is_live(server: Server, coach: Upstream) -> None:
    other = server.clone("andere")
    other.git("fetch", "--quiet", "origin")
    other.git("checkout", "--quiet", "main")
    write(coach, "Fassung zwei")
    first = Thread(target=lambda: server.push(coach))
    first.start()
    _until(lambda: coach.git("ls-remote", "origin", "main")[:40] == coach.git("rev-parse", "HEAD"))
    assert first.is_alive()  # it is taken, and being published
    other.git("pull", "--quiet", "--rebase", "origin", "main")
    newest = write(other, "Fassung drei")
    server.push(other)
    first.join()
    assert server.live().endswith(newest[:12])
    assert "Fassung drei" in server.words()


def _until(happened: Callable[[], bool]) -> None:
    while not happened():
        time.sleep(0.05)


def test_main_goes_forward_only_and_stays(server: Server, coach: Upstream) -> None:
    write(coach, "Fassung zwei")
    server.push(coach)
    coach.git("reset", "--quiet", "--hard", "HEAD~1")
    write(coach, "Etwas anderes")
    assert "git pull --rebase" in server.refused(coach, "--force", "main")
    assert "lässt sich nicht löschen" in server.refused(coach, "--delete", "main")
    assert "Fassung zwei" in server.words()


def test_nothing_that_is_pushed_is_run(server: Server, coach: Upstream) -> None:
    """Neither code nor filters nor links: the code is that of the installed checkout."""
    trap = server.folder / "ausgelöst"
    coach.file("plugins/network/__init__.py", f"open({str(trap)!r}, 'w')\n")
    coach.file("pelicanconf.py", f"open({str(trap)!r}, 'w')\n")
    coach.file(".gitattributes", "*.md filter=falle\n")
    coach.file(".gitconfig", f'[filter "falle"]\n smudge = touch {trap}\n')
    coach.git("config", "core.symlinks", "true")
    write(coach, "Fassung zwei")
    server.push(coach)
    assert "Fassung zwei" in server.words()
    assert not trap.exists()
    (coach.folder / "villages.yaml").unlink()
    (coach.folder / "villages.yaml").symlink_to("/etc/passwd")
    coach.commit()
    said = server.refused(coach)
    assert "villages.yaml" in said
    assert "root:" not in said


def test_what_fails_to_go_live_says_so_and_the_next_push_mends_it(server: Server, coach: Upstream) -> None:
    away = server.www / "current"
    away.rename(server.www / "weg")
    away.mkdir()  # not the symbolic link it should be
    write(coach, "Fassung zwei")
    said = server.push(coach)
    log = server.installed / ".cache/hooks/publish.log"
    assert said.splitlines() == [pushes.NOT_LIVE + pushes.AT_SERVER, pushes.LOG.format(log=log)]
    assert "symbolic link" in log.read_text().splitlines()[-1]
    away.rmdir()
    (server.www / "weg").rename(away)
    write(coach, "Fassung drei")
    assert server.push(coach).startswith("Online")
    assert "Fassung drei" in server.words()


def test_many_pages_less_wait_for_the_operator(server: Server, coach: Upstream) -> None:
    pages = [f"content/anger/seiten/blatt-{number}.md" for number in range(60)]
    for page in pages:
        coach.file(page, "---\ntitle: Ein Blatt\n---\nText.\n")
    coach.commit()
    server.push(coach)
    for page in pages:
        (coach.folder / page).unlink()
    write(coach, "Fassung zwei")
    said = server.push(coach)
    assert re.search(r"Viele Seiten wären weg: anger hatte \d+ und hat \d+", said)
    assert "Fassung eins" in server.words()
    assert server.publish().returncode == 1
    assert server.publish("--confirm-fewer").returncode == 0
    assert "Fassung zwei" in server.words()


def test_a_server_that_cannot_check_says_so_in_german(server: Server, coach: Upstream) -> None:
    write(coach, "Fassung zwei")
    hooks = server.installed / ".cache/hooks"
    hooks.rename(hooks.with_name("weg"))
    hooks.write_text("Kein Ordner.")
    said = server.refused(coach).splitlines()
    assert said[0] == pushes.UNCHECKED + pushes.AT_SERVER
    assert said[1].startswith("Für den Betreiber: ")
    assert "hooks" in said[1]


def test_why_something_is_not_live_is_told_in_german() -> None:
    full = OSError(errno.ENOSPC, "No space left on device", "/srv/x")
    finding = Problem("content/anger/seiten/a.md", 3, "Text", "/x/", "eine Seite", "berichtige sie")
    told = {
        pushes.not_live(full): pushes.NOT_LIVE + pushes.FULL,
        pushes.not_live(Refused("No {braces}.")): pushes.NOT_LIVE + pushes.AT_SERVER,
        pushes.not_live(Unsure("cut")): pushes.UNSURE + pushes.AT_SERVER,
        pushes.not_live(Findings([finding])): f"{Findings([finding])}\n{pushes.NOT_LIVE}{pushes.BROKEN_PAGES}",
    }
    assert list(told) == list(told.values())
    assert "anger hatte 10 und hat 2" in pushes.not_live(FewerPages({"anger": (10, 2)}))


def test_a_work_tree_that_was_cut_short_is_made_anew(server: Server, coach: Upstream) -> None:
    live = server.installed / ".cache/hooks/live"
    (live / ".git/index.lock").touch()
    shutil.rmtree(live / "content/bachtal")
    write(coach, "Fassung zwei")
    assert server.push(coach).startswith("Online")


def test_what_main_holds_can_be_published_again(server: Server, coach: Upstream) -> None:
    done = server.publish()
    assert done.returncode == 0
    assert done.stdout.startswith("Online")


def test_nothing_is_left_behind(server: Server, coach: Upstream) -> None:
    assert sorted(entry.name for entry in (server.installed / ".cache/hooks").glob("checking-*")) == []


def test_what_a_check_that_was_killed_has_left_is_cleared_away_and_one_that_runs_is_not(
    server: Server, coach: Upstream
) -> None:
    place = server.installed / ".cache/hooks"
    (place / "checking-old/content").mkdir(parents=True)
    with bench(place) as running:
        (running / "content").mkdir()
        write(coach, "Fassung zwei")
        server.push(coach)
        assert [entry.name for entry in place.glob("checking-*")] == [running.name]
        assert (running / "content").exists()
    assert list(place.glob("checking-*")) == []


def test_a_check_that_is_killed_leaves_a_folder_that_the_next_one_clears_away(tmp_path: Path) -> None:
    words = "import sys; from pathlib import Path; from plugins.publishing.benches import bench\n"
    words += "with bench(Path(sys.argv[1])): print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", words, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as check:
        assert check.stdout and check.stdout.readline()
        with bench(tmp_path) as mine:
            assert len(list(tmp_path.glob("checking-*"))) == 2
        check.kill()
    with bench(tmp_path) as mine:
        assert list(tmp_path.glob("checking-*")) == [mine]


def test_installing_again_changes_nothing_and_touches_no_hook_of_others(server: Server) -> None:
    site = server.installed / "site"
    files = install(server.bare, site)
    assert [file.read_text() for file in files] == [script(file.name, site) for file in files]
    files[0].write_text("#!/bin/sh\n")
    with pytest.raises(Refused, match="somebody else's"):
        install(server.bare, site)
    with pytest.raises(Refused, match="git init --bare"):
        install(server.folder, site)


def test_what_hooks_cannot_do_is_refused(server: Server) -> None:
    words = [str(server.installed / "site"), "hooks", "instal", str(server.bare)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (
        1,
        "instal is nothing that hooks do; there are install, publish, pre-receive, post-receive.\n",
    )


def test_lines_of_git_are_understood() -> None:
    new, none = "1" * 40, "0" * 40
    lines = [f"{none} {new} refs/heads/main\n", f"{new} {none} refs/heads/alt\n", f"{none} {new} refs/tags/v1\n"]
    pushed = pushes.parsed(lines)
    assert pushes.to_check(pushed) == {new: "main"}
    assert pushes.published(pushed) == pushes.Push("", new, pushes.MAIN)
    assert pushes.published(pushed[1:]) is None
