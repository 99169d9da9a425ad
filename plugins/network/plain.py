"""Frozen records and props as JSON, and back: how a build keeps for the next one what it has read and planned."""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from pydantic import BaseModel
from pydantic_core import to_json

Kind = TypeVar("Kind")
Restore = Callable[[Any], Any]
"""From a JSON value to the value it was made of."""


def as_json(value: Any) -> str:
    """A record, props, or plain values that hold some, on one line; equal values give equal text."""
    return to_json(value).decode()


def from_json(kind: type[Kind], text: str) -> Kind:
    """The value of this kind that `as_json` made the text of. Raises ValueError, TypeError or KeyError where it is none."""
    restored: Kind = restorer(kind)(json.loads(text))  # type: ignore[arg-type]
    return restored


def _same(value: Any) -> Any:
    return value


@cache
def restorer(kind: Any) -> Restore:
    """How values of a type are restored; `kind` is what stands behind a field's colon."""
    if isinstance(kind, type) and (is_dataclass(kind) or issubclass(kind, BaseModel)):
        return _of_class(kind)
    if isinstance(kind, type) and issubclass(kind, Enum):
        words = {word.value: word for word in kind}
        return words.__getitem__
    if get_origin(kind) in (Union, UnionType):
        return _of_union([part for part in get_args(kind) if part is not NoneType])
    if get_origin(kind) is tuple:
        return _of_tuple(get_args(kind))
    return {date: date.fromisoformat, datetime: datetime.fromisoformat}.get(kind, _same)


def _of_class(kind: type) -> Restore:
    """A dataclass or a model; what stood in it was checked before it was kept."""
    make: Callable[..., Any] = kind
    if issubclass(kind, BaseModel):
        names, make = list(kind.model_fields), kind.model_construct
    else:
        names = [field.name for field in fields(kind)]  # type: ignore[arg-type]
    hints = get_type_hints(kind)
    ways = {name: way for name in names if (way := restorer(hints[name])) is not _same}

    def restore(value: dict[str, Any]) -> Any:
        for name, way in ways.items():
            if (given := value[name]) is not None:
                value[name] = way(given)
        return make(**value)

    return restore


def _of_union(parts: list[Any]) -> Restore:
    """One of several: a day and a moment differ in length, words and an object in kind."""
    if len(parts) == 1:
        return restorer(parts[0])
    if set(parts) == {date, datetime}:
        return lambda text: (date if len(text) == len("2026-12-03") else datetime).fromisoformat(text)
    (object_kind,) = (part for part in parts if part is not str)
    restore = restorer(object_kind)
    return lambda value: value if isinstance(value, str) else restore(value)


def _of_tuple(parts: tuple[Any, ...]) -> Restore:
    """A row of values of one type, or of a type each."""
    ways = [restorer(part) for part in parts if part is not ...]
    if parts[-1] is not ...:
        return lambda values: tuple(way(value) for way, value in zip(ways, values, strict=True))
    (way,) = ways
    return tuple if way is _same else lambda values: tuple(map(way, values))
