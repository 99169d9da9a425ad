"""The page for those who are new in a village: whom to ask and where to go first, made of what stands elsewhere on the site."""

from plugins.network.frozen import frozen
from plugins.network.records import Address
from plugins.network.study import Village
from plugins.network.vocabulary import AddressKind
from plugins.planning.cards import AddressCard, EventCard, Link, NoticeCard, Text
from plugins.planning.deck import Deck
from plugins.planning.lists import addresses
from plugins.planning.props import Props


@frozen
class Newcomers(Props):
    """Whom to ask, the first ways, clubs, what is on."""

    template = "newcomers.html"
    body: Text | None
    emergency: tuple[AddressCard, ...]
    editors: AddressCard | None
    """The address at which the editors are reached, where there is one."""
    offices: tuple[AddressCard, ...]
    institutions: tuple[AddressCard, ...]
    """Institutions and shops."""
    clubs: tuple[AddressCard, ...]
    events: tuple[EventCard, ...]
    notices: tuple[NoticeCard, ...]
    pages: tuple[Link, ...]
    """Further reading on this site."""


def newcomers(
    deck: Deck,
    village: Village,
    body: Text | None,
    events: tuple[EventCard, ...],
    notices: tuple[NoticeCard, ...],
    emergency: tuple[AddressCard, ...],
    pages: tuple[Link, ...],
) -> Newcomers:
    """What a village has for those who are new; the editors stand by themselves, not among the rest."""
    editors = next((a for a in deck.all(Address, village.slug) if a.email == village.contact), None)
    card = deck.address(editors) if editors else None

    def besides(kind: AddressKind) -> tuple[AddressCard, ...]:
        return tuple(one for one in addresses(deck, village.slug, kind) if one != card)

    return Newcomers(
        body=body,
        emergency=emergency,
        editors=card,
        offices=besides(AddressKind.AMT),
        institutions=besides(AddressKind.EINRICHTUNG) + besides(AddressKind.BETRIEB),
        clubs=besides(AddressKind.VEREIN),
        events=events,
        notices=notices,
        pages=pages,
    )
