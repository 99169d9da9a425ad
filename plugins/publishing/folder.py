"""Releases in a folder on this machine."""

import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, suppress
from pathlib import Path

from plugins.multisite.generations import lock
from plugins.network.destinations import Destination
from plugins.network.frozen import frozen
from plugins.network.vocabulary import DestinationKind
from plugins.publishing.laying import (
    Stock,
    carry,
    lay,
    link,
    make_folders,
    sums_below,
    sync_folder,
    sync_folders,
    write_through,
)
from plugins.publishing.places import ADDED, CURRENT, DOOMED, HEAD, MANIFEST, PAPERS, RELEASES, STAGE, Draft, Standing
from plugins.publishing.releases import Release, as_text, from_text, is_name
from plugins.publishing.sums import Difference, Sums, differences, parsed, written
from plugins.publishing.telling import Refused

WORKSHOP = "publish"
"""The folder in the cache where publishing keeps what it needs again."""
_BUSY = "Somebody else is publishing there; waiting."


@frozen
class Folder:
    """A folder with `releases/` and `current`."""

    base: Path

    @property
    def address(self) -> str:
        """Where it is."""
        return str(self.base)

    def held(self) -> AbstractContextManager[None]:
        """Wait until nobody else publishes there, and keep others waiting."""
        make_folders(self.base, [])
        return lock(self._releases, _BUSY)

    def look(self) -> Standing:
        """What lies there."""
        return Standing(self.live(), self.releases())

    def live(self) -> str:
        """The release that `current` names; raises Refused where that is no symbolic link."""
        try:
            return self._current.readlink().name
        except FileNotFoundError:
            return ""
        except OSError:
            raise Refused(f"{self._current} is not the symbolic link it should be. Move it away.") from None

    def releases(self) -> Mapping[str, Release | None]:
        """What lies there, oldest first."""
        names = sorted(entry.name for entry in self._entries() if is_name(entry.name) and entry.is_dir())
        return {name: from_text(self._read(name, HEAD)) for name in names}

    def sums(self, name: str) -> Sums:
        """The manifest of a release."""
        return parsed(self._read(name, MANIFEST))

    def differences(self, name: str) -> Sequence[Difference]:
        """In what a release differs from its manifest; all its files are read."""
        folder, sums = self._releases / name, self.sums(name)
        if not sums:
            return [Difference(MANIFEST, "missing")]
        files = [file for file in folder.rglob("*") if file.is_symlink() or not file.is_dir()]
        paths = {file.relative_to(folder).as_posix() for file in files} - {*PAPERS}
        found = {**dict.fromkeys(paths, ""), **sums_below(folder, paths)}
        return differences(sums, found, parsed(self._read(name, ADDED)))

    def whole(self, name: str) -> Stock:
        """The files of a release that are as its manifest says."""
        damaged = {difference.path for difference in self.differences(name)} if name else set()
        sums = self.sums(name) if name else {}
        return Stock(self._releases / name, {path: sums[path] for path in sums if path not in damaged})

    def bring(self, draft: Draft) -> Release:
        """Lay a release beside the others, sharing with the live one what is whole of that."""
        return self.lay_beside(Stock(self._releases / draft.follows, draft.whole), draft)

    def lay_beside(self, last: Stock, draft: Draft) -> Release:
        """Lay a release, sharing files with another: under another name, until it is whole and on the disk."""
        make_folders(self.base, [f"{RELEASES}/{draft.name}"])
        self._tidy()
        with self._stage(draft.name) as stage:
            sums = {**lay(stage, draft.load, last), **draft.carried_sums}
            carry(stage, draft.carried, last)
            release = draft.release(sums, sum(file.stat().st_size for file in stage.rglob("*") if file.is_file()))
            write_through(stage / MANIFEST, written(sums).encode())
            write_through(stage / HEAD, as_text(release).encode())
            sync_folders(stage)
            self._discard(draft.name)
            stage.rename(self._releases / draft.name)
        sync_folder(self._releases)
        return release

    def switch(self, name: str, live: str) -> None:
        """One rename of the symbolic link."""
        if self.live() != live:
            raise Refused(f"{self.base} has got another live release meanwhile.")
        fresh = self.base / f".{CURRENT}.new"
        fresh.unlink(missing_ok=True)
        fresh.symlink_to(f"{RELEASES}/{name}")
        fresh.replace(self._current)
        sync_folder(self.base)

    def keep_open(self, name: str, paths: Sequence[str]) -> None:
        """Their sums first, so that what is there is always known."""
        live, release = self.whole(self.live()), self._releases / name
        there = [path for path in paths if path in live.sums]
        sums = {**parsed(self._read(name, ADDED)), **{path: live.sums[path] for path in there}}
        fresh = release / f"{ADDED}.new"
        fresh.unlink(missing_ok=True)
        write_through(fresh, written(sums).encode())
        fresh.replace(release / ADDED)
        make_folders(release, there)
        for path in there:
            if not (release / path).exists():
                link(live.folder / path, release / path)
        sync_folders(release)

    def remove(self, names: Sequence[str]) -> None:
        """One after the other."""
        for name in names:
            self._discard(name)

    @property
    def _releases(self) -> Path:
        return self.base / RELEASES

    @property
    def _current(self) -> Path:
        return self.base / CURRENT

    def _entries(self) -> list[Path]:
        with suppress(FileNotFoundError, NotADirectoryError):
            return list(self._releases.iterdir())
        return []

    def _read(self, name: str, paper: str) -> str:
        try:
            return (self._releases / name / paper).read_text(encoding="utf-8", errors="replace")
        except OSError:
            return ""

    @contextmanager
    def _stage(self, name: str) -> Iterator[Path]:
        """A folder for a release that is being laid; gone where that fails, so that a full disk is no fuller."""
        stage = self._releases / f"{STAGE}{name}"
        try:
            yield stage
        except BaseException:
            shutil.rmtree(stage, ignore_errors=True)
            raise

    def _discard(self, name: str) -> None:
        """Remove a release, if it is there; first out of sight, so that it is never there in part."""
        doomed = self._releases / f"{DOOMED}{name}"
        with suppress(FileNotFoundError):
            (self._releases / name).rename(doomed)
            shutil.rmtree(doomed)

    def _tidy(self) -> None:
        """Remove what a publish that was killed has left."""
        for entry in self._entries():
            if entry.name.startswith((STAGE, DOOMED)):
                shutil.rmtree(entry)


def folder_of(destination: Destination, project: Path, cache: Path) -> Folder:
    """Where a destination's releases lie on this machine: what is sent elsewhere is laid here first."""
    sent = destination.kind is DestinationKind.SSH
    return Folder(cache / WORKSHOP / destination.name if sent else project / destination.path)
