"""The pages of single records, the same on every site: one function per kind, dealt with its cards."""

from collections.abc import Iterable, Iterator
from itertools import islice

from plugins.network.frozen import frozen
from plugins.network.records import Address, Article, Event, Notice, Page, Phase, Project, Record
from plugins.network.vocabulary import Stage
from plugins.planning import biography, matches, phases, props, urls
from plugins.planning.cards import EventCard, Link, MatchCard, Series, Text
from plugins.planning.changes import changes
from plugins.planning.deck import Deck
from plugins.planning.occurrences import next_one, next_starts, upcoming
from plugins.planning.props import Head, Props
from plugins.planning.search import kind_of
from plugins.planning.statement import is_statement, statement


@frozen
class Sheet:
    """One page of a site, a pure function of which is its HTML."""

    path: str
    """Below the site's output folder, like `projekte/pilgerhof/index.html`."""
    head: Head
    props: Props
    listed: bool = True
    """Whether the sitemap names it."""


_SECTION_OF = {
    "aktuelles": urls.NEWS,
    "projekte": urls.PROJECTS,
    "termine": urls.DATES,
    "coaching": urls.COACHING,
    "pinnwand": urls.NOTICES,
    "adressen": urls.ADDRESSES,
}


def file_of(url: str) -> str:
    """The file behind an address inside a site."""
    return f"{url.removeprefix('/')}index.html"


def record_sheet(deck: Deck, record: Record, site: str, name: str, claim: str) -> Sheet:
    """A record's page on a site (the main site's legal pages stand on all)."""
    section = _SECTION_OF.get(record.id.kind)
    url = urls.inside(record.id)
    head = Head(
        title=record.title,
        url=deck.urls.bases[site] + url,
        section=section.slug if section else record.id.slug,
        description=record.summary or claim,
        trail=(Link(name, "/"), *((Link(section.title, section.url),) if section else ())),
        sample=record.sample,
        source=record.source,
        image=deck.image(record),
        date=record.date,
        kind=kind_of(record) if deck.extras.search else "",
    )
    return Sheet(file_of(url), head, _props(deck, record))


def _props(deck: Deck, record: Record) -> Props:
    body = deck.urls.text(deck.catalogue.body(record.id), record.id)
    match record:
        case Article():
            return _article(deck, record, body)
        case Event():
            return _event(deck, record, body)
        case Project():
            return _project(deck, record, body)
        case Phase():
            return _phase(deck, record, body)
        case Notice():
            return props.NoticePage(deck.notice(record), body)
        case Address():
            return _address(deck, record, body)
        case Page() if is_statement(record):
            return statement(deck, record, body)
        case Page():
            return props.TextPage(body)
    raise TypeError(type(record))


def _article(deck: Deck, article: Article, body: Text) -> props.ArticlePage:
    return props.ArticlePage(deck.article(article), body, deck.find(article.project), deck.find(article.event))


def _event(deck: Deck, event: Event, body: Text) -> props.EventPage:
    occurrence = next_one(event, deck.today)
    return props.EventPage(
        event=deck.event(occurrence),
        body=body,
        dates=next_starts(event, deck.today, most=6),
        series=Series(event.repeat, event.start, event.end) if event.repeat else None,
        organizer=deck.mention(event.organizer),
        location=deck.find(event.location),
        project=deck.find(event.project),
        phase=deck.find(event.phase),
        past=occurrence.last_day < deck.today,
    )


def _project(deck: Deck, project: Project, body: Text) -> props.ProjectPage:
    events, found = deck.catalogue.naming(Event, "project", project.id), matches.of_project(deck, project.id.slug)
    was, comes = biography.timeline(deck, project, events)
    return props.ProjectPage(
        project=deck.project(project),
        body=body,
        origin=biography.origin(deck, project),
        origin_phase=deck.find(project.origin),
        lead=deck.mention(project.lead),
        contact=project.contact,
        start=project.start,
        end=project.end,
        begun=project.start is not None and project.start <= deck.today,
        steps=biography.steps(deck, project),
        seeks=deck.offers(project, project.seeks) if project.stage is not Stage.ABGESCHLOSSEN else (),
        offers=deck.offers(project, project.offers),
        budget=biography.budget(project),
        was=was,
        comes=comes,
        changes=changes(deck, project),
        events=next_dates(deck, events),
        matches=found,
        related=tuple(deck.project(other) for other in _besides(deck, project, found)),
    )


def _besides(deck: Deck, project: Project, found: Iterable[MatchCard]) -> Iterator[Project]:
    """What a project names as related and no match shows, unless that says it is not."""
    shown = {match.other.url for match in found}
    for other in map(deck.catalogue.one, project.related):
        if isinstance(other, Project) and deck.urls.of(other.id) not in shown and project.id not in other.not_related:
            yield other


def next_dates(deck: Deck, events: Iterable[Event]) -> tuple[EventCard, ...]:
    """Each event on its next day, soonest first; those that are over are left out."""
    ahead = [occurrence for event in events for occurrence in islice(upcoming(event, deck.today), 1)]
    return tuple(deck.event(occurrence) for occurrence in sorted(ahead, key=lambda occurrence: occurrence.order))


def _phase(deck: Deck, phase: Phase, body: Text) -> props.PhasePage:
    events = deck.catalogue.naming(Event, "phase", phase.id)
    return props.PhasePage(
        story=phases.story(deck, deck.phase(phase), phase), body=body, events=next_dates(deck, events)
    )


def _address(deck: Deck, address: Address, body: Text) -> props.AddressPage:
    here = [event for name in ("location", "organizer") for event in deck.catalogue.naming(Event, name, address.id)]
    events = list(dict.fromkeys(here))
    projects = deck.catalogue.naming(Project, "lead", address.id)
    return props.AddressPage(
        address=deck.address(address),
        body=body,
        events=next_dates(deck, events),
        projects=tuple(deck.project(project) for project in projects),
    )
