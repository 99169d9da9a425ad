"""How records, props and cards are declared: as dataclasses of which only `__init__` is written for each class, at its first use.

A dataclass that is frozen at run time writes and compiles seven methods of its own, which takes ten times as long; a
small edit has to import about two hundred of them, and makes instances of a few. Here the others are the same for all,
and it is the type checker that keeps them from being changed.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields, make_dataclass
from typing import Any, TypeVar, dataclass_transform, overload

Kind = TypeVar("Kind")


@overload
def frozen(kind: type[Kind], /) -> type[Kind]: ...
@overload
def frozen(*, kw_only: bool) -> Callable[[type[Kind]], type[Kind]]: ...


@dataclass_transform(frozen_default=True)
def frozen(kind: type[Any] | None = None, /, *, kw_only: bool = False) -> Any:
    """A class whose instances are equal where their fields are, and are never changed."""

    def declare(kind: type[Any]) -> type[Any]:
        own = vars(kind)
        for name, method in (("__eq__", _equals), ("__hash__", _hash), ("__repr__", _told)):
            if own.get(name) is None:
                setattr(kind, name, method)
        setattr(kind, "__init__", _writing_init(kind))  # noqa: B010 - mypy takes it for an override
        return dataclass(init=False, repr=False, eq=False, kw_only=kw_only)(kind)

    return declare if kind is None else declare(kind)


def _writing_init(kind: type[Any]) -> Callable[..., None]:
    """The `__init__` that a class begins with: it puts in its place the one that `dataclass` writes, and calls that."""

    def write_init(one: Any, /, *given: Any, **named: Any) -> None:
        declared = [(field.name, field.type, field) for field in fields(kind)]
        after = {"__post_init__": kind.__post_init__} if hasattr(kind, "__post_init__") else {}
        written: Any = make_dataclass(kind.__name__, declared, namespace=after, repr=False, eq=False)
        kind.__init__ = written.__init__
        kind.__init__(one, *given, **named)

    return write_init


def _equals(one: object, other: object) -> bool:
    return vars(one) == vars(other) if type(one) is type(other) else NotImplemented


def _hash(one: object) -> int:
    return hash(tuple(vars(one).values()))


def _told(one: object) -> str:
    return f"{type(one).__qualname__}({', '.join(f'{name}={value!r}' for name, value in vars(one).items())})"
