"""The handbook taken apart, for the tests that hold it to its word: blocks of code and tables, each with the file it belongs to."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from plugins.network.model import PICTURES

ROOT = Path(__file__).parents[1]
HANDBOOK = (ROOT / "docs" / "handbuch.md").read_text(encoding="utf-8")
SHOWN = ("markdown", "yaml", "svg", "json")
"""The languages of blocks that show a file."""


@dataclass(frozen=True)
class Part:
    """A block of code or a table of the handbook."""

    chapter: str
    heading: str
    path: str
    """The file that the line before it names."""
    info: str
    """The language of a block; `table`."""
    text: str

    @property
    def rows(self) -> list[dict[str, str]]:
        """The rows of a table by its column titles."""
        lines = [[cell.strip() for cell in line.strip("|").split(" | ")] for line in self.text.splitlines()]
        titles, _, *rows = lines
        return [dict(zip(titles, row, strict=True)) for row in rows]


_PARTS = re.compile(
    r"^(?P<marks>#{2,6}) (?P<title>[^\n]+)$|^```(?P<info>\w+)\n(?P<code>.*?)^```$"
    r"|^(?P<table>(?:\|[^\n]*\n)+)|^(?P<words>[^\n]+)$",
    re.MULTILINE | re.DOTALL,
)
_PATH = re.compile(r"`(content/\S+\.\w+|villages\.yaml)`[^`]*:$|^`(content/\S+\.\w+)`$")


def parts() -> Iterator[Part]:
    chapter = heading = path = ""
    for found in _PARTS.finditer(HANDBOOK):
        if found["title"]:
            heading = found["title"]
            chapter = heading if found["marks"] == "##" else chapter
        if found["words"] or found["title"]:
            named = _PATH.search(found["words"] or "")
            path = (named[1] or named[2]) if named else ""
        else:
            yield Part(chapter, heading, path, found["info"] or "table", found["code"] or found["table"])
            path = ""


def code(cell: str) -> str:
    """The code in a cell, its lines divided by `<br>`."""
    return re.sub("`([^`]+)`", r"\1", cell.replace("<br>", "\n"))


def codes(words: str) -> list[str]:
    return re.findall(r"`([^`]+)`", words)


PARTS = tuple(parts())
FAULTY = {block.path: (block.text, told.text) for block, told in pairwise(PARTS) if told.info == "text"}
ELSEWHERE = next(part for part in PARTS if part.chapter == "Ein Dorf mit eigenem Repository" and part.info == "yaml")
"""What the new village would add to its stanza, were its content not in the handbook but in a repository."""


def examples() -> dict[str, str]:
    """All files that the handbook shows, as it shows them last; the stanza of the new village at the end of the real villages.yaml."""
    files = {"villages.yaml": (ROOT / "villages.yaml").read_text(encoding="utf-8")}
    for part in PARTS:
        if part.info in SHOWN and part.path not in FAULTY and part is not ELSEWHERE:
            grows = part.path == "villages.yaml"
            files[part.path] = (files.get(part.path, "") if grows else "") + part.text
    return files


def drawings(files: dict[str, str]) -> dict[str, str]:
    """A drawing for every name of a picture, in every site."""
    names = set(re.findall(r"[a-z0-9-]+\.svg", "".join(files.values())))
    sites = {path.split("/")[1] for path in files if path.startswith("content/")}
    return {f"content/{site}/{PICTURES}/{name}": DRAWING for site in sites for name in names}


EXAMPLES = examples()
DRAWING = next(text for path, text in EXAMPLES.items() if path.endswith(".svg"))
FILES = {**drawings(EXAMPLES), **EXAMPLES}


def put(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
