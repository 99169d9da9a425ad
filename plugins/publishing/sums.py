"""The manifest of a release: the sha256 of every file, as `sha256sum` writes and reads it, so that any machine can check it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

Sums = Mapping[str, str]
"""Path → sha256 of the file in hexadecimal digits."""
_LINE = re.compile(r"([0-9a-f]{64})  (.+)")
_PATH = re.compile(r"[A-Za-z0-9_.][A-Za-z0-9_.@+~=-]*(/[A-Za-z0-9_.][A-Za-z0-9_.@+~=-]*)*")


def written(sums: Sums) -> str:
    """A line for each file, ordered by path as `LC_ALL=C sort` would."""
    return "".join(f"{name}  {path}\n" for path, name in sorted(sums.items(), key=lambda item: item[0].encode()))


def parsed(text: str) -> Sums:
    """What `written` wrote, or `sha256sum`; lines that are neither's are passed over."""
    found = (_LINE.fullmatch(line) for line in text.splitlines())
    return {match[2].removeprefix("./"): match[1] for match in found if match}


def unfit(paths: Iterable[str]) -> list[str]:
    """Paths that a shell, `sha256sum` or a browser would read as something else: none of ours has a blank or a line end."""
    return sorted(path for path in paths if not _PATH.fullmatch(path) or {".", ".."} & set(path.split("/")))


class Difference(NamedTuple):
    """A file of a release that is not as its manifest says."""

    path: str
    what: str
    """`missing`, `changed` or `unknown`."""

    def __str__(self) -> str:
        """A line for whoever looks after the server."""
        return f"{self.path}: {self.what}"


def differences(wanted: Sums, found: Sums, allowed: Sums | None = None) -> list[Difference]:
    """In what a folder differs from its manifest; files of `allowed` may be there too, if they are as it says."""
    extra = allowed or {}
    missing = [Difference(path, "missing") for path in wanted if path not in found]
    changed = [Difference(path, "changed") for path in wanted if path in found and found[path] != wanted[path]]
    unknown = [Difference(p, "unknown") for p in found if p not in wanted and extra.get(p) != found[p]]
    return sorted([*missing, *changed, *unknown])
