"""Addresses that were published and lead nowhere now: which they are, and the line that would keep each. Pure."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher

from plugins.multisite.manifest import is_page, site_of
from plugins.network.frozen import frozen
from plugins.network.model import Network
from plugins.network.problems import Problem
from plugins.network.records import KINDS, Notice, Record
from plugins.network.references import SLUG, Reference
from plugins.planning.urls import LEGAL, holder, inside

ALIKE = 0.5
"""So much of two files must be alike, line by line (0 to 1), for one to be the other under a new name; git says the same."""
_OURS = re.compile(rf"(?:({'|'.join(KINDS)})/)?({SLUG.pattern})/index\.html")
_SOURCE = re.compile(rf"(?:.*/)?({SLUG.pattern})/({'|'.join(KINDS)})/({SLUG.pattern})\.md")
_DRAFT = re.compile(r"^status:\s*draft\b", re.MULTILINE)
_MOST = 10_000
"""So many pairs of files are compared; where more have come and gone, nobody renamed them one by one."""
Texts = Mapping[Reference, str]


@frozen
class Before:
    """What was published, or at least committed."""

    name: str
    """The release or the commit, for people."""
    records: frozenset[Reference]
    """Each stands for the page at its address."""
    files: frozenset[Reference]
    """The records that had a file; a file that is not among them is new."""


def published_pages(paths: Iterable[str]) -> Iterator[Reference]:
    """The records whose pages a release holds, by their addresses; its old addresses among them."""
    for path in filter(is_page, paths):
        site = site_of(path)
        found = _OURS.fullmatch(path.removeprefix(f"{site}/"))
        if found and not (found[1] is None and found[2] in LEGAL):
            yield Reference(found[1] or "seiten", site, found[2])


def committed_files(paths: Iterable[str]) -> Iterator[Reference]:
    """The records whose files these are; `paths` as git tells them."""
    return (Reference(found[2], found[1], found[3]) for path in paths if (found := _SOURCE.fullmatch(path)))


def gone(before: Before, network: Network) -> list[Reference]:
    """What was there, and at whose address nothing is now.

    A record that is a draft now, or a notice that has expired, is not gone; nor is a site that is no more.
    """
    sites, main = {site.slug for site in network.plan.sites}, network.plan.main.slug
    there = {(record.id.site, url) for record in network.records for url in (inside(record.id), *record.aliases)}
    left = (one for one in sorted(before.records) if one.site in sites and (one.site, inside(one)) not in there)
    return [one for one in left if not holder(inside(one), one.site == main)]


def fresh(before: Before, network: Network) -> list[Record]:
    """The published records whose files are new."""
    return [record for record in network.records if record.id not in before.files and record.published]


def advice(before: Before, old: Texts, new: Iterable[tuple[Record, str]]) -> list[Problem]:
    """What to write so that addresses stay. `old`: what is gone → what stood in its file, empty where nobody knows;
    `new`: the fresh records and what stands in their files. A draft is not missed, nor a notice that was taken down.
    """
    candidates = [(record, text.splitlines()) for record, text in new]
    near = candidates if len(candidates) * len(old) <= _MOST else []
    found = [
        _advice(before, one, _successor(one, text.splitlines(), near))
        for one, text in old.items()
        if not _DRAFT.search(text)
    ]
    return [problem for problem in found if problem]


def _successor(one: Reference, text: list[str], new: Iterable[tuple[Record, list[str]]]) -> Record | None:
    """The new file that is most like the one that is gone, if any is."""
    rated = [(_likeness(text, lines), record.id.site == one.site, record.path, record) for record, lines in new if text]
    alike, _, _, record = max(rated, key=lambda rate: rate[:3], default=(0.0, False, "", None))
    return record if alike >= ALIKE else None


def _likeness(one: list[str], other: list[str]) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.quick_ratio() >= ALIKE else 0.0


def _advice(before: Before, gone: Reference, record: Record | None) -> Problem | None:
    url = inside(gone)
    found, field = "keine Seite mehr", "Adresse"
    expected = f"eine Seite unter `{url}`, denn es gab sie in {before.name}"
    if record is None:
        fix = f"Ist sie umgezogen, trage bei der neuen Seite ein: `aliases: [{url}]`. Sonst ist nichts zu tun."
        path = f"content/{gone.site}/{gone.kind}/{gone.slug}.md"
        return Problem(path, 1, field, found, expected, fix) if gone.kind != Notice.folder else None
    if record.id.site != gone.site:
        fix = f"Sie liegt jetzt in {record.path}. Dorthin führt kein Eintrag: lass hier eine Seite stehen, die es sagt."
        return Problem(record.path, 1, field, found, expected, fix)
    fix = f"Trage in {record.path} eine Zeile nach: `{_line(record, url)}`."
    return Problem(record.path, 1, field, found, expected, fix)


def _line(record: Record, url: str) -> str:
    """What to add to the front matter of a record."""
    return f"aliases: [{', '.join((*record.aliases, url))}]"
