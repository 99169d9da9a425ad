"""A letter to the editors read back: from the subject and body of an e-mail to the source of the record it becomes.

Nothing is judged here: the source is checked like every other one.
"""

import re
from collections.abc import Mapping

from plugins.letters.forms import COMMENT, DATES, FORMS, SIGNATURE, TEXT, Form
from plugins.network.frozen import frozen
from plugins.network.vocabulary import NoticeType

_MARK = re.compile(r"\[([a-z0-9-]+)/([a-z]+)(?:/([a-z0-9-]+))?\]\s*$")
_DATE = re.compile(
    r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})(?:\D{0,6}(\d{1,2})(?:[:.](\d\d))?(?:\s*Uhr)?)?\.?", re.IGNORECASE
)


@frozen
class Draft:
    """What a letter says."""

    site: str
    folder: str
    """Where its record lies, or that which it comments on."""
    about: str | None
    """The name of the record it comments on."""
    values: Mapping[str, str]
    """Front matter by its keys, without what was left empty; of a comment the `name`."""
    text: str


def read_letter(subject: str, body: str) -> Draft | None:
    """What a letter says; None where its subject has lost its mark."""
    mark = _MARK.search(subject)
    if not mark or (not mark[3] and mark[2] not in FORMS):
        return None
    site, folder, about = mark.groups()
    form = COMMENT if about else FORMS[folder]
    written, text = _parts(body)
    values = {key: _value(key, value) for key, value in _filled(form, written).items() if value}
    return Draft(site, folder, about, {**values, **dict(form.fixed)}, text)


def _parts(body: str) -> tuple[list[str], str]:
    """The lines above the text, and the text."""
    lines = [line.replace("\u00a0", " ").rstrip() for line in body.splitlines()]
    begin = next((n for n, line in enumerate(lines) if _said(line) == _said(TEXT + ":")), len(lines))
    rest = lines[begin:]
    end = next((n for n, line in enumerate(rest) if line == SIGNATURE.rstrip()), len(rest))
    first = [rest[0].partition(":")[2].strip()] if rest else []
    return lines[:begin], "\n".join([*first, *rest[1:end]]).strip()


def _said(line: str) -> str:
    """The label that a line begins with, however it is spaced."""
    return " ".join(line.partition(":")[0].casefold().split()) if ":" in line else ""


def _filled(form: Form, lines: list[str]) -> dict[str, str]:
    """Key → what was written behind its label; mail programs break long lines, which end where the next label stands."""
    keys = {" ".join(field.label.casefold().split()): field.key for field in form.fields}
    found: dict[str, str] = {}
    key = None
    for line in lines:
        said = _said(line)
        if said in keys:
            key = keys[said]
            found[key] = line.partition(":")[2].strip()
        elif not line.strip():
            key = None
        elif key:
            found[key] = f"{found[key]} {line.strip()}".strip()
    return found


def _value(key: str, written: str) -> str:
    if key == "type":
        words = {kind.label.casefold(): kind.value for kind in NoticeType}
        return words.get(written.casefold().strip(" .!"), written)
    return _iso(written) if key in DATES else written


def _iso(written: str) -> str:
    """A German date as front matter has it; whatever else is left for the check to complain of."""
    found = _DATE.fullmatch(written)
    if not found:
        return written
    day, month, year, hour, minute = found.groups()
    time = f"T{int(hour):02d}:{minute or '00'}" if hour else ""
    return f"{year}-{int(month):02d}-{int(day):02d}{time}"


def source_of(draft: Draft) -> str:
    """The source of the record that a letter becomes."""
    head = "".join(f"{key}: {_quoted(value)}\n" for key, value in draft.values.items())
    return f"---\n{head}---\n{draft.text}\n"


def _quoted(value: str) -> str:
    """A value that YAML cannot misunderstand."""
    return "'" + value.replace("'", "''") + "'"
