"""Cards and other small values that pages show: records without their body, every reference already a link."""

from dataclasses import dataclass
from datetime import date, datetime

from plugins.network.references import Reference
from plugins.network.vocabulary import Access, AddressKind, NoticeType, PhaseState, Stage, StepState, Theme

Day = date


@dataclass(frozen=True)
class Link:
    """Something to go to."""

    title: str
    url: str
    summary: str | None = None


@dataclass(frozen=True)
class Text:
    """The body of a record, to be put in when the page is rendered; templates see it as HTML."""

    of: Reference
    digest: str
    """Which text it is."""
    attributes: tuple[dict[str, str], ...]
    """For each of its links and pictures inside the network: what `resolve` writes there."""


@dataclass(frozen=True)
class Mention:
    """A name that may be a link: an address or phase that has a page, or just words."""

    text: str
    url: str | None = None


@dataclass(frozen=True)
class Image:
    """A picture and what can be seen on it."""

    url: str
    alt: str
    width: int
    height: int
    """In pixels, of what `url` names."""
    srcset: str | None = None
    """The same photo in all its sizes, for the browser to choose; None for a drawing."""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What all cards have; `site` and `village` name the site the record belongs to."""

    title: str
    url: str
    summary: str | None = None
    image: Image | None = None
    sample: bool = False
    """Shown with the label "Beispiel"."""
    site: str
    village: str
    """The site's name, to be shown where cards of several villages stand together."""


@dataclass(frozen=True, kw_only=True)
class Progress:
    """How many steps of a project are done, and the title of the next one."""

    done: int
    total: int
    next: str | None = None
    due: Day | None = None
    """When the next step is due."""


@dataclass(frozen=True, kw_only=True)
class ProjectCard(Card):
    """A project on a list."""

    stage: Stage
    themes: tuple[Theme, ...]
    progress: Progress | None
    """None where the project has no steps."""


@dataclass(frozen=True, kw_only=True)
class EventCard(Card):
    """An event on one of its days."""

    start: date | datetime
    end: date | datetime | None
    whole_day: bool
    place: Mention | None
    cancelled: bool
    repeats: bool


@dataclass(frozen=True)
class Series:
    """How an event repeats: RFC 5545's rule, and its first time."""

    rule: str
    start: date | datetime
    end: date | datetime | None


@dataclass(frozen=True, kw_only=True)
class ArticleCard(Card):
    """A piece of news on a list."""

    date: Day


@dataclass(frozen=True, kw_only=True)
class NoticeCard(Card):
    """A note on the pin board."""

    type: NoticeType
    date: Day | None
    valid_until: Day
    contact: str | None
    mail: str | None
    """The contact, where it is an e-mail address."""


@dataclass(frozen=True, kw_only=True)
class AddressCard(Card):
    """An address on a list."""

    kind: AddressKind
    phone: str | None
    tel: str | None
    """The phone number as a `tel:` link wants it."""
    email: str | None
    web: str | None
    street: str | None
    hours: tuple[str, ...]
    accessible: Access | None
    geo: str | None
    """A `geo:` link, where the place is known."""


@dataclass(frozen=True, kw_only=True)
class PhaseCard(Card):
    """A phase of the coaching in one village; where nothing was written about it, `url` leads to the coaching page."""

    kind: str
    state: PhaseState
    date: Day | None
    date_text: str | None
    reason: str | None
    about: str
    """What this phase is for, the same in all villages."""


@dataclass(frozen=True, kw_only=True)
class VillageCard(Card):
    """A village, for the main site and for the village's own page."""

    claim: str
    municipality: str
    elevation: int | None
    inhabitants: str | None
    source: str | None
    sign: str
    geo: str
    projects: int
    """How many projects are published."""


@dataclass(frozen=True)
class StepLine:
    """A step on its project's page."""

    title: str
    state: StepState
    due: Day | None
    done: Day | None
    responsible: Mention | None
    overdue: bool


@dataclass(frozen=True)
class OfferLine:
    """Something sought or offered; `project` says by whom."""

    what: str
    category: str
    until: Day | None
    project: ProjectCard


@dataclass(frozen=True)
class BudgetLines:
    """A project's money in cents; `own` is what remains for the village."""

    total: int | None
    funding: int | None
    own: int | None
    funder: str | None
    source: str | None


@dataclass(frozen=True)
class TimelineEntry:
    """One point on a project's timeline."""

    day: Day
    kind: str
    """`schritt`, `aktuelles`, `termin`, `beginn` or `ende`."""
    title: str
    url: str | None = None
    note: str | None = None
