"""Texts about village life for the corpus: from a seeded source of chance to titles, sentences and Markdown bodies."""

from collections.abc import Callable, Iterator
from random import Random

_TIMES = [
    "Am Samstag",
    "Nach dem Regen",
    "Im Oktober",
    "Vor zwei Wochen",
    "Gestern Abend",
    "Kurz vor Weihnachten",
    "Seit dem Frühjahr",
    "An einem kalten Morgen",
    "Zum dritten Mal",
    "In diesem Jahr",
    "Am Tag der offenen Tür",
    "Pünktlich um neun",
]
_GROUPS = [
    "die Bachgruppe",
    "der Schützenverein",
    "die Löschgruppe",
    "das Redaktionsteam",
    "der Heimatverein",
    "die Landjugend",
    "der Arbeitskreis Mobilität",
    "die Kirchengemeinde",
    "der Gesangverein",
    "die Grundschule",
    "der Turnverein",
    "die Energiegruppe",
]
_THINGS = [
    "den alten Zaun am Dorfteich",
    "vierzig junge Erlen",
    "das Dach der Schützenhalle",
    "eine Bank aus Lärchenholz",
    "die Schilder am Rundweg",
    "zwölf Hochbeete vor der Schule",
    "das große Gerätehaus",
    "den Spielplatz an der Linde",
    "die Küche im Gemeindehaus",
    "drei Fahrräder für Gäste",
    "eine Brücke über den Mühlenbach",
    "das Archiv mit 800 Fotos",
]
_DEEDS = [
    "repariert",
    "neu gestrichen",
    "gemeinsam aufgebaut",
    "bei strömendem Regen eingeweiht",
    "ausgemessen und gezeichnet",
    "in Ordnung gebracht",
    "vor dem Verfall gerettet",
    "mit 35 Freiwilligen gepflegt",
    "von Grund auf erneuert",
    "aufgeräumt",
]
_WISHES = [
    "mithelfen möchte",
    "einen Spaten übrig hat",
    "gern vorliest",
    "eine alte Aufnahme besitzt",
    "mittwochs Zeit hat",
    "schon einmal geschweißt hat",
    "Kuchen backen will",
    "Fragen zum Ablauf hat",
]
_SAYINGS = [
    "Wir fangen einfach an",
    "Das war überfällig",
    "Nächstes Jahr kommen wir wieder",
    "So voll war es noch nie",
    "Allein hätte das keiner geschafft",
    "Der Kuchen war um drei alle",
    "Man muss nur fragen",
]
_HEADINGS = [
    "Wie es dazu kam",
    "Was schon geschafft ist",
    "Was noch fehlt",
    "Wer dabei ist",
    "So geht es weiter",
    "Was es kostet",
    "Gut zu wissen",
    "Für alle, die neu sind",
    "Ein Blick zurück",
    "Was wir gelernt haben",
]
_ITEMS = [
    "Handschuhe und feste Schuhe",
    "eine Kanne Kaffee für zehn Leute",
    "Werkzeug aus dem Gerätehaus",
    "ein Anhänger mit Plane",
    "die Liste vom letzten Jahr",
    "zwei Leitern und ein Seil",
    "Warnwesten in drei Größen",
    "Papier, Stifte und eine Karte",
]
_SUBJECTS = [
    "Apfelernte",
    "Putztag",
    "Filmabend",
    "Obstwiese",
    "Mitfahrbank",
    "Reparaturcafé",
    "Kulturpfad",
    "Lichtergang",
    "Dorfarchiv",
    "Bouleplatz",
    "Energiestammtisch",
    "Mittagstisch",
    "Bachpflege",
    "Hallendach",
    "Schulweg",
    "Sommerfest",
]
_PLACES = [
    "an der Linde",
    "am Dorfteich",
    "im Gemeindehaus",
    "hinter der Kirche",
    "am Mühlenbach",
    "bei der Schützenhalle",
    "auf dem Schulhof",
    "an der alten Post",
]
_ADDITIONS = [
    "neue Zeiten",
    "erste Ergebnisse",
    "wir suchen Helfer",
    "ein Rückblick",
    "so geht es weiter",
    "der Plan steht",
]


def title(chance: Random) -> str:
    """A headline without anything a typesetter would change."""
    return f"{chance.choice(_SUBJECTS)} {chance.choice(_PLACES)}: {chance.choice(_ADDITIONS)}"


def summary(chance: Random) -> str:
    """One sentence for a card."""
    return f"{chance.choice(_TIMES)} hat {chance.choice(_GROUPS)} {chance.choice(_THINGS)} {chance.choice(_DEEDS)}."


def group(chance: Random) -> str:
    """Somebody who does something, as a title."""
    words = chance.choice(_GROUPS).split(" ", 1)[1]
    return f"{words} {chance.choice(_PLACES)}"


def item(chance: Random) -> str:
    """Something one brings along, seeks or offers."""
    return chance.choice(_ITEMS)


def body(chance: Random, links: list[str]) -> str:
    """About two kilobytes of Markdown that use what village texts use; `links` are worked into it."""
    first, second = chance.sample(_HEADINGS, 2)
    blocks = [_paragraph(chance, 4), f"## {first}", _paragraph(chance, 6, links[:1]), *_extras(chance)]
    blocks += [f"## {second}", _paragraph(chance, 5, links[1:]), _paragraph(chance, 3)]
    return "\n\n".join(blocks) + "\n"


def _paragraph(chance: Random, length: int, links: list[str] | None = None) -> str:
    sentences = [_sentence(chance) for _ in range(length)]
    sentences += [f"Mehr dazu steht unter [{chance.choice(_SUBJECTS)}]({link})." for link in links or []]
    return " ".join(sentences)


def _sentence(chance: Random) -> str:
    return chance.choices(_SENTENCES, (10, 3, 2, 2, 1, 1))[0](chance)


def _wish(chance: Random) -> str:
    return f"Wer {chance.choice(_WISHES)}, kommt am besten {chance.choice(_PLACES)} vorbei."


def _saying(chance: Random) -> str:
    who, *rest = chance.choice(_GROUPS).split(" ", 1)
    return f'"{chance.choice(_SAYINGS)}", sagt {who} {rest[0]} dazu.'


def _numbers(chance: Random) -> str:
    return f"Es kamen {chance.randint(12, 240)} Leute -- mehr als die Hälfte zu Fuß oder mit dem Rad."


def _strong(chance: Random) -> str:
    return f"Wichtig ist **{chance.choice(_ITEMS)}**, alles andere findet sich *{chance.choice(_PLACES)}*."


def _outside(chance: Random) -> str:
    return (
        f"Die [Ausschreibung](https://www.kreis.example/vorlage/{chance.randint(100, 999)}) läuft bis Ende des Monats."
    )


_SENTENCES: tuple[Callable[[Random], str], ...] = (summary, _wish, _saying, _numbers, _strong, _outside)


def _extras(chance: Random) -> Iterator[str]:
    """What stands between paragraphs: a list in most texts, a table or a quotation in a few."""
    if chance.random() < 0.6:
        yield "\n".join(f"- {line}" for line in chance.sample(_ITEMS, chance.randint(3, 5)))
    if chance.random() < 0.2:
        yield f"> {_sentence(chance)} {_sentence(chance)}"
    if chance.random() < 0.1:
        rows = "".join(f"| {line} | {chance.randint(1, 40)} |\n" for line in chance.sample(_ITEMS, 4))
        yield f"| Was | Wie viel |\n| --- | --- |\n{rows}".rstrip()
    yield _paragraph(chance, 5)
