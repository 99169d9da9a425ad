"""Frozen records and props as JSON, and back: how a build keeps for the next one what it has read and planned."""

import json
from collections.abc import Callable, Iterable
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
    """A record, props, or plain values that hold some, on one line; equal values give equal text.

    Fields of records that hold nothing are left out.
    """
    return to_json(value, exclude_none=True).decode()


def from_json(kind: type[Kind], text: str) -> Kind:
    """The value of this kind that `as_json` made the text of. Raises ValueError, TypeError or KeyError where it is none."""
    restored: Kind = restorer(kind)(json.loads(text))  # type: ignore[arg-type]
    return restored


def all_from_json(kind: type[Kind], texts: Iterable[str]) -> list[Kind]:
    """Many values of one kind, read at once."""
    restore = restorer(kind)  # type: ignore[arg-type]
    return [restore(value) for value in json.loads(f"[{','.join(texts)}]")]


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
    is_record = issubclass(kind, BaseModel)
    names = list(kind.model_fields) if is_record else [field.name for field in fields(kind)]  # type: ignore[attr-defined]
    hints = get_type_hints(kind)
    ways = {name: way for name in names if (way := restorer(hints[name])) is not _same}
    return (_restored_model if is_record else _restored_instance)(kind, dict.fromkeys(names), ways)


def _restored_instance(kind: type, nothing: dict[str, Any], ways: dict[str, Restore]) -> Restore:
    """For a frozen dataclass; its own way would set each field by itself, and takes five times as long."""
    new, several = object.__new__, tuple(ways.items())

    def restore(value: dict[str, Any]) -> Any:
        for name, way in several:
            if (given := value.get(name)) is not None:
                value[name] = way(given)
        made: Any = new(kind)
        content = made.__dict__
        content.update(nothing)
        content.update(value)
        return made

    return restore


def _restored_model(kind: type[BaseModel], nothing: dict[str, Any], ways: dict[str, Restore]) -> Restore:
    def restore(value: dict[str, Any]) -> BaseModel:
        for name, way in ways.items():
            if (given := value.get(name)) is not None:
                value[name] = way(given)
        return _model(kind, {**nothing, **value})

    return restore


def _model(kind: type[BaseModel], value: dict[str, Any]) -> BaseModel:
    """A model with these fields, and what pydantic keeps of every model; `model_construct` takes six times as long."""
    made = object.__new__(kind)
    for name, content in (
        ("__dict__", value),
        ("__pydantic_fields_set__", set(value)),
        ("__pydantic_extra__", None),
        ("__pydantic_private__", None),
    ):
        object.__setattr__(made, name, content)
    return made


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
