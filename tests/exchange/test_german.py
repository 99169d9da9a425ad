"""Words of German become the same term whatever form they have, and compounds fall into what they are made of."""

import pytest

from plugins.exchange.german import parts_of, same_word


def names(word: str) -> set[str]:
    return {part.term for part in parts_of(word.casefold())}


@pytest.mark.parametrize(
    "forms",
    [
        "Baum Bäume Bäumen Baumes",
        "pflanzen pflanzt gepflanzt Pflanzung Pflanze bepflanzen",
        "gründen gründet gegründet Gründung Gründerin Gründerinnen",
        "moderieren Moderation Moderator Moderatorinnen",
        "sanieren saniert Sanierung",
        "umsiedeln umsiedelt Umsiedlung",
        "sammeln Sammlung",
        "schneiden Schnitt geschnitten zurückschneiden",
        "Ladesäule Ladestation Ladepunkte",
        "Zaun Zäune",
        "Beamer Beamern Projektor",
        "E-Bike E-Bikes Elektrofahrrad",
    ],
)
def test_forms_and_synonyms_are_one_term(forms):
    first, *others = ({part.term for part in parts_of(form.casefold()) if part.whole} for form in forms.split())
    assert first and all(other == first for other in others)


@pytest.mark.parametrize(
    ("compound", "parts"),
    [
        ("Baumpflanzung", "Baum Pflanze"),
        ("Obstbaumschnitt", "Obst Baum Schnitt"),
        ("Strommessgeräte", "Strom messen"),  # a device is in everything, and says nothing
        ("Förderantrag", "Förderung Antrag"),
        ("E-Bike-Probetag", "E-Bike Probe"),
        ("Dorf-App", "App"),
        ("Klapptische", "Tisch"),
    ],
)
def test_a_compound_holds_its_parts(compound, parts):
    assert {name for part in parts.split() for name in names(part)} <= names(compound)


@pytest.mark.parametrize(
    ("word", "part"),
    [
        ("Kamerad", "Rad"),
        ("Hinweis", "Eis"),
        ("Kartoffel", "Karte"),
        ("Organisation", "Orgel"),
        ("Radio", "Rad"),
        ("Kindergarten", "Garten"),
        ("Datenbank", "Bank"),
        ("Baukasten", "Ast"),
        ("Wegweiser", "Weg"),
    ],
)
def test_what_only_looks_like_a_part_is_none(word, part):
    assert names(part) and not names(part) & names(word)


@pytest.mark.parametrize("word", ["und", "die", "Hilfe", "Leute", "Dorf", "Gerät", "zwei", "suchen", "Dorfplatz"])
def test_some_words_say_nothing(word):
    assert names(word) == set()


def test_the_last_part_says_what_kind_of_thing_it_is():
    last = {part.term for part in parts_of("saftpresse") if part.last and not part.whole}
    assert last == names("Presse")


def test_what_is_left_before_an_end_that_says_nothing_is_a_part_only():
    (part,) = parts_of("gießdienst")
    assert part.last and not part.whole


def test_words_that_differ_in_their_ending_are_shown_as_one():
    assert same_word("Kopfweide", "Kopfweiden")
    assert not same_word("Beamer", "Projektor")
