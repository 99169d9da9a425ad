"""What one conversion met in a body, and what is wrong with it; the converter fills it, reading asks it."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import count
from xml.etree.ElementTree import Element

from plugins.network.body import INTERNAL, Target
from plugins.network.frozen import frozen
from plugins.network.problems import Problem, quoted
from plugins.network.references import is_web_address
from plugins.network.text import forbidden, unseen
from plugins.network.typography import steps_down


@frozen
class _Link:
    """A link or picture as the converter met it."""

    target: str
    picture: bool
    alt: str

    @property
    def inside(self) -> tuple[str, str] | None:
        """Path and anchor, where it names a source of the network or a place on its own page."""
        if not self.picture and self.target.startswith("#") and len(self.target) > 1:
            return "", self.target[1:]
        scheme = "{static}" if self.picture else "{filename}"
        path, _, anchor = self.target.removeprefix(scheme).partition("#")
        return (path, anchor) if self.target.startswith(scheme) else None

    @property
    def leads_out(self) -> bool:
        """Whether it is an address a browser opens; pictures of others are never shown."""
        other = re.match(r"(?:mailto|tel|geo):.", self.target, re.IGNORECASE)
        return not self.picture and " " not in self.target and bool(other or is_web_address(self.target))


class Survey:
    """What one conversion met: raw HTML, links, pictures, headings, lists that stick to a paragraph."""

    def __init__(self) -> None:
        """Begin a document."""
        self.raw_html: list[str] = []
        self.links: list[_Link] = []
        self.headings: list[Element] = []
        self.stuck: list[str] = []
        self.leftover: list[tuple[str, tuple[str, ...]]] = []
        """Lines of text and the marks in them that came to nothing."""
        self._inside = count()

    def meet(self, element: Element) -> None:
        """Keep a heading, or what a link or picture says; one that leads into the network gets its number as address."""
        if element.tag in ("a", "img"):
            self._meet_link(element)
        else:
            self.headings.append(element)

    def _meet_link(self, element: Element) -> None:
        picture = element.tag == "img"
        attribute = "src" if picture else "href"
        link = _Link(element.get(attribute, ""), picture, element.get("alt", ""))
        if link.inside:
            element.set(attribute, f"{INTERNAL}{next(self._inside)}")
        self.links.append(link)


def findings(survey: Survey, text: str, path: str, first_line: int) -> tuple[list[Target], list[Problem]]:
    """Where the body's links inside the network lead, and everything that is wrong with it."""
    finder = _Finder(text, path, first_line)
    targets, problems = _links(survey, finder)
    problems += [*_raw(survey, finder), *_codes(text, finder), *_headings(survey, finder), *_lists(survey, finder)]
    problems += _leftover(survey, finder)
    return targets, problems


_BEGINS = {True: re.compile(r"!\[[^\]]*\]\(\s*<?"), False: re.compile(r"(?<!!)\[[^\[\]]*\]\(\s*<?")}
"""How a picture and a link begin, up to their target."""
_ENDS, _ANYTHING = re.compile(r"[\s>)]"), re.compile("")


class _Finder:
    """Finds the line of something the converter met; the next of its kind is looked for further down."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text, self._path, self._first = text, path, first_line
        self._from: dict[str | tuple[bool, str], int] = {}

    def line(self, *patterns: str, kind: str = "") -> int:
        """The line of the first pattern that is there; `kind`: what shares one place to go on from."""
        for pattern in patterns:
            if found := re.compile(pattern, re.MULTILINE).search(self._text, self._from.get(kind or pattern, 0)):
                self._from[kind or pattern] = found.end()
                return self._line_of(found.start(found.lastindex or 0))
        return self._first

    def _line_of(self, place: int) -> int:
        return self._text.count("\n", 0, place) + self._first

    def heading(self, level: int) -> int:
        """The line of the next heading, written with `#` or underlined."""
        underlined = {1: "|^(.+)\n=+ *$", 2: "|^(.+)\n-+ *$"}.get(level, "")
        return self.line(rf"^[ >*+\-\d.)]*(#{{{level}}})(?!#){underlined}", kind="heading")

    def link(self, link: _Link) -> int:
        """The line of the next link or picture with this target."""
        words, ends = link.target[:200], _ENDS if len(link.target) <= 200 else _ANYTHING
        for found in _BEGINS[link.picture].finditer(self._text, self._from.get((link.picture, words), 0)):
            if self._text.startswith(words, found.end()) and ends.match(self._text, found.end() + len(words)):
                self._from[link.picture, words] = found.end() + len(words)
                return self._line_of(found.end())
        some = re.escape(words)
        return self.line(rf"\]\(\s*<?({some}){ends.pattern}", rf"^ *\[[^\]]+\]:\s*<?({some})", rf"({some})")

    def problem(self, line: int, found: str, expected: str, fix: str) -> Problem:
        return Problem(self._path, line, "Text", found, expected, fix)


def _raw(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    fix = "Nimm Markdown: `**fett**`, `[Text](https://…)`; ein `<` im Text schreibst Du als `\\<`."
    opened = {_name(tag) for tag in survey.raw_html if not tag.startswith("</")}
    for tag in survey.raw_html:
        if tag.startswith("</") and _name(tag) in opened:
            continue  # one finding an element is enough
        yield finder.problem(finder.line(f"({re.escape(tag)})"), quoted(" ".join(tag.split())), "Text ohne HTML", fix)


def _name(tag: str) -> str:
    found = re.match(r"</?(\w*)", tag)
    return found.group(1).lower() if found else ""


def _codes(text: str, finder: _Finder) -> Iterator[Problem]:
    """Characters that nobody sees, written as `&#x202e;`."""
    for code in re.findall(r"&#\w{1,8};", text):
        if hidden := forbidden(unescape(code)):
            line = finder.line(f"({code})")
            yield finder.problem(line, unseen(hidden), "nur sichtbare Zeichen", f"Lösche `{code}`.")


def _headings(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    levels = [int(heading.tag[1]) for heading in survey.headings]
    if 1 not in levels and not steps_down(levels):
        return
    lines = [finder.heading(level) for level in levels]
    for place, level in enumerate(levels):
        if level == 1:
            name = "".join(survey.headings[place].itertext())
            fix = "Überschriften im Text beginnen mit `## `; die Überschrift der Seite ist ihr `title`."
            yield finder.problem(lines[place], f"`# {name}`", f"`## {name}`", fix)
    for place in steps_down(levels) if 1 not in levels else []:
        fix = "Lass keine Stufe aus: auf `##` folgt `###`."
        yield finder.problem(lines[place], f"eine Überschrift der Stufe {levels[place]}", "eine Stufe weniger", fix)


def _lists(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    for item in survey.stuck:
        # The line before belongs to a paragraph: it is not empty, and begins neither a list nor a heading
        line = finder.line(rf"^(?!\s*$|\s*(?:[-*+]|\d+\.) |#).*\n({re.escape(item[:2])})", kind="list")
        fix = "Setze eine leere Zeile vor den ersten Punkt der Liste."
        yield finder.problem(line, quoted(item), "eine leere Zeile vor der Liste", fix)


def _leftover(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    fix = "Fett ist `**so**`, ein Link `[Text](Adresse)`; Fußnoten und Durchstreichen gibt es nicht. Ist das Zeichen gemeint, setze `\\` davor."
    for text, marks in survey.leftover:
        line = finder.line(f"({re.escape(text)})", f"({re.escape(marks[0])})")
        for mark in marks:
            yield finder.problem(line, quoted(mark), "Markdown, das zu etwas wird", fix)


def _links(survey: Survey, finder: _Finder) -> tuple[list[Target], list[Problem]]:
    targets: list[Target] = []
    problems: list[Problem] = []
    for link in (link for link in survey.links if not link.leads_out):
        line = finder.link(link)
        if link.picture and not link.alt.strip():
            fix = "Schreibe in die eckigen Klammern, was zu sehen ist: `![Der Dorfteich im Herbst](…)`."
            found = f"ein Bild ohne Beschreibung ({quoted(link.target)})"
            problems.append(finder.problem(line, found, "eine Beschreibung", fix))
        if link.inside:
            targets.append(Target(*link.inside, line, link.picture))
        else:
            found = quoted(link.target) if link.target else "ein leerer Link"
            problems.append(finder.problem(line, found, *(_NO_PICTURE if link.picture else _NO_LINK)))
    return targets, problems


_NO_PICTURE = ("ein eigenes Bild", "Lege es in den Ordner `bilder` und schreibe `![…]({static}/ort/bilder/name.svg)`.")
_NO_LINK = (
    "ein Link, der sich öffnen lässt",
    "Ins Internet: `https://…`. Auf eine Seite hier: `{filename}/ort/ordner/datei.md`.",
)
