"""Bodies: what Markdown becomes, what is refused in it, and the line where it stands."""

import re
from collections.abc import Callable
from html.parser import HTMLParser
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import pelicanconf
from plugins.network.body import Body, Target, absolute, reference_of, resolve
from plugins.network.markup import converter
from plugins.network.problems import Problem
from plugins.network.references import Reference
from tests.minisite import convert

MARKDOWN: tuple[str, ...] = (
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "\n",
    "\n\n",
    "    ",
    "*",
    "**",
    "_",
    "`",
    "[a](",
    ")",
    "[",
    "]",
    "![",
    "(",
)
MARKDOWN += ("<", ">", "<b>", "</b>", "<!--", "-->", "&#x202e;", "&amp;", "&", "{filename}/anger/seiten/dorf.md", "#x")
MARKDOWN += (
    "{static}",
    "javascript:alert(1)",
    "https://a.example",
    "|a|b|\n|-|-|\n",
    "\\",
    '"',
    "'",
    "[a]: ",
    "===\n",
    "---\n",
    "ä",
)
markdownish = st.lists(st.sampled_from(MARKDOWN), max_size=40).map("".join)
HERE = Reference("projekte", "anger", "teich")


def read(text: str) -> tuple[Body, list[Problem]]:
    return convert()(text, "x.md", 1)


def html(text: str) -> str:
    """The HTML of a body in which nothing is wrong."""
    body, problems = read(text)
    assert problems == []
    return body.html


def addressed(body: Body, address: Callable[[Target], str]) -> str:
    """The HTML with an address for each target."""
    return resolve(body.html, [{"src" if target.picture else "href": address(target)} for target in body.targets])


class _Tags(HTMLParser):
    """The tags of a page and what their attributes say."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[tuple[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


@given(st.text() | markdownish)
@example("[" * 8000)
@example("[" * 8000 + "]" * 8000)
@example("]" * 8000 + "[" * 8000)
@example("- " * 500)
@example(">" * 5000)
@example("\t" * 5000 + "x")
@example("*_" * 5000)
@example("`" * 5000)
@example("<!--" * 5000)
def test_no_text_raises_or_takes_long(text: str) -> None:
    began = process_time()
    _, problems = read(text)
    assert process_time() - began < 2
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)


@given(markdownish)
def test_what_is_accepted_holds_no_tag_or_address_that_does_anything(text: str) -> None:
    body, problems = read(text)
    if not problems:
        page = _Tags()
        page.feed(addressed(body, lambda target: "/x/"))
        allowed = {"p", "a", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "img"}
        assert page.tags <= allowed | {f"h{n}" for n in range(2, 7)} | {"table", "thead", "tbody", "tr", "th", "td"}
        assert {name for name, _ in page.attributes} <= {"href", "src", "alt", "id", "title", "start", "style"}
        addresses = [str(value) for name, value in page.attributes if name in ("href", "src")]
        assert all(re.match(r"https?://|mailto:|/x/", address) for address in addresses), addresses


def test_markdown_becomes_html() -> None:
    assert (
        html("**fett** und *schräg*, `code`") == "<p><strong>fett</strong> und <em>schräg</em>, <code>code</code></p>"
    )
    assert html("- a\n- b") == "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"
    assert "<td>1</td>" in html("|a|\n|-|\n|1|")


def test_quotation_marks_are_german_but_not_in_code() -> None:
    assert html(
        '"Moin", **"so"**, `"x"` ...'
    ) == "<p>„Moin“, <strong>„so“</strong>, <code>&quot;x&quot;</code> …</p>".replace("&quot;", '"')
    assert html('    "x" -- y') == '<pre><code>"x" -- y\n</code></pre>'
    assert html('Ein "[Link](https://a.example)" hier') == '<p>Ein „<a href="https://a.example">Link</a>“ hier</p>'
    assert html('"**so**" und `x` - y') == "<p>„<strong>so</strong>“ und <code>x</code> – y</p>"
    assert html('- "a"\n- "b"') == "<ul>\n<li>„a“</li>\n<li>„b“</li>\n</ul>", "every point begins anew"


def test_headings_get_german_anchors_each_once() -> None:
    body, _ = read("## Größe der Straße\n\n### Ziele\n\n## Ziele\n\n## 你好")
    assert body.anchors == ("groesse-der-strasse", "ziele", "ziele_1", "_1")


def test_lower_than_and_ampersand_are_text() -> None:
    assert html("3 < 5 & 6 > 4, a<5, <3") == "<p>3 &lt; 5 &amp; 6 &gt; 4, a&lt;5, &lt;3</p>"
    assert html(r"\<b>") == "<p>&lt;b&gt;</p>"


def test_the_librarys_table_of_contents_is_not_ours() -> None:
    assert html("[TOC]\n\n## Ziele") == '<p>[TOC]</p>\n<h2 id="ziele">Ziele</h2>'


@pytest.mark.parametrize(
    "address",
    [
        "https://a.example",
        "http://a.example/x?y#z",
        "mailto:a@b.example",
        "tel:+492921",
        "geo:51.6,8.1",
        "HTTPS://A.EXAMPLE",
    ],
)
def test_links_out_that_browsers_open(address: str) -> None:
    assert f'href="{address}"' in html(f"[a]({address})")


def test_addresses_in_angle_brackets_are_links() -> None:
    assert html("<https://a.example>") == '<p><a href="https://a.example">https://a.example</a></p>'
    assert (
        html("<a@b.example>") == html("<mailto:a@b.example>") == '<p><a href="mailto:a@b.example">a@b.example</a></p>'
    )


def test_links_inside_wait_for_their_address() -> None:
    text = "[a]({filename}/bachtal/seiten/dorf.md#am-bach) ![b]({static}/anger/bilder/b.svg)\n\n[c](#ziel) [a]({filename}x.md)"
    body, problems = read(text)
    assert problems == []
    assert body.targets == (
        Target("/bachtal/seiten/dorf.md", "am-bach", 1, False),
        Target("/anger/bilder/b.svg", "", 1, True),
        Target("", "ziel", 3, False),
        Target("x.md", "", 3, False),
    )
    html = addressed(body, lambda target: f"<{target.path}>")
    assert re.findall(r'(?:href|src)="(.*?)"', html) == [
        "&lt;/bachtal/seiten/dorf.md&gt;", "&lt;/anger/bilder/b.svg&gt;", "&lt;&gt;", "&lt;x.md&gt;",
    ]  # fmt: skip


def test_more_than_ten_links_keep_their_order() -> None:
    body, _ = read(" ".join(f"[a]({{filename}}/anger/seiten/s{n}.md)" for n in range(12)))
    assert re.findall(r"s\d+", addressed(body, lambda target: target.path)) == [f"s{n}" for n in range(12)]


@pytest.mark.parametrize(
    ("path", "whole", "reference"),
    [
        ("/bachtal/seiten/dorf.md", "/bachtal/seiten/dorf.md", Reference("seiten", "bachtal", "dorf")),
        ("wehr.md", "/anger/projekte/wehr.md", Reference("projekte", "anger", "wehr")),
        ("../termine/fest.md", "/anger/termine/fest.md", Reference("termine", "anger", "fest")),
        ("../../bachtal/seiten/dorf.md", "/bachtal/seiten/dorf.md", Reference("seiten", "bachtal", "dorf")),
        ("", "/anger/projekte/teich.md", HERE),
        ("../../../etc/passwd", "/etc/passwd", None),
        ("/anger/dorf.md", "/anger/dorf.md", None),
        ("//anger/seiten/dorf.md", "//anger/seiten/dorf.md", None),
    ],
)
def test_a_path_begins_at_content_or_at_the_record(path: str, whole: str, reference: Reference | None) -> None:
    assert (absolute(path, HERE), reference_of(path, HERE)) == (whole, reference)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Ziele\n\n## Ziele\n\n# Ziele", 5),
        ("## **Ziele**\n\n# *Ziele*", 3),
        ("> ## Ziele\n\n- # Ziele", 3),
        ("Ziele\n=====", 1),
        ("## A # b\n\n#Ziele", 3),
        ("[a](#a)\n\n## A\n\n[b](#)", 5),
        ("`<b>`-\n\n[x]()", 3),
        ("[x](https://a.example)\n\n![](https://a.example)", 3),
        ("![x]({static}/anger/bilder/a.svg)\n\n[x]({static}/anger/bilder/a.svg)", 3),
        ("[a](#a)\n\n## A\n\n[![x]({static}/a.svg)](javascript:x)", 5),
        ("[x][y]\n\n[z][y]\n\n[y]: javascript:x", 5),
        ("- a\n- b\n\nText\n- a\n", 5),
        ("## A\n- a\n\nText\nmehr\n- a\n", 6),
        ("\n\nText &#x202e;\n", 3),
        ("**fett** und\n\nhier **nicht zu", 3),
        ("`~~` und\n\n~~weg~~ [^1]", 3),
    ],
)
def test_a_finding_names_the_line_where_it_stands(text: str, line: int) -> None:
    lines = {problem.line for problem in read(text)[1]}
    assert lines == {line}


def test_the_first_line_is_counted_from_the_file() -> None:
    _, problems = convert()("Text\n\n# Oben", "x.md", 5)
    assert [problem.line for problem in problems] == [7]


@pytest.mark.parametrize("level", ["> ", "- ", "1. ", "    ", "\t", "\xa0" * 4, "  \t"])
def test_twenty_levels_are_enough(level: str) -> None:
    def found(times: int) -> list[str]:
        return [problem.found for problem in read(f"Wort\n{level * times}Wort")[1]]

    assert "mehr als 20 Ebenen" not in found(20)
    assert "mehr als 20 Ebenen" in found(21)


def test_twenty_open_brackets_are_enough() -> None:
    assert [read("(" * count)[1] == [] for count in (20, 21)] == [True, False]
    assert [read("(a\n" * count)[1] == [] for count in (20, 21)] == [True, False]
    assert read("(a) " * 21)[1] == read("(a\n\n" * 21)[1] == []


@pytest.mark.parametrize("extensions", [[], ["markdown.extensions.meta"]])
def test_a_text_may_begin_with_a_word_and_a_colon(extensions: list[str]) -> None:
    """Pelican adds that extension to the setting by itself."""
    settings = {**pelicanconf.MARKDOWN, "extensions": [*pelicanconf.MARKDOWN["extensions"], *extensions]}
    body, _ = converter(settings)("Achtung: Heute fällt das Training aus.\n\nBis bald", "x.md", 1)
    assert body.html == "<p>Achtung: Heute fällt das Training aus.</p>\n<p>Bis bald</p>"


def test_our_extension_is_not_looked_for_among_all_packages_that_are_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("markdown.util.get_installed_extensions", lambda: pytest.fail("that takes 30 ms"))
    assert converter(pelicanconf.MARKDOWN)("„Ja“", "x.md", 1)[0].html == "<p>„Ja“</p>"


def test_a_converter_forgets_the_text_before() -> None:
    read("[a]: https://a.example\n\n## Ziele\n\n<b>")
    body, problems = read("[a]\n\n## Ziele")
    assert (body.html, problems) == ('<p>[a]</p>\n<h2 id="ziele">Ziele</h2>', [])
