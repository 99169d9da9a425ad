"""Says in German why two belong together."""

from collections.abc import Iterable, Iterator

from plugins.exchange.german import same_word
from plugins.exchange.terms import Terms, counts, shared_terms

_MOST_WORDS = 3
"""How many pairs of words a reason names."""


def trade(category: str | None, seeking: Terms, offering: Terms) -> str:
    """Why what is sought and what is offered belong together. `category`: its title, where both have the same."""
    return _sentence([f"Gleiche Kategorie {_quoted(category)}"] if category else [], seeking, offering)


def likeness(themes: Iterable[str], one: Terms, other: Terms) -> str:
    """Why two projects resemble each other."""
    words = list(themes)
    return _sentence([f"{'Gleiches Thema' if len(words) == 1 else 'Gleiche Themen'}: {_and(words)}"], one, other)


def connected(villages: Iterable[str]) -> str:
    """Why two belong together of which only people know that they do."""
    names = list(villages)
    return f"Verbunden von {'der Redaktion' if len(names) == 1 else 'den Redaktionen'} in {_and(names)}."


def _sentence(first: list[str], one: Terms, other: Terms) -> str:
    return "; ".join([*first, *_words(one, other)]) + "."


def _words(one: Terms, other: Terms) -> Iterator[str]:
    """What the two have in common, the words that count most first."""
    pairs = _pairs(one, other)
    same = [word for word, theirs in pairs if same_word(word, theirs)]
    if same:
        yield f"{_and(map(_quoted, same))} in beiden Texten"
    rest = [pair for pair in pairs if not same_word(*pair)]
    ones, others = (list(dict.fromkeys(side)) for side in zip(*rest, strict=True)) if rest else ([], [])
    if len(ones) < len(others):
        yield from (_fitting([word], [theirs for mine, theirs in rest if mine == word]) for word in ones)
    else:
        yield from (_fitting([mine for mine, theirs in rest if theirs == word], [word]) for word in others)


def _fitting(words: list[str], theirs: list[str]) -> str:
    verb = "passt" if len(words) == 1 else "passen"
    return f"{_and(map(_quoted, words))} {verb} zu {_and(map(_quoted, theirs))}"


def _pairs(one: Terms, other: Terms) -> list[tuple[str, str]]:
    """The words through which two texts share terms. A word that both have is not compared with others."""
    shared = sorted(shared_terms(one, other), key=lambda name: -counts(one[name], other[name]))
    pairs = list(dict.fromkeys((one[name].word, other[name].word) for name in shared))
    same = {word.casefold() for pair in pairs if same_word(*pair) for word in pair}
    rest = [pair for pair in pairs if same_word(*pair) or not {word.casefold() for word in pair} & same]
    return rest[:_MOST_WORDS]


def _quoted(text: str) -> str:
    """In quotation marks; those within are single ones, as German has it."""
    return f"„{text.replace('„', '‚').replace('“', '‘')}“"


def _and(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} und {last}" if most else last
