"""The extra `fast` changes no byte: whatever is plain becomes the same, natively and by Python-Markdown."""

import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

import pelicanconf
from benchmarks.corpus import make
from plugins.network import fast
from plugins.network.body import Convert
from plugins.network.fast import finish, native, plain
from plugins.network.markup import converter
from plugins.network.text import split
from tests.minisite import MINISITES, ROOT, convert
from tests.network.test_markup import markdownish


@cache
def reference() -> Convert:
    """The converter where the extra is not installed."""
    return converter(pelicanconf.MARKDOWN, lambda: None)


def assert_same(text: str) -> None:
    if plain(text):
        assert convert()(text, "x.md", 1) == reference()(text, "x.md", 1)


def bodies(folder: Path) -> list[str]:
    files = sorted(folder.rglob("*.md"))
    return [split(file.read_text(encoding="utf-8"), "x.md")[1] for file in files]


CONTENT = bodies(ROOT / "content")
EXAMPLES = re.findall(
    r"^```markdown\n(?:---\n.*?^---\n)?(.*?)^```", (ROOT / "docs/handbuch.md").read_text(), re.M | re.S
)
OTHERS = [*bodies(MINISITES), *EXAMPLES, *(document.body for document in make(3, 300).documents)]

WORDS = (
    "Wort",
    "Übung",
    "ein",
    "9",
    "24",
    "5 km",
    "10 %",
    "1.",
    "2)",
    "-",
    "--",
    "–",
    "+",
    "=",
    "...",
    "(x)",
    "x:",
    "x!",
)
WORDS += (
    '"so"',
    "„so“",
    "'s",
    "’s",
    "A & B",
    "ab ",
    "§ 5",
    "²",
    "½",
    "一",
    "ﬁ",
    "١.",
    "١",
    "Ⅷ.",
    "İ",
    "a@b.example",
    "://",
    "!",
    "a.",
)
MARKS = (
    "`",
    "\\",
    "_",
    "*",
    "**",
    "***",
    "#",
    "|",
    "[",
    "](",
    "]:",
    "![",
    "<",
    ">",
    "~~",
    "&amp;",
    "{",
    "^",
    "\t",
    "  ",
    "&",
)
MARKS += (
    "\n",
    "\n\n",
    "\n- ",
    "\n> ",
    "\n## ",
    "\n    ",
    "\n1. ",
    "\n---\n",
    "\n|",
    "  \n",
    "\u00a0",
    "\u0301",
    "\ufeff",
    "😀",
)
ADDRESSES = (
    "https://a.example/x-y?z=1#w",
    "http://a.example",
    "{filename}/anger/seiten/dorf.md",
    "{filename}x.md#y",
    "#ziele",
)
ADDRESSES += ("mailto:a@b.example", "tel:+49", "https:////")

words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=4).map(" ".join)
pieces: SearchStrategy[str] = st.one_of(
    words,
    words.map("**{}**".format),
    words.map("*{}*".format),
    st.builds("[{}]({})".format, words, st.sampled_from(ADDRESSES)),
    words.map("![{}]({{static}}/anger/bilder/b.svg)".format),
)
lines = st.lists(pieces, min_size=1, max_size=3).map(" ".join)
cells = st.lists(lines | st.just(""), min_size=2, max_size=2).map(lambda cells: f"| {' | '.join(cells)} |")
blocks: SearchStrategy[str] = st.one_of(
    st.lists(lines, min_size=1, max_size=3).map("\n".join),
    st.builds("{} {}".format, st.sampled_from(("##", "###", "######")), lines),
    st.lists(lines.map("- {}".format), min_size=1, max_size=3).map("\n".join),
    st.builds("1. {}\n{}. {}".format, lines, st.integers(0, 999), lines),
    st.lists(lines.map("> {}".format), min_size=1, max_size=3).map("\n".join),
    st.builds("{}\n| :-: |---|\n{}".format, cells, st.lists(cells, min_size=1, max_size=3).map("\n".join)),
)
gaps = st.sampled_from(("\n\n", "\n\n", "\n\n", "\n", "\n\n\n"))
documents = st.lists(st.tuples(blocks, gaps).map("".join), min_size=1, max_size=4).map("".join)
"""Most of them are plain."""


@st.composite
def mutated(draw: st.DrawFn) -> str:
    """A piece of a text in which one or two places are changed."""
    text = draw(st.sampled_from(CONTENT) | documents)
    begin = draw(st.integers(0, len(text)))
    text = text[begin : begin + 400]
    for _ in range(draw(st.integers(1, 2))):
        place = draw(st.integers(0, len(text)))
        new = draw(st.sampled_from(MARKS + WORDS))
        text = text[:place] + new + text[place + draw(st.integers(0, 1)) :]
    return text


@pytest.mark.parametrize(
    "text",
    [
        '"a" - b\n„c“ & d! **e.** *„f“*, (**g**)\n*h* **i**\n\n\n5 km',
        "\n## A & B\n\n## A & B\n### 你好\n- a\n- **b**\n\nc\n\n1. d\n9. e\n\n> f\n> g\n\nh\n\n> i\n",
        "| a | b |\n| :-: | - |\n| *c* | [d](#e) |\n|  | f |\n\n|g|\n|:-|\n|h|\n|-: |",
        '## ![a!]({static}b.svg) [c](#d)\n[e]({filename}f.md#g) [h](https://i.example/?j=k)[l](tel:+1) ![m "n"]({static}o.svg)',
        "Wort 24. x -- \"y\"\n'z' ... 5 % ab\n(c)\n– d",
    ],
)
def test_these_forms_are_plain(text: str) -> None:
    assert plain(text)
    assert_same(text)


@settings(max_examples=1000)
@given(documents)
def test_plain_texts_become_the_same(text: str) -> None:
    assert_same(text)


@settings(max_examples=500)
@given(mutated() | markdownish | st.text())
def test_whatever_is_taken_for_plain_becomes_the_same(text: str) -> None:
    assert_same(text)


@pytest.mark.parametrize("text", [*CONTENT, *OTHERS])
def test_every_text_there_is_becomes_the_same(text: str) -> None:
    assert_same(text)


def test_most_texts_are_plain() -> None:
    """Else the extra would be of no use."""
    assert sum(map(plain, CONTENT)) > 0.9 * len(CONTENT)
    assert all(map(plain, (document.body for document in make(3, 300).documents)))


@pytest.mark.parametrize(
    "text",
    [
        "- a\n  b",
        "- a\n\n1. b",
        "* a\n- b",
        "3. a",
        "1. a\n١. b",
        "1) a",
        "Text\n- a",
        "Text\n1. a",
        "> a\n\n> b",
        "a\\\nb",
        "**a!**b",
        "a**!b**",
        "x ** a**",
        "## a#",
        "## a\u00a0",
        "a &copy;",
        "a\tb",
        "a  \nb",
        "[a](https://a.example/?b&copy;)",
        "[a](javascript:b)",
        "[a](b)",
        "[a](#b 'c')",
        "![a](b)",
        "a\\$",
        "a\n    b",
        "a ~~~\n\n~~~\nb",
        "~~~\na\n~~~",
        "```\na\n```",
        "[a](https://a.example/ä)",
        "[a](https://a.example/%7Bx)",
        "[a](<https://a.example/x y>)",
        "![a**b**]({static}c.svg)",
        "a<b>c",
        "&#32;a",
        "\ufeffa",
        "##a",
        "| a | b |\n|---|---|",
        "| a | b |\n| : | : |\n| c | d |",
        "| a | b |\n|   |   |\n| c | d |",
        "| a | b |\n|---|---|\n| `c|d` | e |",
        "-",
    ],
)
def test_where_they_would_differ_a_text_is_not_plain(text: str) -> None:
    make_html = native()
    assert make_html
    body, problems = reference()(text, "x.md", 1)
    assert (finish(make_html(text))[0], []) != (body.html, problems)
    assert not plain(text)


@pytest.mark.parametrize(
    "text", ["", " ", "# a", "`a`", "a_b", "a > b", "a & b &c", "{a}", "a\\*b", "- a\n- - b", "| a |\n|---|---|\n| b |"]
)
def test_what_is_not_of_a_known_form_is_not_plain(text: str) -> None:
    assert not plain(text)


def test_only_plain_texts_are_converted_natively() -> None:
    asked: list[str] = []

    def remember(text: str) -> str:
        asked.append(text)
        return "<p>natively</p>\n"

    mixed = converter(pelicanconf.MARKDOWN, lambda: remember)
    assert mixed("Wort", "x.md", 1)[0].html == "<p>natively</p>"
    assert mixed("`Wort`", "x.md", 1)[0].html == "<p><code>Wort</code></p>"
    assert asked == ["Wort"]


@pytest.mark.parametrize(
    ("more", "natively"),
    [
        ({}, True),
        ({"extensions": [*pelicanconf.MARKDOWN["extensions"], "markdown.extensions.meta"]}, True),
        ({"extension_configs": {}}, True),
        ({"extensions": [*pelicanconf.MARKDOWN["extensions"], "markdown.extensions.nl2br"]}, False),
        ({"extensions": []}, False),
        ({"tab_length": 2}, False),
        ({"output_format": "xhtml"}, False),
    ],
)
def test_with_other_settings_everything_goes_through_python_markdown(more: dict[str, object], natively: bool) -> None:
    """Another extension may give plain texts a meaning."""
    mixed = converter({**pelicanconf.MARKDOWN, **more}, lambda: lambda text: "<p>natively</p>")
    assert (mixed("Wort", "x.md", 1)[0].html == "<p>natively</p>") == natively


def test_without_the_extra_there_is_no_native_converter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fast, "find_spec", lambda name: None)
    assert native() is None
