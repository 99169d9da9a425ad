"""What is wrong with a `daten.json`, by the schema that is published beside it."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker

FORMATS = FormatChecker(["date"])


@FormatChecker.checks(FORMATS, "date-time")
def _is_moment(text: object) -> bool:
    """As RFC 3339 wants it: with seconds and offset."""
    full = re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)", str(text))
    return full is not None and datetime.fromisoformat(str(text)).tzinfo is not None


@FormatChecker.checks(FORMATS, "uri")
def _is_address(text: object) -> bool:
    return re.fullmatch(r"https?://[^\s<>\"]+", str(text)) is not None


def faults(data: Any, schema: Any) -> list[str]:
    """Where it does not fit, and why."""
    Draft202012Validator.check_schema(schema)
    found = Draft202012Validator(schema, format_checker=FORMATS).iter_errors(data)
    return [f"{'/'.join(map(str, fault.absolute_path))}: {fault.message[:300]}" for fault in found]


def values(data: Any) -> Iterator[Any]:
    """All texts and numbers, however deep."""
    if isinstance(data, dict | list):
        for part in data.values() if isinstance(data, dict) else data:
            yield from values(part)
    else:
        yield data
