"""Plain texts → HTML by a native converter; the same HTML as Python-Markdown's, or `plain` says no.

CommonMark and Python-Markdown agree on ordinary texts and differ in a hundred corners. So a text is plain only where
all of it has a form of a short list: headings, paragraphs, tight lists of one level, quotations and tables; in them
letters, digits and harmless marks, `**bold**`, `*slanted*`, links and pictures with plain addresses.
"""

import re
from collections.abc import Callable
from functools import cache, partial
from html import unescape
from importlib.util import find_spec
from xml.etree.ElementTree import Element

from markdown.extensions.toc import unique

from plugins.network.survey import Survey
from plugins.network.typography import Typesetter, slugify

Native = Callable[[str], str]
"""A converter with tables, and nothing else that CommonMark lacks."""

_CHARS = r"""\w .,;:?'()/%€§$@+=°′″–—„“”‚‘’«»…·×"\-"""
"""Characters without a meaning within a line. `plain` looks for the underscore, which is one of `\\w`, by itself."""
_WORDS = rf"(?! )[{_CHARS}!]++(?<! )"
_EMPHASIS = rf"""(?<![^\s("„‚«])(?:\*\*{_WORDS}\*\*|\*{_WORDS}\*)(?![^\s.,;:?!)"'“‘”»…])"""
_ADDRESS = r"[A-Za-z0-9./?=:@,+#-]+"
_LINK = rf"\[{_WORDS}\]\((?:https?://|mailto:|tel:|\#|{{filename}}){_ADDRESS}\)"
_PICTURE = rf"!\[{_WORDS}\]\({{static}}{_ADDRESS}\)"
_INLINE = rf"(?:[{_CHARS}]++|!(?!\[)|&(?=[ ])|{_EMPHASIS}|{_LINK}|{_PICTURE})++"
_LINE = rf"""(?=[^\W\d]|["'(„‚«»–—…]|\d++(?![.)])|\*\*?[^\W\d]|!?\[){_INLINE}(?<! )"""
_ROW = rf"\|(?:(?:{_INLINE})?\|){{1,99}}"
_END = r"(?:\n\n++|\n?\Z)"
# One block each: heading, paragraph, two kinds of list, quotation, table. Lists and quotations that follow each other
# would become one in Python-Markdown; a hundred columns are far from where cmark stops counting.
_FORMS = (
    rf"\#{{2,6}}[ ]{_INLINE}(?<! )(?:\n++|\Z)",
    rf"{_LINE}(?:\n{_LINE})*+{_END}",
    rf"-[ ]{_LINE}(?:\n-[ ]{_LINE})*+{_END}(?!-[ ]|\d+\.[ ])",
    rf"1\.[ ]{_LINE}(?:\n[0-9]{{1,3}}\.[ ]{_LINE})*+{_END}(?!-[ ]|\d+\.[ ])",
    rf">[ ]{_LINE}(?:\n>[ ]{_LINE})*+{_END}(?!>)",
    rf"{_ROW}\n\|(?:[ ]*:?-+:?[ ]*\|)+(?:\n{_ROW})++{_END}",
)
_TABLE = re.compile(r"^\|.*(?:\n\|.*)*", re.MULTILINE)
_PIECES = re.compile(r"([^<]*)(</?(?:p|h\d|[uo]l|li|blockquote|table|thead|tbody|t[rhd])>\n?|<[^>]*>)")
"""A text and the tag after it, with the line's end where it stands between blocks."""


def plain(text: str) -> bool:
    """Whether both converters are known to make the same of it."""
    if "_" in text or not _all_forms().fullmatch(text):
        return False
    return all(len({row.count("|") for row in table.split("\n")}) == 1 for table in _TABLE.findall(text))


@cache
def _all_forms() -> re.Pattern[str]:
    """Takes some milliseconds to compile, so only where something is converted."""
    return re.compile(rf"\n*+(?:{'|'.join(_FORMS)})++")


def native() -> Native | None:
    """The converter of the extra `fast`, where it is installed."""
    if find_spec("cmarkgfm") is None:
        return None
    from cmarkgfm import markdown_to_html_with_extensions

    return partial(markdown_to_html_with_extensions, extensions=["table"])


def finish(html: str) -> tuple[str, Survey]:
    """The native converter's HTML of a plain text, written as the reference writes it, and what stands in it."""
    page = _Page()
    for text, tag in _PIECES.findall(html.rstrip()):
        page.text(text)
        page.tag(tag)
    return "".join(page.written), page.survey


class _Page:
    """What the reference does with its tree, done in one walk over the HTML."""

    def __init__(self) -> None:
        self.written: list[str] = []
        self.survey = Survey()
        self._setter = Typesetter()
        self._heading = 0
        """Its place in what is written."""
        self._anchors: set[str] = set()
        self._tags = {
            **dict.fromkeys(("<p>", "<li"), self._block),
            **dict.fromkeys(("<th", "<td"), self._cell),
            **dict.fromkeys(("<h2", "<h3", "<h4", "<h5", "<h6"), self._begin_heading),
            "</h": self._end_heading,
            "<a ": self._link,
            "<im": self._picture,
        }

    def text(self, text: str) -> None:
        if text:
            self.written.append(self._setter.set(text.replace("&quot;", '"')))

    def tag(self, tag: str) -> None:
        change = self._tags.get(tag[:3])
        self.written.append(change(tag) if change else tag)

    def _block(self, tag: str) -> str:
        self._setter = Typesetter()
        return tag

    def _cell(self, tag: str) -> str:
        return re.sub(r'align="(\w+)"', r'style="text-align: \1;"', self._block(tag))

    def _begin_heading(self, tag: str) -> str:
        self._heading = len(self.written)
        self.survey.meet(Element(tag[1:3]))
        return self._block(tag)

    def _end_heading(self, tag: str) -> str:
        heading = self.survey.headings[-1]
        name = "".join(piece for piece in self.written[self._heading :] if not piece.startswith("<"))
        anchor = unique(slugify(unescape(name)), self._anchors)
        heading.set("id", anchor)
        self.written[self._heading] = f'<{heading.tag} id="{anchor}">'
        return tag

    def _link(self, tag: str) -> str:
        link = Element("a", {"href": _as_written(tag.removeprefix('<a href="').removesuffix('">'))})
        self.survey.meet(link)
        return f'<a href="{link.get("href")}">'

    def _picture(self, tag: str) -> str:
        _, source, _, alt, _ = tag.split('"')
        picture = Element("img", {"src": _as_written(source), "alt": alt})
        self.survey.meet(picture)
        return f'<img alt="{alt}" src="{picture.get("src")}">'


def _as_written(address: str) -> str:
    """CommonMark writes the brackets of `{filename}` as codes."""
    return address.replace("%7B", "{").replace("%7D", "}")
