"""What a village's coach should look at on a day ("Stand der Dinge"): found in the Network, shown on request, never published."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import field
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from plugins.coaching.progress import done_too_soon, is_open, moves, next_step, overdue
from plugins.coaching.standing import standing
from plugins.network import repetition
from plugins.network.elements import Step
from plugins.network.frozen import frozen
from plugins.network.model import Network
from plugins.network.moments import day_of
from plugins.network.records import Article, Event, Notice, Phase, Project, Record, as_datetime
from plugins.network.references import Reference
from plugins.network.study import Site
from plugins.network.vocabulary import Term

Kind = TypeVar("Kind", bound=Record)
QUIET = timedelta(days=90)
"""After so long without anything new, somebody should ask how a project is doing."""


class Concern(Term):
    """Why a coach should look at something, in the order of the review."""

    LATE = "ueberfaellig", "Überfällige Schritte"
    NO_NEXT_STEP = "ohne-schritt", "Kein nächster Schritt"
    QUIET = "still", "Seit 90 Tagen nichts Neues"
    EXPIRED = "abgelaufen", "Abgelaufene Zettel"
    REVIEW = "pruefen", "Zur Prüfung fällig"
    DOUBTFUL = "phase", "Phasen und Schritte, deren Tag nicht passt"


@frozen
class Matter:
    """One thing to look at."""

    concern: Concern
    title: str
    """Of the record."""
    says: str
    """What is to be said of it, in German."""
    path: str
    """The file to open."""
    since: date | None = None
    """The day that is over, or of the last news."""


@frozen
class Review:
    """What is to be looked at in one site."""

    site: str
    name: str
    day: date
    matters: tuple[Matter, ...]
    """By concern, in each the oldest first."""

    def of(self, concern: Concern) -> tuple[Matter, ...]:
        """The matters of one concern."""
        return tuple(matter for matter in self.matters if matter.concern is concern)


def review(network: Network, site: Site, today: date) -> Review:
    """What is to be looked at in a site on a day. Only what is published counts, and only what is worked on can be late."""
    search = _Search(network, site.slug, today)
    order = list(Concern)
    found = sorted(
        search.matters(), key=lambda one: (order.index(one.concern), one.since or date.min, one.path, one.says)
    )
    return Review(site.slug, site.name, today, tuple(found))


@frozen
class _Search:
    """Looks through the records of one site."""

    network: Network
    site: str
    today: date
    titles: dict[Reference, str] = field(default_factory=dict)
    life: dict[Reference, list[tuple[date, str]]] = field(default_factory=lambda: defaultdict(list))
    """Project → the days on which something happened to it, and what."""

    def matters(self) -> Iterator[Matter]:
        """Everything there is to look at."""
        published = [record for record in self.network.records if record.published]
        self.titles.update((record.id, record.title) for record in published)
        for record in published:
            self._happened(record)
        for record in (record for record in published if record.id.site == self.site):
            yield from self._of(record)

    def _happened(self, record: Record) -> None:
        """Note what news and events tell of their project, wherever they were written."""
        if isinstance(record, Article) and record.project:
            self.life[record.project].append((record.date, f"Meldung „{record.title}“"))
        elif isinstance(record, Event) and record.project and not record.cancelled:
            day = last_day_of(record, self.today)
            self.life[record.project] += [(day, f"Termin „{record.title}“")] if day else []

    def _of(self, record: Record) -> Iterator[Matter]:
        if record.review_by and record.review_by < self.today:
            yield _matter(Concern.REVIEW, record, "Stimmt noch alles?", record.review_by)
        for step in record.steps if isinstance(record, Project) else ():
            if done_too_soon(step, self.today):
                yield _matter(
                    Concern.DOUBTFUL, record, f"{step.title} (erledigt an einem Tag, der noch kommt)", step.done
                )
        match record:
            case Project() if moves(record):
                yield from self._of_project(record)
            case Notice() if record.valid_until < self.today:
                yield _matter(Concern.EXPIRED, record, "nicht mehr veröffentlicht", record.valid_until)
            case Phase() if (stands := standing(record, self.today)).doubtful:
                yield _matter(Concern.DOUBTFUL, record, f"{stands.label}. {stands.after}", record.date)

    def _of_project(self, project: Project) -> Iterator[Matter]:
        for step in overdue(project, self.today):
            yield _matter(Concern.LATE, project, self._step(step), step.due)
        if next_step(project) is None:
            yield _matter(Concern.NO_NEXT_STEP, project, _all_done(project))
        day, what = max(self._signs(project), default=(None, "weder Meldung noch erledigter Schritt noch Termin"))
        if day is None or self.today - day >= QUIET:
            yield _matter(Concern.QUIET, project, f"zuletzt: {what}" if day else what, day)

    def _step(self, step: Step) -> str:
        """A step, how far it is, and who is responsible."""
        who = self.titles.get(step.responsible) if isinstance(step.responsible, Reference) else step.responsible
        return f"{step.title} ({step.state.label}{f', {who}' if who else ''})"

    def _signs(self, project: Project) -> Iterator[tuple[date, str]]:
        """The days up to today on which something happened to a project, as its timeline tells it."""
        done = [(step.done, f"erledigt „{step.title}“") for step in project.steps if step.done and not is_open(step)]
        bounds = [(day, what) for day, what in ((project.start, "Beginn"), (project.date, "Stand")) if day]
        for day, what in (*self.life[project.id], *done, *bounds):
            if day <= self.today:
                yield day, what


def _matter(concern: Concern, record: Record, says: str, since: date | None = None) -> Matter:
    return Matter(concern, record.title, says, record.path, since)


def _all_done(project: Project) -> str:
    return "alle Schritte sind erledigt" if project.steps else f"{project.stage.label}, noch ohne Schritte"


def last_day_of(event: Event, today: date) -> date | None:
    """The last day up to today on which an event began; None where that is still to come."""
    if not event.repeat:
        return day_of(event.start) if day_of(event.start) <= today else None
    before = repetition.latest(event.repeat, as_datetime(event.start), datetime.combine(today, time.max))
    return before.date() if before else None
