"""The first stage: `villages.yaml` and every file under `content/` become one Network, or problems; all of them at once."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from plugins.network import front_matter
from plugins.network.body import Body, Convert
from plugins.network.front_matter import Values
from plugins.network.frozen import frozen
from plugins.network.model import GROUND, PICTURES, Ground, Picture
from plugins.network.places import AT_HOME, Folders, Project, Root
from plugins.network.problems import Problem, quoted, suggestion, visible
from plugins.network.records import KINDS, Record
from plugins.network.references import MAIN, Reference
from plugins.network.repository import LOCK
from plugins.network.source import Entry, Obtain, ReadSource, SourceFile, read_source
from plugins.network.study import Plan
from plugins.network.text import decode
from plugins.network.validation import sketch, validate

IGNORED = {".gitkeep", ".DS_Store", "Thumbs.db", "desktop.ini"}


@frozen
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
    grounds: dict[str, Ground] = field(default_factory=dict)
    """Village → what its map is drawn upon."""
    files: dict[Reference, str] = field(default_factory=dict)
    """Every file that was meant to be a record → its path."""
    problems: list[Problem] = field(default_factory=list)
    absent: set[str] = field(default_factory=set)
    """Villages whose files are elsewhere and not here: a finding of its own, and no reason for others."""

    def exists(self, reference: Reference) -> bool:
        """Whether there is a file of this name, readable or not; of what is not here, that is believed."""
        return reference in self.files or reference.site in self.absent

    def source(self, reference: Reference) -> Source | None:
        """The file of this name as it was read."""
        return self.sources.get(reference)

    def references(self) -> Iterable[Reference]:
        """The names of all files."""
        return self.files


def read_all(root: Path, convert: Convert, obtain: Obtain | None = None, folders: Folders = AT_HOME) -> Reading:
    """Read `villages.yaml` and `content/` below `root`; the order of files is that of their names everywhere.

    `folders`: the sites that lie elsewhere.
    """
    reading, project = Reading(), Project(root, folders)
    _read_plan(root, reading)
    files = _read_folders(project, reading)
    entries = (obtain or partial(_from_disk, project))(partial(read_source, convert=convert), files)
    sources = {entry.file.reference: source for entry in entries if (source := _source(entry, reading))}
    reading.sources = {file.reference: sources[file.reference] for file in files if file.reference in sources}
    return reading


def read_plan(root: Path) -> tuple[Plan | None, list[Problem]]:
    """`villages.yaml` alone, for those who only ask which sites there are; None where it cannot be understood."""
    reading = Reading()
    _read_plan(root, reading)
    return reading.plan, reading.problems


def _from_disk(root: Root, read: ReadSource, files: Sequence[SourceFile]) -> Iterator[Entry]:
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


def _read_folders(project: Project, reading: Reading) -> list[SourceFile]:
    """Walk the sites' folders for sources."""
    content, plan = project / "content", reading.plan
    inside = {entry.name for entry in content.iterdir() if entry.name not in IGNORED} if content.is_dir() else set()
    present = sorted(inside | project.folders.keys())
    own = {village.slug for village in plan.villages if village.source} if plan else set()
    slugs = [site.slug for site in plan.sites] if plan else None
    reading.problems += [_twice(name) for name in sorted(own & inside)]
    reading.absent = own - project.folders.keys()
    reading.problems += [_not_locked(name, reading) for name in sorted(reading.absent)]
    missing = [name for name in slugs or [] if name not in present and name not in reading.absent]
    reading.problems += [_without_folder(name, reading) for name in missing]
    return [file for name in present for file in _read_site(project / f"content/{name}", name, slugs, reading)]


def _twice(name: str) -> Problem:
    fix = "Lösche den Ordner, oder lösche `source` in villages.yaml."
    found = "ein Ordner für ein Dorf mit eigenem Repository"
    return Problem(f"content/{name}", 1, "Ordner", found, "eines von beiden", fix)


def _not_locked(name: str, reading: Reading) -> Problem:
    line, fix = _line_of_site(reading, name, "source"), f"Führe `./site update --village {name}` aus."
    expected = f"ein Eintrag in {LOCK} mit derselben Adresse und demselben Zweig"
    return Problem("villages.yaml", line, f"{name}.source", "kein festgehaltener Stand", expected, fix)


def _without_folder(name: str, reading: Reading) -> Problem:
    fix = f"Lege den Ordner an oder lösche {quoted(name)} aus villages.yaml." if name != MAIN else "Lege ihn an."
    line = _line_of_site(reading, name)
    return Problem("villages.yaml", line, name, "kein Ordner", f"der Ordner `content/{name}`", fix)


def _line_of_site(reading: Reading, slug: str, *key: str) -> int:
    villages = reading.plan_values.tree.get("villages", [])
    for place, village in enumerate(villages if isinstance(villages, list) else []):
        if isinstance(village, dict) and village.get("slug") == slug:
            return reading.plan_values.line(("villages", place, *key))
    return reading.plan_values.line(("main",))


def _read_site(folder: Path, name: str, slugs: list[str] | None, reading: Reading) -> list[SourceFile]:
    """The sources of the site `name`; its pictures are read at once. `slugs`: the sites of villages.yaml, if known."""
    path = f"content/{visible(name)}"
    if folder.is_symlink() or not folder.is_dir() or (slugs is not None and name not in slugs):
        known = [f"content/{slug}" for slug in slugs or []]
        fix = suggestion(path, known, "Trage das Dorf in villages.yaml ein oder lösche, was hier liegt.")
        found = quoted(name)
        if folder.is_symlink():
            found, fix = "eine Verknüpfung", "Kopiere den Ordner hierher."
        reading.problems.append(Problem(path, 1, "Ordner", found, "ein Dorf aus villages.yaml", fix))
        return []
    sources = []
    for kind, file in _files(folder, path, reading.problems):
        if kind == GROUND:
            _read_ground(folder / GROUND, name, reading)
        elif kind == PICTURES:
            _read_picture(folder / kind / file, name, reading)
        else:
            sources.append(SourceFile(Reference(kind, name, file.removesuffix(".md")), f"{path}/{kind}/{file}"))
    reading.files |= {source.reference: source.path for source in sources}
    if not sources:
        fix = "Lege wenigstens eine Seite an, zum Beispiel `seiten/dorf.md`."
        reading.problems.append(Problem(path, 1, "Ordner", "keine Inhalte", "wenigstens eine Datei", fix))
    return sources


def _files(folder: Path, path: str, problems: list[Problem]) -> Iterator[tuple[str, str]]:
    """Kind and name of each file of a site, `karte.geojson` being one of its own; what does not belong there is a problem."""
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name in IGNORED:
            continue
        place = f"{path}/{visible(entry.name)}"
        if entry.is_symlink():
            problems.append(_stray(place, "eine Verknüpfung", "eine echte Datei", "Kopiere die Datei hierher."))
        elif entry.name == GROUND and entry.is_file():
            yield GROUND, GROUND
        elif not entry.is_dir() or entry.name not in (*KINDS, PICTURES):
            known = [*KINDS, PICTURES]
            fix = suggestion(entry.name, known, "Verschiebe es in einen dieser Ordner.")
            problems.append(_stray(place, quoted(entry.name), "einer der Ordner " + ", ".join(known), fix))
        else:
            yield from ((entry.name, file) for file in _folder(Path(entry.path), place, problems))


def _folder(folder: Path, path: str, problems: list[Problem]) -> Iterator[str]:
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
            yield entry.name


def _stray(path: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(path, 1, "Datei", found, expected, fix)


def _read_picture(file: Path, site: str, reading: Reading) -> None:
    from plugins.network.pictures import inspect, measure  # brings a library that an edit of texts does not need

    path, raw = f"content/{site}/{PICTURES}/{file.name}", file.read_bytes()
    problems = inspect(raw, path)
    size = (0, 0) if problems else measure(raw, path)
    reading.pictures[site, file.name] = Picture(site, file.name, path, *size, sha256(raw).hexdigest())
    reading.problems += problems


def _read_ground(file: Path, site: str, reading: Reading) -> None:
    from plugins.network.ground import read_ground  # few edits touch a map

    path = f"content/{site}/{GROUND}"
    if site == MAIN:
        fix = "Verschiebe die Datei in den Ordner des Dorfes."
        reading.problems.append(_stray(path, "eine Dorfkarte", "eine Karte in einem Dorf", fix))
        return
    home = next((one.location for one in reading.plan.villages if one.slug == site), None) if reading.plan else None
    ground, problems = read_ground(file.read_bytes(), path, home)
    reading.problems += problems
    reading.grounds |= {site: ground} if ground else {}


def _source(entry: Entry, reading: Reading) -> Source | None:
    """The entry with its record; None where it is no text with front matter."""
    reading.problems += entry.problems
    if entry.values is None:
        return None
    reference, path = entry.file.reference, entry.file.path
    kind, known = KINDS[reference.kind], {"id": reference, "path": path}
    record, problems = validate(kind, entry.values, path, known)
    reading.problems += problems
    return Source(record or sketch(kind, entry.values, known), entry.body, entry.values)
