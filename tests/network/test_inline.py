"""Leaving out inline patterns that find nothing changes nothing."""

import re

import pytest
from hypothesis import example, given
from markdown import Markdown

import pelicanconf
from plugins.network.inline import Sparing, needs
from plugins.network.survey import Survey
from tests.network.test_markup import markdownish


def html(text: str, sparing: bool) -> str:
    md = Markdown(**pelicanconf.MARKDOWN)
    md.survey = Survey()
    if sparing:
        md.treeprocessors.register(Sparing(md), "sparing", 21)
    return md.convert(text)


@given(markdownish)
@example("a  \nb")
@example("a\t\n*b*")
@example("`a` \\*b\\* &amp; <https://a.example> <a@b.example>")
@example("[a] [a][] [b][a] ![a] ![b][a]\n\n[a]: https://a.example")
@example("- # *a*\n*b*\n_c_")
@example(r"\![a](https://a.example)")
@example("[a]: https://a.example\n\n[`a`][a]")
def test_the_html_is_that_of_all_patterns(text: str) -> None:
    assert html(text, sparing=True) == html(text, sparing=False)


@pytest.mark.parametrize(
    ("pattern", "some"),
    [
        ("a!b", {"a!b"}),
        (r"(?<!x)\[", {"["}),
        (r"\*|_", {"*", "_"}),
        (r"(?:--|(\+)+)z", {"--", "+"}),
        (r"\s*<\w+>", {"<"}),
        (r"!?", None),
        (r"!*|-", None),
        (r"[^!]", None),
        (r"(?i)!x", None),
        (r"(?i:!x)", None),
        (r"klzz:1", None),
        ("\x02!", None),
    ],
)
def test_what_a_pattern_needs(pattern: str, some: set[str] | None) -> None:
    assert needs(re.compile(pattern)) == (frozenset(some) if some else None)


def test_every_pattern_of_the_library_is_understood() -> None:
    patterns = Markdown(**pelicanconf.MARKDOWN).inlinePatterns
    assert [pattern for pattern in patterns if needs(pattern.getCompiledRegExp()) is None] == []
