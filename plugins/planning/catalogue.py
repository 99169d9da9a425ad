"""Published records, found by kind, by site and by what they name; whoever asks is noted."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from plugins.exchange.entries import reduced
from plugins.exchange.matching import find_matches
from plugins.exchange.records import Matches
from plugins.history.chronicle import History
from plugins.network.body import Body
from plugins.network.frozen import frozen
from plugins.network.model import Ground, Network, Picture
from plugins.network.records import KINDS, Article, Event, Notice, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.planning import trace
from plugins.planning.trace import Trace

Kind = TypeVar("Kind", bound=Record)
NAMING: dict[type[Record], tuple[str, ...]] = {
    Article: ("project",),
    Event: ("project", "phase", "location", "organizer"),
    Project: ("origin", "lead"),
}
"""The fields through which records are found from the one they name."""


class Records(Protocol):
    """Where records come from: just read, or kept from the last build."""

    def one(self, reference: Reference) -> Record | None:
        """The record of this name, a draft too."""

    def of(self, kind: str, site: str) -> Sequence[Record]:
        """All of a kind on a site, drafts too, in the order of their files."""

    def names(self, kind: str, site: str) -> Iterable[Reference]:
        """What they are called."""

    def naming(self, kind: str, field: str, reference: Reference) -> Sequence[Record]:
        """All of a kind that name this record in a field, in the order of sites and files."""

    def body(self, reference: Reference) -> Body:
        """The text of a record; its HTML may be missing."""


@frozen
class Catalogue:
    """What is published of a network; `gone` are the notices that have expired."""

    plan: Plan
    records: Records
    pictures: Mapping[tuple[str, str], Picture]
    """Site and file name → picture."""
    gone: frozenset[Reference]
    histories: Mapping[Reference, History] = field(default_factory=dict)
    """What git knows of projects."""
    counts: Mapping[tuple[str, str], int] | None = None
    """Site and kind → how many are published, where the last build knew that and need not be asked for all of them."""
    grounds: Mapping[str, Ground] = field(default_factory=dict)
    """What villages' maps are drawn upon."""
    trace: Trace = field(default_factory=Trace)

    def published(self, record: Record | None) -> bool:
        """Whether a record appears on a site."""
        return record is not None and record.published and record.id not in self.gone

    def one(self, reference: Reference) -> Record | None:
        """The record of this name, where it is published."""
        self.trace.note(trace.one(reference))
        record = self.records.one(reference)
        return record if self.published(record) else None

    def body(self, reference: Reference) -> Body:
        """The text of a record."""
        self.trace.note(trace.body(reference))
        return self.records.body(reference)

    def history(self, project: Reference) -> History:
        """What git knows of a project; empty where that is nothing."""
        self.trace.note(trace.history(project))
        return self.histories.get(project, History())

    def ground(self, village: str) -> Ground:
        """What a village's map is drawn upon."""
        self.trace.note(trace.ground(village))
        return self.grounds.get(village, Ground())

    def all(self, kind: type[Kind], site: str | None = None) -> list[Kind]:
        """All records of a kind, of one site or of the network, in the order they were read."""
        sites = (site,) if site is not None else self._sites
        return [record for name in sites for record in self._of(kind, name)]

    def count(self, kind: type[Record], site: str) -> int:
        """How many there are; that changes only where a record comes or goes, and then everything is planned anew."""
        if self.counts is not None:
            return self.counts.get((site, kind.folder), 0)
        return len(self._published(kind.folder, site))

    def matches(self, today: date) -> Matches:
        """What goes together in the network; nothing but what that is made of is looked at."""
        return self.trace.once(trace.TRADED, lambda: self._matches(today))

    def _matches(self, today: date) -> Matches:
        self.trace.note(trace.TRADED)
        projects = [reduced(project) for site in self._sites for project in self._published(Project.folder, site)]
        notices = [reduced(notice) for site in self._sites for notice in self._published(Notice.folder, site)]
        return find_matches(projects, notices, self.plan, today)  # type: ignore[arg-type]

    def names(self, site: str) -> list[Reference]:
        """What the records of a site are called, of all kinds."""
        found = (name for kind in sorted(KINDS) for name in self.records.names(kind, site))
        return [name for name in found if self.published(self.records.one(name))]

    def aliases(self, site: str) -> dict[str, Reference]:
        """Old address → the record that has moved; that changes only by edits after which everything is planned anew."""
        published = (record for kind in sorted(KINDS) for record in self._published(kind, site))
        return {old: record.id for record in published for old in record.aliases}

    def naming(self, kind: type[Kind], field: str, reference: Reference) -> list[Kind]:
        """All records of a kind whose field names this record."""
        self.trace.note(trace.naming(kind.folder, field, reference))
        found = self.records.naming(kind.folder, field, reference)
        return [record for record in found if self.published(record)]  # type: ignore[misc]

    @cached_property
    def _sites(self) -> list[str]:
        """In the order of their folders, as everything is read."""
        return sorted(site.slug for site in self.plan.sites)

    def _of(self, kind: type[Kind], site: str) -> list[Kind]:
        self.trace.note(trace.every(kind.folder, site))
        return self._published(kind.folder, site)  # type: ignore[return-value]

    @cached_property
    def _lists(self) -> dict[tuple[str, str], list[Record]]:
        return {}

    def _published(self, kind: str, site: str) -> list[Record]:
        if (kind, site) not in self._lists:
            self._lists[kind, site] = [record for record in self.records.of(kind, site) if self.published(record)]
        return self._lists[kind, site]


class ReadRecords:
    """The records of a network that was just read."""

    def __init__(self, network: Network) -> None:
        """Find them by name, and by kind and site."""
        self._bodies = network.bodies
        self._by_name = {record.id: record for record in network.records}
        self._lists: dict[tuple[str, str], list[Record]] = defaultdict(list)
        for record in network.records:
            self._lists[record.id.kind, record.id.site].append(record)

    def one(self, reference: Reference) -> Record | None:
        """The record of this name, a draft too."""
        return self._by_name.get(reference)

    def of(self, kind: str, site: str) -> Sequence[Record]:
        """All of a kind on a site, drafts too, in the order of their files."""
        return self._lists.get((kind, site), [])

    def names(self, kind: str, site: str) -> Iterable[Reference]:
        """What they are called."""
        return (record.id for record in self.of(kind, site))

    def naming(self, kind: str, field: str, reference: Reference) -> Sequence[Record]:
        """All of a kind that name this record in a field."""
        return self._naming.get((kind, field, reference), [])

    @cached_property
    def _naming(self) -> dict[tuple[str, str, Reference], list[Record]]:
        naming: dict[tuple[str, str, Reference], list[Record]] = defaultdict(list)
        for kind, names in NAMING.items():
            for record in (record for record in self._by_name.values() if isinstance(record, kind)):
                for name in names:
                    naming[kind.folder, name, getattr(record, name)].append(record)
        return naming

    def body(self, reference: Reference) -> Body:
        """The text of a record."""
        return self._bodies[reference]
