"""The e-mail that brings two together, as a link."""

from dataclasses import replace
from urllib.parse import parse_qs, unquote, urlsplit

from hypothesis import given
from hypothesis import strategies as st

from plugins.exchange.letters import Party, mailto

ONE = Party("Obstwiese & Hof", "Weslarn", "https://weslarn.example/projekte/obstwiese/", "obst@weslarn.example")
OTHER = Party("Grünes Meckingsen", "Meckingsen", "https://meckingsen.example/p/", "gruen@meckingsen.example")
TRADES = [(OTHER, "Leute, die schneiden?", ONE, "Zwei geübte Leute + Leitern")]


def parts(link: str) -> tuple[list[str], str, list[str]]:
    """Recipients, subject, and the lines of the body."""
    split = urlsplit(link)
    assert split.scheme == "mailto"
    query = parse_qs(split.query, strict_parsing=True)
    return unquote(split.path).split(","), query["subject"][0], query["body"][0].split("\r\n")


def test_it_goes_to_both_and_names_both():
    to, subject, lines = parts(mailto(ONE, OTHER, TRADES))
    assert to == [ONE.mail, OTHER.mail]
    assert subject == "Projektbörse: Obstwiese & Hof (Weslarn) und Grünes Meckingsen (Meckingsen)"
    assert {"Obstwiese & Hof (Weslarn)", ONE.url, "Grünes Meckingsen (Meckingsen)", OTHER.url} <= set(lines)
    assert {"Meckingsen sucht: Leute, die schneiden?", "Weslarn bietet: Zwei geübte Leute + Leitern"} <= set(lines)


def test_it_goes_to_an_address_once():
    assert parts(mailto(ONE, replace(OTHER, mail=ONE.mail), []))[0] == [ONE.mail]


def test_long_texts_are_cut_between_words():
    _, _, lines = parts(mailto(ONE, OTHER, [(ONE, "Wort " * 70, OTHER, "x" * 400)]))
    sought, offered = (line for line in lines if " sucht: " in line or " bietet: " in line)
    assert sought.endswith("Wort …") and len(sought) < 200
    assert offered.endswith("x…") and len(offered) < 200


@given(st.text(max_size=40), st.text(max_size=40))
def test_whatever_stands_in_a_title_stays_in_its_place(title, what):
    one = Party(title, "Weslarn", ONE.url, ONE.mail)
    to, subject, _ = parts(mailto(one, OTHER, [(one, what, OTHER, what)]))
    assert to == [ONE.mail, OTHER.mail]
    assert subject == f"Projektbörse: {title} (Weslarn) und Grünes Meckingsen (Meckingsen)"
