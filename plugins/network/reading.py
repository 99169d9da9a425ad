"""The first stage: `villages.yaml` and every file under `content/` become one Network, or problems; all of them at once."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from plugins.network import front_matter
from plugins.network.front_matter import Values
from plugins.network.markup import Body, Convert
from plugins.network.model import PICTURES, Picture
from plugins.network.pictures import inspect, measure
from plugins.network.problems import Problem, quoted, suggestion, visible
from plugins.network.records import KINDS, Record
from plugins.network.references import Reference
from plugins.network.source import Entry, Obtain, ReadSource, SourceFile, read_source
from plugins.network.study import MAIN, Plan
from plugins.network.text import decode
from plugins.network.validation import sketch, validate

IGNORED = {".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"}


@dataclass(frozen=True)
class Source:
    """One file as read: a record and its body, and the lines its values stand on."""

    record: Record
    """Where something is wrong with the file: as much of it as could be understood."""
    body: Body
    values: Values


class Known(Protocol):
    """What a source may point at."""

    @property
    def plan(self) -> Plan | None:
        """The sites and the words of the study."""

    @property
    def pictures(self) -> Mapping[tuple[str, str], Picture]:
        """Site and file name → picture."""

    def exists(self, reference: Reference) -> bool:
        """Whether there is a file of this name, readable or not."""

    def source(self, reference: Reference) -> Source | None:
        """The file of this name as it was read."""

    def references(self) -> Iterable[Reference]:
        """The names of all files."""


@dataclass
class Reading:
    """All that was read, before it is checked: also what could not become a record but exists as a file."""

    plan: Plan | None = None
    plan_values: Values = field(default_factory=Values)
    sources: dict[Reference, Source] = field(default_factory=dict)
    pictures: dict[tuple[str, str], Picture] = field(default_factory=dict)
    """Site and file name → picture."""
    files: dict[Reference, str] = field(default_factory=dict)
    """Every file that was meant to be a record → its path."""
    problems: list[Problem] = field(default_factory=list)

    def exists(self, reference: Reference) -> bool:
        """Whether there is a file of this name, readable or not."""
        return reference in self.files

    def source(self, reference: Reference) -> Source | None:
        """The file of this name as it was read."""
        return self.sources.get(reference)

    def references(self) -> Iterable[Reference]:
        """The names of all files."""
        return self.files


def read_all(root: Path, convert: Convert, obtain: Obtain | None = None) -> Reading:
    """Read `villages.yaml` and `content/` below `root`; the order of files is that of their names everywhere."""
    reading = Reading()
    _read_plan(root, reading)
    slugs = [site.slug for site in reading.plan.sites] if reading.plan else None
    files = _read_folders(root / "content", slugs, reading)
    for entry in (obtain or partial(_from_disk, root))(partial(read_source, convert=convert), files):
        _add(entry, reading)
    return reading


def read_plan(root: Path) -> tuple[Plan | None, list[Problem]]:
    """`villages.yaml` alone, for those who only ask which sites there are; None where it cannot be understood."""
    reading = Reading()
    _read_plan(root, reading)
    return reading.plan, reading.problems


def _from_disk(root: Path, read: ReadSource, files: Sequence[SourceFile]) -> Iterator[Entry]:
    return (read((root / file.path).read_bytes(), file) for file in files)


def _read_plan(root: Path, reading: Reading) -> None:
    name = "villages.yaml"
    try:
        raw = (root / name).read_bytes()
    except OSError:
        fix = "Lege sie an; das Handbuch zeigt ein Beispiel."
        reading.problems.append(Problem(name, 1, "Datei", "keine Datei", "die Datei `villages.yaml`", fix))
        return
    text, problems = decode(raw, name)
    reading.problems += problems
    if problems:
        return
    reading.plan_values = front_matter.read_yaml(text, name)
    reading.plan, problems = validate(Plan, reading.plan_values, name, {})
    reading.problems += problems


def _read_folders(folder: Path, slugs: list[str] | None, reading: Reading) -> list[SourceFile]:
    """Walk the sites' folders for sources; `slugs` are those villages.yaml knows, None where it cannot be read."""
    present = sorted(entry.name for entry in folder.iterdir() if entry.name not in IGNORED) if folder.is_dir() else []
    for name in [name for name in slugs or [] if name not in present]:
        fix = f"Lege den Ordner an oder lösche {quoted(name)} aus villages.yaml." if name != MAIN else "Lege ihn an."
        reading.problems.append(
            Problem(
                "villages.yaml",
                _line_of_site(reading, name),
                name,
                "kein Ordner",
                f"der Ordner `content/{name}`",
                fix,
            )
        )
    return [file for name in present for file in _read_site(folder / name, slugs, reading)]


def _line_of_site(reading: Reading, slug: str) -> int:
    villages = reading.plan_values.tree.get("villages", [])
    for place, village in enumerate(villages if isinstance(villages, list) else []):
        if isinstance(village, dict) and village.get("slug") == slug:
            return reading.plan_values.line(("villages", place))
    return reading.plan_values.line(("main",))


def _read_site(folder: Path, slugs: list[str] | None, reading: Reading) -> list[SourceFile]:
    """A site's sources; its pictures are read at once."""
    path = f"content/{visible(folder.name)}"
    if folder.is_symlink() or not folder.is_dir() or (slugs is not None and folder.name not in slugs):
        known = [f"content/{slug}" for slug in slugs or []]
        fix = suggestion(path, known, "Trage das Dorf in villages.yaml ein oder lösche, was hier liegt.")
        found = quoted(folder.name)
        if folder.is_symlink():
            found, fix = "eine Verknüpfung", "Kopiere den Ordner hierher."
        reading.problems.append(Problem(path, 1, "Ordner", found, "ein Dorf aus villages.yaml", fix))
        return []
    sources = []
    for kind, file in _files(folder, path, reading.problems):
        if kind == PICTURES:
            _read_picture(file, folder.name, reading)
        else:
            sources.append(SourceFile(Reference(kind, folder.name, file.stem), f"{path}/{kind}/{file.name}"))
    reading.files |= {source.reference: source.path for source in sources}
    if not sources:
        fix = "Lege wenigstens eine Seite an, zum Beispiel `seiten/dorf.md`."
        reading.problems.append(Problem(path, 1, "Ordner", "keine Inhalte", "wenigstens eine Datei", fix))
    return sources


def _files(folder: Path, path: str, problems: list[Problem]) -> Iterator[tuple[str, Path]]:
    """Kind and path of each file of a site; what does not belong there is a problem."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name in IGNORED:
            continue
        place = f"{path}/{visible(entry.name)}"
        if entry.is_symlink():
            problems.append(_stray(place, "eine Verknüpfung", "eine echte Datei", "Kopiere die Datei hierher."))
        elif not entry.is_dir() or entry.name not in (*KINDS, PICTURES):
            known = [*KINDS, PICTURES]
            fix = suggestion(entry.name, known, "Verschiebe es in einen dieser Ordner.")
            problems.append(_stray(place, quoted(entry.name), "einer der Ordner " + ", ".join(known), fix))
        else:
            yield from ((entry.name, file) for file in _folder(Path(entry.path), place, problems))


def _folder(folder: Path, path: str, problems: list[Problem]) -> Iterator[Path]:
    suffixes = (".svg", ".png", ".jpg", ".webp") if folder.name == PICTURES else (".md",)
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        place = f"{path}/{visible(entry.name)}"
        if entry.is_symlink():
            problems.append(_stray(place, "eine Verknüpfung", "eine echte Datei", "Kopiere die Datei hierher."))
        elif not entry.name.isprintable():
            fix = "Benenne die Datei um: Kleinbuchstaben (ohne Umlaute), Ziffern und Bindestriche."
            problems.append(_stray(place, quoted(entry.name), "ein Name, den man lesen kann", fix))
        elif entry.is_dir():
            fix = "Verschiebe die Dateien eine Ebene höher."
            problems.append(_stray(place, "ein Unterordner", "nur Dateien", fix))
        elif entry.name not in IGNORED and not entry.name.endswith(suffixes):
            fix = "Texte enden auf `.md`; Bilder liegen in `bilder` und enden auf svg, png, jpg oder webp."
            problems.append(
                _stray(place, quoted(entry.name), "eine Datei mit der Endung " + " oder ".join(suffixes), fix)
            )
        elif entry.name not in IGNORED:
            yield Path(entry.path)


def _stray(path: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(path, 1, "Datei", found, expected, fix)


def _read_picture(file: Path, site: str, reading: Reading) -> None:
    path, raw = f"content/{site}/{PICTURES}/{file.name}", file.read_bytes()
    problems = inspect(raw, path)
    size = (0, 0) if problems else measure(raw, path)
    reading.pictures[site, file.name] = Picture(site, file.name, path, *size, sha256(raw).hexdigest())
    reading.problems += problems


def _add(entry: Entry, reading: Reading) -> None:
    """Make the entry's record."""
    reading.problems += entry.problems
    if entry.values is None:
        return
    reference, path = entry.file.reference, entry.file.path
    kind, known = KINDS[reference.kind], {"id": reference, "path": path}
    record, problems = validate(kind, entry.values, path, known)
    reading.problems += problems
    reading.sources[reference] = Source(record or sketch(kind, entry.values, known), entry.body, entry.values)
