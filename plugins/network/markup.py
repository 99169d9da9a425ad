"""Markdown → Body: the converter's German additions, and everything a body says that must be checked."""

import re
from collections.abc import Callable, Iterator
from functools import cache
from html import unescape
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.tables import TableExtension
from markdown.extensions.toc import render_inner_html, strip_tags, unique
from markdown.inlinepatterns import AUTOMAIL_RE, HTML_RE, InlineProcessor
from markdown.treeprocessors import Treeprocessor, UnescapeTreeprocessor
from markdown.util import STX, AtomicString

from plugins.network.body import Body, Convert
from plugins.network.digest import digest
from plugins.network.fast import Native, finish, native, plain
from plugins.network.problems import Problem, quoted
from plugins.network.sparing import Sparing, spare_blocks
from plugins.network.survey import Survey, findings
from plugins.network.text import DEEPEST
from plugins.network.typography import Typesetter, slugify

_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_BLOCKS = {"p", "li", "td", "th", "blockquote", "dd", "dt", *_HEADINGS}
_MET = {"a", "img", *_HEADINGS}
_CODE = {"code", "pre"}


_LEFTOVER = re.compile(r"\*\*|~~|\[\^[^\]\n]+\]|\[[^\]\n]+\]\[[^\]\n]*\]")
"""Markdown that came to nothing: bold that does not end, crossed-out text, footnotes, links to an undefined name."""


_STEEP = re.compile(rf"\n(?:(?!\n)[\s>*+\-\d.)]){{{DEEPEST + 1}}}")
"""Without a line that begins like this no line begins with too many levels: each takes a character at least."""


_WRITTEN_OTHERWISE = re.compile(f"[&<>{STX}]")
"""What HTML writes as a code, and where a stand-in for something begins."""


_OURS = "plugins.network.markup:VillageMarkup"
"""How settings name this project's extension: by name, so that they can be read without importing it."""
_META = "markdown.extensions.meta"


class VillageMarkup(Extension):
    """For Pelican's MARKDOWN setting: only what village texts need.

    Tables, anchors for headings, German quotes; raw HTML is text; links and pictures are collected.
    """

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        """Called by Markdown when the converter is made."""
        md.registerExtensions([TableExtension()], {})
        md.preprocessors.deregister("html_block")
        md.inlinePatterns.deregister("html")
        md.inlinePatterns.register(_RawHtml(HTML_RE, md), "html", 90)
        md.inlinePatterns.register(_Mail(AUTOMAIL_RE, md), "automail", 110)
        md.ESCAPED_CHARS = [*md.ESCAPED_CHARS, "<"]
        md.treeprocessors.register(_Survey(md), "survey", 15)
        md.treeprocessors.register(_Anchors(md), "toc", 5)
        md.treeprocessors.register(_Unescape(md), "unescape", 0)
        md.is_block_level = cache(md.is_block_level)  # type: ignore[method-assign]  # asked for every element, twice


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


class _Survey(Treeprocessor):
    """One walk over the finished tree: sets the type and collects what is to be checked."""

    def run(self, root: Element) -> None:
        self._pieces: list[str] = []
        self._block(root, Typesetter())
        self._read(self._pieces)

    def _block(self, element: Element, setter: Typesetter) -> None:
        tag = element.tag
        if tag in _MET:
            self.md.survey.meet(element)  # type: ignore[attr-defined]
        if tag == "p":
            self._stuck(element)
        if tag in _CODE:
            setter.skip()
            return
        if tag in _BLOCKS:
            setter = Typesetter()
        if text := element.text:
            self._pieces.append(text)
            element.text = setter.set(text)
        for child in element:
            self._block(child, setter)
            if tail := child.tail:
                self._pieces.append(tail)
                child.tail = setter.set(tail)

    def _read(self, pieces: list[str]) -> None:
        """What readers would see though it was meant otherwise; a comment with an empty line in it is none, too."""
        survey: Survey = self.md.survey  # type: ignore[attr-defined]
        whole = "\0".join(pieces)
        if "<!--" in whole:
            survey.raw_html += [f"<!--{text.partition('<!--')[2]}" for text in pieces if "<!--" in text]
        if _LEFTOVER.search(whole):
            lines = (line for text in pieces for line in text.split("\n"))
            found = ((line, tuple(dict.fromkeys(_LEFTOVER.findall(line)))) for line in lines)
            survey.leftover += [(line, marks) for line, marks in found if marks]

    def _stuck(self, paragraph: Element) -> None:
        for text in (paragraph.text, *(child.tail for child in paragraph)):
            if text and "\n" in text and (stuck := re.search(r"\n((?:[-*+]|1\.) .*)", text)):
                self.md.survey.stuck.append(stuck.group(1))  # type: ignore[attr-defined]


class _Anchors(Treeprocessor):
    """Gives headings the anchors that the library's `toc` would, which makes a list of contents besides, and every heading's HTML."""

    def run(self, root: Element) -> None:  # noqa: ARG002 - the survey has met all headings
        used: set[str] = set()
        for heading in self.md.survey.headings:  # type: ignore[attr-defined]
            heading.set("id", unique(slugify(unescape(self._name(heading))), used))

    def _name(self, heading: Element) -> str:
        text = heading.text or ""
        simple = not len(heading) and not _WRITTEN_OTHERWISE.search(text)
        return text if simple else strip_tags(render_inner_html(heading, self.md))


class _Unescape(UnescapeTreeprocessor):
    """The library's, where there is anything to do."""

    def unescape(self, text: str) -> str:
        return super().unescape(text) if STX in text else text


def converter(settings: dict[str, Any], find_native: Callable[[], Native | None] = native) -> Convert:
    """A function that converts bodies with one Markdown converter, made from Pelican's MARKDOWN setting.

    Plain texts go through the native converter, where there is one; what comes out is the same.
    """
    convert_any = _python_markdown(settings)
    convert_plain = find_native() if _is_ours(settings) else None

    def convert(text: str, path: str, first_line: int) -> tuple[Body, list[Problem]]:
        too_deep = list(_nesting(text, path, first_line))
        if too_deep:
            return Body(""), too_deep
        html, survey = finish(convert_plain(text)) if convert_plain and plain(text) else convert_any(text)
        targets, problems = findings(survey, text, path, first_line)
        anchors = tuple(heading.get("id", "") for heading in survey.headings)
        name = digest(html.encode())
        return Body(html, anchors, tuple(targets), name), problems

    return convert


def _python_markdown(settings: dict[str, Any]) -> Callable[[str], tuple[str, Survey]]:
    md = Markdown(**{**settings, "extensions": _extensions(settings)})
    md.treeprocessors.register(Sparing(md), "sparing", 21)
    spare_blocks(md)

    def convert(text: str) -> tuple[str, Survey]:
        md.reset()
        survey = md.survey = Survey()  # type: ignore[attr-defined]
        return md.convert(text), survey

    return convert


def _extensions(settings: dict[str, Any]) -> list[str | Extension]:
    """What settings name, ours as what it is: for a name the library looks through all packages that are installed.

    Pelican adds an extension that takes a first line like "Achtung: …" for front matter, and swallows it.
    """
    names = (name for name in settings.get("extensions", []) if name != _META)
    return [VillageMarkup() if name == _OURS else name for name in names]


def _is_ours(settings: dict[str, Any]) -> bool:
    """Whether nothing but our extension makes HTML; with another, a plain text may come to mean something else."""
    extensions = settings.get("extensions", [])
    others = [one for one in extensions if one != _OURS]
    rest = {name: value for name, value in settings.items() if value and name != "extensions"}
    known = len(others) < len(extensions) and others in ([], [_META])
    return known and rest == {"output_format": "html"}


def _nesting(text: str, path: str, first_line: int) -> Iterator[Problem]:
    """Places that would cost too much.

    Python-Markdown recurses per level and takes quadratic time on open brackets, so both are bounded beforehand.
    """
    if not _STEEP.search(f"\n{text}") and text.count("[") + text.count("(") <= DEEPEST:
        return
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
