"""The lists that every site has, of its own records or of the whole network's: news, dates, projects, addresses."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from itertools import groupby

from plugins.network.moments import day_of
from plugins.network.records import Address, Event, Notice, Project, as_datetime
from plugins.network.vocabulary import AddressKind, NoticeType, Stage, Theme
from plugins.planning import phases, props, urls
from plugins.planning.cards import AddressCard, ArticleCard, EventCard, NoticeCard, ProjectCard
from plugins.planning.deck import Deck
from plugins.planning.occurrences import next_one, within_horizon
from plugins.planning.props import Choice, Facet
from plugins.planning.urls import PROJECTS

TURNS = 3
"""So many days of one event a start page holds; one of them shows."""


def articles(deck: Deck, site: str | None) -> tuple[ArticleCard, ...]:
    """News, newest first."""
    return deck.once(("articles", site), lambda: _articles(deck, site))


def _articles(deck: Deck, site: str | None) -> tuple[ArticleCard, ...]:
    return tuple(sorted(deck.articles(site), key=lambda card: (card.date, card.title, card.url), reverse=True))


def article_list(deck: Deck, site: str | None) -> props.ArticleList:
    """News by year."""
    years = groupby(articles(deck, site), key=lambda card: card.date.year)
    return props.ArticleList(tuple((year, tuple(cards)) for year, cards in years))


def events(deck: Deck, site: str | None) -> tuple[EventCard, ...]:
    """Every day on which something takes place, soonest first."""
    return deck.once(("events", site), lambda: _events(deck, site))


def _events(deck: Deck, site: str | None) -> tuple[EventCard, ...]:
    days = [occurrence for event in deck.all(Event, site) for occurrence in within_horizon(event, deck.today)]
    cards = [*map(deck.event, days), *(card for card in phases.dates(deck, site) if day_of(card.start) >= deck.today)]
    return tuple(sorted(cards, key=by_time))


def by_time(card: EventCard) -> tuple[datetime, str]:
    """Whole days stand before the times of their day; equal times are ordered by title."""
    return as_datetime(card.start), card.title


def event_list(deck: Deck, site: str | None) -> props.EventList:
    """Dates by month; what is under way stands in the month of the build."""
    months = groupby(events(deck, site), key=lambda card: max(day_of(card.start), deck.today).replace(day=1))
    last = [next_one(event, deck.today) for event in deck.all(Event, site)]
    over = [deck.event(occurrence) for occurrence in last if occurrence.last_day < deck.today]
    over += [card for card in phases.dates(deck, site) if day_of(card.start) < deck.today]
    return props.EventList(
        tuple((month, tuple(cards)) for month, cards in months),
        tuple(sorted(over, key=by_time, reverse=True)),
        urls.month_url(deck.today),
    )


def soonest(cards: Iterable[EventCard], most: int) -> tuple[EventCard, ...]:
    """The next dates, each event once, so that a weekly one does not push out the rest."""
    once: dict[str, EventCard] = {}
    for card in cards:
        once.setdefault(card.url, card)
    return tuple(once.values())[:most]


def in_turn(cards: Sequence[EventCard], most: int) -> tuple[EventCard, ...]:
    """The next dates, and of those that repeat the days after, which wait: a page that is read late must not end with the first."""
    shown = {card.url for card in soonest(cards, most)}
    times = Counter[str]()
    found = []
    for card in cards:
        if card.url in shown and times[card.url] < TURNS:
            found.append(replace(card, waits=True) if times[card.url] else card)
            times[card.url] += 1
    return tuple(found)


def projects(deck: Deck, site: str | None) -> tuple[ProjectCard, ...]:
    """Projects, those that move first: under way, planned, ideas, finished, resting; in each the youngest first."""
    return deck.once(("projects", site), lambda: _projects(deck, site))


def _projects(deck: Deck, site: str | None) -> tuple[ProjectCard, ...]:
    order = [Stage.UMSETZUNG, Stage.PLANUNG, Stage.IDEE, Stage.ABGESCHLOSSEN, Stage.RUHT]

    def rank(project: Project) -> tuple[int, int, str]:
        return order.index(project.stage), -(project.date or project.start or date.min).toordinal(), project.title

    return tuple(map(deck.project, sorted(deck.all(Project, site), key=rank)))


def notices(deck: Deck, site: str) -> tuple[NoticeCard, ...]:
    """Notices that still hold, newest first; those without a date last."""
    newest = sorted(deck.all(Notice, site), key=lambda notice: (notice.date or date.min, notice.title), reverse=True)
    return tuple(deck.notice(notice) for notice in newest)


def notice_list(deck: Deck, site: str) -> props.NoticeList:
    """The pin board by type."""
    cards = notices(deck, site)
    groups = ((kind, tuple(card for card in cards if card.type is kind)) for kind in NoticeType)
    return props.NoticeList(tuple((kind, group) for kind, group in groups if group))


def address_list(deck: Deck, site: str) -> props.AddressList:
    """Addresses by kind."""
    groups = ((kind, addresses(deck, site, kind)) for kind in AddressKind)
    return props.AddressList(tuple((kind, cards) for kind, cards in groups if cards))


def addresses(deck: Deck, site: str, kind: AddressKind) -> tuple[AddressCard, ...]:
    """Addresses of a kind; emergencies keep their numbers' order, the rest is ordered by title."""
    found = [address for address in deck.all(Address, site) if address.kind is kind]
    if kind is AddressKind.NOTFALL:
        found.sort(key=lambda address: address.phone or "")
    else:
        found.sort(key=lambda address: address.title)
    return tuple(map(deck.address, found))


ProjectLists = dict[str, tuple[str, Callable[[], props.ProjectList]]]
"""Address of a list of projects → its title, and how it is made."""


def project_lists(deck: Deck, site: str | None) -> ProjectLists:
    """The list of all projects, and one for every choice of every facet."""
    cards = projects(deck, site)
    facets = [facet for facet in _facets(deck, cards, site) if len(facet[1]) > 1]
    lists: ProjectLists = {PROJECTS.url: (PROJECTS.title, partial(_project_list, cards, cards, facets, PROJECTS.url))}
    for _, choices in facets:
        for url, label, chosen in choices:
            lists[url] = f"Projekte: {label}", partial(_project_list, chosen, cards, facets, url)
    return lists


_Choices = list[tuple[str, str, tuple[ProjectCard, ...]]]
"""Address, label and projects of each choice."""


def _facets(deck: Deck, cards: tuple[ProjectCard, ...], site: str | None) -> Iterator[tuple[str, _Choices]]:
    if site is None:
        villages = [(v.slug, v.name, lambda card, v=v: card.site == v.slug) for v in deck.plan.villages]
        yield "Dorf", _choices(cards, "dorf", villages)
    themes = [(theme.value, theme.label, lambda card, theme=theme: theme in card.themes) for theme in Theme]
    yield "Thema", _choices(cards, "thema", themes)
    stages = [(stage.value, stage.label, lambda card, stage=stage: card.stage is stage) for stage in Stage]
    yield "Stand", _choices(cards, "stand", stages)


def _choices(
    cards: tuple[ProjectCard, ...], facet: str, options: Iterable[tuple[str, str, Callable[[ProjectCard], bool]]]
) -> _Choices:
    found = ((f"{PROJECTS.url}{facet}/{word}/", label, tuple(filter(fits, cards))) for word, label, fits in options)
    return [(url, label, chosen) for url, label, chosen in found if chosen]


def _project_list(
    chosen: tuple[ProjectCard, ...], every: tuple[ProjectCard, ...], facets: list[tuple[str, _Choices]], here: str
) -> props.ProjectList:
    shown = tuple(
        Facet(title, tuple(Choice(label, url, len(cards), url == here) for url, label, cards in choices))
        for title, choices in facets
    )
    return props.ProjectList(chosen, shown, Choice("Alle Projekte", PROJECTS.url, len(every), here == PROJECTS.url))
