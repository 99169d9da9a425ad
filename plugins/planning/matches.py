"""Matches of the Projektbörse as pages show them: with addresses, and with the e-mail that brings two together."""

from collections.abc import Iterator
from functools import partial

from plugins.exchange.letters import Party as Recipient
from plugins.exchange.letters import mail_in, mailto
from plugins.exchange.records import Match, Reason
from plugins.network.records import Notice, Project
from plugins.network.references import Reference
from plugins.planning.cards import MatchCard, MatchReason, Party
from plugins.planning.deck import Deck
from plugins.planning.urls import inside

PART = "matches"
"""The first word of the part's name that holds what goes together with a project."""
MOST = 60
"""How many matches the page of the Projektbörse shows: so many fit on a wall, and the rest stands with the projects."""


def of_project(deck: Deck, slug: str) -> tuple[MatchCard, ...]:
    """What goes together with a project of the deck's site, the best first; planned by itself: hardly an edit changes it."""
    if not deck.extras.matches:
        return ()
    name = Reference(Project.folder, deck.urls.site, slug)
    return deck.part(f"{PART} {slug}", partial(_of_project, deck, name))


def _of_project(deck: Deck, name: Reference) -> tuple[MatchCard, ...]:
    return tuple(_card(deck, name, match) for match in deck.catalogue.matches(deck.today).get(name, ()))


def of_network(deck: Deck) -> tuple[tuple[MatchCard, ...], int]:
    """The best matches of the network, each once, and how many there are besides."""
    if not deck.extras.matches:
        return (), 0
    every = sorted(_once(deck), key=lambda pair: (not pair[1].confirmed, -pair[1].points, pair[0], pair[1].other))
    return tuple(_card(deck, *pair) for pair in every[:MOST]), max(len(every) - MOST, 0)


def _once(deck: Deck) -> Iterator[tuple[Reference, Match]]:
    """Every match, seen from one of its projects."""
    for name, matches in deck.catalogue.matches(deck.today).items():
        yield from ((name, match) for match in matches if match.other.kind != name.kind or name < match.other)


def _card(deck: Deck, name: Reference, match: Match) -> MatchCard:
    project, other = (deck.catalogue.one(either) for either in (name, match.other))
    assert isinstance(project, Project) and isinstance(other, Project | Notice), (name, match.other)
    recipients = {record.id: _recipient(deck, record) for record in (project, other)}
    trades = [_trade(reason, recipients) for reason in match.reasons if reason.seeker]
    return MatchCard(
        one=_party(deck, project),
        other=_party(deck, other),
        confirmed=match.confirmed,
        reasons=tuple(_reason(reason, recipients) for reason in match.reasons),
        letter=mailto(recipients[project.id], recipients[other.id], trades),
        mails=tuple(dict.fromkeys(recipient.mail for recipient in recipients.values())),
    )


def _party(deck: Deck, record: Project | Notice) -> Party:
    kind = record.type if isinstance(record, Notice) else None
    village = deck.site(record.id.site).name
    return Party(record.title, deck.urls.of(record.id), record.id.site, village, record.sample, kind)


def _recipient(deck: Deck, record: Project | Notice) -> Recipient:
    """Whom an e-mail about a project or a notice goes to: its contact, else the editors of its village."""
    site = deck.site(record.id.site)
    url = deck.urls.bases[site.slug] + inside(record.id)
    return Recipient(record.title, site.name, url, mail_in(record.contact) or site.contact)


_Trade = tuple[Recipient, str, Recipient, str]
"""Who seeks what, and who offers what."""


def _trade(reason: Reason, recipients: dict[Reference, Recipient]) -> _Trade:
    seeker, giver = sorted(recipients, key=lambda name: name != reason.seeker)
    return recipients[seeker], reason.sought, recipients[giver], reason.offered


def _reason(reason: Reason, recipients: dict[Reference, Recipient]) -> MatchReason:
    if reason.seeker is None:
        return MatchReason(reason.why, None, "", None, "")
    seeker, sought, giver, offered = _trade(reason, recipients)
    return MatchReason(reason.why, seeker.village, sought, giver.village, offered)
