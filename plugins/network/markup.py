"""Markdown → Body: the converter's German additions, and everything a body says that must be checked."""

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from html import escape, unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from plugins.network.front_matter import DEEPEST, forbidden, unseen
from plugins.network.problems import Problem, quoted
from plugins.network.typography import Typesetter, steps_down
from plugins.network.values import Reference, is_web_address

INTERNAL = "\ue000"
"""Stands before the target of a link inside the network, until the page's address is known; forbidden in sources."""
_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt"}


_LEFTOVER = re.compile(r"\*\*|~~|\[\^[^\]\n]+\]|\[[^\]\n]+\]\[[^\]\n]*\]")
"""Markdown that came to nothing: bold that does not end, crossed-out text, footnotes, links to an undefined name."""


@dataclass(frozen=True)
class Target:
    """A link or picture inside the network, as written: `/weslarn/projekte/x.md#ziele`."""

    path: str
    anchor: str
    line: int
    picture: bool


@dataclass(frozen=True)
class Body:
    """A text converted to HTML; links inside the network stand there behind `INTERNAL`."""

    html: str
    """Empty where it is kept elsewhere; `digest` tells which it is."""
    anchors: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()
    digest: str = ""


@dataclass(frozen=True)
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


Convert = Callable[[str, str, int], tuple[Body, list[Problem]]]
"""Text, path and first line of a body → the body and its problems."""


class VillageMarkup(Extension):
    """For Pelican's MARKDOWN setting: raw HTML is text, quotes are German, links and pictures are collected."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Called by Markdown when the converter is made."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_RawHtml(HTML_RE, md), "html", 90)
        md.inlinePatterns.register(_Mail(AUTOMAIL_RE, md), "automail", 110)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.treeprocessors.register(_Survey(md), "survey", 15)


class _RawHtml(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        self.md.survey.raw_html.append(m.group(1))  # type: ignore[attr-defined]
        return Element("span"), m.start(0), m.end(0)


class _Mail(InlineProcessor):
    """`<dorf@example.org>` as a link like any other; the library's own would write every letter as a code."""

    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        address = m.group(1).removeprefix("mailto:")
        link = Element("a", {"href": f"mailto:{address}"})
        link.text = AtomicString(address)
        return link, m.start(0), m.end(0)


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

    def meet(self, element: Element) -> None:
        """A link or picture: keep what it says; one that leads into the network gets its number as address."""
        picture = element.tag == "img"
        attribute = "src" if picture else "href"
        link = _Link(element.get(attribute, ""), picture, element.get("alt", ""))
        if link.inside:
            element.set(attribute, f"{INTERNAL}{sum(1 for other in self.links if other.inside)}")
        self.links.append(link)


class _Survey(Treeprocessor):
    """One walk over the finished tree: sets the type and collects what is to be checked."""

    def run(self, root: Element) -> None:
        self._block(root, Typesetter())

    def _block(self, element: Element, setter: Typesetter) -> None:
        self._collect(element)
        if element.tag in ("code", "pre"):
            setter.skip()
            return
        if element.tag in _BLOCKS:
            setter = Typesetter()
        self._read(element.text or "")
        element.text = setter.set(element.text or "") or None
        for child in element:
            self._block(child, setter)
            self._stuck(element, child.tail)
            self._read(child.tail or "")
            child.tail = setter.set(child.tail or "") or None

    def _collect(self, element: Element) -> None:
        survey: Survey = self.md.survey  # type: ignore[attr-defined]
        if element.tag in ("a", "img"):
            survey.meet(element)
        elif re.fullmatch("h[1-6]", str(element.tag)):
            survey.headings.append(element)
        self._stuck(element, element.text)

    def _read(self, text: str) -> None:
        """What readers would see though it was meant otherwise; a comment with an empty line in it is none, too."""
        survey: Survey = self.md.survey  # type: ignore[attr-defined]
        if "<!--" in text:
            survey.raw_html.append(f"<!--{text.partition('<!--')[2]}")
        lines = ((line, tuple(dict.fromkeys(_LEFTOVER.findall(line)))) for line in text.split("\n"))
        survey.leftover += [(line, marks) for line, marks in lines if marks]

    def _stuck(self, element: Element, text: str | None) -> None:
        if element.tag == "p" and (stuck := re.search(r"\n((?:[-*+]|1\.) .*)", text or "")):
            self.md.survey.stuck.append(stuck.group(1))  # type: ignore[attr-defined]


def converter(settings: dict[str, Any]) -> Convert:
    """A function that converts bodies with one Markdown converter, made from Pelican's MARKDOWN setting."""
    md = Markdown(**settings)
    # Pelican adds an extension that takes a first line like "Achtung: …" for front matter, and swallows it
    md.preprocessors.deregister("meta", strict=False)

    def convert(text: str, path: str, first_line: int) -> tuple[Body, list[Problem]]:
        too_deep = list(_nesting(text, path, first_line))
        if too_deep:
            return Body(""), too_deep
        md.reset()
        survey = md.survey = Survey()  # type: ignore[attr-defined]
        html = md.convert(text)
        finder = _Finder(text, path, first_line)
        targets, problems = _links(survey, finder)
        problems += [*_raw(survey, finder), *_codes(text, finder), *_headings(survey, finder), *_lists(survey, finder)]
        problems += _leftover(survey, finder)
        anchors = tuple(heading.get("id", "") for heading in survey.headings)
        digest = blake2b(html.encode(), digest_size=16).hexdigest()
        return Body(html, anchors, tuple(targets), digest), problems

    return convert


def _nesting(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Places that would cost too much.

    Python-Markdown recurses per level and takes quadratic time on open brackets, so both are bounded beforehand.
    """
    fix = "Vereinfache die Stelle; kommt sie aus einem anderen Programm, tippe sie neu."
    still_open = 0
    for number, line in enumerate(text.split("\n"), start=first_line):
        most, still_open = _open_brackets(line, still_open) if line.strip() else (0, 0)
        if _depth(line) > DEEPEST:
            yield Problem(path, number, "Text", f"mehr als {DEEPEST} Ebenen", f"höchstens {DEEPEST} Ebenen", fix)
        elif most > DEEPEST:
            still_open = 0
            yield Problem(path, number, "Text", quoted(line[:30]), f"höchstens {DEEPEST} offene Klammern", fix)


def _open_brackets(line: str, before: int) -> tuple[int, int]:
    """How many brackets are open in a line at most, and at its end, where some were open before."""
    most = now = before
    for bracket in re.findall(r"[\[\]()]", line):
        now = now + 1 if bracket in "[(" else max(0, now - 1)
        most = max(most, now)
    return most, now


def _depth(line: str) -> int:
    """How many levels of quotation, list and indent a line begins with."""
    lead = re.match(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>]|$))*", line)
    markers = re.findall(r"[-*+>]|\d+", lead.group() if lead else "")
    spaced = line.expandtabs(4)
    return len(markers) + (len(spaced) - len(spaced.lstrip())) // 4


class _Finder:
    """Finds the line of something the converter met; the next of its kind is looked for further down."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text, self._path, self._first = text, path, first_line
        self._from: dict[str, int] = {}

    def line(self, *patterns: str, kind: str = "") -> int:
        """The line of the first pattern that is there; `kind`: what shares one place to go on from."""
        for pattern in patterns:
            if found := re.compile(pattern, re.MULTILINE).search(self._text, self._from.get(kind or pattern, 0)):
                self._from[kind or pattern] = found.end()
                return self._text.count("\n", 0, found.start(found.lastindex or 0)) + self._first
        return self._first

    def heading(self, level: int) -> int:
        """The line of the next heading, written with `#` or underlined."""
        underlined = {1: "|^(.+)\n=+ *$", 2: "|^(.+)\n-+ *$"}.get(level, "")
        return self.line(rf"^[ >*+\-\d.)]*(#{{{level}}})(?!#){underlined}", kind="heading")

    def link(self, link: _Link) -> int:
        """The line of the next link or picture with this target."""
        words, ends = re.escape(link.target[:200]), r"[\s>)]" if len(link.target) <= 200 else ""
        begins, target = r"!\[[^\]]*" if link.picture else r"(?<!!)\[[^\[\]]*", rf"\]\(\s*<?({words}){ends}"
        return self.line(begins + target, target, rf"^ *\[[^\]]+\]:\s*<?({words})", rf"({words})")

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


def absolute(path: str, of: Reference) -> str:
    """The path from `content/`, with a leading slash; `path` may be relative to the record it stands in."""
    return (
        posixpath.normpath(posixpath.join(f"/{of.site}/{of.kind}", path))
        if path
        else f"/{of.site}/{of.kind}/{of.slug}.md"
    )


def reference_of(path: str, of: Reference) -> Reference | None:
    """The record a link's path names, where it has the form of one."""
    found = re.fullmatch(r"/([^/]+)/([^/]+)/([^/]+)\.md", absolute(path, of))
    return Reference(found.group(2), found.group(1), found.group(3)) if found else None


def resolve(html: str, attributes: Sequence[Mapping[str, str]]) -> str:
    """The HTML in which the links and pictures inside the network have these attributes, one mapping for each target."""

    def written(found: re.Match[str]) -> str:
        pairs = attributes[int(found.group(1))].items()
        return " ".join(f'{name}="{escape(value)}"' for name, value in pairs)

    return re.sub(f'(?:href|src)="{INTERNAL}(\\d+)"', written, html)
