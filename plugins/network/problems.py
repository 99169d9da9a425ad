"""One finding about the content, and the report of all of them; every stage adds to it, nobody stops early."""

import difflib
from collections.abc import Iterable, Sized
from dataclasses import dataclass

_ALIKE = 0.6
"""From here on two words may be meant as the same: `totl` and `total` yes, `vorne` and `nav` no."""


@dataclass(frozen=True, order=True)
class Problem:
    """One finding, in German for coaches: where it is, what was found, what was expected, how to fix it."""

    path: str
    """Relative to the project's root, with forward slashes."""
    line: int
    """From 1; 1 too where a whole file is meant."""
    field: str
    """The front matter key (`steps[2].state`) or what part of the file is meant (`Text`, `Datei`)."""
    found: str
    expected: str
    fix: str

    def __str__(self) -> str:
        """The one-line form that terminals and editors understand: `path:line: field: …`."""
        return f"{self.path}:{self.line}: {self.field}: gefunden {self.found}; erwartet {self.expected}. {self.fix}"


class Findings(Exception):
    """Carries a report out of a build: the content has problems, nothing was written."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        """Keep the problems once each, ordered by path and line."""
        self.problems: tuple[Problem, ...] = tuple(sorted(set(problems)))
        super().__init__(report(self.problems))


class SourceChanged(Exception):
    """A source was changed while it was being built; the next build has it right."""

    def __str__(self) -> str:
        """With the path it was given."""
        return f"{self.args[0]} was changed meanwhile. Build again."


def report(problems: Iterable[Problem]) -> str:
    """All problems, one a line, closed by how many there are (German)."""
    lines = [str(problem) for problem in problems]
    return "\n".join([*lines, closing(lines)])


def closing(found: Sized) -> str:
    """The last line of a report (German)."""
    return f"{'1 Fund' if len(found) == 1 else f'{len(found)} Funde'}. Es wurde nichts geschrieben."


def visible(text: str) -> str:
    """The text on one line, with what cannot be seen or printed as its code."""
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else f"\\u{ord(char):04x}" for char in text)


def quoted(text: str, limit: int = 60) -> str:
    """The text in German quotation marks, control characters made visible, cut to `limit` characters."""
    shown = visible(text)
    return f"„{shown if len(shown) <= limit else shown[: limit - 1] + '…'}“"


def kilobytes(size: int) -> str:
    """A size as a person says it, rounded up: what is too large never looks as if it fitted."""
    return f"{-(-size // 1024)} KB"


def suggestion(word: str, known: Iterable[str], otherwise: str) -> str:
    """`Meintest Du „…“?` with the nearest known word, else the given sentence; of two paths the last parts must be alike."""
    words, end = list(known), _end(word.lower())
    near = [other for other in words if "/" in other and _end(other) == end]
    near += difflib.get_close_matches(word.lower(), words, n=1, cutoff=_ALIKE)
    alike = near and difflib.get_close_matches(end, [_end(near[0])], cutoff=_ALIKE)
    return f"Meintest Du {quoted(near[0])}?" if alike else otherwise


def _end(path: str) -> str:
    return path.rpartition("/")[2]
