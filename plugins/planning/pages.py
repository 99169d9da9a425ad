"""The pages of single records, the same on every site: one function per kind, dealt with its cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice

from plugins.network.records import Address, Article, Event, Notice, Page, Phase, Project, Record, Step, day_of
from plugins.network.vocabulary import StepState
from plugins.planning import props, urls
from plugins.planning.cards import BudgetLines, EventCard, Link, Series, StepLine, Text, TimelineEntry
from plugins.planning.deck import Deck
from plugins.planning.occurrences import next_one, next_starts, upcoming
from plugins.planning.props import Head, Props


@dataclass(frozen=True)
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
    events = deck.catalogue.naming(Event, "project", project.id)
    return props.ProjectPage(
        project=deck.project(project),
        body=body,
        origin=deck.mention(project.origin),
        lead=deck.mention(project.lead),
        contact=project.contact,
        start=project.start,
        end=project.end,
        steps=tuple(_step(deck, step) for step in project.steps),
        seeks=deck.offers(project, project.seeks),
        offers=deck.offers(project, project.offers),
        budget=_budget(project),
        timeline=tuple(sorted(_timeline(deck, project, events), key=lambda entry: (entry.day, entry.title))),
        events=next_dates(deck, events),
        related=tuple(deck.find(reference) for reference in project.related),
    )


def next_dates(deck: Deck, events: Iterable[Event]) -> tuple[EventCard, ...]:
    """Each event on its next day, soonest first; those that are over are left out."""
    ahead = [occurrence for event in events for occurrence in islice(upcoming(event, deck.today), 1)]
    return tuple(deck.event(occurrence) for occurrence in sorted(ahead, key=lambda occurrence: occurrence.order))


def _step(deck: Deck, step: Step) -> StepLine:
    overdue = step.state is not StepState.ERLEDIGT and step.due is not None and step.due < deck.today
    return StepLine(step.title, step.state, step.due, step.done, deck.mention(step.responsible), overdue)


def _budget(project: Project) -> BudgetLines | None:
    budget = project.budget
    if budget is None:
        return None
    own = budget.total - budget.funding if budget.total is not None and budget.funding is not None else None
    return BudgetLines(budget.total, budget.funding, own, budget.funder, budget.source)


def _timeline(deck: Deck, project: Project, events: list[Event]) -> Iterator[TimelineEntry]:
    """Steps, articles and events of a project, each on its day; nobody writes it by hand."""
    bounds: list[tuple[date | None, str, str]] = [(project.start, "beginn", "Beginn"), (project.end, "ende", "Ende")]
    for day, kind, title in bounds:
        if day:
            yield TimelineEntry(day, kind, title)
    for step in project.steps:
        if day := step.done or step.due:
            yield TimelineEntry(day, "schritt", step.title, note=step.state.label)
    for article in deck.catalogue.naming(Article, "project", project.id):
        yield TimelineEntry(article.date, "aktuelles", article.title, deck.urls.of(article.id))
    for event in events:
        note = "abgesagt" if event.cancelled else None
        day = day_of(next_one(event, deck.today).start)
        yield TimelineEntry(day, "termin", event.title, deck.urls.of(event.id), note)


def _phase(deck: Deck, phase: Phase, body: Text) -> props.PhasePage:
    projects = deck.catalogue.naming(Project, "origin", phase.id)
    events = deck.catalogue.naming(Event, "phase", phase.id)
    return props.PhasePage(
        phase=deck.phase(phase),
        body=body,
        results=phase.results,
        projects=tuple(deck.project(project) for project in projects),
        events=next_dates(deck, events),
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
