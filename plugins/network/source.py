"""One source taken apart: its front matter as plain values, its body as HTML; before it is known whether it makes a record."""

from collections.abc import Callable, Iterable, Sequence

from plugins.network import front_matter
from plugins.network.body import Body, Convert
from plugins.network.digest import digest
from plugins.network.front_matter import Values
from plugins.network.frozen import frozen
from plugins.network.problems import Problem
from plugins.network.references import Reference
from plugins.network.text import decode, split

LONGEST = 2.0
"""Seconds a source may take to convert; the longest of a village takes a hundredth of that."""


@frozen
class SourceFile:
    """A file that is meant to be a record."""

    reference: Reference
    path: str
    """Relative to the project's root."""


@frozen
class Entry:
    """A source file taken apart: plain values that can be kept from build to build."""

    file: SourceFile
    values: Values | None
    """None where the file is no text with front matter."""
    body: Body
    problems: tuple[Problem, ...]
    head: str = ""
    """The digest of the front matter."""


ReadSource = Callable[[bytes, SourceFile], Entry]
Obtain = Callable[[ReadSource, Sequence[SourceFile]], Iterable[Entry]]
"""How entries come about, in whatever order: a store reads only those that it does not know."""


def read_source(raw: bytes, file: SourceFile, convert: Convert) -> Entry:
    """What a source says, before it is known whether it makes a record. Depends on nothing but its arguments."""
    text, problems = decode(raw, file.path)
    head, body_text, body_line, missing = split(text, file.path) if not problems else ("", "", 1, [])
    if problems or missing:
        return Entry(file, None, Body(""), (*problems, *missing))
    body, findings = convert(body_text, file.path, body_line)
    return Entry(file, front_matter.read_yaml(head, file.path, 2), body, tuple(findings), digest(head.encode()))
