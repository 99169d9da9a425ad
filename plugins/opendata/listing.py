"""From a record to its line in `daten.json`: what its page shows of it, without its text and without anybody's e-mail address."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic_core import to_json

from plugins.network.moments import in_zone
from plugins.network.records import Address, Article, Event, Notice, Offer, Phase, Project, Record, Step
from plugins.network.references import Reference
from plugins.opendata import entries
from plugins.opendata.entries import Linked, Named, Picture, Said

Value = TypeVar("Value")
_NAMES = {"schema": "$schema"}
"""Fields whose name in the file is no name in Python."""


def identified(reference: Reference) -> str:
    """The stable id of a record."""
    return f"{reference.site}/{reference.kind}/{reference.slug}"


def entry(record: Record, url: str, image: Picture | None, today: date) -> entries.Entry:
    """What is published of a record, as of `today`; `url` is its page."""
    common: dict[str, Any] = {
        "kind": record.id.kind,
        "id": identified(record.id),
        "url": url,
        "title": record.title,
        "summary": record.summary,
        "image": image,
        "sample": record.sample,
        "source": record.source,
    }
    match record:
        case Article():
            return _article(record, common)
        case Event():
            return _event(record, common)
        case Project():
            return _project(record, common, today)
        case Phase():
            return _phase(record, common)
        case Notice():
            return entries.Notice(**common, type=record.type, date=record.date, valid_until=record.valid_until)
        case Address():
            return _address(record, common)
    return entries.Page(**common)


def line(value: object) -> str:
    """A value of the format as JSON on one line; what has no value is left out."""
    return to_json(_said(value)).decode()


def named(text: str) -> str:
    """Whose line it is: what stands before the second field, which is the same as long as the record's name is."""
    return text[: text.index(",")]


def _said(value: Any) -> Any:
    """The fields of whatever has any, in their order, without those that are empty."""
    if isinstance(value, entries.Exact):
        held = {
            _NAMES.get(name, name): given for name, given in vars(value).items() if given is not None and given != ()
        }
        return {name: _said(given) for name, given in held.items()}
    return [_said(held) for held in value] if isinstance(value, tuple) else value


def _article(article: Article, common: dict[str, Any]) -> entries.Article:
    return entries.Article(**common, date=article.date, project=_id(article.project), event=_id(article.event))


def _event(event: Event, common: dict[str, Any]) -> entries.Event:
    return entries.Event(
        **common,
        start=in_zone(event.start),
        end=_or_none(in_zone, event.end),
        location=_named(event.location),
        organizer=_named(event.organizer),
        project=_id(event.project),
        phase=_id(event.phase),
        repeat=event.repeat,
        cancelled=event.cancelled,
    )


def _project(project: Project, common: dict[str, Any], today: date) -> entries.Project:
    return entries.Project(
        **common,
        stage=project.stage,
        themes=project.themes,
        origin=_named(project.origin),
        lead=_named(project.lead),
        start=project.start,
        end=project.end,
        steps=tuple(map(_step, project.steps)),
        seeks=_offers(project.seeks, today),
        offers=_offers(project.offers, today),
        budget=_budget(project),
        related=tuple(map(identified, project.related)),
    )


def _step(step: Step) -> entries.Step:
    return entries.Step(
        title=step.title, state=step.state, due=step.due, done=step.done, responsible=_named(step.responsible)
    )


def _offers(offers: Iterable[Offer], today: date) -> tuple[entries.Offer, ...]:
    """What still holds."""
    held = (offer for offer in offers if not offer.until or offer.until >= today)
    return tuple(entries.Offer(what=offer.what, category=offer.category, until=offer.until) for offer in held)


def _budget(project: Project) -> entries.Budget | None:
    budget = project.budget
    if budget is None:
        return None
    return entries.Budget(
        currency="EUR", total=budget.total, funding=budget.funding, funder=budget.funder, source=budget.source
    )


def _phase(phase: Phase, common: dict[str, Any]) -> entries.Phase:
    return entries.Phase(
        **common,
        phase=phase.kind,
        state=phase.state,
        reason=phase.reason,
        date=phase.date,
        date_text=phase.date_text,
        results=phase.results,
    )


def _address(address: Address, common: dict[str, Any]) -> entries.Address:
    place = address.location
    return entries.Address(
        **common,
        type=address.kind,
        phone=address.phone,
        web=address.url,
        street=address.street,
        hours=address.hours,
        location=entries.Place(place.lat, place.lon) if place else None,
        accessible=address.accessible,
    )


def _id(reference: Reference | None) -> str | None:
    return identified(reference) if reference else None


def _named(value: Reference | str | None) -> Named | None:
    if isinstance(value, Reference):
        return Linked(identified(value))
    return Said(value) if value else None


def _or_none(make: Callable[[date | datetime], Value], moment: date | datetime | None) -> Value | None:
    return make(moment) if moment else None
