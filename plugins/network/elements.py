"""What records are made of where a plain value is not enough: a step, an offer, a sum of money, a picture, a place."""

from typing import Annotated

from pydantic import BaseModel, ConfigDict, model_validator

from plugins.network.references import Reference
from plugins.network.values import Cents, Day, Listed, Picture, Sentence, Title, Wrong, names_or_says, one_of
from plugins.network.vocabulary import Check, StepState


class Frozen(BaseModel):
    """Rejects unknown keys, cannot be changed."""

    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


class Pictured(Frozen):
    """Has a picture, and then says what can be seen on it."""

    image: Picture | None = None
    """A file in the site's folder `bilder`."""
    image_alt: Sentence | None = None

    @model_validator(mode="after")
    def _picture_is_described(self) -> "Pictured":
        if self.image and not self.image_alt:
            fix = "Ergänze `image_alt`, für alle, die das Bild nicht sehen."
            raise Wrong("`image_alt`: was auf dem Bild zu sehen ist", fix, "image")
        return self


class Figure(Frozen):
    """One of several pictures, with what stands below it."""

    image: Picture
    """A file in the site's folder `bilder`."""
    image_alt: Sentence
    """What can be seen, for those who do not see it."""
    caption: Sentence | None = None
    """What all should know of it."""


class Step(Frozen):
    """One step of a project."""

    title: Title
    state: Annotated[StepState, one_of(StepState)]
    due: Day | None = None
    done: Day | None = None
    responsible: Annotated[Reference | str, names_or_says("adressen")] | None = None
    """An office or association, as an address or in words."""

    @model_validator(mode="after")
    def _done_means_done(self) -> "Step":
        if self.done and self.state is not StepState.ERLEDIGT:
            raise Wrong(
                "`state: erledigt`, weil `done` ein Datum hat", "Setze `state: erledigt` oder lösche `done`.", "state"
            )
        return self


class Offer(Frozen):
    """Something a project seeks from others or offers to them."""

    what: Sentence
    category: Title
    """One of the study's categories in villages.yaml."""
    until: Day | None = None


class Budget(Frozen):
    """What a project costs and who pays; amounts in cents. What remains for the village is computed."""

    total: Cents | None = None
    total_source: Sentence | None = None
    funding: Cents | None = None
    funding_source: Sentence | None = None
    funder: Title | None = None
    source: Sentence | None = None
    """Of each amount that names no source of its own."""

    @model_validator(mode="after")
    def _funding_fits(self) -> "Budget":
        if self.total is not None and self.funding is not None and self.funding > self.total:
            raise Wrong("eine Förderung, die nicht höher ist als `total`", "Prüfe beide Beträge.", "funding")
        for amount in ("total", "funding"):
            if getattr(self, f"{amount}_source") and getattr(self, amount) is None:
                fix = f"Ergänze `{amount}` oder lösche `{amount}_source`."
                raise Wrong(f"`{amount}`: der Betrag zu dieser Quelle", fix, f"{amount}_source")
        return self


class Checked(Frozen):
    """One thing that was looked for on many pages."""

    check: Annotated[Check, one_of(Check)]
    findings: int
    """How often it was not as it should be."""


class Audit(Frozen):
    """What `./site audit --record` has measured and written: all kinds of page of all sites, on one day."""

    date: Day
    pages: int
    sites: int
    tool: Title
    """What has looked for violations of the WCAG, with its version."""
    checks: Annotated[tuple[Checked, ...], Listed]


class Place(Frozen):
    """A point on the map, in degrees (WGS 84)."""

    lat: float
    lon: float

    @model_validator(mode="before")
    @classmethod
    def _degrees(cls, value: object) -> object:
        fix = "Schreibe `location:` und darunter `lat: 51.6208` und `lon: 8.1650`."
        if not isinstance(value, dict):
            raise Wrong("`lat` und `lon` in Grad", fix)
        for key, most in (("lat", 90.0), ("lon", 180.0)):
            try:
                valid = abs(float(value.get(key, "nan"))) <= most
            except (TypeError, ValueError):
                valid = False
            if not valid:
                raise Wrong(f"eine Zahl von -{most:.0f} bis {most:.0f} (Grad)", fix, key)
        return {key: float(text) if key in ("lat", "lon") else text for key, text in value.items()}
