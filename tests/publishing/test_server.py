"""A project is published on a server, a real one on this machine: what arrives is checked there, and a cut changes nothing."""

import getpass
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from plugins.publishing import ssh
from plugins.publishing.materials import BILL
from plugins.publishing.telling import Refused
from tests.publishing.publisher import PAGE, PRECACHE, Publisher, sums_of_system
from torture.sshd import Line, Sshd


@pytest.fixture(scope="module")
def sshd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sshd]:
    with Sshd(tmp_path_factory.mktemp("sshd")) as running:
        yield running


@pytest.fixture
def server(publisher: Publisher, sshd: Sshd, tmp_path: Path) -> Publisher:
    """The publisher with a server to publish on; what lies there lies in `www`."""
    publisher.environment = sshd.environment()
    text = (publisher.site.root / "villages.yaml").read_text()
    publisher.site.file("villages.yaml", text + sshd.stanza(publisher.www))
    publisher.commit()
    return publisher


def test_it_arrives_whole_and_goes_live(server):
    assert server.publish() == 0, server.said
    assert sums_of_system(server.current) == ""
    assert "is live at localhost:" in server.said
    assert server.verify() == 0
    assert server.listed().startswith(f"* {server.live()}")


def test_it_is_what_a_folder_on_this_machine_would_get(server, publisher, tmp_path):
    server.publish()
    there = server.tree()
    shutil.rmtree(server.www)
    server.now = server.now.replace(minute=0)
    server.site.file("villages.yaml", (server.site.root / "villages.yaml").read_text().partition("publish:")[0])
    server.publish(force=True)
    here = server.tree()
    assert {path: there[path] for path in there if path != "release.json"} == {
        path: here[path] for path in here if path != "release.json"
    }


def test_what_did_not_change_is_the_same_file_there(server):
    server.publish()
    first = server.current.resolve()
    server.edit("Fassung zwei")
    assert server.publish() == 0
    second = server.current.resolve()
    changed = {
        path for path in server.tree() if not (first / path).exists() or not (first / path).samefile(second / path)
    }
    found = {path for path in changed if "/suche/index/" in path or path.startswith("main/precache.json")}
    assert changed - found - {"release.json", "SHA256SUMS", BILL} == {
        f"{file}{packed}" for file in (PAGE, PRECACHE) for packed in ("", ".br", ".gz")
    }
    assert server.page() == "Fassung zwei"


def test_a_machine_that_knows_nothing_of_the_last_release_publishes_the_next(server):
    server.own_theme()
    server.publish()
    first = server.current.resolve()
    sheet = next(path for path in server.tree() if path.startswith("main/theme/css/main.") and path.endswith(".css"))
    shutil.rmtree(server.site.root / "cache")
    shutil.rmtree(server.site.root / "output")
    style = server.site.root / "theme/static/css/main.css"
    style.write_text(style.read_text() + ".x{color:red}")
    server.edit("Fassung zwei")
    assert server.publish() == 0, server.said
    assert (server.current / sheet).samefile(first / sheet), "the asset of the last release goes along"
    assert server.verify() == 0


def test_files_can_be_read_by_all_there(server):
    server.publish()
    for entry in server.current.resolve().rglob("*"):
        assert entry.stat().st_mode & 0o777 == (0o755 if entry.is_dir() else 0o444), entry


def test_back_and_damage(server):
    for number in ("eins", "zwei"):
        server.edit(f"Fassung {number}")
        server.publish()
    first, second = server.names()
    assert server.rollback() == 0
    assert (server.live(), server.page()) == (first, "Fassung eins")
    (server.release(second) / PAGE).unlink()
    (server.release(second) / "main/fremd.html").write_text("Fremd")
    (server.release(second) / "main/index.html").chmod(0o644)
    (server.release(second) / "main/index.html").write_text("Hacked")
    assert server.verify(second) == 1
    assert server.said.splitlines()[:3] == [f"{PAGE}: missing", "main/fremd.html: unknown", "main/index.html: changed"]
    assert server.rollback(second) == 1
    assert server.live() == first
    assert server.verify() == 1, "the start page is the same file in both"


def test_after_going_back_a_page_that_was_open_gets_its_assets(server):
    style = server.own_theme() / "static/css/main.css"
    server.edit("Fassung eins")
    server.publish()
    style.write_text(style.read_text() + ".x{color:red}")
    server.edit("Fassung zwei")
    server.publish()
    sheets = {path for path in server.tree() if "/theme/css/main." in path and path.endswith(".css")}
    assert server.rollback() == 0
    assert all((server.current / sheet).exists() for sheet in sheets)
    assert server.verify() == 0


def test_only_ten_are_kept_there_and_one_here(server):
    for day in range(10, 22):
        server.release(f"202611{day}T120000Z/main").mkdir(parents=True)
    assert server.publish() == 0
    assert server.names()[0] == "20261113T120000Z"
    assert len(server.names()) == 10
    assert len([*(server.site.root / "cache/publish/server/releases").iterdir()]) == 1


def test_damage_there_is_not_linked_into_the_next_release(server):
    server.publish()
    page = server.current / "main/index.html"
    page.chmod(0o644)
    page.write_text("damaged in place")
    server.edit("Fassung zwei")
    assert server.publish() == 0
    assert "is damaged" in server.said
    assert server.verify() == 0


# Faults


def with_line(server: Publisher, sshd: Sshd, line: Line) -> None:
    server.environment = sshd.environment(line.port)
    server.site.file(
        "villages.yaml",
        (server.site.root / "villages.yaml").read_text().partition("publish:")[0] + sshd.stanza(server.www, line.port),
    )
    server.commit()


@pytest.mark.parametrize("lasts", [6_000, 60_000, 250_000])
def test_a_cut_line_changes_nothing_and_the_next_publish_needs_no_help(server, sshd, lasts):
    server.edit("Fassung eins")
    server.publish()
    before = server.tree()
    with Line(sshd.port, lasts) as line:
        with_line(server, sshd, line)
        shutil.rmtree(server.site.root / "cache/publish")
        theme = server.own_theme()
        base = theme / "templates/base.html"
        base.write_text(base.read_text().replace("</body>", "<!-- neu --></body>"))
        server.edit("Fassung zwei")
        assert server.publish() == 1
        assert line.cuts
        assert server.said.splitlines()[-1].startswith("Not published, what is live is as it was: ")
        assert server.tree() == before
        line.lasts = None
        assert server.publish() == 0, server.said
    assert server.page() == "Fassung zwei"
    assert not [name for name in server.names() if name.startswith(".")]
    assert sums_of_system(server.current) == ""


def after_sending(monkeypatch: pytest.MonkeyPatch, deed: Callable[[str], None]) -> None:
    """Do something when all files have been sent; it is told the folder they were sent to."""
    send = ssh.Connection.send

    def sending(connection, source, target, *options):
        send(connection, source, target, *options)
        deed(target)

    monkeypatch.setattr(ssh.Connection, "send", sending)


def test_a_manifest_that_arrives_otherwise_is_noticed_too(server, monkeypatch):
    def shorten(target):
        """The page is gone, and so is the line that would tell."""
        (server.www / target / PAGE).unlink()
        manifest = server.www / target / "SHA256SUMS"
        lines = manifest.read_text().splitlines(keepends=True)
        manifest.unlink()
        manifest.write_text("".join(line for line in lines if not line.endswith(f"  {PAGE}\n")))

    after_sending(monkeypatch, shorten)
    assert server.publish() == 1
    assert "as it was sent: SHA256SUMS" in server.said
    assert server.tree() == {}


@pytest.mark.parametrize("reached", [True, False])
def test_where_the_answer_to_the_switch_is_lost_it_is_asked_again_or_said(server, monkeypatch, reached):
    ask = ssh.Connection.ask

    def lose(connection, task, *arguments, given=""):
        if task == "switch" or (task == "list" and (server.www / "current").exists() and not reached):
            ask(connection, task, *arguments, given=given)
            raise Refused("the connection broke off")
        return ask(connection, task, *arguments, given=given)

    monkeypatch.setattr(ssh.Connection, "ask", lose)
    assert (server.publish() == 0) is reached
    assert server.said.splitlines()[-1].startswith("Perhaps live, perhaps not: ") is not reached


def test_what_arrives_otherwise_than_it_was_sent_does_not_go_live(server, monkeypatch):
    server.publish()
    first = server.live()
    server.edit("Fassung zwei")

    def flip(target):
        page = server.www / target / PAGE
        page.chmod(0o644)
        page.write_bytes(page.read_bytes().replace(b"Fassung zwei", b"Fassung zwie"))

    after_sending(monkeypatch, flip)
    assert server.publish() == 1
    assert f"not everything has arrived as it was sent: {PAGE}: changed" in server.said
    assert server.live() == first


def test_who_comes_second_is_refused(server, sshd):
    server.publish()
    words = ["flock", str(server.www / ".releases.lock"), "sh", "-c", "echo held; cat"]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        server.edit("Fassung zwei")
        assert "Somebody else is publishing on" in server.refused()
        other.stdin.close()
    assert server.publish() == 0


def test_who_is_overtaken_is_refused(server, monkeypatch):
    server.publish()
    first = server.live()
    server.edit("Fassung zwei")

    def meanwhile(_):
        (server.www / "current").unlink()
        (server.www / "current").symlink_to("releases/20270101T000000Z")

    after_sending(monkeypatch, meanwhile)
    assert server.publish() == 1
    assert "another live release meanwhile" in server.said
    assert server.live() == "20270101T000000Z" != first


def test_an_attempt_with_a_stopped_clock_is_repeated(server, monkeypatch):
    server.edit("Fassung eins")

    def fail(*_):
        raise OSError("cut")

    with monkeypatch.context() as patch:
        patch.setattr(ssh.Connection, "send", fail)
        assert server.publish() == 1
    server.now -= timedelta(minutes=1)
    assert server.publish() == 0
    assert server.page() == "Fassung eins"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({ssh.HOSTS: "localhost ssh-ed25519 AAAA"}, "Host key verification failed"),
        ({ssh.KEY: "no key at all"}, "Permission denied"),
    ],
)
def test_a_stranger_is_not_believed_and_not_let_in(server, change, words):
    server.environment = {**server.environment, **change, "SSH_AUTH_SOCK": ""}
    assert words in server.refused()


def test_a_full_disk_there_is_told_as_one(server, monkeypatch):
    said = """echo 'rsync: write failed on "/www/x": No space left on device (28)' >&2; echo rsync error: code 11 >&2; exit 11"""
    words = ssh.Connection.words
    monkeypatch.setattr(
        ssh.Connection,
        "words",
        lambda connection, task, *more: ["sh", "-c", said] if task == "prepare" else words(connection, task, *more),
    )
    assert server.refused() == f"Not published, what is live is as it was: disk full on {getpass.getuser()}@localhost"


def test_a_server_that_does_not_answer_is_named(server, sshd):
    with Line(1) as nowhere:
        with_line(server, sshd, nowhere)
        assert server.refused().startswith("Not published, what is live is as it was: ")


def test_a_folder_there_that_cannot_be_written_is_named(server):
    server.site.file("villages.yaml", (server.site.root / "villages.yaml").read_text().replace("/www}", "/www/datei}"))
    server.site.file("www/datei", "")
    server.commit()
    assert "localhost: " in server.refused()


def test_what_is_not_installed_is_named(server, monkeypatch, tmp_path):
    (tmp_path / "git").symlink_to(str(shutil.which("git")))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "No such file or directory: 'ssh'" in server.refused()


def test_a_key_from_the_environment_lies_in_a_file_only_so_long(server, monkeypatch):
    with tempfile.TemporaryDirectory() as folder:
        monkeypatch.setattr(tempfile, "tempdir", folder)
        assert server.publish() == 0
        assert [*Path(folder).iterdir()] == []
