"""What templates can do with what they are given, and what that means for the next edit."""

import re
from pathlib import Path
from typing import Any

import pytest
from jinja2 import UndefinedError

from plugins.multisite.rendering import Renderer, open_environment
from plugins.network.references import Reference
from plugins.planning.cards import Text
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame, Head, TextPage

FRAME = Frame(
    "a",
    "A",
    "Claim",
    False,
    "https://a.example",
    "x@a.example",
    "/s.svg",
    (),
    (),
    (),
    (),
    "Studie",
    "/f",
    None,
    "https://a.example",
    None,
    {},
    "https://a.example",
    2026,
    None,
)
SETTINGS: dict[str, Any] = {"JINJA_ENVIRONMENT": {"autoescape": True}, "JINJA_FILTERS": {}}


def renderer(folder: Path, **templates: str) -> Renderer:
    texts = {f"{name}.html": text for name, text in templates.items()}
    return Renderer(open_environment(folder, texts, SETTINGS, folder / "compiled", "1"))


def page(folder: Path, template: str, html: str) -> tuple[str, str | None]:
    """The page that a template makes of a text, and the text where another can take its place."""
    body = TextPage(Text(Reference("seiten", "a", "b"), "digest", ()))
    sheet = Sheet("b/index.html", Head("Titel", "https://a.example/b/", "b", "Worte"), body)
    return renderer(folder, page=template).page(FRAME, sheet, lambda _: html)


@pytest.mark.parametrize(
    ("template", "alone"),
    [
        ("<main>{{ body }}</main>", True),
        ("{% if body %}{{ body }}{% endif %}", True),
        ("{{ body|safe }}", True),
        ("{{ body }}{{ body }}", False),
        ("{{ body }}<meta content='{{ body|striptags }}'>", False),
        ("{{ body|replace('T', 'X') }}", False),
        ("{{ body|striptags }}", False),
        ("{% if body %}Text{% endif %}", False),
        ("<p>Text</p>{{ body }}", False),
    ],
)
def test_another_text_can_take_the_place_of_one_that_was_only_put_in_once(
    template: str, alone: bool, tmp_path: Path
) -> None:
    made, text = page(tmp_path, template, "<p>Text</p>")
    assert text == ("<p>Text</p>" if alone else None)
    if alone:
        other, _ = page(tmp_path, template, "<p>Ein anderer</p>")
        assert made.replace("<p>Text</p>", "<p>Ein anderer</p>") == other


def test_an_empty_text_is_none(tmp_path: Path) -> None:
    assert page(tmp_path, "{% if body %}Text{% else %}nichts{% endif %}", "") == ("nichts", None)


def test_a_text_cannot_be_looked_into(tmp_path: Path) -> None:
    for template in ("{{ body|length }}", "{{ 'Text' in body }}", "{{ body.split() }}"):
        with pytest.raises((TypeError, UndefinedError)):
            page(tmp_path, template, "<p>Text</p>")


def test_words_are_escaped_and_markup_is_not(tmp_path: Path) -> None:
    template = (
        "{% macro loud(word) %}<b>{{ word }}</b>{% endmacro %}{{ page.title }}{{ loud('<&>\"\\'') }}{{ 3 }}{{ none }}"
    )
    made, _ = page(tmp_path, template, "")
    assert made == "Titel<b>&lt;&amp;&gt;&#34;&#39;</b>3None"


def test_what_is_made_once_is_made_once_for_the_same_arguments(tmp_path: Path) -> None:
    calls: list[tuple[object, ...]] = []
    once = renderer(tmp_path).environment.globals["once"]

    def macro(*given: object) -> str:
        calls.append(given)
        return f"made {len(calls)}"

    items, others = [1], [1]
    told = [once(macro, items, "a"), once(macro, items, "a"), once(macro, items, "b"), once(macro, others, "a")]
    assert told == ["made 1", "made 1", "made 2", "made 3"], "equal lists may differ tomorrow, the same one does not"


def test_compiled_templates_are_those_of_this_code_and_undamaged(tmp_path: Path) -> None:
    def compiled() -> dict[str, bytes]:
        return {file.name: file.read_bytes() for file in (tmp_path / "compiled").iterdir()}

    page(tmp_path, "eins", "")
    kept = compiled()
    for file in (tmp_path / "compiled").iterdir():
        file.write_bytes(file.read_bytes()[::-1])
    assert page(tmp_path, "eins", "")[0] == "eins"
    assert compiled() == kept
    other = open_environment(tmp_path, {"page.html": "eins"}, SETTINGS, tmp_path / "compiled", "2")
    assert other.get_template("page.html").render() == "eins"
    assert compiled() != kept


GROUPS = re.compile(r"\b(Ihr|Euch|Euer|Eure\w*|[Ss]chreibt uns|[Nn]ennt|[Mm]eldet Euch)\b")
THEME = Path(__file__).parents[2] / "themes" / "modellorte" / "templates"
TO_A_ROOM = {"paper", "poster.html", "posters.html", "tables.html", "print_hint.html"}
"""What is printed and read by several."""


@pytest.mark.parametrize(
    "file",
    sorted(file for file in THEME.rglob("*.html") if not TO_A_ROOM & {file.name, file.parent.name}),
    ids=lambda file: file.name,
)
def test_pages_speak_to_one_reader(file: Path) -> None:
    assert GROUPS.findall(file.read_text()) == []
