"""From the props of a file for programs to its bytes: one form for each class of them, where a page has a template."""

import json
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from html import escape
from typing import Any

from plugins.app.webmanifest import manifest
from plugins.calendar.writing import calendar
from plugins.network.mail import disguised, disguised_json
from plugins.network.moments import ZONE
from plugins.opendata.datafile import written
from plugins.planning.cards import ArticleCard
from plugins.planning.feeds import JsonFeed
from plugins.planning.props import AppManifest, Calendar, DataFile, DataSchema, Feed, Frame, Head
from plugins.planning.tidings import Tidings

Form = Callable[[Frame, Head, Any], bytes]
"""Writes a file: a pure function of the site's frame, the file's head and its props."""


def feed(frame: Frame, head: Head, props: Feed) -> bytes:
    """News as Atom (RFC 4287), by the library that Pelican's own feeds are made with."""
    from feedgenerator import Atom1Feed, get_tag_uri  # takes as long to import as a small edit takes in all

    class Newest(Atom1Feed):  # type: ignore[misc]
        def latest_post_date(self) -> datetime:
            """The day of the newest article; the library would take the time of the build where there is none."""
            return _noon(props.news[0].date if props.news else props.since)

    atom = Newest(frame.name, f"{frame.address}/", frame.claim, feed_url=head.url, subtitle=frame.claim)
    for card in props.news:
        title, link = _told(frame, card)
        about = {"author_name": card.village, "content": escape(card.summary or "")}
        atom.add_item(title, link, None, unique_id=get_tag_uri(link, card.date), pubdate=_noon(card.date), **about)
    return disguised(str(atom.writeString("utf-8"))).encode()


def json_feed(frame: Frame, head: Head, props: JsonFeed) -> bytes:
    """News as JSON Feed 1.1 (jsonfeed.org/version/1.1)."""
    about = {"version": "https://jsonfeed.org/version/1.1", "title": frame.name, "description": frame.claim}
    where = {"home_page_url": f"{frame.address}/", "feed_url": head.url, "language": "de"}
    items = [_item(frame, card) for card in props.news]
    text = json.dumps({**about, **where, "items": items}, ensure_ascii=False, indent=1)
    return f"{disguised_json(text)}\n".encode()


def _item(frame: Frame, card: ArticleCard) -> dict[str, Any]:
    title, link = _told(frame, card)
    item = {"id": link, "url": link, "title": title, "content_text": card.summary or card.title}
    picture = {"image": frame.absolute(card.image.url)} if card.image else {}
    return {**item, **picture, "date_published": _noon(card.date).isoformat(), "authors": [{"name": card.village}]}


def _told(frame: Frame, card: ArticleCard) -> tuple[str, str]:
    """Title and address of a piece of news where it stands outside its site."""
    return f"{card.title} (Beispiel)" if card.sample else card.title, frame.absolute(card.url)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), ZONE)


def data(_: Frame, __: Head, props: DataFile) -> bytes:
    """A site's records for programs."""
    return disguised_json(written(props.about, props.records)).encode()


def data_schema(_: Frame, head: Head, __: DataSchema) -> bytes:
    """Their format."""
    from plugins.opendata.schema import schema  # nothing else needs what it takes to make one

    return schema(head.url).encode()


def dates(_: Frame, head: Head, props: Calendar) -> bytes:
    """Dates for people's own calendars."""
    return calendar(props.name, props.page, head.url, props.entries).encode()


def app_manifest(frame: Frame, _: Head, props: AppManifest) -> bytes:
    """The site as an app, for the phone."""
    shortcuts = [(link.title, link.url) for link in props.shortcuts]
    return manifest(frame.name, frame.claim, props.colour, props.ground, shortcuts)


def news(frame: Frame, _: Head, props: Tidings) -> bytes:
    """What there is to tell, for the worker; each on a line."""
    lines = ",\n".join(json.dumps(vars(item), ensure_ascii=False) for item in props.items)
    text = f'{{"name": {json.dumps(frame.name, ensure_ascii=False)}, "items": [\n{lines}\n]}}\n'
    return disguised_json(text).encode()


FORMS: Mapping[str, Form] = {
    Feed.template: feed,
    JsonFeed.template: json_feed,
    DataFile.template: data,
    DataSchema.template: data_schema,
    Calendar.template: dates,
    AppManifest.template: app_manifest,
    Tidings.template: news,
}
"""`template` of the props → what writes them."""
