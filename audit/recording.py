"""Writes the result of an audit into the front matter of the statement on accessibility, from which its page is made."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from audit.visits import First
from plugins.network.vocabulary import Check

STATEMENT = "content/main/seiten/barrierefreiheit.md"
_BLOCK = re.compile(r"^audit:.*\n(?:[ -].*\n)*", re.MULTILINE)


@dataclass(frozen=True)
class Result:
    """What an audit of all sites has come to."""

    day: date
    pages: int
    sites: int
    tool: str
    """What has looked, with its version."""
    findings: Mapping[Check, int]


def counted(firsts: Sequence[First]) -> dict[Check, int]:
    """How much each check has found on all pages."""
    return {check: sum(len(first.findings[check]) for first in firsts) for check in Check}


def recorded(text: str, result: Result) -> str:
    """The statement with this result in place of the last one; `text` must have front matter."""
    opening, head, body = text.split("---\n", 2)
    counts = "".join(f"    - {{check: {check.value}, findings: {count}}}\n" for check, count in result.findings.items())
    numbers = f"  date: {result.day}\n  pages: {result.pages}\n  sites: {result.sites}\n  tool: {result.tool}\n"
    return f"{opening}---\n{_BLOCK.sub('', head)}audit:\n{numbers}  checks:\n{counts}---\n{body}"
