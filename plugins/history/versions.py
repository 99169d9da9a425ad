"""One version of a project's file, as git kept it, becomes the few values whose changes are told.

Lenient, because old versions follow old rules: what cannot be understood today counts as unchanged, not as removed.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, TypeAdapter, ValidationError

from plugins.network.elements import Budget, Step
from plugins.network.front_matter import read_yaml
from plugins.network.frozen import frozen
from plugins.network.text import decode, split
from plugins.network.values import Title, one_of
from plugins.network.vocabulary import Stage, Status

MOST_STEPS = 100
"""A file with more steps is no project of a village, and comparing them would take long."""


@frozen
class Version:
    """What a version of a project's file says."""

    title: str | None = None
    stage: Stage | None = None
    steps: tuple[Step, ...] = ()
    budget: Budget | None = None
    unclear: tuple[str, ...] = ()
    """The fields that could not be understood."""

    def over(self, before: "Version | None") -> "Version":
        """The same, with the unclear fields as they were before."""
        known = {name: getattr(before or Version(), name) for name in self.unclear}
        return replace(self, **known, unclear=())


def read_version(raw: bytes) -> Version | None:
    """A version from the bytes of its file; None where it was on no site, because it is unreadable or a draft."""
    text, faults = decode(raw, "")
    head, _, _, missing = split(text, "")
    values = read_yaml(head, "")
    if faults or missing or values.problems or values.tree.get("status", "") not in ("", Status.PUBLISHED):
        return None
    said = {name: _understood(kind, _given(values.tree, name)) for name, kind in _kinds().items()}
    unclear = tuple(name for name, value in said.items() if value is _UNCLEAR)
    return Version(**{name: value for name, value in said.items() if name not in unclear}, unclear=unclear)


_UNCLEAR = object()


@cache
def _kinds() -> dict[str, TypeAdapter[Any]]:
    """The fields of a version and what they may hold; made where the first version is read."""
    kinds: dict[str, Any] = {
        "title": Title,
        "stage": Annotated[Stage, one_of(Stage)],
        "steps": tuple[Step, ...],
        "budget": Budget | None,
    }
    return {name: TypeAdapter(kind) for name, kind in kinds.items()}


def _understood(kind: TypeAdapter[Any], given: Any) -> Any:
    try:
        return kind.validate_python(given)
    except ValidationError:
        return _UNCLEAR


def _given(tree: Mapping[str, Any], name: str) -> Any:
    """What is written there, without keys that nobody knows any more."""
    value = tree.get(name) or None
    if name == "steps" and isinstance(value, list):
        return [_known(step, Step) for step in value] if len(value) <= MOST_STEPS else None
    if name == "steps":
        return value or []
    return _known(value, Budget) if name == "budget" else value


def _known(value: Any, kind: type[BaseModel]) -> Any:
    known = kind.model_fields
    return {k: v for k, v in value.items() if k in known and v != ""} if isinstance(value, dict) else value
