"""What a page says to machines (schema.org): made of the same props as the page itself, so both say the same.

Nothing here names a record's text: that can be put into a page without making the rest anew.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from plugins.network.moments import iso
from plugins.network.vocabulary import Access, AddressKind, Stage
from plugins.opendata.licence import LICENCE
from plugins.opendata.terms import (
    Node,
    amount,
    block,
    called,
    coordinates,
    hours,
    node,
    reference,
    schedule,
    trail,
)
from plugins.planning import props
from plugins.planning.cards import AddressCard, BudgetLines, Card, EventCard, Mention
from plugins.planning.props import Frame, Head, Props

_SITE = "#website"
_SAMPLE = "Frei erfunden, als Beispiel."
_ONLINE = "online"
"""What the words for a place begin with that is none."""
_KINDS = {
    AddressKind.NOTFALL: "EmergencyService",
    AddressKind.AMT: "GovernmentOffice",
    AddressKind.EINRICHTUNG: "CivicStructure",
    AddressKind.VEREIN: "Organization",
    AddressKind.BETRIEB: "LocalBusiness",
}


def data_block(frame: Frame, head: Head, content: Props) -> str:
    """The page as JSON-LD, safe to stand in its element; the start page, to which no way leads, stands for the site."""
    return block(_page(frame, head, content) if head.trail else [_website(frame)])


def _page(frame: Frame, head: Head, content: Props) -> list[Node]:
    """A page, the way to it, and what it is about."""
    make = _MAIN.get(type(content))
    thing = make(frame, head, content) if make else None
    way = trail(head.url, [*((link.title, frame.absolute(link.url)) for link in head.trail), (head.title, head.url)])
    page = node(
        "WebPage",
        id=head.url,
        name=head.title,
        inLanguage="de",
        isPartOf=node("WebSite", id=f"{frame.address}/{_SITE}", name=frame.name),
        license=LICENCE.url,
        breadcrumb=reference(way),
        mainEntity=reference(thing) if thing else None,
    )
    return [page, way, thing] if thing else [page, way]


def _website(frame: Frame) -> Node:
    above = frame.sites[0]
    return node(
        "WebSite",
        id=f"{frame.address}/{_SITE}",
        url=f"{frame.address}/",
        name=frame.name,
        description=frame.claim,
        inLanguage="de",
        license=LICENCE.url,
        isPartOf=None if frame.is_main else node("WebSite", name=above.name, url=above.url),
    )


def _data(frame: Frame, head: Head, page: props.OpenData) -> Node:
    return node(
        "Dataset",
        id=f"{head.url}#daten",
        name=f"{head.title} – {frame.name}",
        description=head.description,
        url=head.url,
        inLanguage="de",
        license=page.licence.url,
        creator=node("Organization", name=page.licence.attribution),
        dateModified=iso(page.generated),
        isAccessibleForFree=True,
        distribution=node("DataDownload", contentUrl=page.data, encodingFormat="application/json"),
    )


def _thing(kind: str, frame: Frame, head: Head, card: Card, **more: Any) -> Node:
    """What a record is about."""
    return node(
        kind,
        id=f"{head.url}#{card.url.strip('/').partition('/')[0]}",
        name=_name(card),
        disambiguatingDescription=_SAMPLE if card.sample else None,
        description=card.summary,
        url=head.url,
        image=frame.absolute(card.image.url) if card.image else None,
        **more,
    )


def _name(card: Card) -> str:
    return called(card.title, card.sample)


def _named(frame: Frame, kind: str, mention: Mention | None) -> Node | None:
    """Somebody or something of whom only the name is known here, and its page."""
    if mention is None:
        return None
    return node(kind, name=mention.text, url=frame.absolute(mention.url) if mention.url else None)


def _article(frame: Frame, head: Head, page: props.ArticlePage) -> Node:
    card = page.article
    editors = node("Organization", name=card.village, url=f"{frame.address}/")
    return _thing(
        "NewsArticle",
        frame,
        head,
        card,
        headline=_name(card),
        datePublished=iso(card.date),
        inLanguage="de",
        license=LICENCE.url,
        author=editors,
        publisher=editors,
        mainEntityOfPage=head.url,
        about=_card(frame, "Project", page.project),
    )


def _card(frame: Frame, kind: str, card: Card | None) -> Node | None:
    return _named(frame, kind, Mention(_name(card), card.url)) if card else None


def _event(frame: Frame, head: Head, page: props.EventPage) -> Node:
    place = _place(frame, head, page)
    common = {
        "eventStatus": f"https://schema.org/{'EventCancelled' if page.event.cancelled else 'EventScheduled'}",
        "eventAttendanceMode": _attendance(place),
    }
    series = page.series
    repeats = schedule(series.rule, series.start, series.end) if series else None
    dates = {} if repeats else _dates(page.event.start, page.event.end)
    there = reference(place) if place else None
    return _thing(
        "Event",
        frame,
        head,
        page.event,
        **common,
        **dates,
        eventSchedule=repeats,
        location=place,
        organizer=_named(frame, "Organization", page.organizer),
        about=_card(frame, "Project", page.project),
        subEvent=[
            node("Event", name=_name(page.event), **common, **_dates(*_moved(page.event, day)), location=there)
            for day in page.dates
        ],
    )


def _dates(start: date | datetime, end: date | datetime | None) -> Node:
    return {"startDate": iso(start), **({"endDate": iso(end)} if end else {})}


def _moved(event: EventCard, start: date | datetime) -> tuple[date | datetime, date | datetime | None]:
    """The event on another of its days."""
    return start, start + (event.end - event.start) if event.end else None


def _attendance(place: Node | None) -> str | None:
    """Known only of what does not take place anywhere."""
    virtual = place is not None and place["@type"] == "VirtualLocation"
    return "https://schema.org/OnlineEventAttendanceMode" if virtual else None


def _place(frame: Frame, head: Head, page: props.EventPage) -> Node | None:
    """Where an event takes place: an address, or words."""
    where, name = page.event.place, f"{head.url}#ort"
    if page.location:
        return {
            **_spot(page.location),
            "@id": name,
            "name": _name(page.location),
            "url": frame.absolute(page.location.url),
        }
    if where is None:
        return None
    kind = "VirtualLocation" if where.text.casefold().startswith(_ONLINE) else "Place"
    return node(kind, id=name, name=where.text)


def _spot(address: AddressCard) -> Node:
    """Where an address is, and whether one gets in."""
    access = address.accessible
    feature = node("LocationFeatureSpecification", name=Access.JA.label, value=_VALUES[access]) if access else None
    return node("Place", address=address.street, geo=coordinates(address.geo), amenityFeature=feature)


_VALUES = {Access.JA: True, Access.TEILWEISE: "teilweise", Access.NEIN: False}


def _address(frame: Frame, head: Head, page: props.AddressPage) -> Node:
    card, kind = page.address, _KINDS[page.address.kind]
    spot = {**_spot(card), **node("Place", openingHoursSpecification=hours(card.hours))}
    where = {name: value for name, value in spot.items() if name != "@type"}
    if kind == "Organization":  # it has a place, the others are one
        where = {"location": spot} if where else {}
    return _thing(kind, frame, head, card, telephone=card.phone, sameAs=card.web, **where)


def _project(frame: Frame, head: Head, page: props.ProjectPage) -> Node:
    card = page.project
    return _thing(
        "Project",
        frame,
        head,
        card,
        keywords=[theme.label for theme in card.themes],
        foundingDate=iso(page.start) if page.start else None,
        dissolutionDate=iso(page.end) if page.end and card.stage is Stage.ABGESCHLOSSEN else None,
        member=_named(frame, "Organization", page.lead),
        funding=_funding(page.budget),
    )


def _funding(budget: BudgetLines | None) -> Node | None:
    if budget is None or budget.funding is None:
        return None
    funder = node("Organization", name=budget.funder) if budget.funder else None
    return node("MonetaryGrant", amount=amount(budget.funding.cents), funder=funder)


def _study(_: Frame, head: Head, page: props.StudyPage) -> Node:
    return node(
        "Project",
        id=f"{head.url}#studie",
        name=page.title,
        description=page.summary,
        url=head.url,
        foundingDate=iso(page.start),
        dissolutionDate=iso(page.end),
        funding=node("MonetaryGrant", amount=amount(page.funding)),
    )


def _village(frame: Frame, head: Head, page: props.VillagePage) -> Node:
    card = page.village
    return node(
        "Place",
        id=f"{head.url}#dorf",
        name=card.title,
        description=card.claim,
        url=f"{frame.address}/",
        image=frame.absolute(card.image.url) if card.image else None,
        geo=coordinates(card.geo, card.elevation),
        containedInPlace=node("AdministrativeArea", name=card.municipality),
    )


_MAIN: Mapping[type[Props], Callable[[Frame, Head, Any], Node]] = {
    props.ArticlePage: _article,
    props.EventPage: _event,
    props.ProjectPage: _project,
    props.AddressPage: _address,
    props.VillagePage: _village,
    props.StudyPage: _study,
    props.OpenData: _data,
}
"""Kind of page → what it is about. Notices are left out: what search engines keep of them would outlive them."""
