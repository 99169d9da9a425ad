"""What a site publishes for programs: its `daten.json`, and the page that explains it."""

from plugins.network.records import KINDS
from plugins.network.study import PhaseKind, Study, Village
from plugins.network.study import Site as Entry
from plugins.opendata import datafile, entries
from plugins.opendata.licence import LICENCE
from plugins.opendata.listing import line
from plugins.planning import props
from plugins.planning.deck import Deck

DATA, SCHEMA = "daten.json", "daten.schema.json"
_LABELS = {
    "aktuelles": "Nachrichten",
    "projekte": "Projekte",
    "termine": "Termine",
    "coaching": "Coaching-Phasen",
    "pinnwand": "Zettel der Pinnwand",
    "adressen": "Adressen",
    "seiten": "Seiten",
}


def data_file(deck: Deck, site: Entry) -> props.DataFile:
    """Everything that a site publishes."""
    return props.DataFile(line(_about(deck, site)), deck.lines(site.slug))


def data_page(deck: Deck, site: Entry) -> props.OpenData:
    """The page that explains it."""
    base = deck.urls.bases[site.slug]
    counts = ((_LABELS[folder], deck.catalogue.count(kind, site.slug)) for folder, kind in KINDS.items())
    return props.OpenData(
        data=f"{base}/{DATA}",
        schema=f"{base}/{SCHEMA}",
        licence=LICENCE,
        counts=tuple((label, count) for label, count in counts if count),
        generated=deck.today,
    )


def _about(deck: Deck, site: Entry) -> datafile.About:
    plan, base = deck.plan, deck.urls.bases[site.slug]
    is_main = site.slug == plan.main.slug
    return {
        "$schema": f"{base}/{SCHEMA}",
        "format": datafile.FORMAT,
        "generated": deck.today,
        "licence": LICENCE,
        "site": _site(site, base),
        "sites": tuple(_link(deck, other) for other in (plan.villages if is_main else (plan.main,))),
        "study": _study(plan.study) if is_main else None,
    }


def _site(site: Entry, base: str) -> datafile.Site:
    village = _village(site) if isinstance(site, Village) else None
    return datafile.Site(id=site.slug, name=site.name, claim=site.claim, url=f"{base}/", village=village)


def _village(village: Village) -> datafile.Village:
    return datafile.Village(
        municipality=village.municipality,
        location=entries.Place(lat=village.location.lat, lon=village.location.lon),
        elevation=village.elevation,
        inhabitants=village.inhabitants,
        source=village.based_on,
    )


def _link(deck: Deck, site: Entry) -> datafile.SiteLink:
    base = deck.urls.bases[site.slug]
    return datafile.SiteLink(id=site.slug, name=site.name, url=f"{base}/", data=f"{base}/{DATA}")


def _study(study: Study) -> datafile.Study:
    money = study.money
    return datafile.Study(
        title=study.title,
        summary=study.summary,
        start=study.start,
        end=study.end,
        currency="EUR",
        total=money.total,
        funding=money.funding,
        funding_percent=money.funding_percent,
        platform=money.platform,
        platform_years=money.platform_years,
        source=study.source,
        phases=tuple(map(_phase, study.phases)),
        categories=tuple(datafile.Word(slug=word.slug, title=word.title) for word in study.categories),
    )


def _phase(kind: PhaseKind) -> datafile.Word:
    return datafile.Word(slug=kind.slug, title=kind.title, summary=kind.summary)
