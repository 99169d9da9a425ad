"""A site's `neues.json`: what an installed app looks at while it is closed, to find out whether there is something to tell."""

from plugins.network.frozen import frozen
from plugins.planning import lists
from plugins.planning.deck import Deck
from plugins.planning.props import File

NEWS = "neues.json"
MOST = 20
"""Of each topic: what is new to somebody who was away longer is too much to tell."""


@frozen
class Tiding:
    """Something to tell; what is new has an id that was not there before."""

    id: str
    topic: str
    """What one can ask to be told of: `aktuelles`, `termine`, `pinnwand`."""
    title: str
    url: str


@frozen
class Tidings(File):
    """What there is to tell of a site, news before dates before notices."""

    template = "neues.json"
    items: tuple[Tiding, ...]


def tidings(deck: Deck, site: str | None) -> Tidings:
    """The newest of everything; `site`: whose, None for all."""
    news = [Tiding(card.url, "aktuelles", card.title, card.url) for card in lists.articles(deck, site)[:MOST]]
    dates = []
    for card in lists.soonest(lists.events(deck, site), MOST):
        title, mark = (f"Fällt aus: {card.title}", "abgesagt") if card.cancelled else (card.title, "")
        dates.append(Tiding(f"{card.url}#{mark}", "termine", title, card.url))
    notices = lists.notices(deck, site)[:MOST] if site else ()
    return Tidings((*news, *dates, *(Tiding(card.url, "pinnwand", card.title, card.url) for card in notices)))
