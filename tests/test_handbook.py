"""The handbook tells the truth: its examples are valid together, its findings are real, and nothing a coach may write is missing.

How it is read: a block or table belongs to the file that the line before it names; a block followed by a ```text block is
faulty on purpose, and the text is its report. What stands in a table under "So schreibst Du es" is tried in that file,
under "Da steht" it must lead to the finding beside it, and "So ist es richtig" must not.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from inspect import signature
from itertools import islice
from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

import pelicanconf
import tasks
from plugins.exchange.matching import MOST, find_matches
from plugins.multisite import repositories
from plugins.multisite.building import build, read_network
from plugins.multisite.filters import FILTERS
from plugins.multisite.jobs import job_of
from plugins.multisite.orders import Order
from plugins.network import ground, pictures
from plugins.network.markup import converter
from plugins.network.model import PICTURES, Network
from plugins.network.problems import Findings, Problem, report
from plugins.network.records import KINDS, OF_VILLAGES, Notice, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.network.text import LARGEST
from plugins.network.typography import slugify
from plugins.network.vocabulary import GroundKind, Term
from plugins.planning.occurrences import upcoming
from plugins.planning.urls import INTRODUCED, LEGAL, beside, sections, to_print
from tests.handbook import DRAWING, ELSEWHERE, EXAMPLES, FAULTY, FILES, HANDBOOK, PARTS, SHOWN, Part, code, codes, put

ROOT = Path(__file__).parent.parent
CONVERT = cache(converter(pelicanconf.MARKDOWN))
TODAY = "2026-11-22"
WEEKDAYS = ("Mo", "Di", "Mi", "Do", "Fr", "Sa", "So")


TABLES = [part for part in PARTS if part.info == "table"]


def rows_under(column: str) -> list[dict[str, str]]:
    """The rows of the one table with this column."""
    return next(part.rows for part in TABLES if column in part.rows[0])


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    """All files of the handbook, in one folder for all tests: each puts back what it changes."""
    folder = tmp_path_factory.mktemp("handbook")
    put(folder, FILES)
    return folder


@contextmanager
def changed(root: Path, files: dict[str, str]) -> Iterator[None]:
    put(root, files)
    try:
        yield
    finally:
        put_back(root, files)


def put_back(root: Path, files: dict[str, str]) -> None:
    for path in files.keys() - FILES.keys():
        (root / path).unlink()
        if not any((root / path).parent.iterdir()):
            (root / path).parent.rmdir()
    put(root, {path: FILES[path] for path in files.keys() & FILES.keys()})


def read(root: Path, files: dict[str, str]) -> Network:
    """What the handbook's files make with these among them."""
    with changed(root, files):
        return read_network(root, CONVERT)


def problems(root: Path, files: dict[str, str]) -> tuple[Problem, ...]:
    try:
        read(root, files)
    except Findings as findings:
        return findings.problems
    return ()


def halves(text: str) -> tuple[str, str]:
    """Front matter and body of a file."""
    _, head, body = text.split("---\n", 2)
    return head, body


def with_snippet(path: str, snippet: str) -> dict[str, str]:
    """The file that a snippet changes or adds: keys in place of those there, text at the end, or a file of this name."""
    if re.fullmatch(r"\w+/[^:(]+", snippet):
        site = path.rpartition("/")[0].rpartition("/")[0]
        return {f"{site}/{snippet}": DRAWING if snippet.endswith(".svg") else FILES[path]}
    head, body = halves(FILES[path])
    if keys := re.findall(r"^(\w+):", snippet, re.MULTILINE):
        head = re.sub(rf"^(?:{'|'.join(keys)}):.*\n(?:[ -].*\n)*", "", head, flags=re.MULTILINE) + snippet + "\n"
    else:
        body += f"\n{snippet}\n"
    return {path: f"---\n{head}---\n{body}"}


# The examples


def test_every_block_that_shows_a_file_names_it():
    assert [part.text for part in PARTS if part.info in SHOWN and not part.path] == []


def test_all_examples_together_are_valid(root):
    assert problems(root, {}) == ()


@pytest.mark.parametrize(
    "earlier", [part for part in PARTS if part.info == "markdown" and EXAMPLES.get(part.path, part.text) != part.text]
)
def test_what_a_file_was_before_is_valid_too(root, earlier):
    assert problems(root, {earlier.path: earlier.text}) == ()


def test_every_published_example_becomes_a_page(root, tmp_path):
    output = tmp_path / "output"
    given = {"PATH": root / "content", "OUTPUT_PATH": output, "CACHE_PATH": tmp_path / "cache"}
    order = Order("pelicanconf.py", date.fromisoformat(TODAY), {name: str(path) for name, path in given.items()})
    build(job_of(order.read()))
    for path, text in EXAMPLES.items():
        if path.endswith(".md"):
            _, site, folder, name = path.removesuffix(".md").split("/")
            page = output / site / (name if folder == "seiten" else f"{folder}/{name}") / "index.html"
            assert page.exists() is ("status: draft" not in text), path


def test_examples_show_every_key_of_their_kind():
    stanza = yaml.load(EXAMPLES["villages.yaml"] + ELSEWHERE.text, yaml.BaseLoader)["villages"][-1]
    shown = {"villages": keys_of_tree(stanza)}
    for path, text in EXAMPLES.items():
        if path.endswith(".md"):
            tree = yaml.load(halves(text)[0], yaml.BaseLoader)
            shown.setdefault(path.split("/")[2], set()).update(keys_of_tree(tree))
    for folder, kind in KINDS.items():
        assert keys_of_model(kind, own_fields(kind)) - shown[folder] == set(), folder
    assert keys_of_model(Record, own_fields(Record)) - set().union(*shown.values()) == set()
    assert keys_of_model(below(Plan)["villages"]) - shown["villages"] == set()


def test_a_village_with_a_repository_is_read_as_the_handbook_says(root):
    found = problems(root, {"villages.yaml": EXAMPLES["villages.yaml"] + ELSEWHERE.text})
    assert [(problem.path, problem.field, problem.found) for problem in found] == [
        ("content/heidedorf", "Ordner", "ein Ordner für ein Dorf mit eigenem Repository"),
        ("villages.yaml", "heidedorf.source", "kein festgehaltener Stand"),
    ]


def keys_of_tree(tree: Any) -> set[str]:
    """`steps`, `steps.title` and so on, whatever the position in a list."""
    if isinstance(tree, list):
        return set().union(*map(keys_of_tree, tree))
    if not isinstance(tree, dict):
        return set()
    return set(tree).union(*({f"{key}.{inner}" for inner in keys_of_tree(value)} for key, value in tree.items()))


def keys_of_model(model: type[BaseModel], fields: set[str] | None = None) -> set[str]:
    keys = set(fields or model.model_fields)
    nested = {name: inner for name, inner in below(model, deep=False).items() if name in keys}
    return keys.union(*({f"{name}.{key}" for key in keys_of_model(inner)} for name, inner in nested.items()))


# The tables of keys


def leaves(annotation: Any) -> Iterator[type]:
    """The classes a type is made of."""
    if isinstance(annotation, type):
        yield annotation
    for inner in get_args(annotation):
        yield from leaves(inner)


def below(model: type[BaseModel], deep: bool = True) -> dict[str, type[BaseModel]]:
    """The models a model holds, by the field that holds them."""
    found: dict[str, type[BaseModel]] = {}
    for name, field in model.model_fields.items():
        for leaf in leaves(field.annotation):
            if issubclass(leaf, BaseModel):
                found |= {name: leaf, **(below(leaf) if deep else {})}
    return found


def own_fields(model: type[BaseModel]) -> set[str]:
    """What a kind of record adds to all records; every field of anything else."""
    if issubclass(model, Record) and model is not Record:
        return set(model.__annotations__)
    return set(model.model_fields) - ({"id", "path"} if model is Record else set())


def chapters() -> dict[str, type[BaseModel]]:
    """The chapter of each kind, as the table of folders links them."""
    linked = {code(row["Ordner"]): row["So geht es"] for row in rows_under("So geht es")}
    kinds = {re.sub(r"\[(.*)\].*", r"\1", linked[folder]): kind for folder, kind in KINDS.items() if folder in linked}
    return {**kinds, "Wie eine Datei aussieht": Record, "Die Datei villages.yaml": Plan}


def models_of(table: Part) -> list[type[BaseModel]]:
    """The models whose keys a table explains: its chapter's, or those in the fields its heading names."""
    model = chapters()[table.chapter]
    return [below(model)[name] for name in codes(table.heading)] or [model]


KEY_TABLES = [part for part in TABLES if "Angabe" in part.rows[0]]


@pytest.mark.parametrize("table", KEY_TABLES, ids=lambda table: slugify(f"{table.chapter} {table.heading}"))
def test_a_table_of_keys_names_all_of_them_which_must_be_and_their_words(table):
    fields: dict[str, list[Any]] = {}
    for model in models_of(table):
        for name in own_fields(model):
            fields.setdefault(name, []).append(model.model_fields[name])
    rows = {codes(row["Angabe"])[0]: row for row in table.rows}
    assert rows.keys() == fields.keys()
    for name, meant in fields.items():
        assert rows[name]["Angabe"].startswith("**") is any(field.is_required() for field in meant), name
        for vocabulary in {leaf for leaf in leaves(meant[0].annotation) if issubclass(leaf, Term)}:
            assert sorted(codes(rows[name]["Erlaubt"])) == sorted(word.value for word in vocabulary), name


def test_every_model_has_its_table():
    meant = {model for kind in chapters().values() for model in (kind, *below(kind).values())}
    assert {model for table in KEY_TABLES for model in models_of(table)} == meant
    assert set(KINDS.values()) < meant


def test_every_folder_is_in_the_table_of_folders():
    assert {code(row["Ordner"]) for row in rows_under("So geht es")} == {*KINDS, PICTURES}


def test_every_word_for_a_line_of_the_map_is_listed_with_what_the_map_calls_it():
    rows = rows_under("Wort bei `kind`")
    assert {code(row["Wort bei `kind`"]) for row in rows} == set(GroundKind)
    forms = {code(row["Wort bei `kind`"]): row["Form"] for row in rows}
    assert {kind for kind, form in forms.items() if form == "Fläche"} == set(ground.AREAS)


def test_folders_that_only_villages_have_are_named():
    sentence = re.search(r"^Nur die Dörfer haben (.*);", HANDBOOK, re.MULTILINE)
    assert set(codes(sentence[1])) == OF_VILLAGES


def test_every_generated_page_is_listed_with_the_sites_that_have_it():
    on = {"alle": (True, True), "Dörfer": (False, True), "gemeinsame": (True, False)}
    listed = {code(row["Adresse"]): on[row["Website"]] for row in rows_under("Website")}
    main, village = ({*sections(is_main), *beside(is_main), *to_print(is_main)} for is_main in (True, False))
    assert listed == {section.url: (section in main, section in village) for section in main | village}


def test_every_page_with_a_place_of_its_own_is_listed():
    files = {code(row["Datei"]) for table in TABLES for row in table.rows if "Datei" in row}
    assert files == {f"seiten/{slug}.md" for slug in (*LEGAL, *(section.slug for section in INTRODUCED))}


# What may be written, and how it appears


def rows_with(title: str) -> list[Any]:
    """The rows of all tables with this column, and the file each table is tried in."""
    rows = [(part.path, row) for part in TABLES for row in part.rows if title in row]
    return [pytest.param(path, row, id=codes(" ".join(row.values()))[0]) for path, row in rows]


@pytest.mark.parametrize(("path", "row"), rows_with("So schreibst Du es"))
def test_what_may_be_written_is_valid(root, path, row):
    assert problems(root, with_snippet(path, code(row["So schreibst Du es"]))) == ()


@pytest.mark.parametrize(("path", "row"), rows_with("So erscheint es"))
def test_a_value_appears_as_the_handbook_says(root, path, row):
    record = record_with(root, path, code(row["So schreibst Du es"]))
    if isinstance(record, Project):
        assert row["So erscheint es"] == FILTERS["money"](record.budget.total).replace("\u00a0", " ")
    else:
        clock = ", " + FILTERS["time"](record.start) if isinstance(record.start, datetime) else ""
        assert row["So erscheint es"] == FILTERS["day_long"](record.start) + clock


@pytest.mark.parametrize(("path", "row"), rows_with("Die nächsten Male"))
def test_an_event_repeats_on_the_days_the_handbook_names(root, path, row):
    event = record_with(root, path, code(row["So schreibst Du es"]))
    days = [occurrence.start for occurrence in islice(upcoming(event, date.fromisoformat(TODAY)), 3)]
    named = (f"{WEEKDAYS[day.weekday()]} {day.day}.{day.month}." for day in days)
    assert row["Die nächsten Male"] == ", ".join(named)


def record_with(root: Path, path: str, snippet: str) -> Any:
    return next(record for record in read(root, with_snippet(path, snippet)).records if record.path == path)


def test_file_names_become_what_the_handbook_says():
    for row in rows_under("Statt"):
        wrong, right = code(row["Statt"]), code(row["lieber"])
        assert slugify(wrong.removesuffix(".md")) + ".md" == right


# What the check says


@pytest.mark.parametrize("path", FAULTY)
def test_a_faulty_example_leads_to_the_report_below_it(root, path):
    text, told = FAULTY[path]
    assert report(problems(root, {path: text})) == told.rstrip("\n")


@pytest.mark.parametrize(("path", "row"), rows_with("Da steht"))
def test_a_quoted_finding_is_what_the_check_says(root, path, row):
    found = problems(root, with_snippet(path, code(row["Da steht"])))
    told = row["Die Prüfung sagt"].replace("\\<", "<").split("<br>")
    assert [f"{problem.field}: gefunden {problem.found}; erwartet {problem.expected}" for problem in found] == told


@pytest.mark.parametrize(("path", "row"), rows_with("Da steht"))
def test_what_is_offered_instead_is_valid(root, path, row):
    assert problems(root, with_snippet(path, code(row["So ist es richtig"]))) == ()


# The text itself


def prose() -> str:
    """The handbook without code."""
    return re.sub(r"^```.*?^```$|`[^`]+`", "", HANDBOOK, flags=re.MULTILINE | re.DOTALL)


def anchors() -> list[str]:
    """Where links can lead, as git hosts name headings."""
    text = re.sub(r"^```.*?^```$", "", HANDBOOK, flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return [re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings]


def test_headings_differ():
    assert len(set(anchors())) == len(anchors())


def test_links_lead_somewhere():
    places, targets = anchors(), re.findall(r"\]\((?!https://)([^)#]*)#?([^)]*)\)", prose())
    assert targets
    for file, anchor in targets:
        assert not file or (ROOT / "docs" / file).exists(), file
        assert file or anchor in places, anchor


def test_the_largest_sizes_are_those_of_the_check():
    drawing, photo = pictures.LARGEST[".svg"], pictures.LARGEST[".jpg"]
    for words in (
        f"bis {drawing // 1024} KB",
        f"bis {photo // 1024**2} MB und {pictures.MEGAPIXELS} Megapixel",
        f"bis {repositories.LARGEST_FILE // 1024**2} MB je Datei",
        f"Mehr als {LARGEST // 1024} KB",
        f"Höchstens {ground.MOST} Punkte",
        f"mehr als {ground.FAR:g} km",
    ):
        assert words in HANDBOOK, words


def test_commands_exist():
    commands = re.findall(r"(?:\./site|inv) (\w+)", HANDBOOK)
    assert {"serve", "check"} <= set(commands)
    for command in commands:
        assert hasattr(tasks, command), command


def test_options_of_commands_exist():
    for command, options in re.findall(r"\./site (\w+)((?: --\w+ \S+)+)", HANDBOOK):
        known = signature(getattr(tasks, command).body).parameters
        assert set(re.findall(r"--(\w+)", options)) <= known.keys(), command


def test_quotation_marks_are_german():
    assert re.findall(r".*[\"\u201d].*|.*„[^“]*$", prose()) == []


def test_the_exchange_brings_together_what_the_handbook_says(root):
    network = read(root, {})
    projects, notices = ([r for r in network.records if isinstance(r, kind)] for kind in (Project, Notice))
    orchard, pitch = Reference("projekte", "heidedorf", "streuobst"), Reference("projekte", "weslarn", "bolzplatz")
    found = find_matches(projects, notices, network.plan, date.fromisoformat(TODAY))
    (match,) = (match for match in found[orchard] if match.other.slug == "obstwiese")
    assert match.confirmed
    assert any("„Schnitt“" in reason.why and "„Obstbaumschnitt“" in reason.why for reason in match.reasons)
    told = [one if one.id != pitch else one.model_copy(update={"not_related": ()}) for one in projects]
    agreed = find_matches(told, notices, network.plan, date.fromisoformat(TODAY))
    assert pitch not in found and pitch in agreed, "without the line the Projektbörse would find it"
    assert f"Mehr als {('null', 'eins', 'zwei', 'drei')[MOST]} Vorschläge" in HANDBOOK
