"""From bytes to plain values: nothing a file holds may raise, and YAML means what PyYAML says it means."""

from time import process_time
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from plugins.network.front_matter import Values, label, read_yaml
from plugins.network.text import DEEPEST, decode, split

YAML: tuple[str, ...] = (
    "- ",
    ": ",
    "\n",
    "  ",
    "? ",
    "[",
    "]",
    "{",
    "}",
    ",",
    "'",
    '"',
    "|",
    ">",
    "&a ",
    "*a",
    "<<",
    "!!str ",
    "!t ",
)
YAML += ("#", "---\n", "...\n", "%YAML 1.2\n", "\t", "a", "b: c\n", "\\x00", "ä", "@", "`", "2026-11-22", "~")
yamlish = st.lists(st.sampled_from(YAML), max_size=40).map("".join)
# What a person writes: no character that YAML or we forbid
words = st.text(st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="\u061c\u2028\u2029"), max_size=20)
keys = st.text("abcdefghij_", min_size=1, max_size=8)
plain = st.recursive(words, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=4))


def read(text: str) -> Values:
    return read_yaml(text, "x.md")


@given(st.text() | yamlish)
@example("[" * 100_000)
@example("- " * 100_000)
@example("? " * 1000)
@example("a: &a [x]\n" + "b: *a\n" * 1000)
def test_no_front_matter_raises(text: str) -> None:
    values = read(text)
    assert isinstance(values.tree, dict)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in values.problems)


@given(st.binary() | st.text().map(str.encode))
def test_no_file_raises_and_only_readable_text_comes_out(raw: bytes) -> None:
    text, problems = decode(raw, "x.md")
    assert text or problems or raw in (b"", b"\xef\xbb\xbf")
    split(text, "x.md")


@given(
    st.dictionaries(keys, plain, min_size=1, max_size=6),
    st.sampled_from([None, '"', "'"]),
    st.sampled_from([True, False, None]),
)
def test_plain_yaml_means_what_pyyaml_says(tree: dict[str, Any], quotes: str, flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_style=quotes, default_flow_style=flow, sort_keys=False)
    values = read(text)
    assert values.problems == []
    assert values.tree == yaml.load(text, yaml.CBaseLoader)


@given(yamlish)
def test_what_is_accepted_means_what_pyyaml_says(text: str) -> None:
    values = read(text)
    if not values.problems and values.tree:
        assert values.tree == yaml.load(text, yaml.CBaseLoader)


def test_every_value_knows_its_line() -> None:
    text = "title: x\nsteps:\n  - title: a\n    state: offen\n  - title: b\n\n    state: laeuft\nbudget: {total: 1}\n"
    values = read_yaml(text, "x.md", first_line=2)
    wheres = [("title",), ("steps",), ("steps", 0), ("steps", 0, "state"), ("steps", 1, "state"), ("budget", "total")]
    assert [values.line(where) for where in wheres] == [2, 3, 4, 5, 8, 9]
    assert values.line(("steps", 1, "due")) == 6, "what is not there is looked for at what is around it"


def test_values_are_named_as_coaches_count() -> None:
    assert label(("steps", 1, "state")) == "steps[2].state"
    assert label(()) == ""


@pytest.mark.parametrize("value", ["19:30", "01234", "no", "1_000", "0x10", "1e3", "~", "null", "2026-11-22", "="])
def test_a_scalar_stays_what_was_written(value: str) -> None:
    assert read(f"key: {value}").tree == {"key": value}


def test_aliases_are_never_expanded() -> None:
    levels = [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]" for n in range(1, 9)]
    began = process_time()
    values = read("\n".join(["l0: &l0 [x]", *levels]))
    assert process_time() - began < 1
    assert all("YAML-Anker" in problem.found or "YAML-Verweis" in problem.found for problem in values.problems)
    assert len(values.problems) == 9 + 8 * 9


@pytest.mark.parametrize(("levels", "accepted"), [(DEEPEST, True), (DEEPEST + 1, False)])
def test_nesting_ends_at_twenty_levels(levels: int, accepted: bool) -> None:
    assert (read("a: " + "[" * levels + "]" * levels).problems == []) is accepted


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(ends: str, mark: bytes) -> None:
    raw = mark + ends.join(["---", "title: Tür", "---", "Text.", ""]).encode()
    text, problems = decode(raw, "x.md")
    assert (*split(text, "x.md"), problems) == ("title: Tür", "Text.\n", 4, [], [])


def test_a_line_of_dashes_in_the_text_is_text() -> None:
    assert split("---\na: b\n---\nOben\n\n---\nUnten", "x.md")[:3] == ("a: b", "Oben\n\n---\nUnten", 4)


def test_spaces_behind_the_dashes_do_no_harm() -> None:
    assert split("---  \na: b\n--- \nText", "x.md") == ("a: b", "Text", 4, [])


def test_a_file_of_another_encoding_has_one_finding_a_line() -> None:
    began = process_time()
    _, problems = decode(("x\n" * 1000).encode("utf-16-le"), "x.md")
    _, zeros = decode(bytes(512 * 1024), "x.md")
    assert (len(problems), len(zeros)) == (1001, 1)
    assert process_time() - began < 1


@pytest.mark.parametrize("char", "\u200d\u00ad\u00a0\u202f🏡")
def test_characters_that_texts_need_are_allowed(char: str) -> None:
    assert decode(f"Das {char} Dorf".encode(), "x.md")[1] == []
