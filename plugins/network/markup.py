"""Markdown → Body: the converter's German additions, and everything a body says that must be checked."""

import posixpath
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import HTML_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor

from plugins.network.front_matter import DEEPEST
from plugins.network.problems import Problem, quoted
from plugins.network.typography import Typesetter, steps_down
from plugins.network.values import Reference

INTERNAL = "\ue000"
"""Stands before the target of a link inside the network, until the page's address is known; forbidden in sources."""
_SCHEMES = {"http", "https", "mailto", "tel", "geo"}
_BLOCKS = {"p", "li", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "dd", "dt"}


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
    anchors: tuple[str, ...] = ()
    targets: tuple[Target, ...] = ()


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
        try:
            parts = urlsplit(self.target)
        except ValueError:
            return False
        opens = parts.scheme.lower() in _SCHEMES and bool(parts.netloc or parts.path)
        return opens and not self.picture and " " not in self.target


Convert = Callable[[str, str, int], tuple[Body, list[Problem]]]
"""Text, path and first line of a body → the body and its problems."""


class VillageMarkup(Extension):
    """For Pelican's MARKDOWN setting: raw HTML is text, quotes are German, links and pictures are collected."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Called by Markdown when the converter is made."""
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_RawHtml(HTML_RE, md), "html", 90)
        md.treeprocessors.register(_Survey(md), "survey", 15)


class _RawHtml(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]  # noqa: ARG002, N802
        self.md.survey.raw_html.append(m.group(1))  # type: ignore[attr-defined]
        return Element("span"), m.start(0), m.end(0)


class Survey:
    """What one conversion met: raw HTML, links, pictures, headings, lists that stick to a paragraph."""

    def __init__(self) -> None:
        """Begin a document."""
        self.raw_html: list[str] = []
        self.links: list[_Link] = []
        self.headings: list[Element] = []
        self.stuck: list[str] = []

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
        element.text = setter.set(element.text or "") or None
        for child in element:
            self._block(child, setter)
            self._stuck(element, child.tail)
            child.tail = setter.set(child.tail or "") or None

    def _collect(self, element: Element) -> None:
        survey: Survey = self.md.survey  # type: ignore[attr-defined]
        if element.tag in ("a", "img"):
            survey.meet(element)
        elif re.fullmatch("h[1-6]", str(element.tag)):
            survey.headings.append(element)
        self._stuck(element, element.text)

    def _stuck(self, element: Element, text: str | None) -> None:
        if element.tag == "p" and (stuck := re.search(r"\n((?:[-*+]|1\.) .*)", text or "")):
            self.md.survey.stuck.append(stuck.group(1))  # type: ignore[attr-defined]


def converter(settings: dict[str, Any]) -> Convert:
    """A function that converts bodies with one Markdown converter, made from Pelican's MARKDOWN setting."""
    md = Markdown(**settings)

    def convert(text: str, path: str, first_line: int) -> tuple[Body, list[Problem]]:
        too_deep = list(_nesting(text, path, first_line))
        if too_deep:
            return Body(""), too_deep
        md.reset()
        survey = md.survey = Survey()  # type: ignore[attr-defined]
        html = md.convert(text)
        finder = _Finder(text, path, first_line)
        targets, problems = _links(survey, finder)
        problems += [*_raw(survey, finder), *_headings(survey, finder), *_lists(survey, finder)]
        anchors = tuple(heading.get("id", "") for heading in survey.headings)
        return Body(html, anchors, tuple(targets)), problems

    return convert


def remembering(convert: Convert) -> Convert:
    """The same, but a text that was converted before is not converted again."""
    return cache(convert)


def _nesting(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Places that would cost too much.

    Python-Markdown recurses per level and takes quadratic time on open brackets, so both are bounded beforehand.
    """
    fix = "Vereinfache die Stelle; kommt sie aus einem anderen Programm, tippe sie neu."
    open_brackets = 0
    for number, line in enumerate(text.split("\n"), start=first_line):
        open_brackets = open_brackets + sum(map(line.count, "[(")) - sum(map(line.count, "])")) if line.strip() else 0
        if _depth(line) > DEEPEST:
            yield Problem(path, number, "Text", f"mehr als {DEEPEST} Ebenen", f"höchstens {DEEPEST} Ebenen", fix)
        elif open_brackets > DEEPEST:
            open_brackets = 0
            yield Problem(path, number, "Text", quoted(line[:30]), f"höchstens {DEEPEST} offene Klammern", fix)


def _depth(line: str) -> int:
    """How many levels of quotation, list and indent a line begins with."""
    lead = re.match(r"(?:[ \t]*(?:>|[-*+]|\d{1,9}[.)])(?=[ \t>]|$))*", line)
    markers = re.findall(r"[-*+>]|\d+", lead.group() if lead else "")
    spaced = line.expandtabs(4)
    return len(markers) + (len(spaced) - len(spaced.lstrip())) // 4


class _Finder:
    """Finds the line of something the converter met; the same thing again is looked for further down."""

    def __init__(self, text: str, path: str, first_line: int) -> None:
        self._text, self._path, self._first = text, path, first_line
        self._from: dict[str, int] = {}

    def line(self, words: str) -> int:
        place = self._text.find(words, self._from.get(words, 0))
        if place < 0:
            return self._first
        self._from[words] = place + 1
        return self._text.count("\n", 0, place) + self._first

    def problem(self, words: str, found: str, expected: str, fix: str) -> Problem:
        return Problem(self._path, self.line(words), "Text", found, expected, fix)


def _raw(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    fix = "Nimm Markdown: `**fett**`, `[Text](https://…)`; ein `<` im Text schreibst Du als `\\<`."
    for tag in survey.raw_html:
        yield finder.problem(tag, quoted(tag), "Text ohne HTML", fix)


def _headings(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    levels = [int(heading.tag[1]) for heading in survey.headings]
    names = ["".join(heading.itertext()) for heading in survey.headings]
    for place, level in enumerate(levels):
        if level == 1:
            fix = "Überschriften im Text beginnen mit `## `; die Überschrift der Seite ist ihr `title`."
            yield finder.problem(names[place], f"`# {names[place]}`", f"`## {names[place]}`", fix)
    for place in steps_down(levels) if 1 not in levels else []:
        fix = "Lass keine Stufe aus: auf `##` folgt `###`."
        yield finder.problem(names[place], f"eine Überschrift der Stufe {levels[place]}", "eine Stufe weniger", fix)


def _lists(survey: Survey, finder: _Finder) -> Iterator[Problem]:
    for line in survey.stuck:
        fix = "Setze eine leere Zeile vor den ersten Punkt der Liste."
        yield finder.problem(line[:12], quoted(line), "eine leere Zeile vor der Liste", fix)


def _links(survey: Survey, finder: _Finder) -> tuple[list[Target], list[Problem]]:
    targets: list[Target] = []
    problems: list[Problem] = []
    for link in survey.links:
        if link.picture and not link.alt.strip():
            fix = "Schreibe in die eckigen Klammern, was zu sehen ist: `![Der Dorfteich im Herbst](…)`."
            found = f"ein Bild ohne Beschreibung ({quoted(link.target)})"
            problems.append(finder.problem(link.target, found, "eine Beschreibung", fix))
        if link.inside:
            targets.append(Target(*link.inside, finder.line(link.target), link.picture))
        elif not link.leads_out:
            found = quoted(link.target) if link.target else "ein leerer Link"
            problems.append(finder.problem(link.target, found, *(_NO_PICTURE if link.picture else _NO_LINK)))
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


def resolve(body: Body, address: Callable[[Target], str]) -> str:
    """The HTML with every link inside the network replaced by what `address` gives for it."""
    return re.sub(f"{INTERNAL}(\\d+)", lambda found: escape(address(body.targets[int(found.group(1))])), body.html)
