"""The e-mail that brings two together: a link that opens it, written already, in whatever program somebody has."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

from plugins.network.frozen import frozen

_MAIL = re.compile(r"[^\s<>(),;:@]+@[^\s<>(),;:@]+\.[a-z]{2,}")
_LONGEST = 160
"""Characters of what is sought or offered: some mail programs take no link of more than 2,000, and umlauts count six."""
_LINE = "\r\n"
"""RFC 6068 asks for this end of line."""


@frozen
class Party:
    """One of the two that are brought together."""

    title: str
    village: str
    url: str
    """With the host in front."""
    mail: str


def mail_in(contact: str | None) -> str | None:
    """The e-mail address in what a record says of its contact, if there is one."""
    found = _MAIL.search(contact or "")
    return found[0] if found else None


def mailto(one: Party, other: Party, trades: Iterable[tuple[Party, str, Party, str]]) -> str:
    """A link to an e-mail to both. `trades`: who seeks what, and who offers what."""
    to = ",".join(quote(mail, safe="@") for mail in dict.fromkeys((one.mail, other.mail)))
    subject = f"Projektbörse: {one.title} ({one.village}) und {other.title} ({other.village})"
    body = _LINE.join(_lines(one, other, trades))
    return f"mailto:{to}?subject={quote(subject, safe='')}&body={quote(body, safe='')}"


def _lines(one: Party, other: Party, trades: Iterable[tuple[Party, str, Party, str]]) -> Iterator[str]:
    yield from ("Hallo zusammen,", "", "auf der Projektbörse der Modellorte passen diese beiden zueinander:")
    for party in (one, other):
        yield from ("", f"{party.title} ({party.village})", party.url)
    for seeker, sought, giver, offered in trades:
        yield from ("", f"{seeker.village} sucht: {_short(sought)}", f"{giver.village} bietet: {_short(offered)}")
    yield from ("", "Wollt Ihr Euch dazu verabreden?", "", "Viele Grüße", "")


def _short(text: str) -> str:
    """A text that is not too long, cut between words."""
    if len(text) <= _LONGEST:
        return text
    return text[: text.rindex(" ", 0, _LONGEST)] + " …" if " " in text[:_LONGEST] else text[:_LONGEST] + "…"
