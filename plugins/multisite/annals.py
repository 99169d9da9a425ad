"""What git said of a repository, kept by commit: the commits and versions that were read, and the histories they came to.

Values are kept as the text they are made of, and restored where somebody asks for one: most builds ask for few.
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from plugins.history.chronicle import History
from plugins.history.lineage import Commit
from plugins.history.versions import Version
from plugins.images.cache import keep, recall
from plugins.network.frozen import frozen
from plugins.network.plain import as_json, from_json
from plugins.network.records import Project
from plugins.network.references import Reference

Value = TypeVar("Value", Version, History)
Texts = Mapping[str, str]
"""Name → JSON."""


@frozen
class Annals:
    """What is known of a repository up to a commit."""

    commit: str
    commits: tuple[Commit, ...]
    """Those that touched a project, children before their parents."""
    versions: Texts
    """Object → the version in it; empty where it was on no site."""

    def version(self, name: str) -> Version | None:
        """What an object says that is known here."""
        return from_json(Version, self.versions[name]) if self.versions[name] else None


class Told(Mapping[Reference, History]):
    """The histories that a commit and its past come to."""

    def __init__(self, commit: str, texts: Texts) -> None:
        """Nothing is restored yet; `texts`: village and project, as references are written."""
        self.commit, self.texts = commit, texts

    def __getitem__(self, project: Reference) -> History:
        """The history of a project, restored. Raises KeyError."""
        return from_json(History, self.texts[str(project)])

    def __iter__(self) -> Iterator[Reference]:
        """All projects that have one."""
        names = (name.split("/") for name in self.texts)
        return (Reference(Project.folder, site, slug) for site, slug in names)

    def __len__(self) -> int:
        """How many have one."""
        return len(self.texts)


@frozen
class Shelf:
    """Keeps both in a folder, under the name of a repository; what is damaged or of another `key` counts as unknown."""

    folder: Path
    name: str
    key: str

    def annals(self) -> Annals:
        """What was read of the repository; of no commit where nothing is known."""
        kept = self._recall("annals")
        try:
            return Annals(kept["commit"], from_json(tuple[Commit, ...], kept["commits"]), kept["versions"])
        except (KeyError, ValueError, TypeError):
            return Annals("", (), {})

    def told(self) -> Told:
        """What that came to."""
        kept = self._recall("told")
        return Told(kept.get("commit", ""), kept.get("histories", {}))

    def keep(self, annals: Annals, told: Told) -> None:
        """Keep both for the next build."""
        read = {"commit": annals.commit, "commits": as_json(annals.commits), "versions": annals.versions}
        self._keep("annals", read)
        self._keep("told", {"commit": told.commit, "histories": told.texts})

    def _recall(self, what: str) -> dict[str, Any]:
        kept = recall(self._place(what))
        try:
            found: dict[str, Any] = json.loads(kept) if kept else {}
        except ValueError:
            return {}
        return found if found.get("key") == self.key else {}

    def _keep(self, what: str, known: Mapping[str, Any]) -> None:
        keep(self._place(what), json.dumps({"key": self.key, **known}, separators=(",", ":")).encode())

    def _place(self, what: str) -> Path:
        return self.folder / f"{self.name}.{what}"
