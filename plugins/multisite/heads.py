"""At which commit the content stands, read from git's own files: most builds ask for nothing more. Imports nothing slow."""

import os
import re
from pathlib import Path
from typing import NamedTuple

_COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LINKS = 5
"""So many names may stand for each other before one names a commit."""


class Checkout(NamedTuple):
    """A commit in a repository, and where in it content lies."""

    git: Path
    """The repository, as git is told to look into it."""
    commit: str
    below: str
    """The folder that holds the content, with a slash at its end; empty where that is the top."""
    site: str | None = None
    """The site whose folder that is; None where it holds those of several."""

    @property
    def common(self) -> Path:
        """Where objects and branches lie: a work-tree beside the first one shares them."""
        return _common(self.git)


def checkout_of(content: Path) -> Checkout | None:
    """The commit that a folder of content is checked out at; None where it is in no repository, or that has none yet."""
    content = content.resolve()
    for top in (content, *content.parents):
        if repository := _repository(top / ".git"):
            commit = _head(repository)
            below = content.relative_to(top).as_posix()
            return Checkout(repository, commit, "" if below == "." else f"{below}/") if commit else None
    return None


_STATE = "past of "


def state(content: str) -> dict[str, str]:
    """The same as a state among the stamps of files: the name of a past, and what tells it from another."""
    return {f"{_STATE}{content}": past(Path(content))}


def is_past(name: str) -> bool:
    """Whether among stamps this names a past, not a file."""
    return name.startswith(_STATE)


def past(content: Path) -> str:
    """What tells, on every machine, whether the past of some content is another: its commit, and how much of it can be read."""
    checkout = checkout_of(content)
    if checkout is None:
        return "none"
    git = "git" if _git_is_there() else "no git"
    return f"{checkout.commit} {','.join(bounds(checkout))} {is_partial(checkout)} {git}"


def _git_is_there() -> bool:
    """What `shutil.which` would say, whose import takes longer than all else here."""
    places = (f"{folder}/{name}" for folder in os.get_exec_path() for name in ("git", "git.exe"))
    return any(os.access(place, os.X_OK) for place in places)


def bounds(checkout: Checkout) -> list[str]:
    """The commits at which a shallow clone ends; empty where everything is there."""
    return sorted(_text(checkout.common / "shallow").split())


def is_partial(checkout: Checkout) -> bool:
    """Whether files of old commits were left with the host that the clone came from."""
    packs = checkout.common / "objects" / "pack"
    return packs.is_dir() and any(packs.glob("*.promisor"))


def _repository(place: Path) -> Path | None:
    """The repository that `.git` is, or names: that of a work-tree or submodule lies elsewhere."""
    if place.is_dir():
        return place
    named = _text(place).removeprefix("gitdir:").strip() if place.is_file() else ""
    return (place.parent / named).resolve() if named else None


def _common(repository: Path) -> Path:
    named = _text(repository / "commondir").strip()
    return (repository / named).resolve() if named else repository


def _head(repository: Path) -> str | None:
    """The commit that HEAD names, directly or through branches."""
    common, said = _common(repository), _text(repository / "HEAD").strip()
    if (common / "reftable").is_dir():  # a format that only git reads
        from plugins.multisite import git

        return git.head(repository)
    for _ in range(_LINKS):
        if not said.startswith("ref:"):
            break
        said = _branch(common, said.removeprefix("ref:").strip())
    return said if _COMMIT.fullmatch(said) else None


def _branch(common: Path, name: str) -> str:
    """What a branch names; empty where there is none of this name."""
    if not re.fullmatch(r"refs/[^\0\n]+", name) or ".." in name:
        return ""
    if said := _text(common / name).strip():
        return said
    packed = re.search(rf"^(\w+) {re.escape(name)}$", _text(common / "packed-refs"), re.MULTILINE)
    return packed[1] if packed else ""


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""
