"""The file `daten.json` as a whole: what stands in it beside the entries, how it is written, and its JSON Schema."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from pydantic import Field, TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from plugins.network.vocabulary import Term
from plugins.opendata.entries import Cents, Day, Exact, Listed, Place, Slug, Web


@dataclass(frozen=True, kw_only=True)
class Licence(Exact):
    """Unter welchen Bedingungen alle die Daten benutzen dürfen."""

    name: str
    spdx: Annotated[str, Field(description="Ihre Kennung auf spdx.org.")]
    url: Web
    attribution: Annotated[str, Field(description="Wer bei einer Nutzung zu nennen ist.")]
    scope: Annotated[str, Field(description="Wofür sie gilt und wofür nicht.")]


@dataclass(frozen=True, kw_only=True)
class SiteLink(Exact):
    """Eine weitere Website des Netzes und ihre Datei."""

    id: Slug
    name: str
    url: Web
    data: Annotated[Web, Field(description="Ihre `daten.json`.")]


@dataclass(frozen=True, kw_only=True)
class Village(Exact):
    """Was von einem Dorf bekannt ist."""

    municipality: Annotated[str, Field(description="Wozu es gehört.")]
    location: Place
    elevation: Annotated[int | None, Field(description="Höhe in Metern über dem Meer.")] = None
    inhabitants: Annotated[
        str | None, Field(description="In Worten, mit Jahr und Quelle, weil die Zahlen abweichen.")
    ] = None
    source: str | None = None


@dataclass(frozen=True, kw_only=True)
class Site(Exact):
    """Die Website, zu der die Datei gehört."""

    id: Slug
    name: str
    claim: str
    url: Web
    village: Annotated[Village | None, Field(description="Nur bei der Website eines Dorfes.")] = None


@dataclass(frozen=True, kw_only=True)
class Word(Exact):
    """Ein Wort, das Einträge benutzen, und wie es auf den Seiten heißt."""

    slug: Slug
    title: str
    summary: str | None = None


@dataclass(frozen=True, kw_only=True)
class Study(Exact):
    """Die Projektstudie: ihr Geld, wie die Quelle es nennt, in Cent, und die Wörter, die Einträge benutzen."""

    title: str
    summary: str
    start: Day
    end: Day
    currency: Literal["EUR"]
    total: Annotated[Cents, Field(description="Gesamtausgaben in Cent.")]
    funding: Annotated[Cents, Field(description="Zuwendung in Cent.")]
    funding_percent: Annotated[int, Field(ge=0, le=100, description="Zuwendung in Prozent, wie die Quelle sie nennt.")]
    platform: Annotated[Cents, Field(description="Kosten der Plattform in Cent.")]
    platform_years: Annotated[int, Field(description="Für wie viele Jahre.")]
    source: str
    phases: Annotated[tuple[Word, ...], Field(description="Die Phasen des Coachings, in ihrer Reihenfolge.")]
    categories: Annotated[tuple[Word, ...], Field(description="Die Arten von Hilfe, die Projekte suchen und bieten.")]


@dataclass(frozen=True, kw_only=True)
class About(Exact):
    """Was in der Datei über den Einträgen steht."""

    schema: Annotated[Web, Field(alias="$schema", description="Wo dieses Schema steht.")]
    format: Annotated[Literal["1.0"], Field(description="Die Fassung des Formats. Bei 1.1 kommt nur etwas hinzu.")]
    generated: Annotated[Day, Field(description="Stand der Datei.")]
    licence: Licence
    site: Site
    sites: Annotated[
        tuple[SiteLink, ...],
        Field(description="Bei der gemeinsamen Website (`main`) die Dörfer, bei einem Dorf die gemeinsame."),
    ] = ()
    study: Annotated[Study | None, Field(description="Nur bei der gemeinsamen Website.")] = None


@dataclass(frozen=True, kw_only=True)
class Data(About):
    """Alles, was eine Website der Modellorte veröffentlicht, ohne die Texte. Jeder Eintrag nennt seine Seite."""

    records: tuple[Listed, ...]


FORMAT: Literal["1.0"] = "1.0"
"""Grows behind the dot where something is added, before it where readers must change."""
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def written(about: str, records: Iterable[str]) -> str:
    """The file: `about` (an About) and each record are JSON on one line, as `line` makes them."""
    listed = ",\n".join(records)
    return f'{about[:-1]},\n"records":[\n{listed}\n]}}\n'


def schema(address: str) -> str:
    """The JSON Schema of the file, for publishing at `address`."""
    made = TypeAdapter(Data).json_schema(schema_generator=_German)
    for kind in made["$defs"].values():
        kind.pop("title", None)  # the class's name, which is English
        if "oneOf" in kind:
            del kind["description"]  # so is what is said of a vocabulary
    about = {"$schema": DIALECT, "$id": address, "title": "Offene Daten der Modellorte"}
    return json.dumps({**about, **made, **about}, ensure_ascii=False, indent=1) + "\n"


class _German(GenerateJsonSchema):
    """Says nothing that is not in the classes: no English names as titles; what has no value is left out, not null."""

    def field_title_should_be_set(self, schema: Any) -> bool:  # noqa: ARG002
        """Names of fields say enough."""
        return False

    def nullable_schema(self, schema: Any) -> JsonSchemaValue:
        """A value that may be missing."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: Any) -> JsonSchemaValue:
        """The same, for whoever writes it."""
        return self.generate_inner(schema["schema"])

    def tagged_union_schema(self, schema: Any) -> JsonSchemaValue:
        """One of several kinds; the discriminator is a word of OpenAPI's."""
        made = super().tagged_union_schema(schema)
        made.pop("discriminator")
        return made

    def enum_schema(self, schema: Any) -> JsonSchemaValue:
        """A word of a vocabulary, with what it is called on pages."""
        words: Iterable[Term] = schema["members"]
        return {"oneOf": [{"const": word.value, "title": word.label} for word in words]}
