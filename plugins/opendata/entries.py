"""The entries of `daten.json`, declared once: their values are made of these classes, and their JSON Schema is made of them too.

Titles and descriptions are German, for whoever reads the schema; values are words of front matter. What has no value is
left out, so only what is not `NotRequired` is always there. Dictionaries with types, because a site has thousands, and
because small edits have to wait until all classes are made.
"""

from datetime import date, datetime
from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict

from plugins.network.vocabulary import Access, AddressKind, NoticeType, PhaseState, Stage, StepState, Theme

_ID = r"^[a-z0-9-]+/[a-z]+/[a-z0-9-]+$"

Id = Annotated[str, Field(pattern=_ID, examples=["weslarn/projekte/pilgerhof"])]
Web = Annotated[str, Field(json_schema_extra={"format": "uri"})]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9-]+$")]
Cents = Annotated[int, Field(ge=0)]
Day = date
Moment = date | datetime
"""A day, or a moment with its offset from UTC."""


class Linked(TypedDict):
    """Ein Eintrag, gleich in welcher der Dateien."""

    id: Annotated[Id, Field(description="Seine Kennung.")]


class Said(TypedDict):
    """Ein Name ohne eigenen Eintrag."""

    text: str


Named = Linked | Said


class Picture(TypedDict):
    """Ein Bild und was darauf zu sehen ist. Die Lizenz der Datei gilt für Zeichnungen, für Fotos nur, wo es dabeisteht."""

    url: Web
    alt: str


class Place(TypedDict):
    """Ein Punkt auf der Karte, in Grad (WGS 84)."""

    lat: Annotated[float, Field(ge=-90, le=90, description="Geografische Breite.")]
    lon: Annotated[float, Field(ge=-180, le=180, description="Geografische Länge.")]


class Entry(TypedDict):
    """Was jeder Eintrag hat."""

    id: Annotated[Id, Field(description="Bleibt, solange die Datei so heißt: Website, Ordner, Name.")]
    url: Annotated[Web, Field(description="Die Seite des Eintrags, mit seinem Text und den Kontaktdaten.")]
    title: str
    summary: NotRequired[str | None]
    image: NotRequired[Picture | None]
    sample: Annotated[bool, Field(description="Erfunden, als Beispiel. Bitte nicht als Tatsache weitergeben.")]
    source: NotRequired[Annotated[str | None, Field(description="Woher die Tatsachen stammen.")]]


class Article(Entry):
    """Eine Nachricht."""

    kind: Literal["aktuelles"]
    date: Annotated[Day, Field(description="Tag der Nachricht.")]
    project: NotRequired[Annotated[Id | None, Field(description="Das Projekt, von dem sie handelt.")]]
    event: NotRequired[Annotated[Id | None, Field(description="Der Termin, von dem sie handelt.")]]


class Step(TypedDict):
    """Ein Schritt eines Projekts."""

    title: str
    state: StepState
    due: NotRequired[Annotated[Day | None, Field(description="Bis wann er geplant ist.")]]
    done: NotRequired[Annotated[Day | None, Field(description="Wann er erledigt war.")]]
    responsible: NotRequired[
        Annotated[Named | None, Field(description="Wer ihn übernimmt: ein Verein oder eine Stelle.")]
    ]


class Offer(TypedDict):
    """Etwas, das ein Projekt sucht oder bietet, solange es gilt."""

    what: str
    category: Annotated[
        Slug, Field(description="Eine der Arten von Hilfe; sie stehen in der Datei der Website `main`.")
    ]
    until: NotRequired[Annotated[Day | None, Field(description="Der letzte Tag, an dem es gilt.")]]


class Budget(TypedDict):
    """Was ein Projekt kostet und wer zahlt; Beträge in Cent."""

    currency: Literal["EUR"]
    total: NotRequired[Annotated[Cents | None, Field(description="Gesamtkosten in Cent.")]]
    total_source: NotRequired[Annotated[str | None, Field(description="Woher diese Zahl stammt.")]]
    funding: NotRequired[Annotated[Cents | None, Field(description="Förderung in Cent.")]]
    funding_source: NotRequired[Annotated[str | None, Field(description="Woher diese Zahl stammt.")]]
    funder: NotRequired[Annotated[str | None, Field(description="Wer fördert.")]]
    source: NotRequired[Annotated[str | None, Field(description="Woher die Zahlen stammen, bei denen es nicht steht.")]]


class Project(Entry):
    """Ein Vorhaben eines Dorfes, von der ersten Idee bis zum Ende."""

    kind: Literal["projekte"]
    stage: Annotated[Stage, Field(description="Wie weit es ist.")]
    themes: NotRequired[tuple[Theme, ...]]
    origin: NotRequired[
        Annotated[Named | None, Field(description="Woher die Idee kommt; ein Eintrag ist eine Coaching-Phase.")]
    ]
    lead: NotRequired[Annotated[Named | None, Field(description="Wer sich kümmert.")]]
    start: NotRequired[Day | None]
    end: NotRequired[Day | None]
    steps: NotRequired[tuple[Step, ...]]
    seeks: NotRequired[Annotated[tuple[Offer, ...], Field(description="Was es sucht.")]]
    offers: NotRequired[Annotated[tuple[Offer, ...], Field(description="Was es anderen bietet.")]]
    budget: NotRequired[Budget | None]
    related: NotRequired[Annotated[tuple[Id, ...], Field(description="Verwandte Projekte, auch anderer Dörfer.")]]


class Event(Entry):
    """Ein Termin. Ohne Uhrzeit dauert er den ganzen Tag."""

    kind: Literal["termine"]
    start: Annotated[Moment, Field(description="Ein Tag oder ein Zeitpunkt; bei Wiederholungen das erste Mal.")]
    end: NotRequired[Annotated[Moment | None, Field(description="Ein Tag (er gehört noch dazu) oder ein Zeitpunkt.")]]
    location: NotRequired[Annotated[Named | None, Field(description="Wo er stattfindet.")]]
    organizer: NotRequired[Annotated[Named | None, Field(description="Wer einlädt.")]]
    project: NotRequired[Id | None]
    phase: NotRequired[Annotated[Id | None, Field(description="Die Coaching-Phase, zu der er gehört.")]]
    repeat: NotRequired[
        Annotated[
            str | None, Field(description="Wiederholung als RRULE nach RFC 5545, oder Tage nach Ostern (`ostern-1`).")
        ]
    ]
    cancelled: Annotated[bool, Field(description="Fällt aus.")]


class Phase(Entry):
    """Was in einem Dorf aus einer Phase des Coachings wurde."""

    kind: Literal["coaching"]
    phase: Annotated[Slug, Field(description="Eine der Phasen der Studie; sie stehen in der Datei der Website `main`.")]
    state: PhaseState
    reason: NotRequired[Annotated[str | None, Field(description="Warum sie entfallen ist.")]]
    date: NotRequired[Annotated[Day | None, Field(description="Wann, wo der Tag bekannt ist.")]]
    date_text: NotRequired[Annotated[str | None, Field(description="Wann, in Worten.")]]
    results: NotRequired[Annotated[tuple[str, ...], Field(description="Was dabei herauskam.")]]


class Notice(Entry):
    """Ein Zettel der Pinnwand. Nach seinem letzten Tag steht er hier nicht mehr und gehört auch anderswo gelöscht."""

    kind: Literal["pinnwand"]
    type: NoticeType
    date: NotRequired[Annotated[Day | None, Field(description="Seit wann er hängt.")]]
    valid_until: Annotated[Day, Field(description="Der letzte Tag, an dem er gilt.")]


class Address(Entry):
    """Ein Verein, eine Einrichtung, ein Betrieb, ein Amt oder ein Notruf."""

    kind: Literal["adressen"]
    type: AddressKind
    phone: NotRequired[str | None]
    web: NotRequired[Annotated[Web | None, Field(description="Die eigene Website.")]]
    street: NotRequired[str | None]
    hours: NotRequired[
        Annotated[
            tuple[str, ...],
            Field(
                description="Öffnungszeiten, eine Zeile je Regel; `1. Mo` ist der erste Montag im Monat, `Feiertag` die Feiertage in NRW, `24.12.` oder `Heiligabend` ein Tag in jedem Jahr.",
                examples=[["Mo-Fr 08:00-12:00", "1. Sa 10:00-12:00", "Feiertag geschlossen"]],
            ),
        ]
    ]
    location: NotRequired[Place | None]
    accessible: NotRequired[Annotated[Access | None, Field(description="Ob der Ort stufenlos erreichbar ist.")]]


class Page(Entry):
    """Ein Text, der für sich steht."""

    kind: Literal["seiten"]


Listed = Annotated[Article | Project | Event | Phase | Notice | Address | Page, Field(discriminator="kind")]
