"""git as a program that fetches and shows, and does nothing that a repository, a user's settings or a hook would have it do."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

PATIENCE = 300.0
"""Seconds that git may take for one answer; a transfer that stands still is given up sooner."""
LARGEST_PACK = 2 * 1024 * 1024 * 1024
"""Bytes that git may write into one file, which is what it fetches of a commit; not bounded on Windows."""
_SETTINGS = {
    "core.hooksPath": "/dev/null",
    "core.fsmonitor": "false",
    "credential.helper": "",
    "fetch.fsckObjects": "true",
    "gc.auto": "0",
    "http.lowSpeedLimit": "1000",
    "http.lowSpeedTime": "20",
}
_COMMAND = ["git", *(part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}"))]
_SURROUNDINGS = {
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_ALLOW_PROTOCOL": "https:file",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_GRAFT_FILE": os.devnull,
    "GIT_NO_LAZY_FETCH": "1",
    "LC_ALL": "C",
}
_FETCH = (
    "fetch",
    "--quiet",
    "--depth=1",
    "--no-tags",
    "--no-recurse-submodules",
    "--no-write-fetch-head",
    "--no-auto-maintenance",
    "--end-of-options",
)
_LOG = (
    "-c",
    "log.showRoot=true",
    "-c",
    "log.follow=false",
    "log",
    "--topo-order",
    "--format=%x01%H %at %P",
    "--raw",
    "-z",
    "-c",
    "--combined-all-paths",
    "-M50%",
    "-l1000",
    "-O/dev/null",
    "--no-abbrev",
    "--no-relative",
    "--no-notes",
    "--no-color",
    "--no-show-signature",
)
"""What the settings of a repository would change is said. How much two files of different names must be alike, too."""


class GitFailed(Exception):
    """git did not do it; the message is what it said last, in English."""


def init(bare: Path) -> None:
    """Make a bare repository without hooks. Raises GitFailed, as everything here."""
    _run("init", "--quiet", "--bare", "--template=", "--end-of-options", str(bare))


def remote(bare: Path, address: str, names: Iterable[str]) -> dict[str, str]:
    """The references with these full names at an address: name → object."""
    answer = _at(bare, "ls-remote", "--quiet", "--end-of-options", address, *names)
    pairs = (line.split("\t", 1) for line in answer.decode(errors="replace").splitlines())
    return {name: commit for commit, name in pairs}


def has(bare: Path, commit: str) -> bool:
    """Whether the commit was fetched."""
    try:
        _at(bare, "cat-file", "-e", f"{commit}^{{tree}}")
    except GitFailed:
        return False
    return True


def fetch(bare: Path, address: str, commit: str) -> None:
    """Fetch one commit without its history."""
    _at(bare, *_FETCH, address, f"{commit}:refs/kept/{commit}")


def tree(bare: Path, commit: str, path: str) -> bytes:
    """All files below a folder of a commit, as `git ls-tree -r -z --long` tells them."""
    return _at(bare, "ls-tree", "-r", "-z", "--long", f"{commit}:{path}")


def head(repository: Path, name: str = "HEAD") -> str | None:
    """The commit that HEAD or another reference names; None where there is none yet."""
    try:
        return _at(repository, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").decode().strip()
    except GitFailed:
        return None


def merge_base(repository: Path, one: str, other: str) -> str | None:
    """The last commit that two have in common; None where there is none, or not all of the past."""
    try:
        return _at(repository, "merge-base", "--end-of-options", one, other).decode().split()[0]
    except GitFailed:
        return None


def roots(repository: Path, commit: str) -> list[str]:
    """The commits at which a commit's past ends."""
    return _at(repository, "rev-list", "--max-parents=0", commit, "--").decode().split()


def files(repository: Path, commit: str, folder: str) -> bytes:
    """All files below a folder of a commit, as `git ls-tree -r -z` tells them; none where there is no such folder."""
    return _at(repository, "ls-tree", "-r", "-z", "--full-tree", commit, *([folder] if folder else []))


def log(repository: Path, commit: str, since: str | None, pattern: str) -> bytes:
    """The commits that touched files, as `commits.py` reads them, children before their parents.

    `pattern`: which files, as git's glob. `since`: a commit whose past is left out; then all commits since then are told,
    whatever they touched.
    """
    which = [f"{since}..{commit}", "--sparse"] if since else [commit]
    return _at(repository, *_LOG, *which, "--", f":(top,glob){pattern}")


def sizes(repository: Path, names: Iterable[str]) -> dict[str, int]:
    """The bytes of files, by their object. Objects of another kind are left out."""
    given = "".join(f"{name}\n" for name in names).encode()
    answer = _at(repository, "cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)", given=given)
    lines = (line.split() for line in answer.decode(errors="replace").splitlines())
    found = {line[0]: line[1:] for line in lines}
    if missing := [name for name, about in found.items() if about == ["missing"]]:
        raise GitFailed(f"{missing[0]} is missing")
    return {name: int(about[1]) for name, about in found.items() if about[0] == "blob"}


def check_out(folder: Path, objects: Iterable[Path], commit: str) -> None:
    """Make a folder the work-tree of a commit whose objects lie elsewhere, in a repository of its own that holds nothing else.

    Links become files that say where they lead; what is not committed is thrown away.
    """
    _run("init", "--quiet", "--template=", "--end-of-options", str(folder))
    (folder / ".git/objects/info").mkdir(exist_ok=True)
    (folder / ".git/objects/info/alternates").write_text("".join(f"{place}\n" for place in objects), encoding="utf-8")
    _run("-C", str(folder), "config", "core.symlinks", "false")
    _run("-C", str(folder), "checkout", "--quiet", "--force", "--detach", commit, "--")


@contextmanager
def blobs(bare: Path, names: Iterable[str]) -> Iterator[Iterator[bytes]]:
    """The bytes of files, one after the other, just as they were committed."""
    with tempfile.TemporaryFile() as asked:
        asked.write("".join(f"{name}\n" for name in names).encode())
        asked.seek(0)
        command = [*_COMMAND, f"--git-dir={bare}", "cat-file", "--batch"]
        with subprocess.Popen(command, stdin=asked, stdout=subprocess.PIPE, env=_environment(os.environ)) as process:
            assert process.stdout
            try:
                yield _answers(process.stdout)
            finally:
                process.kill()


def edition(work_tree: Path, paths: Iterable[str]) -> str | None:
    """The commit that a work-tree shows, shortened, and in German whether these paths have changed since; None without git."""
    try:
        commit = _run("-C", str(work_tree), "rev-parse", "--short=7", "--verify", "HEAD").decode().strip()
        edited = _run("-C", str(work_tree), "status", "--porcelain", "--untracked-files=all", "--", *paths)
    except GitFailed:
        return None
    return f"{commit} mit Änderungen" if edited else commit


def _answers(stream: IO[bytes]) -> Iterator[bytes]:
    """`<object> blob <size>`, a line end, the bytes, a line end; again and again."""
    while head := stream.readline():
        if head.split()[1:2] != [b"blob"]:
            raise GitFailed(head.decode(errors="replace").strip())
        content = stream.read(int(head.split()[2]) + 1)
        yield content[:-1]


def _at(bare: Path, *arguments: str, given: bytes = b"") -> bytes:
    return _run(f"--git-dir={bare}", *arguments, given=given)


def _run(*arguments: str, given: bytes = b"") -> bytes:
    try:
        done = subprocess.run(
            [*_bounded(), *_COMMAND, *arguments],
            env=_environment(os.environ),
            input=given,
            capture_output=True,
            check=True,
            timeout=PATIENCE,
        )
    except FileNotFoundError:
        raise GitFailed("git is not installed") from None
    except subprocess.TimeoutExpired:
        raise GitFailed(f"no answer after {PATIENCE:g} s") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        raise GitFailed(" / ".join(said[-3:]) or f"git ended with code {error.returncode}") from None
    return done.stdout


def _bounded() -> list[str]:
    """The beginning of a command that may write no larger file; counted in blocks of 512 bytes."""
    return ["sh", "-c", f'ulimit -f {LARGEST_PACK // 512} && exec "$@"', "sh"] if os.name == "posix" else []


def _environment(ours: Mapping[str, str]) -> dict[str, str]:
    """Ours without what would direct git elsewhere, as a hook's GIT_DIR does, or open a window."""
    kept = {name: value for name, value in ours.items() if not name.startswith(("GIT_", "SSH_"))}
    return {**kept, **_SURROUNDINGS}
