"""Plans what shows dates as a calendar: files to subscribe to or to save, and the pages of the months."""

from calendar import Calendar as Weeks
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any

from plugins.calendar.entry import Entry
from plugins.network import repetition
from plugins.network.moments import day_of
from plugins.network.records import Event, Phase, Project, Record, as_datetime
from plugins.network.references import Reference
from plugins.network.study import Site
from plugins.network.vocabulary import PhaseState
from plugins.planning import phases, props, urls
from plugins.planning.cards import EventCard, Link
from plugins.planning.deck import Deck
from plugins.planning.lists import by_time
from plugins.planning.occurrences import Occurrence, between

CALENDAR, SINGLE = "termine.ics", "termin.ics"
"""The file of a site or project, and that of an event."""
BACK, AHEAD = 1, 11
"""So many months before and after that of the build have a page of their own."""
FEASTS_BACK, FEASTS_AHEAD = 1, 3
"""So many years before and after that of the build calendars name the days of a feast that moves with Easter; so they change
with the year only, not from day to day."""
MONTHS = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November", "Dezember",
)  # fmt: skip


def paths(names: Iterable[Reference]) -> Iterator[str]:
    """The calendars of these records, of those that have one."""
    files = {Event.folder: SINGLE, Project.folder: CALENDAR}
    return (f"{urls.inside(name)[1:]}{files[name.kind]}" for name in names if name.kind in files)


def of_site(deck: Deck, site: Site, scope: str | None) -> props.Calendar:
    """All dates of a site; the main one's are those of all villages."""
    entries = [*_of_events(deck, deck.all(Event, scope)), *(_of_phase(deck, p) for p in phases.dated(deck, scope))]
    return _calendar(site.name, deck.urls.bases[site.slug] + urls.DATES.url, entries)


def of_record(deck: Deck, path: str, site: str) -> props.Calendar:
    """The calendar of a project or event, by its path."""
    kind, slug, _ = path.split("/")
    record = deck.catalogue.one(Reference(kind, site, slug))
    assert record, path
    events = [record] if isinstance(record, Event) else deck.catalogue.naming(Event, "project", record.id)
    return _calendar(record.title, _address(deck, record), _of_events(deck, events))


def _calendar(name: str, page: str, entries: Iterable[Entry]) -> props.Calendar:
    """In the order of their days."""
    return props.Calendar(name, page, tuple(sorted(entries, key=lambda entry: (as_datetime(entry.start), entry.uid))))


def _of_events(deck: Deck, events: Iterable[Event]) -> Iterator[Entry]:
    for event in events:
        if event.repeat and repetition.from_easter(event.repeat) is not None:
            first, last = date(deck.today.year - FEASTS_BACK, 1, 1), date(deck.today.year + FEASTS_AHEAD, 12, 31)
            for feast in between(event, first, last):
                yield _of_event(deck, feast, None, f"{event.id.slug}-{feast.start.year}")
        else:
            yield _of_event(deck, Occurrence(event, event.start, event.end), event.repeat, event.id.slug)


def _of_event(deck: Deck, occurrence: Occurrence, rule: str | None, name: str) -> Entry:
    event = occurrence.event
    return _entry(
        deck,
        event,
        uid=f"{name}.{event.id.site}.termine@modellorte",
        start=occurrence.start,
        end=occurrence.end,
        host=event.organizer,
        rule=rule,
        **_place(deck, event),
        cancelled=event.cancelled,
        revision=event.revision,
        stamp=event.date or deck.plan.study.start,
    )


def _of_phase(deck: Deck, phase: Phase) -> Entry:
    assert phase.date
    return _entry(
        deck,
        phase,
        uid=f"{phase.id.slug}.{phase.id.site}.coaching@modellorte",
        start=phase.date,
        cancelled=phase.state is PhaseState.ENTFALLEN,
        stamp=deck.plan.study.start,
    )


def _entry(deck: Deck, record: Record, host: Reference | str | None = None, **more: Any) -> Entry:
    """Calendars show neither labels nor, some of them, that something is cancelled: the title says so."""
    title = f"{'Abgesagt: ' if more['cancelled'] else ''}{record.title}{' (Beispiel)' if record.sample else ''}"
    url, who = _address(deck, record), deck.mention(host)
    words = filter(None, (record.summary, f"Wer einlädt: {who.text}" if who else None, f"Mehr dazu: {url}"))
    return Entry(title=title, text="\n".join(words), url=url, **more)


def _place(deck: Deck, event: Event) -> dict[str, Any]:
    """Where it is, in words, and where that is on the map."""
    address, mention = deck.find(event.location), deck.mention(event.location)
    if address is None:
        return {"place": mention.text if mention else None}
    words = ", ".join(filter(None, (address.title, address.street)))
    return {"place": words, "geo": _point(address.geo) if address.geo else None}


def _address(deck: Deck, record: Record) -> str:
    return deck.urls.bases[record.id.site] + urls.inside(record.id)


def _point(geo: str) -> tuple[float, float]:
    lat, lon = geo.removeprefix("geo:").split(",")
    return float(lat), float(lon)


def months(deck: Deck, scope: str | None) -> dict[str, tuple[str, Callable[[], props.MonthPage]]]:
    """Address of each month's page → its title, and how it is made."""
    shown = [_shifted(deck.today, by) for by in range(-BACK, AHEAD + 1)]
    return {urls.month_url(month): (_named(month), lambda month=month: _month(deck, scope, month)) for month in shown}  # type: ignore[misc]


def _shifted(day: date, by: int) -> date:
    years, month = divmod(day.year * 12 + day.month - 1 + by, 12)
    return date(years, month + 1, 1)


def _named(month: date) -> str:
    return f"{MONTHS[month.month - 1]} {month.year}"


def _month(deck: Deck, scope: str | None, month: date) -> props.MonthPage:
    cards = _cards(deck, scope, month)
    weeks = Weeks().monthdatescalendar(month.year, month.month)
    days = (
        tuple(_day(day, cards) if day.month == month.month else props.MonthDay(None, ()) for day in week)
        for week in weeks
    )
    before, after = (_link(deck, _shifted(month, by)) for by in (-1, 1))
    return props.MonthPage(_named(month), tuple(days), cards, before, after)


def _link(deck: Deck, month: date) -> Link | None:
    shown = _shifted(deck.today, -BACK) <= month <= _shifted(deck.today, AHEAD)
    return Link(_named(month), urls.month_url(month)) if shown else None


def _cards(deck: Deck, scope: str | None, month: date) -> tuple[EventCard, ...]:
    last = _shifted(month, 1) - timedelta(days=1)
    days = (occurrence for event in deck.all(Event, scope) for occurrence in between(event, month, last))
    of_phases = (card for card in phases.dates(deck, scope) if month <= day_of(card.start) <= last)
    return tuple(sorted([*map(deck.event, days), *of_phases], key=by_time))


def _day(day: date, cards: tuple[EventCard, ...]) -> props.MonthDay:
    """A day, and the numbers of what takes place on it."""
    on = [i for i, card in enumerate(cards) if day_of(card.start) <= day <= day_of(card.end or card.start)]
    return props.MonthDay(day, tuple(on), sum(cards[i].cancelled for i in on))


def subscribing(deck: Deck, site: Site) -> props.Subscribe:
    """How to get a site's dates into one's own calendar."""
    address = f"{deck.urls.bases[site.slug]}/{CALENDAR}"
    return props.Subscribe(address, f"webcal{address[address.index(':') :]}")
