"""A project is published again and again into a folder: what is live is whole, and shares with the last release what it can."""

import os

from plugins.publishing.materials import BILL
from plugins.publishing.sums import parsed
from tests.minisite import contents
from tests.publishing.publisher import PAGE, PRECACHE, sums_of_system
from tests.upstream import Upstream


def test_all_sites_are_live_with_a_manifest_that_any_machine_can_check(publisher):
    assert publisher.publish() == 0
    tree = publisher.tree()
    papers = {"release.json", "SHA256SUMS", BILL}
    assert {path.partition("/")[0] for path in tree} == {"main", "anger", "bachtal"} | papers
    assert parsed(tree["SHA256SUMS"].decode()).keys() == tree.keys() - {"release.json", "SHA256SUMS"}
    assert sums_of_system(publisher.current) == ""
    assert b"https://anger.netz.example/" in tree["main/index.html"]


def test_it_is_what_a_build_makes(publisher):
    publisher.publish()
    built = contents(publisher.site.root / "output")
    plain = {path: content for path, content in publisher.tree().items() if not path.endswith((".br", ".gz"))}
    assert {path: built[path] for path in plain if path in built} == {
        path: plain[path] for path in built if path != ".manifest.json"
    }


def test_a_release_is_named_after_time_and_commit(publisher):
    commit = publisher.git.git("rev-parse", "HEAD")
    publisher.publish()
    assert publisher.live() == f"20261122T120100Z-{commit[:12]}"
    assert publisher.listed().startswith(f"* 20261122T120100Z-{commit[:12]}")


def test_without_git_it_is_named_after_the_time(publisher):
    publisher.git.git("init", "--quiet", f"--separate-git-dir={publisher.site.root.parent / 'git'}")
    (publisher.site.root / ".git").unlink()
    assert publisher.publish() == 0
    assert publisher.live() == "20261122T120100Z"


def test_what_did_not_change_is_the_same_file_and_keeps_what_is_packed_beside_it(publisher):
    publisher.edit("Fassung eins")
    publisher.publish()
    first = publisher.current.resolve()
    publisher.edit("Fassung zwei")
    publisher.publish()
    second = publisher.current.resolve()
    changed = {
        path for path in contents(second) if not (first / path).exists() or not (first / path).samefile(second / path)
    }
    # the page itself, what is packed beside it, what is found in it, and what is new in every release
    found = {path for path in changed if "/suche/index/" in path or path.startswith("main/precache.json")}
    assert changed - found - {"release.json", "SHA256SUMS", BILL} == {
        f"{file}{packed}" for file in (PAGE, PRECACHE) for packed in ("", ".br", ".gz")
    }
    assert publisher.page() == "Fassung zwei"


def test_files_can_be_read_by_all_and_edited_by_nobody(publisher):
    before = os.umask(0o077)
    try:
        publisher.publish()
    finally:
        os.umask(before)
    for entry in [publisher.www, publisher.www / "releases", *publisher.current.resolve().rglob("*")]:
        assert entry.stat().st_mode & 0o777 == (0o755 if entry.is_dir() else 0o444), entry


def test_where_nothing_has_changed_nothing_is_released(publisher):
    publisher.publish()
    names = publisher.names()
    assert publisher.publish() == 0
    assert "Nothing has changed" in publisher.said
    assert publisher.names() == names


def test_a_commit_that_changes_no_page_is_released_so_that_an_older_one_is_known_as_such(publisher):
    publisher.publish()
    publisher.site.file("README.md", "Neu.\n")
    commit = publisher.commit()
    assert publisher.publish() == 0
    assert publisher.live().endswith(commit[:12])


def test_inside_a_hook_it_is_the_projects_own_repository_that_is_asked(publisher, tmp_path, monkeypatch):
    publisher.git.git("clone", "--quiet", "--bare", publisher.git.url, str(tmp_path / "bare"))
    commit = publisher.edit("Fassung eins")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "bare"))
    assert publisher.publish() == 0
    assert publisher.live().endswith(commit[:12])


def test_a_folder_inside_a_repository_of_other_things_is_one_without_git(publisher, tmp_path):
    (publisher.site.root / ".git").rename(tmp_path / "git")
    outer = Upstream(tmp_path)
    outer.file(".gitignore", "/projekt/\n/git/\n")
    outer.commit()
    assert publisher.publish() == 0
    assert publisher.live() == "20261122T120100Z"
