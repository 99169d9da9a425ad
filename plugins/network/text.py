"""From the bytes of a source to its two texts, front matter and body, with nothing in them that nobody sees."""

import re
from collections.abc import Iterator

from plugins.network.problems import Problem, kilobytes, quoted

LARGEST = 512 * 1024
"""Bytes; no text of a village is longer, and the Markdown converter takes more than linear time."""
DEEPEST = 20
"""Levels of front matter, and of lists and quotations in a body."""
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ue000-\uf8ff]"
)


def decode(raw: bytes, path: str) -> tuple[str, list[Problem]]:
    """The text of a source with `\\n` line ends, and what is wrong with it as text; "" where it cannot be read at all."""
    if len(raw) > LARGEST:
        fix = "Teile den Text auf mehrere Dateien auf; Bilder gehören in den Ordner `bilder`."
        return "", [Problem(path, 1, "Datei", kilobytes(len(raw)), f"höchstens {kilobytes(LARGEST)}", fix)]
    try:
        text = raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        fix = "Speichere die Datei im Editor mit der Kodierung „UTF-8“."
        found = f"Byte 0x{error.object[error.start]:02x}"
        return "", [Problem(path, line, "Datei", found, "Text in UTF-8", fix)]
    return text, list(_invisible(text, path))


def _invisible(text: str, path: str) -> Iterator[Problem]:
    """The first invisible character of each line; a file in another encoding would have one at every second byte."""
    if not _FORBIDDEN.search(text):
        return
    for number, line in enumerate(text.split("\n"), start=1):
        if found := _FORBIDDEN.search(line):
            before = line[max(0, found.start() - 15) : found.start()]
            where = f"nach {quoted(before)}" if before else "am Anfang der Zeile"
            fix = f"Lösche die Stelle {where} und tippe sie neu."
            yield Problem(path, number, "Datei", unseen(found.group()), "nur sichtbare Zeichen", fix)


def forbidden(text: str) -> str:
    """The first character of a text that nobody sees and that is therefore not allowed, or ""."""
    found = _FORBIDDEN.search(text)
    return found.group() if found else ""


def unseen(char: str) -> str:
    """How a finding names a character that nobody sees."""
    return f"das unsichtbare Zeichen U+{ord(char):04X}"


def split(text: str, path: str) -> tuple[str, str, int, list[Problem]]:
    """Front matter, body, the body's first line, and a problem where the front matter is missing or never ends."""
    lines = text.split("\n")
    fix = "Die Datei beginnt mit einer Zeile `---`, darunter `title: …`, dann wieder `---`, dann der Text."
    if lines[0].rstrip() != "---":
        found = quoted(lines[0]) if lines[0].strip() else "eine leere Zeile"
        return "", text, 1, [Problem(path, 1, "Datei", found, "`---` in der ersten Zeile", fix)]
    for number, line in enumerate(lines[1:], start=2):
        if line.rstrip() == "---":
            return "\n".join(lines[1 : number - 1]), "\n".join(lines[number:]), number + 1, []
    return "", "", 1, [Problem(path, len(lines), "Datei", "das Ende der Datei", "eine zweite Zeile `---`", fix)]
