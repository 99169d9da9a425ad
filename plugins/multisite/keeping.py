"""Between a plan and the ledger: what is kept of sites and records, and how it is found again."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from typing import Any

from plugins.multisite.ledger import Known, Ledger, Row, targets_of
from plugins.multisite.making import Press, content_of
from plugins.multisite.sources import Sources
from plugins.network.body import Body, Target
from plugins.network.model import Network, Picture
from plugins.network.plain import all_from_json, as_json, from_json
from plugins.network.records import KINDS, Record
from plugins.network.references import Reference
from plugins.planning.deck import Part
from plugins.planning.planner import Planned
from plugins.planning.sections import PARTS

FRAME = "frame"
"""The name of a site's frame in the ledger."""
Change = tuple[Record, Body]
"""A record as it is now, and its text."""


def row_of(site: str, planned: Planned) -> Row:
    """A page."""
    return Row(f"{site}/{planned.sheet.path}", content_of(planned.sheet), planned.reads)


def part_row(site: str, key: str, made: Part) -> Row:
    """What is planned by itself."""
    return Row(f"{site}/{key}", as_json(made.made), made.reads)


def frame_row(site: str, content: str, reads: frozenset[str]) -> Row:
    """The frame of a site."""
    return Row(f"{site}/{FRAME}", content, reads)


def is_part(path: str) -> bool:
    """Whether a part is kept there, not a page or frame."""
    return path.partition("/")[2].startswith("part ")


def name_of_part(key: str) -> str:
    """What a part is called on its site."""
    return key.split(" ", 2)[2]


def restored(key: str, row: Row) -> Part:
    """A part as it was planned; the first word of its name says what it is."""
    return Part(from_json(PARTS[name_of_part(key).partition(" ")[0]], row.content), row.reads)


def facts_of(network: Network, press: Press, gone: Iterable[Reference], frames: Mapping[str, str]) -> dict[str, Any]:
    """What the plan as a whole was made of, besides records; `frames`: site → digest of its frame."""
    pictures, gone = [astuple(picture) for picture in network.pictures], frozenset(gone)
    there = (record.id for record in network.records if record.published and record.id not in gone)
    counts = Counter(f"{name.site}/{name.kind}" for name in there)
    made_with = {"version": press.version, "templates": press.templates, "frames": frames, "counts": counts}
    return {**made_with, "plan": as_json(network.plan), "pictures": pictures, "gone": sorted(map(astuple, gone))}


def pictures_of(facts: Mapping[str, Any]) -> dict[tuple[str, str], Picture]:
    """The pictures of the network."""
    pictures = (Picture(*values) for values in facts["pictures"])
    return {(picture.site, picture.name): picture for picture in pictures}


def counts_of(facts: Mapping[str, Any]) -> dict[tuple[str, str], int]:
    """Site and kind → how many are published."""
    return {(site, kind): count for name, count in facts["counts"].items() for site, kind in [name.split("/")]}


def gone_of(facts: Mapping[str, Any]) -> frozenset[Reference]:
    """The notices that had expired."""
    return frozenset(Reference(*names) for names in facts["gone"])


def records_of(network: Network, sources: Sources) -> Iterator[tuple[Reference, Known]]:
    """All that was read."""
    for record in network.records:
        body = network.bodies[record.id]
        yield record.id, known(record, body, sources.digests[record.path], sources.heads[record.path])


def known(record: Record, body: Body, source: str, head: str) -> Known:
    """A record as it is kept; `source` and `head` are digests."""
    return Known(as_json(record), record.path, source, head, body.digest, list(body.anchors), targets_of(body))


class KeptRecords:
    """The records of the last build, and in their place those that have changed since."""

    def __init__(self, ledger: Ledger, sites: Sequence[str], changes: Mapping[Reference, Change]) -> None:
        """Nothing is read yet; `sites` in the order of their folders."""
        self._ledger, self._sites, self._changes = ledger, sites, changes
        self.one = cache(self._one)
        self.of = cache(self._of)

    def _one(self, reference: Reference) -> Record | None:
        kept = self._ledger.record(reference)
        return self._record(reference, kept.record) if kept else None

    def _of(self, kind: str, site: str) -> list[Record]:
        kept = (kept for _, kept in self._ledger.records(kind, site))
        found: list[Record] = all_from_json(KINDS[kind], kept)
        changes = {reference.slug: change for reference, change in self._changes.items() if reference.kind == kind}
        return [changes[r.id.slug][0] if r.id.slug in changes and r.id in self._changes else r for r in found]

    def names(self, kind: str, site: str) -> Iterable[Reference]:
        """What all of a kind on a site are called."""
        return (Reference(kind, site, slug) for slug, _ in self._ledger.records(kind, site))

    def naming(self, kind: str, field: str, reference: Reference) -> list[Record]:
        """All of a kind that name this record in a field; those that don't mention it are not even looked into."""
        words = as_json(reference)
        found = [
            self._record(Reference(kind, site, slug), kept)
            for site in self._sites
            for slug, kept in self._ledger.records(kind, site)
            if words in kept or Reference(kind, site, slug) in self._changes
        ]
        return [record for record in found if getattr(record, field) == reference]

    def body(self, reference: Reference) -> Body:
        """The text of a record, without its HTML."""
        if reference in self._changes:
            return self._changes[reference][1]
        kept = self._ledger.record(reference)
        assert kept, reference
        return Body("", tuple(kept.anchors), tuple(Target(*target) for target in kept.targets), kept.text)

    def _record(self, reference: Reference, kept: str) -> Record:
        if reference in self._changes:
            return self._changes[reference][0]
        return record_of(reference, kept)


def record_of(reference: Reference, kept: str) -> Record:
    """A record as it was read, from JSON."""
    return from_json(KINDS[reference.kind], kept)
