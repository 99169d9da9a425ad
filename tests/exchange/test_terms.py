"""A text becomes terms, each with what it counts there."""

from hypothesis import given
from hypothesis import strategies as st

from plugins.exchange.german import parts_of
from plugins.exchange.terms import Term, shared_terms, terms, with_guesses


def of(text: str, word: str) -> Term:
    """How the term of a word occurs in a text."""
    return terms(text)[parts_of(word.casefold())[0].term]


def test_the_first_thing_is_what_a_text_is_about():
    text = "Ein lichtstarker Beamer und eine Leinwand für den Saal"
    assert of(text, "Beamer").main
    assert not of(text, "Leinwand").main
    assert of(text, "Beamer").strength == of(text, "Leinwand").strength


def test_people_are_not_what_a_text_is_about():
    assert of("Zwei Leute, die Obstbäume schneiden können", "Obstbäume").main


def test_what_is_said_of_a_thing_in_passing_counts_less():
    text = "Ein Anhänger mit Kette, ein Spaten"
    assert of(text, "Kette").strength < of(text, "Spaten").strength


def test_a_verb_counts_less_than_a_thing_and_a_part_less_than_the_word():
    assert of("Bäume schneiden", "schneiden").strength < of("Bäume schneiden", "Bäume").strength
    assert terms("Eine Saftpresse")["press"].strength < of("Eine Saftpresse", "Saftpresse").strength


def test_who_asks_for_somebody_says_with_a_verb_what_for():
    for text in ("Wer kann unsere Apfelbäume zurückschneiden?", "Jemand, der Hecken stutzt"):
        assert terms(text)["schnitt"].main
    assert not terms("Hecken stutzt der Bauhof")["schnitt"].main
    assert not terms("Wer hat Farbe? Wir streichen die Halle")["streich"].main


def test_what_was_done_to_a_thing_is_not_what_somebody_does():
    assert (
        terms("Stecklinge, frisch geschnitten")["schnitt"].strength < terms("Jemand, der schneidet")["schnitt"].strength
    )


def test_only_the_end_of_a_word_says_what_kind_of_thing_it_is():
    assert terms("Lageräpfel")["apfel"].head
    assert not terms("Apfelbaum")["apfel"].head


def test_names_of_villages_can_be_silenced():
    assert terms("Der Weg nach Weslarn", frozenset({"weslarn"})).keys() == terms("Der Weg").keys()


def test_punctuation_ends_what_is_said_in_passing():
    assert of("Halt mit Wasser, Schatten", "Schatten").strength > of("Halt mit Wasser, Schatten", "Wasser").strength


def test_the_end_of_an_unknown_word_is_a_word_where_another_text_has_it():
    texts = {"one": terms("Ein Vertikutierer"), "other": terms("Rasenvertikutierer mit Motor")}
    found = with_guesses(texts)
    assert shared_terms(texts["one"], texts["other"]) == []
    assert len(shared_terms(found["one"], found["other"])) == 1


def test_two_guesses_do_not_make_a_word():
    texts = {n: terms(text) for n, text in enumerate(["Ein Vertikutierer", "Gartenvertikutierer", "Hofvertikutierer"])}
    found = with_guesses(texts)
    assert shared_terms(found[1], found[2]) == []


words = st.sampled_from(
    ("Baum", "Baumschnitt", "Vertikutierer", "Gartenvertikutierer", "Trampolin", "Trampolinnetz", "für")
)
texts = st.lists(words, max_size=5).map(" ".join)


@given(texts, texts, st.lists(texts, max_size=4))
def test_what_two_texts_share_depends_on_no_third(one, other, rest):
    alone = with_guesses({"one": terms(one), "other": terms(other)})
    among = with_guesses({"one": terms(one), "other": terms(other), **{n: terms(text) for n, text in enumerate(rest)}})
    assert shared_terms(alone["one"], alone["other"]) == shared_terms(among["one"], among["other"])
