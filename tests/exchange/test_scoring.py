"""Points for two texts, and the index that finds the pairs that get some."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.exchange.scoring import NO_CATEGORY, SAME_CATEGORY, Index, category_points, words_points
from plugins.exchange.terms import Term, terms

term = st.builds(Term, st.integers(1, 4), st.booleans(), st.just("Wort"), st.just(False), st.booleans())
texts = st.dictionaries(st.sampled_from("abcdef"), term, max_size=6)


@given(texts, texts)
def test_points_do_not_depend_on_who_is_asked_first(one, other):
    assert words_points(one, other) == words_points(other, one)


@given(texts, texts)
def test_there_are_points_only_where_one_of_the_texts_is_about_what_both_have(one, other):
    shared = {name for name in one.keys() & other.keys() if not (one[name].guessed and other[name].guessed)}
    assert (words_points(one, other) > 0) == any(one[name].main or other[name].main for name in shared)


@given(st.lists(texts, max_size=8), texts)
def test_the_index_finds_what_comparing_each_with_each_finds(others, one):
    index = Index()
    for other in others:
        index.add(other)
    expected = {n: points for n, other in enumerate(others) if (points := words_points(one, other))}
    assert dict(index.fitting(one)) == expected


def test_a_shared_thing_counts_more_than_a_shared_part():
    press = terms("Eine Saftpresse")
    assert words_points(press, terms("Eine Saftpresse")) > words_points(press, terms("Eine Handpresse")) > 0


def test_categories_count_where_they_are_the_same_and_a_little_where_a_notice_has_none():
    assert category_points("garten", "garten") == SAME_CATEGORY
    assert category_points("garten", None) == category_points(None, "raum") == NO_CATEGORY
    assert category_points("garten", "raum") == 0
