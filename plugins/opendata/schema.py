"""The JSON Schema of `daten.json`, made of the types that its values have."""

import json
from collections.abc import Iterable
from typing import Any

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from plugins.network.vocabulary import Term
from plugins.opendata.datafile import Data

_DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema(address: str) -> str:
    """The JSON Schema of the file, for publishing at `address`."""
    made = TypeAdapter(Data).json_schema(schema_generator=_German)
    for kind in made["$defs"].values():
        kind.pop("title", None)  # the class's name, which is English
        if "oneOf" in kind:
            del kind["description"]  # so is what is said of a vocabulary
    about = {"$schema": _DIALECT, "$id": address, "title": "Offene Daten der Modellorte"}
    return json.dumps({**about, **made, **about}, ensure_ascii=False, indent=1) + "\n"


class _German(GenerateJsonSchema):
    """Says nothing that is not in the classes: no English names as titles; what has no value is left out, not null."""

    def typed_dict_schema(self, schema: Any) -> JsonSchemaValue:
        """An object with these fields and no others."""
        return {**super().typed_dict_schema(schema), "additionalProperties": False}

    def dataclass_schema(self, schema: Any) -> JsonSchemaValue:
        """The same."""
        return {**super().dataclass_schema(schema), "additionalProperties": False}

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
