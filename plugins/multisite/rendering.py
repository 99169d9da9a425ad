"""From a planned site to the text of its files: pages by the theme, feed by Pelican's writer, sitemap and robots."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields
from datetime import datetime, time
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from jinja2 import Environment, FunctionLoader
from markupsafe import Markup
from pelican.writers import Writer

from plugins.multisite.clock import ZONE
from plugins.network.markup import resolve
from plugins.planning.cards import ArticleCard, Text
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame
from plugins.planning.sites import FEED, Site

FEED_ITEMS = 30


@dataclass
class Renderer:
    """Pelican's means: the theme's environment, the feed writer, the settings."""

    environment: Environment
    writer: Writer
    settings: dict[str, Any]
    _texts: Mapping[str, str] = field(default_factory=dict)

    def use(self, texts: Mapping[str, str], folder: Path) -> None:
        """Render with these templates, the texts of those in `folder`, even if somebody edits them meanwhile."""
        if self._texts != texts:
            self._texts = dict(texts)
            self.environment.loader = FunctionLoader(lambda name: (texts[name], str(folder / name), lambda: True))

    def warm_up(self, templates: Iterable[str]) -> None:
        """Compile these templates once, before other processes are forked that would each do it."""
        for name in templates:
            self.environment.get_template(name)

    def page(self, frame: Frame, sheet: Sheet, html: Callable[[Text], str]) -> str:
        """The HTML of a page: a pure function of the frame, the head, the props and the text they name."""
        given = {field.name: getattr(sheet.props, field.name) for field in fields(sheet.props)}
        if text := given.get("body"):
            given["body"] = Markup(resolve(html(text), text.attributes))
        return self.environment.get_template(sheet.props.template).render(site=frame, page=sheet.head, **given)

    def feed(self, site: Site) -> str:
        """News as Atom."""
        context = {
            "SITENAME": site.frame.name,
            "SITESUBTITLE": site.frame.claim,
            "SITEURL": site.frame.address,
            "FEED_DOMAIN": site.frame.address,
        }
        entries = [_FeedEntry(card, site.frame.address) for card in site.feed[:FEED_ITEMS]]
        feed = self.writer.write_feed(entries, context, url=FEED)
        if not entries:
            feed.latest_post_date = lambda: datetime.combine(site.since, time(12), ZONE)  # the library would take now
        return str(feed.writeString("utf-8"))


class _FeedEntry:
    """An article as Pelican's feed writer asks for it."""

    def __init__(self, card: ArticleCard, address: str) -> None:
        # Pelican takes a title for HTML, and takes the tags out
        self.title = escape(f"{card.title} (Beispiel)" if card.sample else card.title)
        self.url = card.url if "://" in card.url else address + card.url
        self.summary = escape(card.summary or "")
        self.date = datetime.combine(card.date, time(12))
        self.author = card.village

    @cached_property
    def tags(self) -> list[str]:
        return []

    def get_content(self, _: str) -> str:
        return self.summary


def sitemap(site: Site) -> str:
    """All pages that search engines may list (sitemaps.org 0.9)."""
    pages = sorted(sheet.head.url for sheet in site.sheets if sheet.listed)
    lines = "".join(f"<url><loc>{escape(url)}</loc></url>\n" for url in pages)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="{space}">\n{lines}</urlset>\n'


def robots(frame: Frame) -> str:
    """Everything may be read (RFC 9309)."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {frame.address}/sitemap.xml\n"
