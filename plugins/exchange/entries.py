"""What the Projektbörse compares: the lines of projects and notices that still hold, and projects as a whole."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple, TypeVar

from plugins.exchange.letters import mail_in
from plugins.exchange.terms import Terms, terms, with_guesses
from plugins.network.elements import Offer
from plugins.network.records import Notice, Project, Record
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.network.vocabulary import NoticeType, Stage

_READ: dict[type[Record], tuple[str, ...]] = {
    Project: (
        *("title", "summary", "tags", "themes", "stage", "status"),
        *("seeks", "offers", "related", "not_related", "contact"),
    ),
    Notice: ("title", "summary", "type", "status", "valid_until", "contact"),
}
"""What matches are made of."""
SEEKING = frozenset({NoticeType.SUCHE, NoticeType.HILFE})
"""Notices that ask for something; all others give something."""


IMPLIED = {NoticeType.MITFAHREN: "Mitfahrgelegenheit"}
"""What a notice is about though it need not say so."""


Kind = TypeVar("Kind", bound=Record)


class Line(NamedTuple):
    """Something that somebody seeks or offers."""

    by: Reference
    """A project or a notice."""
    place: int
    """Which of its lines."""
    category: str | None
    """None for a notice."""
    text: str
    more: str = ""
    """What else a notice says."""
    whose: str | None = None
    """The address to write to."""


Entry = Line | Reference
"""What is compared: a line, or a project as a whole."""


def reduced(record: Kind) -> Kind:
    """A project or notice with nothing in it but what matches are made of, so that nothing else can change them."""
    kept = {field: getattr(record, field) for field in _READ[type(record)]}
    return type(record).model_construct(id=record.id, path="", **kept)


def open_projects(projects: Iterable[Project]) -> list[Project]:
    """Those that can still be helped, in one order whatever order they came in."""
    still = (project for project in projects if project.published and project.stage is not Stage.ABGESCHLOSSEN)
    return sorted(still, key=lambda project: project.id)


def open_notices(notices: Iterable[Notice], today: date) -> list[Notice]:
    """Those that hang on the pin board today, in one order whatever order they came in."""
    still = (notice for notice in notices if notice.published and notice.valid_until >= today)
    return sorted(still, key=lambda notice: notice.id)


def sought(projects: Iterable[Project], notices: Iterable[Notice], today: date) -> list[Line]:
    """All that is sought."""
    asking = (notice for notice in notices if notice.type in SEEKING)
    return [*_lines(((project, project.seeks) for project in projects), today), *_notes(asking)]


def offered(projects: Iterable[Project], notices: Iterable[Notice], today: date) -> list[Line]:
    """All that is offered."""
    giving = (notice for notice in notices if notice.type not in SEEKING)
    return [*_lines(((project, project.offers) for project in projects), today), *_notes(giving)]


def _lines(offers: Iterable[tuple[Project, tuple[Offer, ...]]], today: date) -> Iterator[Line]:
    for project, lines in offers:
        for place, line in enumerate(lines):
            if not line.until or line.until >= today:
                yield Line(project.id, place, line.category, line.what, whose=_whose(project))


def _notes(notices: Iterable[Notice]) -> Iterator[Line]:
    for notice in notices:
        more = f"{notice.summary or ''}. {IMPLIED.get(notice.type, '')}"
        yield Line(notice.id, 0, None, notice.title, more, _whose(notice))


def _whose(record: Project | Notice) -> str | None:
    """The e-mail address of a contact, which for a notice may stand within a sentence."""
    mail = mail_in(record.contact)
    return mail and mail.casefold()


def read(projects: Iterable[Project], lines: Iterable[Line], silent: frozenset[str]) -> dict[Entry, Terms]:
    """The terms of all of them. `silent`: words that say nothing here."""
    told: dict[Entry, Terms] = {line: terms(f"{line.text}. {line.more}", silent) for line in lines}
    guessed = with_guesses({**told, **{project.id: _about(project, silent) for project in projects}})
    return {entry: found if isinstance(entry, Line) else _spread(found) for entry, found in guessed.items()}


def _spread(found: Terms) -> Terms:
    """A project is about all that its words are made of: what a „Podcaststudio“ has to do with is podcasts."""
    return {name: term._replace(head=True) for name, term in found.items()}


def _about(project: Project, silent: frozenset[str]) -> Terms:
    """The terms of a project as a whole: of its title and its tags, and with less weight of its summary."""
    titled = terms(". ".join((project.title, *project.tags)), silent)
    told = terms(project.summary or "", silent)
    less = {name: term._replace(strength=max(term.strength - 1, 1)) for name, term in told.items()}
    both = {**less, **{name: max(term, less.get(name, term)) for name, term in titled.items()}}
    return {name: term for name, term in both.items() if not term.kind}


def names_of_places(plan: Plan) -> frozenset[str]:
    """Words that name villages and their municipalities: that two texts both name Weslarn is no reason."""
    names = (f"{village.name} {village.municipality}" for village in plan.villages)
    return frozenset(word.casefold() for name in names for word in name.split() if len(word) > len("Bad"))
