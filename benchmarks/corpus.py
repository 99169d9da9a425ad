"""A made-up network of villages, the same for everyone who asks for the same size: no clock, no hash order, one seed.

`python -m benchmarks.corpus FOLDER --villages 3 --documents 10000` writes it as villages.yaml and content/.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from benchmarks import TODAY, prose

THEMES = ("digitalisierung", "klima-energie", "demografie", "mobilitaet", "nahversorgung", "gemeinschaft", "natur")
STAGES = ("umsetzung", "planung", "idee", "abgeschlossen", "ruht")
"""In the order of lists."""
ADDRESS_KINDS = ("notfall", "amt", "einrichtung", "verein", "betrieb")
"""In the order of lists."""
CATEGORIES = ("helfer", "wissen", "geraete", "material", "raum")
PHASES = ("auftakt", "ideenwerkstatt", "projektwerkstatt", "projektboerse")
LEGAL = ("impressum", "datenschutz", "barrierefreiheit")
ADDED = 20
"""How many documents a village brings that is added later."""
SMALLEST = 9
"""Documents of a village: one piece of news and two of every other kind."""
_SHARES = {"aktuelles": 0.60, "termine": 0.18, "projekte": 0.12, "adressen": 0.07, "seiten": 0.03}
_STEMS = {"aktuelles": "meldung", "termine": "termin", "projekte": "projekt", "adressen": "adresse", "seiten": "seite"}
_BEGINNINGS = [
    "Ost",
    "Erl",
    "Wes",
    "Hol",
    "Bor",
    "Ehr",
    "Alt",
    "Neu",
    "Rot",
    "Elm",
    "Ahs",
    "Ber",
    "Dor",
    "Eng",
    "Fal",
    "Gar",
    "Hem",
    "Lan",
    "Mer",
    "Oes",
]
_ENDINGS = ["feld", "bach", "dorf", "heim", "berg", "rode", "ried", "loh", "hof", "kamp", "wald", "see"]


@dataclass(frozen=True)
class Village:
    """A village and the pictures and colours of its site."""

    slug: str
    name: str
    place: tuple[float, float]


@dataclass(frozen=True)
class Document:
    """One source: front matter in our words, body in our Markdown."""

    site: str
    kind: str
    slug: str
    head: Mapping[str, Any]
    body: str


@dataclass(frozen=True)
class Corpus:
    """All sources of a network; `main` is the site of the network, and its documents are among the others."""

    villages: tuple[Village, ...]
    documents: tuple[Document, ...]

    def with_document(self, place: int, **changes: Any) -> "Corpus":
        """The same network with one document changed."""
        before, changed, after = self.documents[:place], self.documents[place], self.documents[place + 1 :]
        return replace(self, documents=(*before, replace(changed, **changes), *after))

    def with_village(self) -> "Corpus":
        """The same network and one village more, which brings 20 documents."""
        village = _village(len(self.villages))
        others = [_others(_counts(ADDED), village)]
        return Corpus((*self.villages, village), (*self.documents, *_of_village(village, ADDED, others)))


def make(villages: int, documents: int) -> Corpus:
    """A network; `documents` in all, shared out evenly, or for each village where there are fewer than villages."""
    sizes = [documents] * villages if documents < villages else _shared_out(documents, villages)
    if min(sizes) < SMALLEST:
        raise ValueError(f"a village has at least {SMALLEST} documents")
    entries = tuple(_village(number) for number in range(villages))
    others = [_others(_counts(size), entry) for entry, size in zip(entries, sizes, strict=True)]
    written = [doc for entry, size in zip(entries, sizes, strict=True) for doc in _of_village(entry, size, others)]
    return Corpus(entries, (*_of_main(), *written))


def _shared_out(documents: int, villages: int) -> list[int]:
    each, left = divmod(documents, villages)
    return [each + (place < left) for place in range(villages)]


def _village(number: int) -> Village:
    endings, beginnings = divmod(number, len(_BEGINNINGS))
    name = _BEGINNINGS[beginnings] + _ENDINGS[endings % len(_ENDINGS)]
    chance = Random(f"village {number}")
    place = (round(chance.uniform(51.4, 51.7), 4), round(chance.uniform(7.9, 8.4), 4))
    return Village(name.lower(), name, place)


def _counts(size: int) -> dict[str, int]:
    """How many documents of each kind a village has: two pages at least (its portrait, how to take part)."""
    counts = {kind: max(int(size * share), 2) for kind, share in _SHARES.items() if kind != "aktuelles"}
    return {"aktuelles": max(size - sum(counts.values()), 1), **counts}


def _names(counts: Mapping[str, int]) -> Iterator[tuple[str, int, str]]:
    """Folder, number and slug of every document."""
    for kind, count in counts.items():
        for number in range(count):
            special = ("dorf", "mitmachen")[number] if kind == "seiten" and number < 2 else None
            yield kind, number, special or f"{_STEMS[kind]}-{number + 1}"


def _others(counts: Mapping[str, int], village: Village) -> tuple[Village, Mapping[str, int]]:
    return village, counts


def _of_village(village: Village, size: int, others: list[tuple[Village, Mapping[str, int]]]) -> Iterator[Document]:
    counts = _counts(size)
    for kind, number, slug in _names(counts):
        chance = Random(f"{village.slug}/{kind}/{slug}")
        head = {"title": prose.title(chance), "summary": prose.summary(chance)}
        head |= _HEADS[kind](_Context(chance, village.slug, counts, number))
        yield Document(village.slug, kind, slug, head, prose.body(chance, _links(chance, village, counts, others)))


@dataclass(frozen=True)
class _Context:
    """Where a document stands: its source of chance, its village, its number among those of its kind."""

    chance: Random
    site: str
    counts: Mapping[str, int]
    number: int

    def another(self, kind: str) -> str:
        """The name of some document of the same village."""
        return f"{self.site}/{_STEMS[kind]}-{self.chance.randint(1, self.counts[kind])}"


def _links(
    chance: Random, village: Village, counts: Mapping[str, int], others: list[tuple[Village, Mapping[str, int]]]
) -> list[str]:
    """One text in six leads to another of its village, one in twenty to one of another village."""
    links = []
    for share, (goal, known) in ((0.17, (village, counts)), (0.05, chance.choice(others))):
        if chance.random() < share:
            kind = chance.choice(("projekte", "termine", "adressen"))
            links.append(f"{{filename}}/{goal.slug}/{kind}/{_STEMS[kind]}-{chance.randint(1, known[kind])}.md")
    return links


def _day(chance: Random, first: date, last: date) -> date:
    return first + timedelta(days=chance.randint(0, (last - first).days))


def _article(near: _Context) -> dict[str, Any]:
    head: dict[str, Any] = {"date": _day(near.chance, date(2022, 1, 1), TODAY)}
    return {**head, "project": near.another("projekte")} if near.chance.random() < 0.3 else head


def _event(near: _Context) -> dict[str, Any]:
    day, hour = _day(near.chance, date(2025, 6, 1), date(2027, 6, 1)), near.chance.randint(8, 19)
    head = {"start": f"{day}T{hour:02d}:00", "end": f"{day}T{hour + 2:02d}:30"}
    head["location"] = near.another("adressen") if near.chance.random() < 0.5 else "Parkplatz an der Schützenhalle"
    return {**head, "project": near.another("projekte")} if near.chance.random() < 0.3 else head


def _project(near: _Context) -> dict[str, Any]:
    """The first projects of a village differ in stage and theme, so that each village has lists of both."""
    chance, theme = near.chance, THEMES[near.number % len(THEMES)]
    others = chance.sample([other for other in THEMES if other != theme], chance.randint(0, 2))
    head: dict[str, Any] = {"stage": STAGES[near.number % len(STAGES)], "themes": [theme, *others]}
    head |= {"lead": near.another("adressen"), "contact": "projekt@verein.example", "start": date(2024, 3, 1)}
    head["steps"] = [_step(chance) for _ in range(chance.randint(2, 5))]
    for key in ("seeks", "offers"):
        offers = [{"what": prose.item(chance), "category": chance.choice(CATEGORIES)} for _ in range(2)]
        head |= {key: offers} if chance.random() < 0.4 else {}
    return {**head, "budget": {"total": str(chance.randint(500, 9000)), "funding": "400"}}


def _step(chance: Random) -> dict[str, Any]:
    done = chance.random() < 0.5
    when = {"state": "erledigt", "done": date(2026, 5, 2)} if done else {"state": "offen", "due": date(2027, 3, 31)}
    return {"title": f"Wir besorgen {prose.item(chance)}", **when}


def _address(near: _Context) -> dict[str, Any]:
    number = near.chance.randint(10000, 99999)
    head: dict[str, Any] = {"title": prose.group(near.chance), "kind": near.chance.choice(ADDRESS_KINDS)}
    head |= {"phone": f"02921 {number}", "email": "info@verein.example"}
    head |= {"url": "https://verein.example", "street": f"Dorfstraße {number % 99 + 1}"}
    return {**head, "hours": ["Mo-Fr 08:00-12:00", "Sa 09:00-11:00"]}


_HEADS: dict[str, Callable[[_Context], dict[str, Any]]] = {
    "aktuelles": _article,
    "termine": _event,
    "projekte": _project,
    "adressen": _address,
    "seiten": lambda _: {},
}


def _of_main() -> Iterator[Document]:
    for slug in (*LEGAL, "studie", "doerfer", "coaching", "projektboerse", "mitmachen"):
        chance = Random(f"main/{slug}")
        head = {"title": slug.capitalize(), "summary": prose.summary(chance)}
        yield Document("main", "seiten", slug, head, prose.body(chance, []))


def sources(corpus: Corpus) -> dict[str, str]:
    """Path → text of every file of the network as this project reads it."""
    files = {"villages.yaml": dumped(_plan(corpus.villages))}
    for document in corpus.documents:
        files[path_of(document)] = f"---\n{dumped(document.head)}---\n\n{document.body}"
    return files | {f"content/{site}/bilder/zeichen.svg": SIGN for site in ("main", *slugs(corpus))}


def path_of(document: Document) -> str:
    """Where a document is written."""
    return f"content/{document.site}/{document.kind}/{document.slug}.md"


def slugs(corpus: Corpus) -> list[str]:
    """The villages' sites."""
    return [village.slug for village in corpus.villages]


def dumped(tree: Mapping[str, Any]) -> str:
    """YAML as people write it: keys in their order, one line for a sentence."""
    return yaml.dump(dict(tree), Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=1000)


SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path fill="#1f4e5f" d="M1 7V4l3-3 3 3v3z"/></svg>\n'


def address_of(site: str) -> str:
    """The address a site is published at."""
    return "https://kreis.example" if site == "main" else f"https://{site}.kreis.example"


def _entry(slug: str, name: str) -> dict[str, Any]:
    accent = {"light": "#1f4e5f", "dark": "#8cc8da"}
    head = {"slug": slug, "name": name, "claim": f"{name} zeigt, was im Dorf passiert", "address": address_of(slug)}
    return {**head, "contact": f"redaktion@{slug}.example", "accent": accent, "sign": "zeichen.svg"}


def main_entry() -> dict[str, Any]:
    """The main site as villages.yaml names it."""
    entry = _entry("main", "Kreis der Dörfer")
    del entry["slug"]
    return entry


def village_entry(village: Village) -> dict[str, Any]:
    """A village as villages.yaml names it."""
    lat, lon = village.place
    place = {"municipality": "Kreis der Dörfer", "location": {"lat": lat, "lon": lon}, "elevation": 90}
    return {**_entry(village.slug, village.name), **place}


def study() -> dict[str, Any]:
    """The study of villages.yaml."""
    money = {"total": "307.506,31", "funding": "246.006,25", "funding_percent": 80}
    return {
        "title": "Dörfer im Netz",
        "summary": "Ein Kreis und seine Dörfer.",
        "start": date(2020, 9, 1),
        "end": date(2022, 8, 31),
        "money": {**money, "platform": "31.154,12", "platform_years": 5},
        "source": "erfunden für eine Messung",
        "phases": [{"slug": s, "title": s.capitalize(), "summary": "Ein Abend im Dorf."} for s in PHASES],
        "categories": [{"slug": slug, "title": slug.capitalize()} for slug in CATEGORIES],
    }


def _plan(villages: tuple[Village, ...]) -> dict[str, Any]:
    return {"study": study(), "main": main_entry(), "villages": [village_entry(village) for village in villages]}


def write(files: Mapping[str, str], folder: Path) -> None:
    """Write files below a folder."""
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


def add_size(parser: argparse.ArgumentParser, villages: int | None, documents: int | None) -> None:
    """The two options that say how large a corpus is."""
    of_documents = "how many in all, shared out evenly; for each village where the number is below that of villages"
    parser.add_argument("--villages", type=int, default=villages, help="how many villages")
    parser.add_argument("--documents", type=int, default=documents, help=of_documents)


def main() -> None:
    """Write a corpus."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    add_size(parser, villages=3, documents=10_000)
    asked = parser.parse_args()
    write(sources(make(asked.villages, asked.documents)), asked.folder)


if __name__ == "__main__":
    main()
