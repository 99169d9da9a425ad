"""Cards and other small values that pages show: records without their body, every reference already a link."""

from datetime import date, datetime

from plugins.coaching.progress import Progress
from plugins.network.frozen import frozen
from plugins.network.moments import day_of
from plugins.network.references import Reference
from plugins.network.vocabulary import Access, AddressKind, NoticeType, PhaseState, Stage, StepState, Theme

Day = date


@frozen
class Link:
    """Something to go to."""

    title: str
    url: str
    summary: str | None = None


@frozen
class Text:
    """The body of a record, to be put in when the page is rendered; templates see it as HTML."""

    of: Reference
    digest: str
    """Which text it is."""
    attributes: tuple[dict[str, str], ...]
    """For each of its links and pictures inside the network: what `resolve` writes there."""


@frozen
class Mention:
    """A name that may be a link: an address or phase that has a page, or just words."""

    text: str
    url: str | None = None


@frozen
class Image:
    """A picture and what can be seen on it."""

    url: str
    alt: str
    width: int
    height: int
    """In pixels, of what `url` names."""
    srcset: str | None = None
    """The same photo in all its sizes, for the browser to choose; None for a drawing."""


@frozen(kw_only=True)
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


@frozen(kw_only=True)
class ProjectCard(Card):
    """A project on a list."""

    stage: Stage
    themes: tuple[Theme, ...]
    progress: Progress | None
    """None where the project has no steps."""


@frozen(kw_only=True)
class EventCard(Card):
    """An event on one of its days."""

    start: date | datetime
    end: date | datetime | None
    whole_day: bool
    place: Mention | None
    cancelled: bool
    repeats: bool
    waits: bool = False
    """On a list that shows an event on one day at a time: a day that is shown when those before it are over."""

    @property
    def several_days(self) -> bool:
        """Whether it ends on another day than it begins."""
        return self.end is not None and day_of(self.end) != day_of(self.start)


@frozen
class Series:
    """How an event repeats: RFC 5545's rule, and its first time."""

    rule: str
    start: date | datetime
    end: date | datetime | None


@frozen(kw_only=True)
class ArticleCard(Card):
    """A piece of news on a list."""

    date: Day


@frozen(kw_only=True)
class NoticeCard(Card):
    """A note on the pin board."""

    type: NoticeType
    date: Day | None
    valid_until: Day
    contact: tuple[Mention, ...]
    """In pieces, of which some can be called or written to."""


@frozen(kw_only=True)
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
    route: str | None
    """The way there on another website, for what has no app for `geo:` (iPhones, desks)."""


@frozen(kw_only=True)
class PhaseCard(Card):
    """A phase of the coaching in one village; where nobody wrote about it, `url` leads to its place on the coaching page."""

    kind: str
    written: bool
    """Whether it has a page."""
    state: PhaseState
    label: str
    """What became of it, on the day of the build."""
    before: str
    """What stands before its date: `am`, `seit`, `für`."""
    after: str
    """What is to be said besides: that there is no date, or that it does not go with the state."""
    date: Day | None
    date_text: str | None
    reason: str | None
    about: str
    """What this phase is for, the same in all villages."""


@frozen(kw_only=True)
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


@frozen
class Figure:
    """One of several pictures, and what stands below it."""

    image: Image
    caption: str | None


@frozen
class PhaseStory:
    """A phase and all that came out of it."""

    phase: PhaseCard
    results: tuple[str, ...]
    pictures: tuple[Figure, ...]
    projects: tuple[ProjectCard, ...]
    """Projects and ideas that name it as their origin."""


@frozen
class StepLine:
    """A step on its project's page."""

    title: str
    state: StepState
    due: Day | None
    done: Day | None
    responsible: Mention | None
    overdue: bool
    doubtful: bool = False
    """Whether it is said to be done on a day that is still to come."""


@frozen
class OfferLine:
    """Something sought or offered; `project` says by whom."""

    what: str
    category: str
    until: Day | None
    project: ProjectCard


@frozen
class Amount:
    """A sum of money and where the figure comes from."""

    cents: int
    source: str | None
    share: int | None = None
    """Its part of the total in tenths of a percent; None where the total is not known."""
    rounded: bool = False
    """Whether the share is."""


@frozen
class Party:
    """One of two that go together: a project, or a note on the pin board."""

    title: str
    url: str
    site: str
    village: str
    sample: bool
    notice: NoticeType | None
    """None for a project."""


@frozen
class MatchReason:
    """Why two go together; the villages are named where one seeks and the other offers."""

    why: str
    seeker: str | None
    """The village that seeks."""
    sought: str
    giver: str | None
    offered: str


@frozen
class MatchCard:
    """Two of different villages that go together."""

    one: Party
    """On a project's page that project."""
    other: Party
    confirmed: bool
    """Whether a coach said so."""
    reasons: tuple[MatchReason, ...]
    letter: str
    """A `mailto:` link to an e-mail that brings the two together."""
    mails: tuple[str, ...]
    """Whom it goes to."""


@frozen
class BudgetLines:
    """A project's money; `own` is what remains for the village, computed from the other two."""

    total: Amount | None
    funding: Amount | None
    own: Amount | None
    funder: str | None


@frozen
class TimelineEntry:
    """One point on a project's timeline."""

    day: Day | None
    """None where the idea came from without a date: that stands first."""
    kind: str
    """`idee`, `schritt`, `aktuelles`, `termin`, `beginn` or `ende`."""
    title: str
    url: str | None = None
    note: str | None = None
    state: StepState | None = None
    """Of a step."""


@frozen
class DayOfChanges:
    """What changed on a day, in sentences."""

    day: Day
    texts: tuple[str, ...]


@frozen
class Changes:
    """What has changed in a project, newest first."""

    begun: Day
    """Since when the project is described here."""
    phase: PhaseCard | None
    """The last phase of the coaching with a date; None where there is none, or the project is younger."""
    since: tuple[DayOfChanges, ...]
    """Since that phase."""
    before: tuple[DayOfChanges, ...]
    """Before it, or all where there is none."""
    older: tuple[DayOfChanges, ...]
    """What is not shown at once."""
    hidden: int
    """How many changes that are."""


@frozen
class PosterLine:
    """Something sought or offered, on paper."""

    what: str
    until: Day | None


@frozen
class Poster:
    """A project on a sheet of paper, as much of it as the sheet has room for."""

    project: ProjectCard
    municipality: str
    lead: str | None
    contact: str
    """The project's e-mail address, or the editors' of its village."""
    seeks: tuple[PosterLine, ...]
    offers: tuple[PosterLine, ...]
    unseen_seeks: int
    unseen_offers: int
    """How many of each have no room."""
    size: int
    """How large its text is set, from 1 (the largest) to 7."""
    address: str
    """Where its page is published, whatever server the print page was made for; what the QR code says."""


@frozen
class Table:
    """Where a project stands on the evening of the Projektbörse."""

    number: int
    title: str
    village: str
    site: str
    sample: bool
    size: int
    """How large its sign is set, from 1 (the largest) to 4."""


@frozen
class Tables:
    """The tables of a village, side by side; `posters` is the address of its print page."""

    village: str
    site: str
    posters: str
    tables: tuple[Table, ...]
