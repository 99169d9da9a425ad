"""Nothing in a village's repository is ever run, and nothing leads out of it."""

import random
import stat
from pathlib import Path
from typing import Any

import pytest

from plugins.multisite import git
from plugins.multisite.git import GitFailed
from tests.minisite import MiniSite
from tests.upstream import PAGE, Upstream, build, lock, page, update


def test_what_is_committed_is_taken_byte_for_byte(site: MiniSite, bachtal: Upstream, tmp_path: Path) -> None:
    caught = tmp_path / "gefangen"
    trap = f"#!/bin/sh\ntouch {caught}\ncat\n"
    bachtal.file("website/.gitattributes", "* filter=falle export-subst ident text eol=crlf\n*.svg export-ignore\n")
    bachtal.file(".gitattributes", "* filter=falle export-subst ident text eol=crlf\n*.svg export-ignore\n")
    bachtal.file("website/seiten/neu.md", PAGE.format("Stand: $Format:%H$ $Id$"))
    bachtal.commit()
    bachtal.git("config", "filter.falle.smudge", f"touch {caught}; cat")
    bachtal.git("config", "filter.falle.clean", f"touch {caught}; cat")
    bachtal.git("config", "uploadpack.packObjectsHook", f"touch {caught}; exec")
    for hook in ("post-checkout", "pre-push", "post-merge", "reference-transaction", "post-index-change", "update"):
        script = bachtal.folder / ".git/hooks" / hook
        script.parent.mkdir(exist_ok=True)
        script.write_text(trap)
        script.chmod(stat.S_IRWXU)
    assert (update(site), build(site)) == (0, 0)
    assert "Stand: $Format:%H$ $Id$" in page(site, "bachtal/neu")
    assert not caught.exists()


def test_settings_and_surroundings_of_the_user_change_nothing(
    site: MiniSite, bachtal: Upstream, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    news, caught = bachtal.file("website/seiten/neu.md", PAGE.format("Neu.")).commit(), tmp_path / "gefangen"
    settings = f'[core]\n\thooksPath = {tmp_path}/haken\n[url "file:///weg"]\n\tinsteadOf = {bachtal.url}\n'
    (tmp_path / "heim").mkdir()
    (tmp_path / "heim/.gitconfig").write_text(settings)
    (tmp_path / "haken").mkdir()
    hook = tmp_path / "haken/reference-transaction"
    hook.write_text(f"#!/bin/sh\ntouch {caught}\n")
    hook.chmod(stat.S_IRWXU)
    surroundings = {
        "HOME": tmp_path / "heim",
        "GIT_DIR": tmp_path / "weg",  # as in a hook
        "GIT_OBJECT_DIRECTORY": tmp_path / "weg",
        "GIT_TEMPLATE_DIR": tmp_path / "haken",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "url.file:///weg.insteadOf",
        "GIT_CONFIG_VALUE_0": bachtal.url,
    }
    for name, value in surroundings.items():
        monkeypatch.setenv(name, str(value))
    assert update(site) == 0
    assert news in lock(site)
    assert not caught.exists()


def symlink(upstream: Upstream) -> None:
    (upstream.folder / "website/seiten/geheim.md").symlink_to("/etc/passwd")


def symlink_in_place_of_a_folder(upstream: Upstream) -> None:
    (upstream.folder / "website/termine").symlink_to("/etc")


def submodule(upstream: Upstream) -> None:
    commit = upstream.git("rev-parse", "HEAD")
    upstream.git("update-index", "--add", "--cacheinfo", f"160000,{commit},website/termine")
    upstream.file(".gitmodules", '[submodule "x"]\n\tpath = website/termine\n\turl = ext::sh -c true\n')
    upstream.git("commit", "--quiet", "--message=Submodul")


def large_file(upstream: Upstream) -> None:
    upstream.file("website/bilder/gross.jpg", b"\0" * (10 * 1024 * 1024 + 1))


def backslash(upstream: Upstream) -> None:
    upstream.file("website/seiten/..\\..\\geheim.md", PAGE.format("Text."))


TRAPS = {
    symlink: "website/seiten/geheim.md:1: Datei: gefunden eine Verknüpfung",
    symlink_in_place_of_a_folder: "website/termine:1: Datei: gefunden eine Verknüpfung",
    submodule: "website/termine:1: Datei: gefunden ein anderes Repository (Submodul)",
    large_file: "website/bilder/gross.jpg:1: Datei: gefunden 10241 KB",
    backslash: "website/seiten/..\\..\\geheim.md:1: Datei: gefunden „website/seiten",
}


@pytest.mark.parametrize("trap", TRAPS, ids=lambda trap: trap.__name__)
def test_a_commit_that_holds_more_than_files_is_not_written_down(
    site: MiniSite, bachtal: Upstream, trap: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    before = lock(site)
    trap(bachtal)
    if trap is not submodule:
        bachtal.commit()
    assert update(site) == 3
    assert TRAPS[trap].replace("„website/", "„") in capsys.readouterr().out
    assert lock(site) == before


@pytest.mark.parametrize("lenient", [False, True], ids=["", "git-lets-it-through"])
@pytest.mark.parametrize("name", ["..", ".git", "../geheim.md"])
def test_a_name_that_leads_out_of_the_commit_is_refused(
    site: MiniSite,
    bachtal: Upstream,
    name: str,
    lenient: bool,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Git writes no such tree by itself; whoever means harm does."""
    if lenient:
        monkeypatch.setattr(git, "_COMMAND", ["git"])
    blob = bachtal.git("hash-object", "-w", "--stdin", given=b"geheim")
    entry = f"100644 {name}\0".encode() + bytes.fromhex(blob)
    for folder in ("seiten", "website"):
        inner = bachtal.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=entry)
        entry = f"40000 {folder}\0".encode() + bytes.fromhex(inner)
    root = bachtal.git("hash-object", "-t", "tree", "-w", "--stdin", "--literally", given=entry)
    bachtal.git("update-ref", "refs/heads/main", bachtal.git("commit-tree", root, "-m", "Falle"))
    before = lock(site)
    assert update(site) == 3
    assert ("ein Name, der auf jedem Rechner eine Datei ist" if lenient else "fsck error") in capsys.readouterr().out
    assert lock(site) == before


@pytest.mark.parametrize(
    ("address", "refusal"),
    [
        ("ext::sh -c touch% {caught}", "transport 'ext' not allowed"),
        ("--upload-pack=touch {caught}", "strange pathname"),
        ("ssh://-oProxyCommand=touch {caught}/x", "transport 'ssh' not allowed"),
        ("git@127.0.0.1:dorf/x", "transport 'ssh' not allowed"),
        ("git://127.0.0.1:9/x", "transport 'git' not allowed"),
        ("http://127.0.0.1:9/x", "transport 'http' not allowed"),
    ],
)
def test_git_itself_goes_nowhere_else(tmp_path: Path, address: str, refusal: str) -> None:
    """Such an address is refused before; should one get here all the same, nothing is run and nobody is asked."""
    caught, bare = tmp_path / "gefangen", tmp_path / "bare"
    git.init(bare)
    with pytest.raises(GitFailed, match=refusal):
        git.fetch(bare, address.format(caught=caught), "0123456789" * 4)
    with pytest.raises(GitFailed, match=refusal):
        git.remote(bare, address.format(caught=caught), ["refs/heads/main"])
    assert not caught.exists()


def test_git_stops_where_a_commit_is_too_large(
    site: MiniSite, bachtal: Upstream, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = lock(site)
    bachtal.file("website/bilder/gross.png", random.Random(0).randbytes(2_000_000)).commit()
    monkeypatch.setattr(git, "LARGEST_PACK", 1_000_000)
    assert update(site) == 3
    assert lock(site) == before
