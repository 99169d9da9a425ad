"""The entries of `daten.json`, declared once: their values are made of these classes, and their JSON Schema is made of them too.

Titles and descriptions are German, for whoever reads the schema; values are words of front matter. What has no value is
left out, so only fields without a default are always there.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from plugins.network.vocabulary import Access, AddressKind, NoticeType, PhaseState, Stage, StepState, Theme

_ID = r"^[a-z0-9-]+/[a-z]+/[a-z0-9-]+$"

Id = Annotated[str, Field(pattern=_ID, examples=["weslarn/projekte/pilgerhof"])]
Web = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Cents = Annotated[int, Field(ge=0)]
Day = date
Moment = date | datetime
"""A day, or a moment with its offset from UTC."""


@dataclass(frozen=True)
class Exact:
    """Base of all: has no other fields than those declared."""

    __pydantic_config__: ClassVar[Any] = {"extra": "forbid"}


@dataclass(frozen=True)
class Linked(Exact):
    """Ein Eintrag, gleich in welcher der Dateien."""

    id: Annotated[Id, Field(description="Seine Kennung.")]


@dataclass(frozen=True)
class Said(Exact):
    """Ein Name ohne eigenen Eintrag."""

    text: str


Named = Linked | Said


@dataclass(frozen=True)
class Picture(Exact):
    """Ein Bild und was darauf zu sehen ist. Die Lizenz der Datei gilt für Zeichnungen, für Fotos nur, wo es dabeisteht."""

    url: Web
    alt: str


@dataclass(frozen=True)
class Place(Exact):
    """Ein Punkt auf der Karte, in Grad (WGS 84)."""

    lat: Annotated[float, Field(ge=-90, le=90, description="Geografische Breite.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Geografische Länge.")]


@dataclass(frozen=True, kw_only=True)
class Entry(Exact):
    """Was jeder Eintrag hat."""

    id: Annotated[Id, Field(description="Bleibt, solange die Datei so heißt: Website, Ordner, Name.")]
    url: Annotated[Web, Field(description="Die Seite des Eintrags, mit seinem Text und den Kontaktdaten.")]
    title: str
    summary: str | None = None
    image: Picture | None = None
    sample: Annotated[bool, Field(description="Erfunden, als Beispiel. Bitte nicht als Tatsache weitergeben.")]
    source: Annotated[str | None, Field(description="Woher die Tatsachen stammen.")] = None


@dataclass(frozen=True, kw_only=True)
class Article(Entry):
    """Eine Nachricht."""

    kind: Literal["aktuelles"]
    date: Annotated[Day, Field(description="Tag der Nachricht.")]
    project: Annotated[Id | None, Field(description="Das Projekt, von dem sie handelt.")] = None
    event: Annotated[Id | None, Field(description="Der Termin, von dem sie handelt.")] = None


@dataclass(frozen=True, kw_only=True)
class Step(Exact):
    """Ein Schritt eines Projekts."""

    title: str
    state: StepState
    due: Annotated[Day | None, Field(description="Bis wann er geplant ist.")] = None
    done: Annotated[Day | None, Field(description="Wann er erledigt war.")] = None
    responsible: Annotated[Named | None, Field(description="Wer ihn übernimmt: ein Verein oder eine Stelle.")] = None


@dataclass(frozen=True, kw_only=True)
class Offer(Exact):
    """Etwas, das ein Projekt sucht oder bietet, solange es gilt."""

    what: str
    category: Annotated[
        Slug, Field(description="Eine der Arten von Hilfe; sie stehen in der Datei der Website `main`.")
    ]
    until: Annotated[Day | None, Field(description="Der letzte Tag, an dem es gilt.")] = None


@dataclass(frozen=True, kw_only=True)
class Budget(Exact):
    """Was ein Projekt kostet und wer zahlt; Beträge in Cent."""

    currency: Literal["EUR"] = "EUR"
    total: Annotated[Cents | None, Field(description="Gesamtkosten in Cent.")] = None
    funding: Annotated[Cents | None, Field(description="Förderung in Cent.")] = None
    funder: Annotated[str | None, Field(description="Wer fördert.")] = None
    source: Annotated[str | None, Field(description="Woher die Zahlen stammen.")] = None


@dataclass(frozen=True, kw_only=True)
class Project(Entry):
    """Ein Vorhaben eines Dorfes, von der ersten Idee bis zum Ende."""

    kind: Literal["projekte"]
    stage: Annotated[Stage, Field(description="Wie weit es ist.")]
    themes: tuple[Theme, ...] = ()
    origin: Annotated[Named | None, Field(description="Woher die Idee kommt; ein Eintrag ist eine Coaching-Phase.")] = (
        None
    )
    lead: Annotated[Named | None, Field(description="Wer sich kümmert.")] = None
    start: Day | None = None
    end: Day | None = None
    steps: tuple[Step, ...] = ()
    seeks: Annotated[tuple[Offer, ...], Field(description="Was es sucht.")] = ()
    offers: Annotated[tuple[Offer, ...], Field(description="Was es anderen bietet.")] = ()
    budget: Budget | None = None
    related: Annotated[tuple[Id, ...], Field(description="Verwandte Projekte, auch anderer Dörfer.")] = ()


@dataclass(frozen=True, kw_only=True)
class Event(Entry):
    """Ein Termin. Ohne Uhrzeit dauert er den ganzen Tag."""

    kind: Literal["termine"]
    start: Annotated[Moment, Field(description="Ein Tag oder ein Zeitpunkt; bei Wiederholungen das erste Mal.")]
    end: Annotated[Moment | None, Field(description="Ein Tag (er gehört noch dazu) oder ein Zeitpunkt.")] = None
    location: Annotated[Named | None, Field(description="Wo er stattfindet.")] = None
    organizer: Annotated[Named | None, Field(description="Wer einlädt.")] = None
    project: Id | None = None
    phase: Annotated[Id | None, Field(description="Die Coaching-Phase, zu der er gehört.")] = None
    repeat: Annotated[str | None, Field(description="Wiederholung als RRULE nach RFC 5545.")] = None
    cancelled: Annotated[bool, Field(description="Fällt aus.")]


@dataclass(frozen=True, kw_only=True)
class Phase(Entry):
    """Was in einem Dorf aus einer Phase des Coachings wurde."""

    kind: Literal["coaching"]
    phase: Annotated[Slug, Field(description="Eine der Phasen der Studie; sie stehen in der Datei der Website `main`.")]
    state: PhaseState
    reason: Annotated[str | None, Field(description="Warum sie entfallen ist.")] = None
    date: Annotated[Day | None, Field(description="Wann, wo der Tag bekannt ist.")] = None
    date_text: Annotated[str | None, Field(description="Wann, in Worten.")] = None
    results: Annotated[tuple[str, ...], Field(description="Was dabei herauskam.")] = ()


@dataclass(frozen=True, kw_only=True)
class Notice(Entry):
    """Ein Zettel der Pinnwand. Nach seinem letzten Tag steht er hier nicht mehr und gehört auch anderswo gelöscht."""

    kind: Literal["pinnwand"]
    type: NoticeType
    date: Annotated[Day | None, Field(description="Seit wann er hängt.")] = None
    valid_until: Annotated[Day, Field(description="Der letzte Tag, an dem er gilt.")]


@dataclass(frozen=True, kw_only=True)
class Address(Entry):
    """Ein Verein, eine Einrichtung, ein Betrieb, ein Amt oder ein Notruf."""

    kind: Literal["adressen"]
    type: AddressKind
    phone: str | None = None
    web: Annotated[Web | None, Field(description="Die eigene Website.")] = None
    street: str | None = None
    hours: Annotated[
        tuple[str, ...], Field(description="Öffnungszeiten, eine Zeile je Regel.", examples=[["Mo-Fr 08:00-12:00"]])
    ] = ()
    location: Place | None = None
    accessible: Annotated[Access | None, Field(description="Ob der Ort stufenlos erreichbar ist.")] = None


@dataclass(frozen=True, kw_only=True)
class Page(Entry):
    """Ein Text, der für sich steht."""

    kind: Literal["seiten"]


Listed = Annotated[Article | Project | Event | Phase | Notice | Address | Page, Field(discriminator="kind")]
