"""Leaving out what finds nothing changes nothing."""

import re

import pytest
from hypothesis import example, given
from markdown import Markdown
from markdown.extensions.toc import TocExtension
from markdown.treeprocessors import UnescapeTreeprocessor

import pelicanconf
from plugins.network.sparing import Sparing, needs, spare_blocks
from plugins.network.survey import Survey
from plugins.network.typography import slugify
from tests.network.test_markup import markdownish


def html(text: str, sparing: bool) -> str:
    """With `sparing` as we convert, else as the library by itself does: its own anchors, all patterns everywhere."""
    md = Markdown(**pelicanconf.MARKDOWN)
    md.survey = Survey()
    if sparing:
        md.treeprocessors.register(Sparing(md), "sparing", 21)
        spare_blocks(md)
    else:
        md.registerExtensions([TocExtension(slugify=slugify, marker="", toc_depth=0)], {})
        md.treeprocessors.register(UnescapeTreeprocessor(md), "unescape", 0)
    return md.convert(text)


@given(markdownish)
@example("a  \nb")
@example("a\t\n*b*")
@example("`a` \\*b\\* &amp; <https://a.example> <a@b.example>")
@example("[a] [a][] [b][a] ![a] ![b][a]\n\n[a]: https://a.example")
@example("- # *a*\n*b*\n_c_")
@example(r"\![a](https://a.example)")
@example("[a]: https://a.example\n\n[`a`][a]")
@example("## a *b* & c\n\n## a <b> c\n\n## \\*a\\*\n\n## a\n\n## a\n\n## a_1\n\n## &uuml;\n\n## `<x>`")
@example("> ## a\n> b\n\na\n--\n\nb\n==\n\n- - -\n\n***\n___\n\nc\n- - -")
@example("a|b\n-|-\nc|d\n\n|a|\n|-|\n|b|\n\na\n-\n\n- a|b\n  -|-")
@example("- a\n\n    > b\n\n    # c\n\n    a | b\n    - | -")
def test_the_html_is_that_of_the_library(text: str) -> None:
    assert html(text, sparing=True) == html(text, sparing=False)


@pytest.mark.parametrize(
    ("pattern", "some"),
    [
        ("a!b", {"a!b"}),
        (r"(?<!x)\[", {"["}),
        (r"\*|_", {"*", "_"}),
        (r"(?:--|(\+)+)z", {"--", "+"}),
        (r"\s*<\w+>", {"<"}),
        (r"(?=(-+){3}|_)x", {"-", "_"}),
        (r"!?", None),
        (r"!*|-", None),
        (r"[^!]", None),
        (r"(?i)!x", None),
        (r"(?i:!x)", None),
        (r"klzz:1", None),
        ("\x02!", None),
        (r"(?!!)x?", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, some: set[str] | None) -> None:
    assert needs(re.compile(pattern)) == (frozenset(some) if some else None)


def test_every_pattern_of_the_library_is_understood() -> None:
    patterns = Markdown(**pelicanconf.MARKDOWN).inlinePatterns
    assert [pattern for pattern in patterns if needs(pattern.getCompiledRegExp()) is None] == []


def test_block_processors_of_the_library_are_spared() -> None:
    md = Markdown(**pelicanconf.MARKDOWN)
    processors = md.parser.blockprocessors
    spare_blocks(md)
    names = {"hashheader", "setextheader", "hr", "quote", "table"}
    assert {name for name in names if "test" in vars(processors[name])} == names
    assert list(md.parser.blockprocessors) == list(processors)
