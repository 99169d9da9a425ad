"""The kinds of record: every key front matter may hold, declared once. Reading makes them, nothing ever changes them."""

from datetime import date, datetime, time
from typing import Annotated, ClassVar

from pydantic import model_validator

from plugins.network import repetition
from plugins.network.elements import Audit, Budget, Figure, Offer, Pictured, Place, Step
from plugins.network.hours import contradictions
from plugins.network.references import Reference
from plugins.network.values import (
    Count,
    Day,
    Flag,
    Hours,
    Listed,
    Mail,
    Moment,
    OldAddress,
    Phone,
    Repeat,
    Sentence,
    Title,
    WebAddress,
    Wrong,
    names,
    names_or_says,
    one_of,
)
from plugins.network.vocabulary import Access, AddressKind, NoticeType, PhaseState, Stage, Status, Theme


class Record(Pictured):
    """What every kind has in common. A record holds no body: it can stand on a list without dragging its text along."""

    folder: ClassVar[str]
    """Where records of this kind lie below a site, and the first part of their URL."""

    id: Reference
    path: str
    """The source file, relative to the project's root."""
    title: Title
    summary: Sentence | None = None
    """One or two sentences for lists, feeds and search engines."""
    date: Day | None = None
    tags: Annotated[tuple[Title, ...], Listed] = ()
    status: Annotated[Status, one_of(Status)] = Status.PUBLISHED
    sample: Flag = False
    """Invented: the page and its cards say "Beispiel"."""
    source: Sentence | None = None
    """Where the facts come from: an address or words."""
    review_by: Day | None = None
    """When somebody should have looked at it again; only `./site report` shows it."""
    aliases: Annotated[tuple[OldAddress, ...], Listed] = ()
    """Where its page was before, on the same site; these addresses lead to it."""

    @property
    def published(self) -> bool:
        """Whether the record appears on a site."""
        return self.status is Status.PUBLISHED


OWN_IDEA = "dorf"
"""What a project's `origin` says where the village has proposed it by itself."""


class Project(Record):
    """What a village does, from the first idea to the end."""

    folder = "projekte"
    stage: Annotated[Stage, one_of(Stage)]
    themes: Annotated[tuple[Annotated[Theme, one_of(Theme)], ...], Listed] = ()
    origin: Annotated[Reference | str, names_or_says("coaching")] | None = None
    """Where the idea came from: a coaching phase, OWN_IDEA, or words, like somebody's role."""
    lead: Annotated[Reference | str, names_or_says("adressen")] | None = None
    contact: Mail | None = None
    """A role's e-mail address, never a private person's."""
    start: Day | None = None
    end: Day | None = None
    steps: Annotated[tuple[Step, ...], Listed] = ()
    seeks: Annotated[tuple[Offer, ...], Listed] = ()
    offers: Annotated[tuple[Offer, ...], Listed] = ()
    budget: Budget | None = None
    related: Annotated[tuple[Annotated[Reference, names("projekte")], ...], Listed] = ()
    """What goes together with it; a match with a project of another village is confirmed by that."""
    not_related: Annotated[tuple[Annotated[Reference, names("projekte")], ...], Listed] = ()
    """What does not go together with it, whatever the Projektbörse finds: it is shown on neither side."""

    @model_validator(mode="after")
    def _ends_after_start(self) -> "Project":
        if self.start and self.end and self.end < self.start:
            raise Wrong("ein `end` nicht vor `start`", "Prüfe beide Daten.", "end")
        return self


def as_datetime(moment: date | datetime) -> datetime:
    """The moment itself, or the first one of a day."""
    return moment if isinstance(moment, datetime) else datetime.combine(moment, time())


class Event(Record):
    """Something that takes place; a start without a time of day lasts the whole day."""

    folder = "termine"
    start: Moment
    end: Moment | None = None
    all_day: Flag = False
    location: Annotated[Reference | str, names_or_says("adressen")] | None = None
    organizer: Annotated[Reference | str, names_or_says("adressen")] | None = None
    project: Annotated[Reference, names("projekte")] | None = None
    phase: Annotated[Reference, names("coaching")] | None = None
    repeat: Repeat | None = None
    revision: Count = 0
    """How often day, time or place have been changed since calendars first had it; they trust the highest."""
    cancelled: Flag = False

    @property
    def whole_day(self) -> bool:
        """Whether the event has no time of day."""
        return not isinstance(self.start, datetime)

    @model_validator(mode="after")
    def _times_fit(self) -> "Event":
        if self.all_day and not self.whole_day:
            fix = "Lösche die Uhrzeit oder die Zeile `all_day`."
            raise Wrong("ein `start` ohne Uhrzeit, weil `all_day: true` steht", fix, "start")
        if self.end and isinstance(self.end, datetime) is self.whole_day:
            fix = "Ergänze oder lösche die Uhrzeit bei `end`."
            raise Wrong("`start` und `end` beide mit oder beide ohne Uhrzeit", fix, "end")
        if self.end and self.end < self.start:
            raise Wrong("ein `end` nicht vor `start`", "Prüfe beide Angaben.", "end")
        if self.repeat and not repetition.includes_start(self.repeat, as_datetime(self.start)):
            fix = repetition.where_to_start(self.repeat, as_datetime(self.start))
            raise Wrong("eine Wiederholung, zu deren Tagen `start` gehört", fix, "repeat")
        return self


class Article(Record):
    """A piece of news."""

    folder = "aktuelles"
    date: Day
    project: Annotated[Reference, names("projekte")] | None = None
    event: Annotated[Reference, names("termine")] | None = None


class Phase(Record):
    """What became of one phase of the study's coaching in one village."""

    folder = "coaching"
    kind: Title
    """One of the study's phases in villages.yaml."""
    state: Annotated[PhaseState, one_of(PhaseState)]
    reason: Sentence | None = None
    date_text: Title | None = None
    """When, in words, where no day is known."""
    results: Annotated[tuple[Sentence, ...], Listed] = ()
    pictures: Annotated[tuple[Figure, ...], Listed] = ()
    """Results that can be seen: a wall of notes, a plan, a model."""

    @model_validator(mode="after")
    def _state_is_explained(self) -> "Phase":
        if self.state is PhaseState.ENTFALLEN and not self.reason:
            raise Wrong("`reason`: warum die Phase entfallen ist", "Ergänze eine Zeile `reason: …`.", "state")
        if self.date and self.date_text:
            raise Wrong("entweder `date` oder `date_text`", "Lösche eine der beiden Zeilen.", "date_text")
        return self


class Notice(Record):
    """A note on the pin board; it disappears the day after `valid_until`."""

    folder = "pinnwand"
    type: Annotated[NoticeType, one_of(NoticeType)]
    valid_until: Day
    contact: Sentence | None = None


class Address(Record):
    """A club, a place, a service: an office or association, never a private person."""

    folder = "adressen"
    kind: Annotated[AddressKind, one_of(AddressKind)]
    phone: Phone | None = None
    email: Mail | None = None
    url: WebAddress | None = None
    street: Title | None = None
    hours: Annotated[tuple[Hours, ...], Listed] = ()
    """A rule a line (network/hours.py)."""
    location: Place | None = None
    accessible: Annotated[Access, one_of(Access)] | None = None

    @model_validator(mode="after")
    def _hours_agree(self) -> "Address":
        if days := ", ".join(contradictions(self.hours)):
            fix = "Schreibe alle Zeiten eines Tages in eine Zeile."
            raise Wrong(f"Zeiten, die sich nicht widersprechen oder überschneiden (hier: {days})", fix, "hours")
        return self


class Page(Record):
    """A text that stands by itself."""

    folder = "seiten"
    nav: Annotated[int, "position"] | None = None
    """Its place in the menu; pages without one are linked from texts only."""
    audit: Audit | None = None
    """What was last measured, on the statement on accessibility; a command writes it."""


KINDS: dict[str, type[Record]] = {kind.folder: kind for kind in (Article, Project, Event, Phase, Notice, Address, Page)}
"""Folder name → kind; `bilder` beside them holds pictures."""
OF_VILLAGES = {kind.folder for kind in (Project, Phase, Notice)}
"""Kinds that only a village has; the main site shows them, but has none of its own."""
