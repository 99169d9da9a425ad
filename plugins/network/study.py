"""What `villages.yaml` holds: the study with its phases and money, the main site, the villages, the places to publish."""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, PlainValidator

from plugins.network.destinations import Destination, usual_destination
from plugins.network.elements import Frozen, Pictured, Place
from plugins.network.references import MAIN, SLUG
from plugins.network.repository import Source
from plugins.network.values import Cents, Day, Listed, Mail, Picture, Sentence, Title, WebAddress, Wrong


def _colour(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"#[0-9a-f]{6}", value):
        raise Wrong('eine Farbe wie `"#1f5f4a"`', "Sechs Ziffern (0–9, a–f) hinter `#`, in Anführungszeichen.")
    return value


def _slug(value: Any) -> str:
    if not isinstance(value, str) or not SLUG.fullmatch(value):
        raise Wrong("ein Kurzname aus Kleinbuchstaben, Ziffern und Bindestrichen", "Zum Beispiel `weslarn`.")
    return value


def _address(value: Any) -> str:
    if not isinstance(value, str) or not re.fullmatch(r"https://[a-z0-9.-]+", value):
        raise Wrong(
            "die Adresse der Website wie `https://weslarn.modellorte.example`",
            "Mit `https://`, ohne Schrägstrich am Ende.",
        )
    return value


def _percent(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,3}", value) or int(value) > 100:
        raise Wrong("eine ganze Zahl von 0 bis 100", "Schreibe die Prozentzahl ohne `%`.")
    return int(value)


Colour = Annotated[str, PlainValidator(_colour)]
Slug = Annotated[str, PlainValidator(_slug)]
SiteAddress = Annotated[str, PlainValidator(_address)]


class Accent(Frozen):
    """The colour that belongs to a site; its contrast with paper and with night is checked."""

    light: Colour
    """For text and surfaces on the light page: at least 4.5:1 with white."""
    dark: Colour
    """For the dark page: at least 4.5:1 with the night colour."""


class PhaseKind(Frozen):
    """One phase of the study's coaching, the same for all villages."""

    slug: Slug
    title: Title
    summary: Sentence


class Category(Frozen):
    """What kind of help a project seeks or offers."""

    slug: Slug
    title: Title


class Money(Frozen):
    """The study's money as its source states it; amounts in cents. Nothing is corrected, differences are shown."""

    total: Cents
    funding: Cents
    funding_percent: Annotated[int, BeforeValidator(_percent)]
    platform: Cents
    platform_years: Annotated[int, BeforeValidator(_percent)]


class Study(Frozen):
    """The project study."""

    title: Title
    summary: Sentence
    start: Day
    end: Day
    money: Money
    source: Sentence
    phases: Annotated[tuple[PhaseKind, ...], Listed]
    categories: Annotated[tuple[Category, ...], Listed]


class Site(Pictured):
    """What every site has: the main site and each village's. Its picture is the large one of the start page."""

    slug: Slug
    """Folder in `content/` and in `output/`, and the subdomain in development."""
    name: Title
    claim: Sentence
    """The line under the name."""
    address: SiteAddress
    contact: Mail
    """The editors' role address."""
    accent: Accent
    sign: Picture
    """The site's sign, an SVG in its folder `bilder`."""


class MainSite(Site):
    """The site of the network."""

    slug: Literal["main"] = MAIN


class Village(Site):
    """A village and its site."""

    municipality: Title
    location: Place
    elevation: Annotated[int, BeforeValidator(lambda value: int(value) if str(value).isdigit() else value)] | None = (
        None
    )
    """Metres above sea level."""
    inhabitants: Sentence | None = None
    """With year and source, because figures differ."""
    based_on: WebAddress | Sentence | None = None
    """Where these facts come from."""
    source: Source | None = None
    """The repository that the village keeps its content in; None where that lies in `content/`."""


class Security(Frozen):
    """Whom to tell of a weakness of the sites: `/.well-known/security.txt` (RFC 9116)."""

    contact: Mail
    expires: Day
    """Until when that is true. It is not computed: the same content makes the same bytes on every day."""


class Plan(Frozen):
    """The whole of `villages.yaml`."""

    study: Study
    main: MainSite
    villages: Annotated[tuple[Village, ...], Listed]
    publish: Annotated[tuple[Destination, ...], Listed] = ()
    """Where all sites are published."""
    security: Security | None = None
    """None: the sites have no security.txt."""

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Where all sites are published, the usual place where nothing is said; the first is meant where none is named."""
        return self.publish or (usual_destination(),)

    @property
    def sites(self) -> tuple[Site, ...]:
        """The main site, then the villages'."""
        return (self.main, *self.villages)
