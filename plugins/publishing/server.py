"""Releases on a server: laid here first, then sent, checked where they arrive, and made live there."""

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager

from plugins.network.frozen import frozen
from plugins.publishing.folder import Folder
from plugins.publishing.places import MANIFEST, RELEASES, STAGE, Draft, Standing
from plugins.publishing.releases import Release, from_text, is_name
from plugins.publishing.ssh import Connection
from plugins.publishing.sums import Difference, Sums, differences, parsed, written
from plugins.publishing.telling import Refused, Unsure, shown


@frozen
class Server:
    """A server that is reached by ssh."""

    connection: Connection
    shelf: Folder
    """Where releases are laid before they are sent; the last one stays, so that the next costs what changed."""

    @property
    def address(self) -> str:
        """Where it is."""
        return self.connection.destination.place

    def held(self) -> AbstractContextManager[None]:
        """Refuse where somebody else publishes there; nobody knows how long that takes."""
        return self.connection.held()

    def look(self) -> Standing:
        """What lies there."""
        live, *lines = self.connection.ask("list").splitlines()
        pairs = sorted(line.partition(" ")[::2] for line in lines)
        named = live.removeprefix("live").strip().rpartition("/")[2]
        return Standing(named, {name: from_text(text) for name, text in pairs if is_name(name)})

    def sums(self, name: str) -> Sums:
        """The manifest of a release."""
        return self._papers(name)[0]

    def differences(self, name: str) -> Sequence[Difference]:
        """In what a release differs from its manifest; the server reads all its files and tells where they differ."""
        sums, added = self._papers(name)
        if not sums:
            return [Difference(MANIFEST, "missing")]
        told = self.connection.ask("differences", name).splitlines()
        wanted = parsed("\n".join(line[1:] for line in told if line.startswith("+")))
        found = parsed("\n".join(line[1:] for line in told if line.startswith("-")))
        return differences(wanted, found, added)

    def bring(self, draft: Draft) -> Release:
        """Lay it here, send what the live release there does not have, and have the server read all of it."""
        release = self._shelved(draft)
        stage, link = f"{RELEASES}/{STAGE}{draft.name}", f"--link-dest=../{draft.follows}"
        self.connection.ask("prepare")
        self.connection.send(self.shelf.base / RELEASES / draft.name, stage, *([link] if draft.follows else []))
        self._carry(draft.follows, f"{STAGE}{draft.name}", draft.carried)
        self._must_have_arrived(draft.name)
        self.connection.ask("complete", draft.name)
        return release

    def switch(self, name: str, live: str) -> None:
        """One rename of the symbolic link there. Raises Unsure where the line is cut before the server has answered."""
        try:
            self.connection.ask("switch", name, live)
        except Refused as refused:
            try:
                done = self.look().live == name
            except Refused:
                raise Unsure(f"{refused}. Look with ./site releases whether {name} is live.") from None
            if not done:
                raise

    def keep_open(self, name: str, paths: Sequence[str]) -> None:
        """Their sums first, so that what is there is always known."""
        live = self.look().live
        sums = self.sums(live)
        added = {**self._papers(name)[1], **{path: sums[path] for path in paths if path in sums}}
        self.connection.ask("added", name, given=written(added))
        self._carry(live, name, paths)

    def remove(self, names: Sequence[str]) -> None:
        """All in one go."""
        if names:
            self.connection.ask("remove", *names)

    def _carry(self, source: str, target: str, paths: Iterable[str]) -> None:
        """Link files of one release there into another."""
        if lines := "".join(f"{path}\n" for path in paths):
            self.connection.ask("carry", source, target, given=lines)

    def _must_have_arrived(self, name: str) -> None:
        """Compare with the manifest that was sent, and that with the one here. Raises Refused."""
        stage = f"{STAGE}{name}"
        wrong = self.differences(stage)
        if wrong or self.sums(stage) != self.shelf.sums(name):
            raise Refused(
                f"{self.address}: not everything has arrived as it was sent: {shown(map(str, wrong)) or MANIFEST}"
            )

    def _papers(self, name: str) -> tuple[Sums, Sums]:
        manifest, _, added = self.connection.ask("papers", name).partition("\n\n")
        return parsed(manifest), parsed(added)

    def _shelved(self, draft: Draft) -> Release:
        """Lay a release here; it stays alone, and the next one is laid beside it."""
        release = self.shelf.lay_beside(self.shelf.whole(self.shelf.live()), draft)
        self.shelf.switch(draft.name, self.shelf.live())
        self.shelf.remove([name for name in self.shelf.releases() if name != draft.name])
        return release
