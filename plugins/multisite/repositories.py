"""From a village's repository to a folder of files: one commit is fetched, looked through, and written down once.

Files are taken out one by one: no checkout, so no hooks, filters, attributes or submodules. A folder below `commits`
is complete and never changes.
"""

import json
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from shutil import rmtree

from plugins.multisite import git
from plugins.multisite.git import GitFailed
from plugins.multisite.heads import Checkout
from plugins.network.digest import digest
from plugins.network.frozen import frozen
from plugins.network.places import Folder
from plugins.network.problems import Findings, Problem, kilobytes, quoted, visible
from plugins.network.repository import Repository

MOST_FILES = 20_000
LARGEST_FILE = 10 * 1024 * 1024
"""Bytes; a photo may have 8 MB."""
LARGEST = 1024 * 1024 * 1024
"""Bytes of one village's files."""
_GOOD, _BARE = "good.json", "bare.git"
_BESIDE = {"readme", "license", "licence", "lizenz", "contributing", "changelog"}
"""What a repository may hold at its top beside the folders of a site, with whatever ending; and all that is hidden."""


@frozen
class Pin:
    """One state of a village: a commit of a repository, and the folder in it that holds the site."""

    git: str
    path: str
    """Empty where the site's folders lie at the top."""
    commit: str
    """40 hexadecimal digits."""

    def name(self, site: str) -> str:
        """What findings call the village in this state: `weslarn@1a2b3c4`, and the folder in the repository."""
        return f"{site}@{self.commit[:7]}" + (f"/{self.path}" if self.path else "")


@frozen
class Repositories:
    """What was fetched of the villages' repositories, kept below `folder`. Everything raises Findings."""

    folder: Path

    def newest(self, site: str, repository: Repository) -> str:
        """The commit that the branch or tag of a repository names now."""
        branch, tag = f"refs/heads/{repository.ref}", f"refs/tags/{repository.ref}"
        names = (branch, f"{tag}^{{}}", tag)  # a tag with a message is an object of its own; ^{} is what it marks
        try:
            with self._locked(site) as bare:
                found = git.remote(bare, repository.git, names)
        except GitFailed as failure:
            raise _unreachable(site, repository.git, failure) from None
        commit = next((found[name] for name in names if name in found), None)
        if commit is None:
            expected = f"ein Zweig oder eine Marke {quoted(repository.ref)} in {repository.git}"
            raise Findings([Problem(site, 1, "ref", "nichts", expected, "Prüfe `ref` in villages.yaml.")])
        return commit

    def obtain(self, site: str, pin: Pin) -> Folder:
        """The files of a state; git is asked only where they are not here yet."""
        place = self._place(site, pin)
        if not place.is_dir():
            try:
                with self._locked(site) as bare:
                    if not place.is_dir():  # another process may have been quicker
                        _bring(bare, pin)
                        self._write(site, pin, bare, place)
            except (GitFailed, OSError) as failure:
                raise _unreachable(pin.name(site), pin.git, failure) from None
        return Folder(place, pin.name(site))

    def checkout(self, site: str, pin: Pin) -> Checkout:
        """Where the past of a state lies; we fetch none of it, but whoever keeps the repository may have."""
        return Checkout(self.folder / site / _BARE, pin.commit, f"{pin.path}/" if pin.path else "", site)

    def last_good(self, site: str) -> Pin | None:
        """The last state of a village that was built well; None where none is known."""
        try:
            return Pin(**json.loads((self.folder / site / _GOOD).read_bytes()))
        except (OSError, ValueError, TypeError):
            return None

    def remember(self, site: str, pin: Pin) -> None:
        """Note that a state was built well."""
        if pin != self.last_good(site):
            fresh = self.folder / site / f"{_GOOD}.new"
            fresh.write_text(json.dumps(asdict(pin)), encoding="utf-8")
            fresh.replace(self.folder / site / _GOOD)

    def tidy(self, site: str, kept: Iterable[Pin]) -> None:
        """Forget all states of a village but these."""
        places = {self._place(site, pin) for pin in kept}
        commits = self.folder / site / "commits"
        for place in commits.iterdir() if commits.is_dir() else ():
            if place not in places:
                rmtree(place, ignore_errors=True)

    def _place(self, site: str, pin: Pin) -> Path:
        return self.folder / site / "commits" / f"{pin.commit}-{digest(pin.path.encode())[:8]}"

    @contextmanager
    def _locked(self, site: str) -> Iterator[Path]:
        """The village's bare repository, for one process at a time."""
        from filelock import FileLock  # takes longer to import than a small edit, and few networks have such villages

        folder = self.folder / site
        folder.mkdir(parents=True, exist_ok=True)
        with FileLock(folder / ".lock"):
            if not (folder / _BARE).is_dir():
                git.init(folder / _BARE)
            yield folder / _BARE

    def _write(self, site: str, pin: Pin, bare: Path, place: Path) -> None:
        """Write the files into a folder beside, which then becomes `place`."""
        entries = [entry for entry in _entries(_listed(bare, site, pin)) if not entry.beside]
        if problems := list(_refused(entries, pin.name(site))):
            raise Findings(problems)
        place.parent.mkdir(exist_ok=True)
        for cut_short in (self.folder / site).glob("new-*"):
            rmtree(cut_short, ignore_errors=True)
        with tempfile.TemporaryDirectory(dir=self.folder / site, prefix="new-") as fresh:
            files = Path(fresh) / "files"
            files.mkdir()
            with git.blobs(bare, (entry.blob for entry in entries)) as contents:
                for entry, content in zip(entries, contents, strict=True):
                    _put(files / entry.path, content)
            files.rename(place)


def _bring(bare: Path, pin: Pin) -> None:
    """Have the commit in the bare repository; one that is damaged is made anew."""
    if git.has(bare, pin.commit):
        return
    try:
        git.fetch(bare, pin.git, pin.commit)
    except GitFailed:
        rmtree(bare)
        git.init(bare)
        git.fetch(bare, pin.git, pin.commit)


def _listed(bare: Path, site: str, pin: Pin) -> bytes:
    try:
        return git.tree(bare, pin.commit, pin.path)
    except GitFailed:
        expected = f"der Ordner {quoted(pin.path)} in {pin.git}"
        fix = "Prüfe `path` in villages.yaml."
        raise Findings([Problem(pin.name(site), 1, "path", "kein Ordner", expected, fix)]) from None


def _put(file: Path, content: bytes) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("xb") as new:  # never through something that stands there
        new.write(content)


def _unreachable(name: str, address: str, failure: Exception) -> Findings:
    fix = "Prüfe Adresse und Netz; was git sagt, steht am Anfang."
    expected = f"ein Repository, das sich lesen lässt: {address}"
    return Findings([Problem(name, 1, "Repository", quoted(str(failure), 200), expected, fix)])


@frozen
class _Entry:
    """A file of a commit, as its tree names it."""

    mode: str
    blob: str
    size: int
    """Bytes."""
    path: str

    @property
    def beside(self) -> bool:
        """Whether it belongs to the repository rather than to the site."""
        top, _, rest = self.path.partition("/")
        return top.startswith(".") or (not rest and top.partition(".")[0].lower() in _BESIDE)


def _entries(listed: bytes) -> Iterator[_Entry]:
    for line in listed.split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        mode, _, name, size = about.decode().split()
        yield _Entry(mode, name, int(size) if size.isdigit() else 0, os.fsdecode(path))


def _refused(entries: list[_Entry], name: str) -> Iterator[Problem]:
    """What is not even written down: links, other repositories, names that lead elsewhere, too much of anything."""
    for entry in entries:
        if wrong := _wrong(entry):
            yield Problem(f"{name}/{visible(entry.path)}", 1, "Datei", *wrong)
    total = sum(entry.size for entry in entries)
    if len(entries) > MOST_FILES or total > LARGEST:
        found = f"{len(entries)} Dateien mit {kilobytes(total)}"
        fix = "Lösche, was nicht zur Website gehört, oder nenne unter `path` den Ordner, der sie enthält."
        yield Problem(name, 1, "Ordner", found, f"höchstens {MOST_FILES} Dateien mit {kilobytes(LARGEST)}", fix)


def _wrong(entry: _Entry) -> tuple[str, str, str] | None:
    """Found, expected, fix, where an entry may not become a file."""
    if entry.mode == "120000":
        return "eine Verknüpfung", "eine echte Datei", "Kopiere die Datei hierher."
    if entry.mode == "160000":
        return "ein anderes Repository (Submodul)", "eine echte Datei", "Kopiere die Dateien hierher."
    parts = entry.path.split("/")
    if any(part.casefold() in ("", ".", "..", ".git") or set(part) & {"\\", ":"} for part in parts):
        return quoted(entry.path), "ein Name, der auf jedem Rechner eine Datei ist", "Benenne die Datei um."
    if entry.size > LARGEST_FILE:
        return kilobytes(entry.size), f"höchstens {kilobytes(LARGEST_FILE)}", "Verkleinere die Datei."
    return None
