"""The statement on accessibility: the text that people keep, with what the last audit has found."""

from datetime import date

from plugins.network.frozen import frozen
from plugins.network.records import Page
from plugins.network.references import Reference
from plugins.planning.cards import Text
from plugins.planning.deck import Deck
from plugins.planning.props import Props
from plugins.planning.urls import STATEMENT


@frozen
class CheckLine:
    """What was looked for, and how often it was not as it should be."""

    what: str
    findings: int


@frozen
class StatementPage(Props):
    """The statement on accessibility; `day` is that of the last audit, None where there was none."""

    template = "statement.html"
    body: Text
    day: "date | None" = None
    pages: int = 0
    """How many were looked at, on all sites of the network."""
    sites: int = 0
    tool: str = ""
    lines: tuple[CheckLine, ...] = ()


def is_statement(page: Page) -> bool:
    """Whether a page is the statement of its site."""
    return page.id.slug == STATEMENT


def statement(deck: Deck, page: Page, body: Text) -> StatementPage:
    """A site's statement; the audit is that of the whole network, kept with the main site's."""
    main = deck.catalogue.one(Reference(Page.folder, deck.plan.main.slug, STATEMENT))
    audit = page.audit or (main.audit if isinstance(main, Page) else None)
    if not audit:
        return StatementPage(body)
    lines = tuple(CheckLine(one.check.label, one.findings) for one in audit.checks)
    return StatementPage(body, audit.date, audit.pages, audit.sites, audit.tool, lines)
