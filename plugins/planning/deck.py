"""Deals cards: each record as the pages of one site show it, on the day of the build."""

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import field
from datetime import date
from functools import cached_property, partial
from typing import Any, NamedTuple, TypeVar

from plugins.coaching.progress import progress
from plugins.coaching.standing import Standing, standing
from plugins.network.elements import Offer, Place
from plugins.network.frozen import frozen
from plugins.network.records import KINDS, Address, Article, Event, Notice, Phase, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Plan, Site, Village
from plugins.network.vocabulary import PhaseState
from plugins.opendata.entries import Picture
from plugins.opendata.listing import entry, line
from plugins.planning import trace
from plugins.planning.cards import (
    AddressCard,
    ArticleCard,
    EventCard,
    Image,
    Mention,
    NoticeCard,
    OfferLine,
    PhaseCard,
    ProjectCard,
    VillageCard,
)
from plugins.planning.catalogue import Catalogue
from plugins.planning.contacts import pieces
from plugins.planning.extras import Extras
from plugins.planning.occurrences import Occurrence, next_one
from plugins.planning.urls import COACHING, Urls, inside

Kind = TypeVar("Kind", bound=Record)
Made = TypeVar("Made")


class Part(NamedTuple):
    """Something that several pages show and that is planned by itself, and the keys of what it was made of."""

    made: Any
    reads: frozenset[str]


@frozen
class Deck:
    """All cards of the network, with addresses as one site needs them."""

    catalogue: Catalogue
    urls: Urls
    today: date
    extras: Extras
    parts: dict[str, Part] = field(default_factory=dict)
    """What is planned by itself, by its key; the next build may find it here."""

    @property
    def plan(self) -> Plan:
        """The study and its sites."""
        return self.catalogue.plan

    @cached_property
    def _sites(self) -> dict[str, Site]:
        return {site.slug: site for site in self.plan.sites}

    def site(self, slug: str) -> Site:
        """A site of the network."""
        return self._sites[slug]

    def all(self, kind: type[Kind], site: str | None = None) -> list[Kind]:
        """All published records of a kind, of one site or of the network."""
        return self.catalogue.all(kind, site)

    def part(self, name: str, make: Callable[[], Made]) -> Made:
        """What `make` makes, planned by itself: a page that shows it need not be planned anew for what does not show in it."""
        key = trace.part(self.urls.site, name)
        self.catalogue.trace.note(key)
        if key not in self.parts:
            self.parts[key] = self.kept_part(key) or Part(*self.catalogue.trace.apart(make))
        return self.parts[key].made  # type: ignore[no-any-return]

    def kept_part(self, key: str) -> Part | None:
        """A part as it was planned before, where that still holds."""

    def once(self, name: Hashable, make: Callable[[], Made]) -> Made:
        """What `make` makes for this site, made at the first time."""
        return self.catalogue.trace.once((self.urls.site, name), make)

    def _common(self, record: Record) -> dict[str, Any]:
        return {
            "title": record.title,
            "url": self.urls.of(record.id),
            "summary": record.summary,
            "image": self.image(record),
            "sample": record.sample,
            "site": record.id.site,
            "village": self._sites[record.id.site].name,
        }

    def image(self, record: Record) -> Image | None:
        """The record's picture."""
        return self._picture(record.id.site, record.image, record.image_alt)

    def _picture(self, site: str, name: str | None, alt: str | None) -> Image | None:
        return self.urls.image(site, name, alt or "") if name else None

    def mention(self, value: Reference | str | None) -> Mention | None:
        """A reference as a link to its page, words as words."""
        if isinstance(value, Reference):
            record = self.catalogue.one(value)
            return Mention(record.title if record else str(value), self.urls.of(value))
        return Mention(value) if value else None

    def project(self, project: Project) -> ProjectCard:
        """A project's card."""
        return self.once(project.path, partial(self._project, project))

    def _project(self, project: Project) -> ProjectCard:
        return ProjectCard(
            **self._common(project), stage=project.stage, themes=project.themes, progress=progress(project, self.today)
        )

    def event(self, occurrence: Occurrence) -> EventCard:
        """An event's card on one of its days."""
        return self.once((occurrence.event.path, occurrence.start), partial(self._event, occurrence))

    def _event(self, occurrence: Occurrence) -> EventCard:
        event = occurrence.event
        return EventCard(
            **self._common(event),
            start=occurrence.start,
            end=occurrence.end,
            whole_day=event.whole_day,
            place=self.mention(event.location),
            cancelled=event.cancelled,
            repeats=bool(event.repeat),
        )

    def phase_as_date(self, phase: Phase) -> EventCard:
        """A phase that has a day of its own, among the dates."""
        assert phase.date
        return EventCard(
            **self._common(phase),
            start=phase.date,
            end=None,
            whole_day=True,
            place=None,
            cancelled=phase.state is PhaseState.ENTFALLEN,
            repeats=False,
        )

    def article(self, article: Article) -> ArticleCard:
        """A piece of news."""
        return self.once(article.path, lambda: ArticleCard(**self._common(article), date=article.date))

    def articles(self, site: str | None) -> list[ArticleCard]:
        """All news of a site or of the network, in no particular order."""
        return [self.article(article) for article in self.all(Article, site)]

    def notice(self, notice: Notice) -> NoticeCard:
        """A note on the pin board."""
        return NoticeCard(
            **self._common(notice),
            type=notice.type,
            date=notice.date,
            valid_until=notice.valid_until,
            contact=pieces(notice.contact),
        )

    def address(self, address: Address) -> AddressCard:
        """An address."""
        return AddressCard(
            **self._common(address),
            kind=address.kind,
            phone=address.phone,
            tel="".join(char for char in address.phone if char in "+0123456789") if address.phone else None,
            email=address.email,
            web=address.url,
            street=address.street,
            hours=address.hours,
            accessible=address.accessible,
            geo=geo(address.location) if address.location else None,
            route=route(address.location) if address.location else None,
        )

    def phases(self, village: Village) -> tuple[PhaseCard, ...]:
        """All phases of the study in their order; one nobody wrote about is unknown."""
        return tuple(card for card, _ in self.phases_and_records(village))

    def phases_and_records(self, village: Village) -> Iterator[tuple[PhaseCard, Phase | None]]:
        """All phases of the study in their order, each with what was written about it."""
        written = {phase.kind: phase for phase in self.all(Phase, village.slug)}
        for kind in self.plan.study.phases:
            phase = written.get(kind.slug)
            yield self._phase(kind.slug, phase, village), phase

    def phase(self, phase: Phase) -> PhaseCard:
        """One phase that was written about."""
        return self._phase(phase.kind, phase, self._sites[phase.id.site])

    def _phase(self, slug: str, phase: Phase | None, village: Site) -> PhaseCard:
        kind = next(kind for kind in self.plan.study.phases if kind.slug == slug)
        common = (
            self._common(phase)
            if phase
            else {
                "title": kind.title,
                "url": self.urls.to(village.slug, f"{COACHING.url}#phase_{slug}"),
                "site": village.slug,
                "village": village.name,
            }
        )
        unknown = Standing(PhaseState.UNBEKANNT.label)
        return PhaseCard(
            **common,
            **(standing(phase, self.today) if phase else unknown)._asdict(),
            kind=slug,
            written=phase is not None,
            state=phase.state if phase else PhaseState.UNBEKANNT,
            date=phase.date if phase else None,
            date_text=phase.date_text if phase else None,
            reason=phase.reason if phase else None,
            about=kind.summary,
        )

    def village(self, village: Village) -> VillageCard:
        """A village."""
        return VillageCard(
            title=village.name,
            url=self.urls.of_site(village.slug),
            summary=village.claim,
            image=self.hero(village),
            site=village.slug,
            village=village.name,
            claim=village.claim,
            municipality=village.municipality,
            elevation=village.elevation,
            inhabitants=village.inhabitants,
            source=village.based_on,
            sign=self.urls.image(village.slug, village.sign, "").url,
            geo=geo(village.location),
            projects=self.catalogue.count(Project, village.slug),
        )

    def hero(self, site: Site) -> Image | None:
        """The picture at the top of a site."""
        return self._picture(site.slug, site.image, site.image_alt)

    def offers(self, project: Project, offers: Iterable[Offer]) -> tuple[OfferLine, ...]:
        """What a project seeks or offers, as far as it still holds."""
        titles = {category.slug: category.title for category in self.plan.study.categories}
        card = self.project(project)
        return tuple(
            OfferLine(offer.what, titles[offer.category], offer.until, card)
            for offer in offers
            if not offer.until or offer.until >= self.today
        )

    def lines(self, site: str) -> tuple[str, ...]:
        """Every published record of a site as programs read it, a line each."""
        return tuple(self.line(record) for kind in KINDS.values() for record in self.all(kind, site))

    def line(self, record: Record) -> str:
        """A record as programs read it; like its page's address, that depends on no other record."""
        base, image = self.urls.bases[record.id.site], self.image(record)
        picture = Picture(url=base + image.url, alt=image.alt) if image else None
        return line(entry(record, base + inside(record.id), picture, self.today))

    def find(self, reference: Reference | str | None) -> Any:
        """The card of the record a reference names; None for words, nothing, and kinds without a card."""
        record = self.catalogue.one(reference) if isinstance(reference, Reference) else None
        if isinstance(record, Event):
            return self.event(next_one(record, self.today))
        dealt = {Project: self.project, Phase: self.phase, Address: self.address}
        return dealt[type(record)](record) if type(record) in dealt else None  # type: ignore[index, operator]


def geo(place: Place) -> str:
    """The address of a point for map apps (RFC 5870)."""
    return f"geo:{place.lat},{place.lon}"


def route(place: Place) -> str:
    """The way to a point, on a website that every device can open."""
    return f"https://www.openstreetmap.org/directions?to={place.lat},{place.lon}"
