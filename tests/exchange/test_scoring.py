"""Points for two texts, and the index that finds the pairs that get some."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.exchange.scoring import ENOUGH, NO_CATEGORY, SAME_CATEGORY, Index, category_points, words_points
from plugins.exchange.terms import KIND, Term, shared_terms, terms

flag = st.booleans()
term = st.builds(Term, st.integers(1, 4), flag, st.just("Wort"), st.just(False), flag, flag, st.just(False))
words = st.dictionaries(st.sampled_from("abcdef"), term, max_size=6)
kinds = st.dictionaries(st.sampled_from(("≈a", "≈b")), st.just(Term(KIND, True, "Wort", kind=True)), max_size=2)
texts = st.builds(lambda *halves: {**halves[0], **halves[1]}, words, kinds)


@given(texts, texts)
def test_points_do_not_depend_on_who_is_asked_first(one, other):
    assert words_points(one, other) == words_points(other, one)


@given(texts, texts)
def test_there_are_points_only_where_one_of_the_texts_is_about_what_both_have(one, other):
    shared = shared_terms(one, other)
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


def test_two_things_of_one_kind_are_enough_within_a_category_and_for_a_notice_but_not_across():
    points = words_points(terms("Geschirr für 200"), terms("240 Becher und 150 Teller"))
    assert points + SAME_CATEGORY >= ENOUGH and points + NO_CATEGORY >= ENOUGH > points


def test_a_kind_counts_only_where_both_texts_are_about_it():
    assert words_points(terms("Ein Aufnahmegerät mit Mikrofon"), terms("Lautsprecher für Feste")) == 0


def test_a_kind_counts_nothing_beside_the_word_itself():
    assert words_points(terms("Eine Bank"), terms("Unsere Bank")) == words_points(
        terms("Eine Sense"), terms("Die Sense")
    )


def test_what_only_says_more_of_a_thing_counts_less_than_the_thing():
    tree = terms("Apfelbäume")
    assert words_points(tree, terms("Lageräpfel")) < words_points(tree, terms("Birnbäume"))
    assert words_points(tree, terms("Lageräpfel")) + SAME_CATEGORY < ENOUGH


def test_categories_count_where_they_are_the_same_and_a_little_where_a_notice_has_none():
    assert category_points("garten", "garten") == SAME_CATEGORY
    assert category_points("garten", None) == category_points(None, "raum") == NO_CATEGORY
    assert category_points("garten", "raum") == 0
