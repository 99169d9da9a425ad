"""The network of the last build, with small edits in it: what a page can be planned from without reading everything."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import field

from plugins.exchange.entries import reduced
from plugins.history.chronicle import History
from plugins.multisite.jobs import Job
from plugins.multisite.keeping import Change, KeptRecords, known, record_of, restored
from plugins.multisite.ledger import Known, Ledger
from plugins.multisite.making import sheet_of
from plugins.multisite.revising import Edited, NotSmall, text_changed
from plugins.network.body import Body
from plugins.network.checking import check_source
from plugins.network.digest import digest
from plugins.network.front_matter import Values, read_yaml
from plugins.network.frozen import frozen
from plugins.network.model import Picture
from plugins.network.reading import Source
from plugins.network.records import KINDS, Article, Notice, Phase, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.network.validation import validate
from plugins.opendata.listing import named
from plugins.planning import trace
from plugins.planning.cards import ArticleCard
from plugins.planning.catalogue import NAMING
from plugins.planning.deck import Deck, Part
from plugins.planning.opendata import DATA
from plugins.planning.pages import file_of
from plugins.planning.props import ArticleList, DataFile
from plugins.planning.urls import NEWS, expired


class Recalled:
    """The network of the last build, with the edits in it; what a source may point at."""

    def __init__(
        self,
        ledger: Ledger,
        plan: Plan,
        pictures: dict[tuple[str, str], Picture],
        gone: frozenset[Reference],
        counts: Mapping[tuple[str, str], int],
    ) -> None:
        """Nothing is read yet; `gone`: the notices that had expired; `counts`: how many records are published."""
        self.ledger, self.plan, self.pictures, self.gone, self.counts = ledger, plan, pictures, gone, counts
        self.changes: dict[Reference, Change] = {}
        self._before: dict[Reference, tuple[Record, bool]] = {}
        """What a record was, and whether its text or what that leads to has changed."""
        sites = sorted(site.slug for site in plan.sites)
        self.records = KeptRecords(ledger, sites, self.changes)

    def read(self, edited: list[Edited], bodies: list[Body], job: Job) -> None:
        """Enter the edits; raises NotSmall where something is wrong with one, or a full build must look at it."""
        sources = []
        for one, body in zip(edited, bodies, strict=True):
            before, values = record_of(one.reference, one.kept.record), Values()
            record: Record | None = before
            if not one.same_head:
                values = read_yaml(one.head, one.path, 2)
                kind, given = KINDS[one.reference.kind], {"id": one.reference, "path": one.path}
                record, _ = validate(kind, values, one.path, given)
            if record is None or values.problems or _stands_elsewhere(before, record):
                raise NotSmall(one.path)
            self._before[one.reference] = before, text_changed(one, body)
            self.changes[one.reference] = record, body
            sources.append(Source(record, body, values))
        if expired((source.record for source in sources), job.today) != self.gone & self.changes.keys():
            raise NotSmall("a notice has expired, or holds again")
        if any(True for source in sources for _ in check_source(source, self)):
            raise NotSmall("findings")

    def known(self, one: Edited) -> Known:
        """A source as it is kept from now on."""
        return known(*self.changes[one.reference], one.source, digest(one.head.encode()))

    def exists(self, reference: Reference) -> bool:
        """Whether there is a file of this name."""
        return self.ledger.record(reference) is not None

    def source(self, reference: Reference) -> Source | None:
        """The file of this name as it was read."""
        record = self.records.one(reference)
        return Source(record, self.records.body(reference), Values()) if record else None

    def references(self) -> Iterable[Reference]:
        """Nobody is helped here with what is near a name: a finding is for the full build to tell."""
        return ()

    def keys(self) -> Iterator[str]:
        """The keys of everything that has changed."""
        for reference, (record, _) in self.changes.items():
            before, other_text = self._before[reference]
            if record != before:
                yield trace.one(reference)
                yield trace.every(reference.kind, reference.site)
                yield from _naming(before)
                yield from _naming(record)
                if isinstance(record, Project | Notice) and reduced(record) != reduced(before):
                    yield trace.TRADED
            if other_text:
                yield trace.body(reference)


def _stands_elsewhere(before: Record, now: Record) -> bool:
    """Whether a record appears or disappears by an edit, is counted as another, or has other old addresses."""
    other_phase = isinstance(now, Phase) and isinstance(before, Phase) and now.kind != before.kind
    return now.published != before.published or now.aliases != before.aliases or other_phase


def _naming(record: Record) -> Iterator[str]:
    for name in NAMING.get(type(record), ()):
        if isinstance(named := getattr(record, name), Reference):
            yield trace.naming(record.id.kind, name, named)


@frozen
class RecalledDeck(Deck):
    """Deals the cards of news from the last build's list of them: a card of news shows nothing but its own record."""

    ledger: Ledger = field(kw_only=True)
    changes: Mapping[Reference, Change] = field(kw_only=True)
    touched: Collection[str] = field(kw_only=True)
    """The rows that read what has changed."""

    def kept_part(self, key: str) -> Part | None:
        """A part as the last build planned it, where nothing has touched it."""
        path = f"{self.urls.site}/{key}"
        row = self.ledger.find(path) if path not in self.touched else None
        return restored(key, row) if row else None

    def lines(self, site: str) -> tuple[str, ...]:
        """What the last build published for programs, with the lines of the records that have changed."""
        row = self.ledger.find(f"{self.urls.site}/{DATA}")
        if row is None or site != self.urls.site:
            return super().lines(site)
        for key in row.reads:
            self.catalogue.trace.note(key)
        listed = sheet_of(DATA, row.content).props
        assert isinstance(listed, DataFile)
        changed = [
            self.line(record) for record, _ in self.changes.values() if record.published and record.id.site == site
        ]
        new = {named(text): text for text in changed}
        return tuple(new.get(named(text), text) for text in listed.records) if new else listed.records

    def articles(self, site: str | None) -> list[ArticleCard]:
        """All news of a site or of the network, in no particular order."""
        below = file_of(NEWS.url)
        row = self.ledger.find(f"{self.urls.site}/{below}")
        if row is None or site not in (None, self.urls.site):
            return super().articles(site)
        for key in row.reads:
            self.catalogue.trace.note(key)
        listed = sheet_of(below, row.content).props
        assert isinstance(listed, ArticleList)
        cards = {card.url: card for _, cards in listed.years for card in cards}
        changed = [record for record, _ in self.changes.values() if isinstance(record, Article)]
        mine = [record for record in changed if record.published and site in (None, record.id.site)]
        return list((cards | {card.url: card for card in map(self.article, mine)}).values())


class Unread(Mapping[Reference, History]):
    """What git knows is not read for a small edit: the last build's parts hold it."""

    def __getitem__(self, project: Reference) -> History:
        """Not from here."""
        raise NotSmall("git would have to be asked")

    def __iter__(self) -> Iterator[Reference]:
        """None is known."""
        return iter(())

    def __len__(self) -> int:
        """None is known."""
        return 0
