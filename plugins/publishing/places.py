"""A place where releases lie, whatever its kind: what publishing asks of it."""

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from plugins.network.frozen import frozen
from plugins.publishing.commits import Commit
from plugins.publishing.laying import Load
from plugins.publishing.releases import Release
from plugins.publishing.sums import Difference, Sums

CURRENT, RELEASES = "current", "releases"
"""The symbolic link to the live release, and the folder that holds all of them."""
HEAD, MANIFEST, ADDED = "release.json", "SHA256SUMS", "added.sha256"
"""What lies in a release beside the folders of the sites: what it says of itself, its manifest, and the manifest of assets
that were added later, for pages that were open when it became live again."""
PAPERS = (HEAD, MANIFEST, ADDED, f"{ADDED}.new")
STAGE, DOOMED = ".new-", ".old-"
"""The beginning of the name of a release that is not complete yet, or no more."""


@frozen
class Draft:
    """A release before it is laid."""

    name: str
    commit: Commit
    day: str
    follows: str
    pages: Mapping[str, int]
    load: Load
    carried: Mapping[str, int]
    """Assets of the live release that go along → how many releases ago they were asked for."""
    whole: Sums
    """The files of the live release that are as its manifest says."""

    @property
    def carried_sums(self) -> dict[str, str]:
        """The manifest of what is carried."""
        return {path: self.whole[path] for path in self.carried}

    def release(self, sums: Sums, size: int) -> Release:
        """What the release says of itself, once its files are known."""
        commit, changed = self.commit.id, len(self.commit.changed)
        carried = dict(self.carried)
        return Release(self.name, commit, changed, self.day, self.follows, self.pages, len(sums), size, carried)


class Standing(NamedTuple):
    """What lies in a place."""

    live: str
    """The name of the live release; empty where there is none."""
    releases: Mapping[str, Release | None]
    """Name → release, None where what it says of itself is damaged; oldest first."""


class Place(Protocol):
    """Where releases lie. What fails raises OSError or Refused, and leaves the live release as it was."""

    @property
    def address(self) -> str:
        """Where it is, for people."""

    def held(self) -> AbstractContextManager[None]:
        """Nobody else publishes there meanwhile: waits for others, or raises Refused."""

    def look(self) -> Standing:
        """What lies there."""

    def sums(self, name: str) -> Sums:
        """The manifest of a release; empty where that is damaged or gone."""

    def differences(self, name: str) -> Sequence[Difference]:
        """In what a release differs from its manifest."""

    def bring(self, draft: Draft) -> Release:
        """Lay a release beside the others, whole and on the disk; it is not live by that."""

    def switch(self, name: str, live: str) -> None:
        """Make a release the live one, in one step, in the place of the one that was."""

    def keep_open(self, name: str, paths: Sequence[str]) -> None:
        """Add assets of the live release to another one, before that becomes live again."""

    def remove(self, names: Sequence[str]) -> None:
        """Remove releases."""
