"""From front matter to plain values: YAML read with a line for every value, and nothing in it obeyed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from plugins.network.problems import Problem, quoted, visible
from plugins.network.text import DEEPEST, forbidden, unseen

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
Where = tuple[str | int, ...]
"""The way to a value: keys and positions."""


@dataclass
class Values:
    """YAML as plain values (every scalar a string), and the line each stands on."""

    tree: dict[str, Any] = field(default_factory=dict)
    lines: Mapping[Where, int] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def line(self, where: Where) -> int:
        """The line of a value, or of the nearest one around it."""
        while where and where not in self.lines:
            where = where[:-1]
        return self.lines.get(where, 1)


def read_yaml(text: str, path: str, first_line: int = 1) -> Values:
    """The mapping a YAML text holds; aliases, merges, tags, duplicate keys and deep nesting are problems, never followed."""
    values = Values()
    try:
        events = yaml.parse(text, Loader=_LOADER)
        _Composer(events, values, path, first_line).document()
    except yaml.YAMLError as error:
        values.problems.append(_unreadable(error, text, path, first_line))
    except _TooDeep as error:
        fix = "Vereinfache die Angaben."
        values.problems.append(
            Problem(path, error.line, "Kopf", "mehr als 20 Ebenen", f"höchstens {DEEPEST} Ebenen", fix)
        )
    return values


class _TooDeep(Exception):
    def __init__(self, line: int) -> None:
        self.line = line


_NO_NAMES = ("<<", "?")
"""What YAML gives a meaning of its own in the place of a name."""


class _Composer:
    """Builds values from the parser's events, so that nothing is ever expanded."""

    def __init__(self, events: Iterator[Any], values: Values, path: str, first_line: int) -> None:
        self._events, self._values, self._path, self._first = events, values, path, first_line
        self._lines: dict[Where, int] = {}
        values.lines = self._lines

    def document(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.DocumentStartEvent):
                break
        else:
            return
        tree = self._value(next(self._events), ())
        if isinstance(tree, dict):
            self._values.tree = tree
        elif tree:
            self._complain(
                self._first,
                "Kopf",
                quoted(tree) if isinstance(tree, str) else "eine Liste",
                "Zeilen der Form `name: wert`",
                "Schreibe z. B. `title: Unser Dorf`, mit einem Leerzeichen hinter dem Doppelpunkt.",
            )
            return
        next(self._events)
        if isinstance(event := next(self._events), yaml.DocumentStartEvent):
            self._complain(self._line(event), "Kopf", "`---`", "nur ein Teil", "Lösche die Trennlinie.")

    def _complain(self, line: int, name: str, found: str, expected: str, fix: str) -> None:
        self._values.problems.append(Problem(self._path, line, name, found, expected, fix))

    def _line(self, event: Any) -> int:
        return int(event.start_mark.line) + self._first

    def _value(self, event: Any, where: Where) -> Any:
        if len(where) > DEEPEST:
            raise _TooDeep(self._line(event))
        self._lines.setdefault(where, self._line(event))
        self._refuse_magic(event, where)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(where)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(where)
        return self._scalar(event, where) if isinstance(event, yaml.ScalarEvent) else ""

    def _scalar(self, event: yaml.ScalarEvent, where: Where) -> str:
        """The text of a value; in double quotes YAML makes characters of codes like `\\u202e`."""
        if hidden := forbidden(event.value):
            fix = "Schreibe den Text ohne die Codes mit `\\`."
            self._complain(self._line(event), label(where) or "Kopf", unseen(hidden), "nur sichtbare Zeichen", fix)
        return str(event.value)

    def _refuse_magic(self, event: Any, where: Where) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._complain_of_magic(event, where, f"der YAML-Verweis `*{event.anchor}`")
        elif event.anchor:
            self._complain_of_magic(event, where, f"der YAML-Anker `&{event.anchor}`")
        if getattr(event, "tag", None):
            self._complain_of_magic(event, where, f"der YAML-Typ `{event.tag}`")

    def _complain_of_magic(self, event: Any, where: Where, found: str) -> None:
        fix = "Schreibe den Wert aus; beginnt er mit `&`, `*` oder `!`, setze ihn in Anführungszeichen."
        self._complain(self._line(event), label(where) or "Kopf", found, "ein Wert", fix)

    def _mapping(self, where: Where) -> dict[str, Any]:
        tree: dict[str, Any] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            key = self._key(event, where)
            line = self._line(event)
            if key in tree:
                fix = "Lösche eine der Zeilen."
                self._complain(line, label((*where, key)), "die Angabe zweimal", "jede Angabe einmal", fix)
            else:
                self._lines[*where, key] = line
            value = self._value(next(self._events), (*where, key))
            tree.setdefault(key, value)
        for key in _NO_NAMES:
            tree.pop(key, None)
        return tree

    def _key(self, event: Any, where: Where) -> str:
        """The name of a value; what is none has been complained about."""
        if not isinstance(event, yaml.ScalarEvent):
            fix = "Schreibe `name: wert`."
            self._complain(self._line(event), label(where) or "Kopf", "eine Liste als Name", "ein Name", fix)
            self._value(event, (*where, "?"))
            return "?"
        self._refuse_magic(event, where)
        if event.value in _NO_NAMES:
            found = f"`{event.value}`"
            self._complain(self._line(event), label(where) or "Kopf", found, "ein Name", "Schreibe die Angaben aus.")
        return str(event.value)

    def _sequence(self, where: Where) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(self._events), yaml.SequenceEndEvent):
            items.append(self._value(event, (*where, len(items))))
        return items


def label(where: Where) -> str:
    """The way to a value as coaches read it, counted from 1: `steps[2].state`."""
    text = "".join(f"[{part + 1}]" if isinstance(part, int) else f".{visible(part)}" for part in where)
    return text.removeprefix(".")


_MEANINGS = {
    "mapping values are not allowed": "Steht im Wert ein Doppelpunkt, setze den ganzen Wert in Anführungszeichen; sonst rücke die Zeile ein wie die vorige.",
    "tab character": "Rücke mit Leerzeichen statt Tabulator ein.",
    "expected ',' or": "Eine Klammer `{` oder `[` wird nicht geschlossen.",
    "cannot start any token": "Rücke mit Leerzeichen statt Tabulator ein; Werte mit `@`, `%` oder `` ` `` am Anfang brauchen Anführungszeichen.",
    "could not find expected ':'": "Hier oder in der Zeile davor fehlt ein Doppelpunkt mit Leerzeichen hinter dem Namen.",
    "did not find expected key": "Prüfe Einrückung und Anführungszeichen in dieser und der vorigen Zeile.",
    "unexpected end of stream": "Ein Anführungszeichen wird nicht geschlossen.",
    "block sequence entries are not allowed": "Eine Liste beginnt in einer neuen Zeile unter dem Namen.",
}


def _unreadable(error: yaml.YAMLError, text: str, path: str, first_line: int) -> Problem:
    cause = str(getattr(error, "problem", "") or "")
    began_earlier = any(words in cause for words in ("unexpected end of stream", "expected ',' or"))
    mark = getattr(error, "context_mark" if began_earlier else "problem_mark", None)
    number = min(mark.line if mark else 0, max(text.count("\n"), 0))
    shown = (text.split("\n") or [""])[number].strip()
    otherwise = "Prüfe Doppelpunkte, Einrückung und Anführungszeichen in dieser und der vorigen Zeile."
    fix = next((fix for words, fix in _MEANINGS.items() if words in cause), otherwise)
    return Problem(path, number + first_line, "Kopf", quoted(shown), "Angaben der Form `name: wert`", fix)
