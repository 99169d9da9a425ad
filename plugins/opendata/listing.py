"""From a record to its line in `daten.json`: what its page shows of it, without its text and without anybody's e-mail address."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from pydantic_core import to_json

from plugins.network.elements import Budget, Offer, Step
from plugins.network.moments import in_zone
from plugins.network.records import OWN_IDEA, Address, Article, Event, Notice, Phase, Project, Record
from plugins.network.references import Reference
from plugins.opendata import entries
from plugins.opendata.entries import Named, Picture


def identified(reference: Reference) -> str:
    """The stable id of a record."""
    return f"{reference.site}/{reference.kind}/{reference.slug}"


def entry(record: Record, url: str, image: Picture | None, today: date) -> entries.Listed:
    """What is published of a record, as of `today`; `url` is its page."""
    common: entries.Entry = {
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
            return _notice(record, common)
        case Address():
            return _address(record, common)
    return {**common, "kind": "seiten"}


def line(value: Mapping[str, Any]) -> str:
    """A value of the format as JSON on one line; what has no value is left out."""
    return to_json(_said(value)).decode()


def named(text: str) -> str:
    """Whose line it is: what stands before the second field, which is the same as long as the record's name is."""
    return text[: text.index(",")]


def _said(value: Any) -> Any:
    """What has a value, however deep; in the order in which it was given."""
    if isinstance(value, dict):
        return {name: _said(held) for name, held in value.items() if held is not None and held != ()}
    return [_said(held) for held in value] if isinstance(value, tuple) else value


def _article(article: Article, common: entries.Entry) -> entries.Article:
    return {
        **common,
        "kind": "aktuelles",
        "date": article.date,
        "project": _id(article.project),
        "event": _id(article.event),
    }


def _event(event: Event, common: entries.Entry) -> entries.Event:
    return {
        **common,
        "kind": "termine",
        "start": in_zone(event.start),
        "end": in_zone(event.end) if event.end else None,
        "location": _named(event.location),
        "organizer": _named(event.organizer),
        "project": _id(event.project),
        "phase": _id(event.phase),
        "repeat": event.repeat,
        "cancelled": event.cancelled,
    }


def _project(project: Project, common: entries.Entry, today: date) -> entries.Project:
    return {
        **common,
        "kind": "projekte",
        "stage": project.stage,
        "themes": project.themes,
        "origin": _named("Eigener Vorschlag des Dorfes" if project.origin == OWN_IDEA else project.origin),
        "lead": _named(project.lead),
        "start": project.start,
        "end": project.end,
        "steps": tuple(map(_step, project.steps)),
        "seeks": _offers(project.seeks, today),
        "offers": _offers(project.offers, today),
        "budget": _budget(project.budget) if project.budget else None,
        "related": tuple(map(identified, project.related)),
    }


def _step(step: Step) -> entries.Step:
    return {
        "title": step.title,
        "state": step.state,
        "due": step.due,
        "done": step.done,
        "responsible": _named(step.responsible),
    }


def _offers(offers: Iterable[Offer], today: date) -> tuple[entries.Offer, ...]:
    """What still holds."""
    held = (offer for offer in offers if not offer.until or offer.until >= today)
    return tuple({"what": offer.what, "category": offer.category, "until": offer.until} for offer in held)


def _budget(budget: Budget) -> entries.Budget:
    return {
        "currency": "EUR",
        "total": budget.total,
        "total_source": budget.total_source,
        "funding": budget.funding,
        "funding_source": budget.funding_source,
        "funder": budget.funder,
        "source": budget.source,
    }


def _phase(phase: Phase, common: entries.Entry) -> entries.Phase:
    return {
        **common,
        "kind": "coaching",
        "phase": phase.kind,
        "state": phase.state,
        "reason": phase.reason,
        "date": phase.date,
        "date_text": phase.date_text,
        "results": phase.results,
    }


def _notice(notice: Notice, common: entries.Entry) -> entries.Notice:
    return {
        **common,
        "kind": "pinnwand",
        "type": notice.type,
        "date": notice.date,
        "valid_until": notice.valid_until,
    }


def _address(address: Address, common: entries.Entry) -> entries.Address:
    place = address.location
    return {
        **common,
        "kind": "adressen",
        "type": address.kind,
        "phone": address.phone,
        "web": address.url,
        "street": address.street,
        "hours": address.hours,
        "location": {"lat": place.lat, "lon": place.lon} if place else None,
        "accessible": address.accessible,
    }


def _id(reference: Reference | None) -> str | None:
    return identified(reference) if reference else None


def _named(value: Reference | str | None) -> Named | None:
    if isinstance(value, Reference):
        return {"id": identified(value)}
    return {"text": value} if value else None
