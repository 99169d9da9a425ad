"""What every build has to produce: the same files from each engine, and in them what was changed last."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.corpus import LEGAL, STAGES, THEMES, Corpus, Document, slugs

PLACES = {
    "village": ["aktuelles", "termine", "projekte", "coaching", "pinnwand", "adressen", "dorf", "mitmachen"],
    "main": [
        "studie",
        "doerfer",
        "coaching",
        "projekte",
        "projektboerse",
        "aktuelles",
        "termine",
        "adressen",
        "mitmachen",
    ],
}
"""The menu of a site, behind its start page."""
PRINTED = {"village": ("projekte/aushang", "aushang"), "main": ("projektboerse/aushang", "tischplan")}
"""The page of a site that is made to be printed, and what its layout is called."""
TOLERANCE = 0.01
"""By how much the number of files may differ between engines."""
_FIXED = [
    "index.html",
    "404.html",
    "atom.xml",
    "sitemap.xml",
    "robots.txt",
    "theme/css/main.css",
    "theme/css/tokens.css",
]


class NotTheSame(Exception):
    """An engine did less or more than the others."""


def expected(corpus: Corpus) -> set[str]:
    """The path of every file below the output folder, theme files without the hash in their name."""
    files = set(_common("main", [*PLACES["main"], PRINTED["main"][0]])) | set(_lists("main", choices(corpus)))
    for village in corpus.villages:
        own = [document for document in corpus.documents if document.site == village.slug]
        files |= {
            *_common(village.slug, [*PLACES["village"], PRINTED["village"][0]]),
            *_lists(village.slug, taxonomies(own)),
        }
        files |= {page_of(document) for document in own} | {f"main/bilder/{village.slug}/zeichen.svg"}
    return files


def _common(site: str, places: Iterable[str]) -> Iterator[str]:
    yield from (f"{site}/{name}" for name in (*_FIXED, "bilder/zeichen.svg"))
    yield from (f"{site}/{name}/index.html" for name in (*places, *LEGAL))


def _lists(site: str, chosen: Iterable[str]) -> Iterator[str]:
    yield from (f"{site}/projekte/{choice}/index.html" for choice in chosen)


def choices(corpus: Corpus) -> list[str]:
    """What the main site's projects can be chosen by."""
    return [*(f"dorf/{slug}" for slug in slugs(corpus)), *taxonomies(corpus.documents)]


def taxonomies(documents: Iterable[Document]) -> Iterator[str]:
    """The stages and themes of these documents' projects, in the order of menus."""
    projects = [document.head for document in documents if document.kind == "projekte"]
    yield from (f"stand/{stage}" for stage in STAGES if any(stage == head["stage"] for head in projects))
    yield from (f"thema/{theme}" for theme in THEMES if any(theme in head["themes"] for head in projects))


def page_of(document: Document) -> str:
    """The file of a document's page."""
    folder = "" if document.kind == "seiten" else f"{document.kind}/"
    return f"{document.site}/{folder}{document.slug}/index.html"


def produced(output: Path) -> dict[str, int]:
    """Every file of every site, hashes taken out of the names of theme files, and its size."""
    files = (file for file in output.glob("*/**/*") if file.is_file())
    return {
        re.sub(r"\.[0-9a-f]{8}(?=\.css$)", "", file.relative_to(output).as_posix()): file.stat().st_size
        for file in files
    }


def compare(found: Iterable[str], wanted: set[str]) -> None:
    """Every wanted file is there, and hardly one more; raises NotTheSame."""
    missing, more = wanted - set(found), set(found) - wanted
    if missing:
        raise NotTheSame(f"{len(missing)} files are missing, for example {sorted(missing)[:3]}")
    if len(more) > TOLERANCE * len(wanted):
        raise NotTheSame(f"{len(more)} files nobody else makes, for example {sorted(more)[:3]}: give them to all")


def must_say(output: Path, proofs: Iterable[tuple[str, str]]) -> None:
    """Each file says what it must after the last change; raises NotTheSame. A path may be a pattern."""
    for pattern, words in proofs:
        silent = [file for file in output.glob(pattern) if words not in file.read_text(encoding="utf-8")]
        if silent or not any(output.glob(pattern)):
            raise NotTheSame(f"{silent[0].relative_to(output) if silent else pattern} does not say {words!r}")
