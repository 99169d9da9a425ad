"""What is printed for the evening of the Projektbörse: a poster for each project, and the plan of the tables."""

from dataclasses import replace
from itertools import count

from plugins.network.records import Project
from plugins.network.study import Village
from plugins.network.wording import collated
from plugins.planning import props, urls
from plugins.planning.cards import Mention, OfferLine, Poster, PosterLine, Table, Tables
from plugins.planning.deck import Deck
from plugins.posters.fitting import Words, fit, sign_size

_UNTIL = " (bis\u00a030.\u00a0Sept.\u00a02027)"
"""A date as the theme writes it, in one line and as long as it can be."""


def posters(deck: Deck, village: Village) -> props.Posters:
    """A sheet for each project of a village, finished ones too: the villages show each other what has become of them."""
    tables = deck.urls.to(deck.plan.main.slug, urls.TABLES.url)
    made = tuple(_poster(deck, village, project) for project in by_title(deck.all(Project, village.slug)))
    return props.Posters(made, deck.today, None, tables)


def table_plan(deck: Deck) -> props.TablePlan:
    """A table for each project: by village, in each by title."""
    numbers = count(1)
    return props.TablePlan(tuple(_tables(deck, village, numbers) for village in deck.plan.villages), deck.today, None)


def by_title(projects: list[Project]) -> list[Project]:
    """As a German dictionary orders them."""
    return sorted(projects, key=lambda project: (collated(project.title), project.id.slug))


def _tables(deck: Deck, village: Village, numbers: "count[int]") -> Tables:
    tables = (
        Table(number, project.title, village.name, village.slug, project.sample, sign_size(project.title, village.name))
        for project, number in zip(by_title(deck.all(Project, village.slug)), numbers, strict=False)
    )
    return Tables(village.name, village.slug, deck.urls.to(village.slug, urls.POSTERS.url), tuple(tables))


def _poster(deck: Deck, village: Village, project: Project) -> Poster:
    everything = Poster(
        project=deck.project(project),
        municipality=village.municipality,
        lead=_text(deck.mention(project.lead)),
        contact=project.contact or village.contact,
        seeks=_lines(deck.offers(project, project.seeks)),
        offers=_lines(deck.offers(project, project.offers)),
        unseen_seeks=0,
        unseen_offers=0,
        size=1,
        address=village.address + urls.inside(project.id),
    )
    return _fitted(everything)


def _fitted(poster: Poster) -> Poster:
    """As much of it as one sheet holds."""
    chosen = fit(_words(poster))
    return replace(
        poster,
        size=chosen.size,
        seeks=poster.seeks[: chosen.seeks],
        offers=poster.offers[: chosen.offers],
        unseen_seeks=len(poster.seeks) - chosen.seeks,
        unseen_offers=len(poster.offers) - chosen.offers,
    )


def _words(poster: Poster) -> Words:
    """All words that could stand on it, with what the theme writes around them."""
    project = poster.project
    facts = [f"Darum kümmert sich: {poster.lead}"] if poster.lead else []
    if progress := project.progress:
        facts.append("100 von 100 Schritten erledigt")
        when = "" if not progress.due else _UNTIL.replace("bis", "überfällig seit") if progress.late else _UNTIL
        facts += [f"Als Nächstes: {progress.next}{when}"] if progress.next else []
    return Words(
        place=f"{project.village} {poster.municipality} Beispiel",
        title=project.title,
        summary=project.summary or "",
        facts=tuple(facts),
        seeks=tuple(map(_written, poster.seeks)),
        offers=tuple(map(_written, poster.offers)),
    )


def _written(line: PosterLine) -> str:
    return line.what + (_UNTIL if line.until else "")


def _lines(offers: tuple[OfferLine, ...]) -> tuple[PosterLine, ...]:
    return tuple(PosterLine(offer.what, offer.until) for offer in offers)


def _text(mention: Mention | None) -> str | None:
    return mention.text if mention else None
