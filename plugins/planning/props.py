"""What each template is given: one class per kind of page, its fields are the names the template sees.

Besides these fields every template sees `site` (the Frame) and `page` (the Head), and nothing else.
"""

from datetime import date, datetime
from typing import ClassVar

from plugins.calendar.entry import Entry
from plugins.network.frozen import frozen
from plugins.network.study import PhaseKind
from plugins.network.vocabulary import AddressKind, NoticeType
from plugins.opendata.licence import Licence
from plugins.planning.cards import (
    AddressCard,
    ArticleCard,
    BudgetLines,
    Changes,
    EventCard,
    Image,
    Link,
    MatchCard,
    Mention,
    NoticeCard,
    OfferLine,
    PhaseCard,
    PhaseStory,
    Poster,
    ProjectCard,
    Series,
    StepLine,
    Tables,
    Text,
    TimelineEntry,
    VillageCard,
)


@frozen
class NavItem:
    """A place in the menu; `section` tells whether a page belongs to it, `icon` names its picture."""

    title: str
    url: str
    section: str
    icon: str


@frozen
class SiteLink:
    """A site of the network, for the footer."""

    slug: str
    name: str
    url: str
    current: bool


@frozen
class Frame:
    """What stands around every page of a site."""

    slug: str
    name: str
    claim: str
    is_main: bool
    address: str
    """The site's address without a slash at the end; differs between development and production."""
    contact: str
    sign: str
    bar: tuple[NavItem, ...]
    """The four most used places; the fifth of the bar is the whole menu."""
    menu: tuple[NavItem, ...]
    """All places, in order; the bar's are among them."""
    legal: tuple[Link, ...]
    sites: tuple[SiteLink, ...]
    """All sites of the network, the main one first."""
    study: str
    """The study's title."""
    feed: str
    json_feed: str | None
    """The same as JSON Feed; None where there is none."""
    data: str | None
    """What the site publishes for programs; None where it does not."""
    calendar: str | None
    """Where its dates are as a calendar; None where they are not."""
    assets: dict[str, str]
    """Path below the theme's `static` → URL with the content's hash in it."""
    published: str
    """The address in villages.yaml, without a slash at the end: what stands on paper, whatever server a page was made for."""
    year: int
    """That of the build; holidays are known from it on."""
    map: str | None
    """Where its places are on a map; None where they are not."""
    app: "App | None" = None
    """None where the site is no app."""
    easy: Link | None = None
    """The page in easy language: the site's own, else the main site's."""

    def absolute(self, url: str) -> str:
        """An address as others see it, who are on no page of the site."""
        return self.address + url if url.startswith("/") else url


@frozen
class App:
    """What every page says of the site as an app: addresses, and the colours of the phone's bars by day and by night."""

    manifest: str
    icon: str
    page: str
    """The one that helps to install it."""
    light: str
    dark: str
    worker: str
    """What keeps the site on the phone; empty where nothing does, and what did is then sent away."""


@frozen
class Head:
    """What a page says of itself."""

    title: str
    url: str
    """Absolute, the canonical address."""
    section: str
    """Which place of the menu it belongs to."""
    description: str
    trail: tuple[Link, ...] = ()
    """The way from the start page to the page above this one."""
    sample: bool = False
    source: str | None = None
    image: Image | None = None
    date: "date | None" = None
    kind: str = ""
    """What hits of the search call the page; empty where it is not searched."""


@frozen
class Props:
    """Base of all; `template` is the file in the theme."""

    template: ClassVar[str]


@frozen
class File(Props):
    """Base of what is no page but a file for programs; `template` names the form that writes it (multisite/forms.py)."""


@frozen
class Feed(File):
    """The newest news, for those who subscribe; `since`: when it was last updated if there never was any."""

    template = "atom.xml"
    since: date
    news: tuple[ArticleCard, ...]


@frozen
class AppManifest(File):
    """What a phone wants to know of the site as an app: two colours, and where a long press leads."""

    template = "manifest.webmanifest"
    colour: str
    ground: str
    shortcuts: tuple[Link, ...]


@frozen
class DataFile(File):
    """What a site publishes for programs; `about` and each record are JSON on one line."""

    template = "daten.json"
    about: str
    records: tuple[str, ...]


@frozen
class DataSchema(File):
    """The format of that file."""

    template = "daten.schema.json"


@frozen
class Calendar(File):
    """Dates for people's own calendars; `page` (absolute) is where they read the same."""

    template = "termine.ics"
    name: str
    page: str
    entries: tuple[Entry, ...]


def props_of(template: str) -> type[Props]:
    """The class of what a template, or a form, is given."""
    classes = (*Props.__subclasses__(), *File.__subclasses__())
    return next(kind for kind in classes if kind is not File and kind.template == template)


def templates() -> list[str]:
    """The templates that pages are made with."""
    return [kind.template for kind in Props.__subclasses__() if kind is not File]


@frozen
class VillageStart(Props):
    """Start of a village: what is on."""

    template = "village_start.html"
    hero: Image | None
    events: tuple[EventCard, ...]
    articles: tuple[ArticleCard, ...]
    projects: tuple[ProjectCard, ...]
    notices: tuple[NoticeCard, ...]
    emergency: tuple[AddressCard, ...]


@frozen
class MainStart(Props):
    """Start of the main site."""

    template = "main_start.html"
    hero: Image | None
    summary: str
    villages: tuple[VillageCard, ...]
    events: tuple[EventCard, ...]
    articles: tuple[ArticleCard, ...]
    projects: tuple[ProjectCard, ...]


@frozen
class ArticleList(Props):
    """All news, newest first, by year."""

    template = "articles.html"
    years: tuple[tuple[int, tuple[ArticleCard, ...]], ...]


@frozen
class ArticlePage(Props):
    """One piece of news."""

    template = "article.html"
    article: ArticleCard
    body: Text
    project: ProjectCard | None
    event: EventCard | None


@frozen
class EventList(Props):
    """Dates to come, by month (its first day), and what was."""

    template = "events.html"
    months: tuple[tuple[date, tuple[EventCard, ...]], ...]
    past: tuple[EventCard, ...]
    month: str
    """The page of the month of the build."""


@frozen
class MonthDay:
    """A day of a month (None: of another one), and which of the month's events take place on it."""

    day: date | None
    events: tuple[int, ...]
    cancelled: int = 0
    """How many of them are called off."""


@frozen
class MonthPage(Props):
    """The days of a month by weeks; `events` in order, each on its first day."""

    template = "month.html"
    name: str
    weeks: tuple[tuple[MonthDay, ...], ...]
    events: tuple[EventCard, ...]
    before: Link | None
    after: Link | None


@frozen
class Subscribe(Props):
    """How to get all dates into one's own calendar; `phone`: the same address as phones open it."""

    template = "subscribe.html"
    address: str
    phone: str


@frozen
class EventPage(Props):
    """One event; `dates` are its next days where it repeats."""

    template = "event.html"
    event: EventCard
    body: Text
    dates: tuple[date | datetime, ...]
    series: Series | None
    organizer: Mention | None
    location: AddressCard | None
    """The address of the place, where it has one; `event.place` says it in words otherwise."""
    project: ProjectCard | None
    phase: PhaseCard | None
    past: bool
    """Whether its last day has gone by."""


@frozen
class Choice:
    """One link of a filter."""

    label: str
    url: str
    count: int
    current: bool


@frozen
class Facet:
    """One question a list can be filtered by: Dorf, Thema, Stand."""

    title: str
    choices: tuple[Choice, ...]


@frozen
class ProjectList(Props):
    """Projects, all or those of one choice; every choice is a page of its own, so the filter works as links."""

    template = "projects.html"
    projects: tuple[ProjectCard, ...]
    facets: tuple[Facet, ...]
    everything: Choice
    """The link to the unfiltered list."""


@frozen
class ProjectPage(Props):
    """One project."""

    template = "project.html"
    project: ProjectCard
    body: Text
    origin: Mention | None
    origin_phase: PhaseCard | None
    """The phase it came from, where it was one."""
    lead: Mention | None
    contact: str | None
    start: date | None
    end: date | None
    begun: bool
    """Whether `start` is over."""
    steps: tuple[StepLine, ...]
    seeks: tuple[OfferLine, ...]
    offers: tuple[OfferLine, ...]
    budget: BudgetLines | None
    was: tuple[TimelineEntry, ...]
    """Its timeline up to the day of the build."""
    comes: tuple[TimelineEntry, ...]
    """What the timeline holds after that."""
    changes: Changes | None
    """From git; None where it knows nothing of the project."""
    events: tuple[EventCard, ...]
    """Its next dates."""
    matches: tuple[MatchCard, ...]
    """What goes together with it in other villages: confirmed first, then the best."""
    related: tuple[ProjectCard, ...]
    """What its coach names besides."""


@frozen
class Coaching(Props):
    """A village's way through the phases, in the study's order; each stands there, written about or not."""

    template = "coaching.html"
    body: Text | None
    phases: tuple[PhaseStory, ...]


@frozen
class PhasePage(Props):
    """One phase in one village."""

    template = "phase.html"
    story: PhaseStory
    body: Text
    events: tuple[EventCard, ...]


@frozen
class CoachingMatrix(Props):
    """Villages × phases."""

    template = "coaching_matrix.html"
    body: Text | None
    kinds: tuple[PhaseKind, ...]
    rows: tuple[tuple[VillageCard, tuple[PhaseCard, ...]], ...]


@frozen
class NoticeList(Props):
    """The pin board, by type of notice."""

    template = "notices.html"
    groups: tuple[tuple[NoticeType, tuple[NoticeCard, ...]], ...]


@frozen
class NoticePage(Props):
    """One notice."""

    template = "notice.html"
    notice: NoticeCard
    body: Text


@frozen
class AddressList(Props):
    """Addresses by kind, emergencies first."""

    template = "addresses.html"
    groups: tuple[tuple[AddressKind, tuple[AddressCard, ...]], ...]


@frozen
class AddressPage(Props):
    """One address and what takes place there."""

    template = "address.html"
    address: AddressCard
    body: Text
    events: tuple[EventCard, ...]
    projects: tuple[ProjectCard, ...]
    """Those it leads."""


@frozen
class VillagePage(Props):
    """The village itself: facts, text, further pages."""

    template = "village.html"
    village: VillageCard
    body: Text | None
    pages: tuple[Link, ...]


@frozen
class Participate(Props):
    """How to take part."""

    template = "participate.html"
    body: Text | None
    contact: str


@frozen
class OpenData(Props):
    """What the site publishes for programs, and what others may do with it."""

    template = "open_data.html"
    data: str
    """The address of the file, as others fetch it."""
    schema: str
    licence: Licence
    counts: tuple[tuple[str, int], ...]
    """How many records of each kind it holds, by the kind's name."""
    generated: date


@frozen
class TextPage(Props):
    """A text that stands by itself."""

    template = "page.html"
    body: Text


@frozen
class NotFound(Props):
    """The page for addresses that lead nowhere."""

    template = "not_found.html"


@frozen
class AppPage(Props):
    """How the site becomes an app on phone and desk."""

    template = "app.html"


@frozen
class OfflinePage(Props):
    """What a phone shows without a connection in the place of a page that it has not kept."""

    template = "offline.html"


@frozen
class StudyPage(Props):
    """The study: facts, money in cents as the source states it, and the difference to what its percentage gives."""

    template = "study.html"
    body: Text | None
    title: str
    summary: str
    start: date
    end: date
    total: int
    funding: int
    funding_percent: int
    funding_computed: int
    difference: int
    """`funding` − `funding_computed`; 0 where they agree."""
    own_share: int
    """`total` − `funding`."""
    platform: int
    platform_years: int
    source: str
    phases: tuple[PhaseKind, ...]
    pages: tuple[Link, ...]
    """Further reading on this site."""


@frozen
class MapPoint:
    """A village on the map; x and y in percent of the map's width and height."""

    name: str
    url: str
    site: str
    x: float
    y: float


@frozen
class Villages(Props):
    """The villages: map and cards."""

    template = "villages.html"
    body: Text | None
    villages: tuple[VillageCard, ...]
    points: tuple[MapPoint, ...]
    kilometre: float
    """The length of one kilometre on the map, in percent of its width."""


@frozen
class Exchange(Props):
    """Projektbörse: everything sought and offered, by category."""

    template = "exchange.html"
    body: Text | None
    groups: tuple[tuple[str, tuple[OfferLine, ...], tuple[OfferLine, ...]], ...]
    """Category, what is sought, what is offered."""
    matches: tuple[MatchCard, ...]
    """What goes together: confirmed first, then the best."""
    more: int
    """How many matches stand on the pages of their projects only."""


@frozen
class Posters(Props):
    """To print: a sheet of paper for each project of a village, by title."""

    template = "posters.html"
    posters: tuple[Poster, ...]
    day: date
    """The day they tell of."""
    edition: str | None
    """Which state of the sources that is, where somebody asked; pages of the site do not say it, or every commit would change them."""
    tables: str
    """The address of the table plan."""


@frozen
class TablePlan(Props):
    """To print: which project stands at which table, and a sign for each table."""

    template = "tables.html"
    villages: tuple[Tables, ...]
    day: date
    edition: str | None
