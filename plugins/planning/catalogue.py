"""Published records, found by kind, by site and by what they name; made once for all sites of a build."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from plugins.network.reading import Network, Picture
from plugins.network.records import Article, Event, Project, Record
from plugins.network.values import Reference

Kind = TypeVar("Kind", bound=Record)
_NAMING: dict[type[Record], tuple[str, ...]] = {
    Article: ("project",),
    Event: ("project", "phase", "location", "organizer"),
    Project: ("origin", "lead"),
}
"""The fields through which records are found from the one they name."""


@dataclass(frozen=True)
class Catalogue:
    """What is published of a network; `gone` are the notices that have expired."""

    network: Network
    gone: frozenset[Reference]

    @cached_property
    def by_id(self) -> dict[Reference, Record]:
        """Every record, drafts and expired notices too."""
        return {record.id: record for record in self.network.records}

    @cached_property
    def pictures(self) -> dict[tuple[str, str], Picture]:
        """Every picture, by site and file name."""
        return {(picture.site, picture.name): picture for picture in self.network.pictures}

    @cached_property
    def _lists(self) -> dict[tuple[type[Record], str | None], list[Record]]:
        lists: dict[tuple[type[Record], str | None], list[Record]] = defaultdict(list)
        for record in self.network.records:
            if record.published and record.id not in self.gone:
                for kind in (type(record), Record):
                    lists[kind, record.id.site].append(record)
                    lists[kind, None].append(record)
        return lists

    @cached_property
    def _naming(self) -> dict[tuple[type[Record], str, Reference], list[Record]]:
        naming: dict[tuple[type[Record], str, Reference], list[Record]] = defaultdict(list)
        for kind, names in _NAMING.items():
            for record in self.all(kind):
                for name in names:
                    naming[kind, name, getattr(record, name)].append(record)
        return naming

    def all(self, kind: type[Kind], site: str | None = None) -> list[Kind]:
        """All records of a kind, of one site or of the network, in the order they were read."""
        return self._lists.get((kind, site), [])  # type: ignore[return-value]

    def naming(self, kind: type[Kind], name: str, reference: Reference) -> list[Kind]:
        """All records of a kind whose field `name` names this record."""
        return self._naming.get((kind, name, reference), [])  # type: ignore[return-value]
