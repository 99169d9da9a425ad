"""The second half of reading: what only the whole network can tell. Every check yields all it finds."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel

from plugins.network.body import Target, absolute, reference_of
from plugins.network.colours import NIGHT, PAPER, READABLE, contrast
from plugins.network.front_matter import Where, label
from plugins.network.model import PICTURES, Network, is_photo
from plugins.network.problems import Problem, quoted, suggestion
from plugins.network.reading import Known, Reading, Source
from plugins.network.records import KINDS, OF_VILLAGES, Phase, Project, Record
from plugins.network.references import MAIN, SLUG, Reference
from plugins.network.study import Accent, Plan
from plugins.network.typography import slugify

_RESERVED = {
    "index",
    "404",
    "con",
    "prn",
    "aux",
    "nul",
    *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)),
}


def check(reading: Reading) -> tuple[Network | None, list[Problem]]:
    """The Network, where nothing was found; always all problems."""
    problems = [*reading.problems, *_file_names(reading), *_misplaced(reading), *_phases_once(reading)]
    for source in reading.sources.values():
        problems += check_source(source, reading)
    if reading.plan:
        problems += [*_entries_once(reading.plan, reading), *_sites(reading.plan, reading)]
    if problems or reading.plan is None:
        return None, problems
    records = tuple(source.record for source in reading.sources.values())
    bodies = {reference: source.body for reference, source in reading.sources.items()}
    return Network(reading.plan, records, bodies, tuple(reading.pictures.values()), reading.grounds), []


def check_source(source: Source, known: Known) -> Iterator[Problem]:
    """What is wrong with one source, seen from the whole: what it names must exist, and be published where it is."""
    yield from _references(source, known)
    yield from _connections(source)
    yield from _words_of_the_study(source, known)
    yield from _targets(source, known)
    yield from _pictures(source, known)


def folded(text: str) -> str:
    """The form in which two addresses are the same on some machine: composed, letter case ignored."""
    return unicodedata.normalize("NFC", text).casefold()


def _file_names(reading: Reading) -> Iterator[Problem]:
    """Names that are no slug, and names that some file systems or browsers take for each other."""
    names = [(reference.kind, reference.site, reference.slug, path) for reference, path in reading.files.items()]
    names += [(PICTURES, picture.site, picture.name, picture.path) for picture in reading.pictures.values()]
    same: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for kind, site, name, path in names:
        stem = name.rpartition(".")[0] if kind == PICTURES else name
        published = f"{stem}.webp" if kind == PICTURES and is_photo(name) else name
        same[kind, site, published if SLUG.fullmatch(published) else slugify(folded(published))].append(path)
        if not SLUG.fullmatch(stem):
            fix = f"Benenne die Datei um in {quoted(slugify(stem) or 'name')} mit derselben Endung."
            yield Problem(
                path,
                1,
                "Datei",
                quoted(stem),
                "ein Name aus Kleinbuchstaben (ohne Umlaute), Ziffern und Bindestrichen",
                fix,
            )
        elif stem in _RESERVED:
            yield Problem(
                path, 1, "Datei", quoted(stem), "ein Name, der nicht vergeben ist", "Gib der Datei einen anderen Namen."
            )
    for paths in same.values():
        for path in paths[1:]:
            fix = f"Gib einer der beiden Dateien {paths[0]} und {path} einen anderen Namen."
            yield Problem(
                path, 1, "Datei", f"dieselbe Adresse wie {paths[0]}", "für jede Datei eine eigene Adresse", fix
            )


def _misplaced(reading: Reading) -> Iterator[Problem]:
    """What only a village can have, in the main site's folder."""
    for reference, path in reading.files.items():
        if reference.site == MAIN and reference.kind in OF_VILLAGES:
            expected = "einer der Ordner " + ", ".join(kind for kind in KINDS if kind not in OF_VILLAGES)
            fix = f"Das gehört in ein Dorf: verschiebe die Datei nach `content/<dorf>/{reference.kind}`."
            yield Problem(path, 1, "Ordner", quoted(reference.kind), expected, fix)


def _phases_once(reading: Reading) -> Iterator[Problem]:
    """A village goes through each phase once."""
    seen: dict[tuple[str, str], str] = {}
    for source in reading.sources.values():
        phase = source.record
        if isinstance(phase, Phase) and phase.kind and phase.published:
            first = seen.setdefault((phase.id.site, phase.kind), phase.path)
            if first != phase.path:
                fix = f"{first} beschreibt sie schon: führe beide Dateien zusammen."
                expected = "für jede Phase eine Datei"
                yield Problem(phase.path, source.values.line(("kind",)), "kind", quoted(phase.kind), expected, fix)


def _values(value: Any, where: Where = ()) -> Iterator[tuple[Where, Reference]]:
    """Every reference in a record and the way to it."""
    if isinstance(value, Reference):
        yield where, value
    elif isinstance(value, tuple):
        for place, item in enumerate(value):
            yield from _values(item, (*where, place))
    elif isinstance(value, BaseModel):
        for name in _holders(type(value)):
            yield from _values(getattr(value, name), (*where, name))


@cache
def _holders(model: type[BaseModel]) -> tuple[str, ...]:
    """The fields that can hold references."""
    fields = model.model_fields.items()
    return tuple(name for name, field in fields if name != "id" and _can_hold(field.annotation))


def _can_hold(annotation: Any) -> bool:
    if isinstance(annotation, type):
        return issubclass(annotation, (Reference, BaseModel))
    return any(map(_can_hold, get_args(annotation)))


def _references(source: Source, known: Known) -> Iterator[Problem]:
    for where, reference in _values(source.record):
        if wrong := _broken(reference, source.record, known):
            yield Problem(source.record.path, source.values.line(where), label(where), quoted(str(reference)), *wrong)


def _connections(source: Source) -> Iterator[Problem]:
    """What a project says of others in `related` and `not_related`: not of itself, and not both of the same."""
    if not isinstance(project := source.record, Project):
        return
    for key, others in (("related", project.related), ("not_related", project.not_related)):
        for place, other in enumerate(others):
            if other == project.id:
                wrong = "ein anderes Projekt", "Nimm die Zeile heraus: Das ist dieses Projekt selbst."
            elif key == "not_related" and other in project.related:
                wrong = "eine Angabe, die nicht auch bei `related` steht", "Lass eine der beiden Zeilen stehen."
            else:
                continue
            where = (key, place)
            yield Problem(project.path, source.values.line(where), label(where), quoted(str(other)), *wrong)


def _broken(reference: Reference, by: Record, known: Known) -> tuple[str, str] | None:
    """Why a reference leads nowhere (expected, fix); a draft may be named by drafts only."""
    if not known.exists(reference):
        names = [str(other) for other in known.references() if other.kind == reference.kind]
        otherwise = f"Die Datei `content/{reference.site}/{reference.kind}/{reference.slug}.md` gibt es nicht."
        return f"eine Datei aus dem Ordner `{reference.kind}`", suggestion(str(reference), names, otherwise)
    target = known.source(reference)
    if target and by.published and not target.record.published:
        fix = "Das Ziel ist ein Entwurf: veröffentliche es (`status: published`) oder nimm den Verweis heraus."
        return "etwas Veröffentlichtes", fix
    return None


def _words_of_the_study(source: Source, known: Known) -> Iterator[Problem]:
    """Phases and categories are words that villages.yaml defines."""
    if known.plan is None:
        return
    study, record = known.plan.study, source.record
    if isinstance(record, Phase):
        yield from _word(source, ("kind",), record.kind, [phase.slug for phase in study.phases])
    if isinstance(record, Project):
        for key, lines in (("seeks", record.seeks), ("offers", record.offers)):
            for place, line in enumerate(lines):
                words = [category.slug for category in study.categories]
                yield from _word(source, (key, place, "category"), line.category, words)


def _word(source: Source, where: Where, word: str, known: list[str]) -> Iterator[Problem]:
    if word and word not in known:
        expected = "eines von " + ", ".join(f"`{other}`" for other in known)
        fix = suggestion(word, known, "Neue Wörter trägst Du in villages.yaml unter `study` ein.")
        yield Problem(source.record.path, source.values.line(where), label(where), quoted(word), expected, fix)


def _pictures(source: Source, known: Known) -> Iterator[Problem]:
    """Pictures that front matter names must lie in the site's own folder."""
    record = source.record
    folder = f"content/{record.id.site}/{PICTURES}"
    for where, image in _named_pictures(record):
        if (record.id.site, image) not in known.pictures:
            names = [name for site, name in known.pictures if site == record.id.site]
            fix = suggestion(image, names, f"Lege das Bild in {folder}.")
            line = source.values.line(where)
            yield Problem(record.path, line, label(where), quoted(image), f"ein Bild aus {folder}", fix)


def _named_pictures(record: Record) -> Iterator[tuple[Where, str]]:
    if record.image:
        yield ("image",), record.image
    if isinstance(record, Phase):
        for place, figure in enumerate(record.pictures):
            yield ("pictures", place, "image"), figure.image


def _targets(source: Source, known: Known) -> Iterator[Problem]:
    """Links and pictures of a body, and the anchors they name."""
    for target in source.body.targets:
        if wrong := _no_picture(target, source, known) if target.picture else _no_page(target, source, known):
            shown = target.path + (f"#{target.anchor}" if target.anchor else "")
            yield Problem(source.record.path, target.line, "Text", quoted(shown), *wrong)


def _no_picture(target: Target, source: Source, known: Known) -> tuple[str, str] | None:
    names = {f"/{picture.site}/{PICTURES}/{picture.name}" for picture in known.pictures.values()}
    path = absolute(target.path, source.record.id)
    return (
        None
        if path in names
        else ("ein Bild, das es gibt", suggestion(path, sorted(names), "Lege es in den Ordner `bilder`."))
    )


def _no_page(target: Target, source: Source, known: Known) -> tuple[str, str] | None:
    reference = reference_of(target.path, source.record.id)
    if reference is None or not known.exists(reference):
        names = [f"/{other.site}/{other.kind}/{other.slug}.md" for other in known.references()]
        fix = suggestion(
            absolute(target.path, source.record.id),
            names,
            "Der Weg beginnt bei `content`: `{filename}/ort/ordner/datei.md`.",
        )
        return "eine Datei, die es gibt", fix
    if wrong := _broken(reference, source.record, known):
        return wrong
    goal = known.source(reference)
    if goal and target.anchor and target.anchor not in goal.body.anchors:
        fix = suggestion(
            target.anchor,
            goal.body.anchors,
            "Sprungziele sind die Überschriften der Seite, klein und mit Bindestrichen.",
        )
        return "eine Überschrift dieser Seite", fix
    return None


def _entries_once(plan: Plan, reading: Reading) -> Iterator[Problem]:
    """Phases and categories of the study, and places to publish, differ in what they are called and where they are."""
    words = {"slug": "slug", "title": "title"}
    lists: list[tuple[Where, Sequence[Any], dict[str, str]]] = [
        (("study", "phases"), plan.study.phases, words),
        (("study", "categories"), plan.study.categories, words),
        (("publish",), plan.publish, {"name": "name", "path": "place"}),
    ]
    for around, entries, keys in lists:
        for key, attribute in keys.items():
            values = [getattr(entry, attribute) for entry in entries]
            for number in (number for number, value in enumerate(values) if value in values[:number]):
                fix = "Ändere die Angabe oder lösche den Eintrag."
                expected = "für jeden Eintrag eine eigene Angabe"
                yield _of_plan((*around, number, key), quoted(values[number]), expected, fix, reading)


def _of_plan(where: Where, found: str, expected: str, fix: str, reading: Reading) -> Problem:
    return Problem("villages.yaml", reading.plan_values.line(where), label(where), found, expected, fix)


def _sites(plan: Plan, reading: Reading) -> Iterator[Problem]:
    """Slugs and addresses of sites must differ, and their pictures must exist."""
    sites = [(plan.main, ("main",)), *((village, ("villages", n)) for n, village in enumerate(plan.villages))]
    seen: dict[str, str] = {}
    for site, where in sites:
        for key, value in (("slug", site.slug), ("address", site.address)):
            if other := seen.get(f"{key} {value}"):
                fix = f"{quoted(other)} hat dieselbe Angabe: ändere eine von beiden."
                yield _of_plan((*where, key), quoted(value), "für jede Website eine eigene Angabe", fix, reading)
            seen[f"{key} {value}"] = site.name
        for key, picture in (("sign", site.sign), ("image", site.image)):
            if picture and site.slug not in reading.absent and (site.slug, picture) not in reading.pictures:
                folder = f"content/{site.slug}/{PICTURES}"
                fix = f"Lege das Bild in {folder}."
                yield _of_plan((*where, key), quoted(picture), f"ein Bild aus {folder}", fix, reading)
        if not site.sign.endswith(".svg"):
            fix = "Speichere das Zeichen als SVG; es steht auch klein und auf dunklem Grund."
            yield _of_plan((*where, "sign"), quoted(site.sign), "eine Zeichnung (SVG)", fix, reading)
        yield from _contrast(site.accent, (*where, "accent"), reading)


def _contrast(accent: Accent, where: Where, reading: Reading) -> Iterator[Problem]:
    for key, colour, ground in (("light", accent.light, PAPER), ("dark", accent.dark, NIGHT)):
        if (ratio := contrast(colour, ground)) < READABLE:
            fix = "Nimm eine dunklere Farbe." if key == "light" else "Nimm eine hellere Farbe."
            expected = f"mindestens {READABLE}:1".replace(".", ",")
            found = f"{quoted(colour)} mit einem Kontrast von {ratio:.2f}:1".replace(".", ",")
            yield _of_plan((*where, key), found, expected, fix, reading)
