"""Python-Markdown's patterns, only where they can find something; what comes out is the same."""

import re
from collections.abc import Callable, Collection, Iterable
from re import _constants, _parser  # type: ignore[attr-defined]  # the library's own reading of a regular expression
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.inlinepatterns import Pattern, ReferenceInlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

_AHEAD = 1
_ONCE_OR_MORE = (_constants.MAX_REPEAT, _constants.MIN_REPEAT, _constants.POSSESSIVE_REPEAT)


_SEARCHES = {"hashheader": "RE", "setextheader": "RE", "hr": "SEARCH_RE", "quote": "RE"}
"""Block processors that look for an expression anywhere in a block, and where they keep it."""
_TABLE = {"table": "|"}
"""What a row with several cells holds."""
_Test = Callable[[Element, str], bool]


def spare_blocks(md: Markdown) -> None:
    """Let block processors look only into blocks that hold what they look for; made when all are registered.

    They are put in order here, once: the library's registry does that anew for every block.
    """
    processors = md.parser.blockprocessors
    wanted = {name: needs(re.compile(getattr(processors[name], where))) for name, where in _SEARCHES.items()}
    for name, some in {**wanted, **_TABLE}.items():
        if some and name in processors:
            processors[name].test = _sparing(processors[name].test, some)  # type: ignore[method-assign, assignment]
    md.parser.blockprocessors = tuple(processors)  # type: ignore[assignment]


def _sparing(test: _Test, some: Collection[str]) -> _Test:
    if len(some) > 1:
        return lambda parent, block: any(need in block for need in some) and test(parent, block)
    (need,) = some
    return lambda parent, block: need in block and test(parent, block)


class Sparing(Treeprocessor):
    """Runs before the inline patterns, of which each looks through each text: leaves out what finds nothing.

    A pattern needs certain characters. One whose characters stand nowhere in the document is left out, and so are
    links by name where no name was defined. A text without the characters of any pattern is marked as finished.
    """

    def __init__(self, md: Markdown) -> None:
        """Made when all patterns are registered."""
        super().__init__(md)
        self._patterns = [(pattern, needs(pattern.getCompiledRegExp())) for pattern in md.inlinePatterns]
        known = {need for _, some in self._patterns for need in some or ()}
        self._any = re.compile("|".join(map(re.escape, sorted(known))) if all(s for _, s in self._patterns) else "")

    def run(self, root: Element) -> None:
        """Choose the patterns for this document, and mark its texts."""
        inline: Any = self.md.treeprocessors["inline"]
        inline.inlinePatterns = self._choose(self._unfinished(root))

    def _unfinished(self, root: Element) -> str:
        """All texts in which a pattern may find something; the others are marked."""
        texts = []
        for element in root.iter():
            if (text := element.text) and self._any.search(text):
                texts.append(text)
            elif text:
                element.text = AtomicString(text)
            if element.tail:
                texts.append(element.tail)
        return "\0".join(texts)

    def _choose(self, text: str) -> list[Pattern]:
        return [
            pattern
            for pattern, some in self._patterns
            if (some is None or any(need in text for need in some))
            and (self.md.references or not _goes_by_name(pattern))
        ]


def _goes_by_name(pattern: Any) -> bool:
    """Whether it is for `[text][name]`, `[name]` and pictures like these, which come to nothing without definitions."""
    return type(pattern).handleMatch is ReferenceInlineProcessor.handleMatch


def needs(pattern: re.Pattern[str]) -> frozenset[str] | None:
    """Strings of which one stands in everything the pattern matches; none where that cannot be told.

    Patterns see stand-ins (`klzzwxh:0001` between two control characters) for what earlier ones found. A string that
    could be part of one is no use: it may stand in the text though it does not in the source.
    """
    some = None if pattern.flags & re.IGNORECASE else _needs(_parser.parse(pattern.pattern, pattern.flags))
    return None if some is None or any(re.search(r"[\x02\x03]|^[a-z0-9:]*\Z", need) for need in some) else some


def _needs(items: Iterable[tuple[Any, Any]]) -> frozenset[str] | None:
    """What the first part needs that needs something, of parts that follow each other."""
    literal = ""
    for kind, value in items:
        if kind is _constants.LITERAL:
            literal += chr(value)
        elif literal or (some := _needs_of_part(kind, value)):
            return frozenset({literal}) if literal else some
    return frozenset({literal}) if literal else None


def _needs_of_part(kind: Any, value: Any) -> frozenset[str] | None:
    if kind is _constants.SUBPATTERN and not value[1]:
        return _needs(value[3])
    if kind is _constants.ASSERT and value[0] == _AHEAD:
        return _needs(value[1])
    if kind in _ONCE_OR_MORE and value[0]:
        return _needs(value[2])
    if kind is _constants.IN and all(one is _constants.LITERAL for one, _ in value):
        return frozenset(chr(char) for _, char in value)
    if kind is _constants.BRANCH:
        ways = [_needs(way) for way in value[1]]
        return frozenset(need for way in ways for need in way or ()) if all(ways) else None
    return None
