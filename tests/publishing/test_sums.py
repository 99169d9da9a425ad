"""The manifest of a release: what sha256sum understands, and in what a folder differs from it."""

import subprocess

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.publishing.sums import Difference, differences, parsed, unfit, written

NAMES = st.from_regex(r"[0-9a-f]{64}", fullmatch=True)
PATHS = st.from_regex(r"[a-z0-9._-]{1,4}(/[a-z0-9.-]{1,4}){0,2}", fullmatch=True).filter(lambda path: not unfit([path]))
SUMS = st.dictionaries(PATHS, NAMES, max_size=8)


@given(SUMS)
def test_what_is_written_is_read_again(sums):
    assert parsed(written(sums)) == sums


@given(SUMS)
def test_lines_are_in_the_order_of_the_servers_sort(sums):
    done = subprocess.run(
        ["sort", "-k", "2"], input=written(sums), env={"LC_ALL": "C"}, capture_output=True, text=True, check=True
    )
    assert done.stdout == written(sums)


@given(SUMS, SUMS, SUMS)
def test_nothing_that_differs_is_passed_over(wanted, found, allowed):
    told = {difference.path for difference in differences(wanted, found, allowed)}
    for path in {*wanted, *found}:
        right = path in found and found[path] in (wanted.get(path), allowed.get(path) if path not in wanted else None)
        assert (path not in told) is right


def test_it_is_said_how_they_differ():
    wanted = {"a": "1", "b": "2", "c": "3"}
    assert differences(wanted, {"a": "1", "b": "9", "d": "4", "e": "5"}, {"e": "5"}) == [
        Difference("b", "changed"),
        Difference("c", "missing"),
        Difference("d", "unknown"),
    ]


@pytest.mark.parametrize(
    "path", ["main/zwei wörter", "main/a\nb", "main/a\\b", "-rf", "main/../x", "main/ä", "main//x"]
)
def test_names_that_something_on_the_way_would_misread_are_not_published(path):
    assert unfit(["main/index.html", "main/.well-known/security.txt", "main/a_b@2x.c~1.png", path]) == [path]
