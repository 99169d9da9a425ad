"""The file `daten.json` as a whole: what stands in it beside the entries, and how it is written."""

from collections.abc import Iterable
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from plugins.opendata.entries import Cents, Day, Listed, Place, Slug, Web
from plugins.opendata.licence import Licence


class SiteLink(TypedDict):
    """Eine weitere Website des Netzes und ihre Datei."""

    id: Slug
    name: str
    url: Web
    data: Annotated[Web, Field(description="Ihre `daten.json`.")]


class Village(TypedDict):
    """Was von einem Dorf bekannt ist."""

    municipality: Annotated[str, Field(description="Wozu es gehört.")]
    location: Place
    elevation: NotRequired[Annotated[int | None, Field(description="Höhe in Metern über dem Meer.")]]
    inhabitants: NotRequired[
        Annotated[str | None, Field(description="In Worten, mit Jahr und Quelle, weil die Zahlen abweichen.")]
    ]
    source: NotRequired[str | None]


class Site(TypedDict):
    """Die Website, zu der die Datei gehört."""

    id: Slug
    name: str
    claim: str
    url: Web
    village: NotRequired[Annotated[Village | None, Field(description="Nur bei der Website eines Dorfes.")]]


class Word(TypedDict):
    """Ein Wort, das Einträge benutzen, und wie es auf den Seiten heißt."""

    slug: Slug
    title: str
    summary: NotRequired[str | None]


class Study(TypedDict):
    """Die Projektstudie: ihr Geld, wie die Quelle es nennt, in Cent, und die Wörter, die Einträge benutzen."""

    title: str
    summary: str
    start: Day
    end: Day
    currency: Literal["EUR"]
    total: Annotated[Cents, Field(description="Gesamtausgaben in Cent.")]
    funding: Annotated[Cents, Field(description="Zuwendung in Cent.")]
    funding_percent: Annotated[int, Field(ge=0, le=100, description="Zuwendung in Prozent, wie die Quelle sie nennt.")]
    platform: Annotated[Cents, Field(description="Kosten der Plattform in Cent.")]
    platform_years: Annotated[int, Field(description="Für wie viele Jahre.")]
    source: str
    phases: Annotated[tuple[Word, ...], Field(description="Die Phasen des Coachings, in ihrer Reihenfolge.")]
    categories: Annotated[tuple[Word, ...], Field(description="Die Arten von Hilfe, die Projekte suchen und bieten.")]


_Described = TypedDict("_Described", {"$schema": Annotated[Web, Field(description="Wo dieses Schema steht.")]})


class About(_Described):
    """Was in der Datei über den Einträgen steht."""

    format: Annotated[Literal["1.0"], Field(description="Die Fassung des Formats. Bei 1.1 kommt nur etwas hinzu.")]
    generated: Annotated[Day, Field(description="Stand der Datei.")]
    licence: Licence
    site: Site
    sites: NotRequired[
        Annotated[
            tuple[SiteLink, ...],
            Field(description="Bei der gemeinsamen Website (`main`) die Dörfer, bei einem Dorf die gemeinsame."),
        ]
    ]
    study: NotRequired[Annotated[Study | None, Field(description="Nur bei der gemeinsamen Website.")]]


class Data(About):
    """Alles, was eine Website der Modellorte veröffentlicht, ohne die Texte. Jeder Eintrag nennt seine Seite."""

    records: tuple[Listed, ...]


FORMAT: Literal["1.0"] = "1.0"
"""Grows behind the dot where something is added, before it where readers must change."""


def written(about: str, records: Iterable[str]) -> str:
    """The file: `about` (an About) and each record are JSON on one line, as `line` makes them."""
    listed = ",\n".join(records)
    return f'{about[:-1]},\n"records":[\n{listed}\n]}}\n'
