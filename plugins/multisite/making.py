"""From planned sites to files: every file with the fingerprint of what it is made from, and how to make it."""

import json
from collections.abc import Callable
from functools import partial
from typing import NamedTuple
from zlib import crc32

from plugins.multisite.forms import FORMS, Form
from plugins.multisite.generations import Piece, write
from plugins.multisite.ledger import fingerprint
from plugins.multisite.manifest import Hole
from plugins.multisite.rendering import Renderer
from plugins.network.digest import digest
from plugins.network.frozen import frozen
from plugins.network.plain import as_json, restorer
from plugins.planning.cards import Text
from plugins.planning.pages import Sheet
from plugins.planning.props import Frame, Head, props_of

Html = Callable[[Text], str]
FEW = 24
"""So many files are made in this process: starting others would take longer."""


class Content(NamedTuple):
    """The bytes of a file, and where its text stands in them."""

    written: bytes
    hole: Hole | None = None


@frozen
class Output:
    """One file of the output."""

    path: str
    """With the site's folder in front."""
    fingerprint: str
    """Equal fingerprints mean equal bytes."""
    make: Callable[[Html], Content]
    template: str | None = None


def given(path: str, content: bytes) -> Output:
    """A file that is known already."""
    return Output(path, digest(content), partial(_given, content))


def _given(content: bytes, _: Html) -> Content:
    return Content(content)


@frozen
class Press:
    """Turns pages into outputs: what all of them depend on besides what was planned."""

    renderer: Renderer
    version: str
    """Of code, settings and libraries."""
    templates: str
    """The digest of the theme's templates."""

    def page(self, frame: Frame, around: str, path: str, content: str, sheet: Callable[[], Sheet]) -> Output:
        """A page. It depends on the frame, the templates, its head and props (`content`), and nothing else.

        What has a form instead of a template does not depend on templates.
        """
        template = template_of(content)
        if form := FORMS.get(template):
            name = fingerprint(self.version, "", around, content)
            return Output(path, name, partial(_formed, form, frame, sheet))
        name = fingerprint(self.version, self.templates, around, content)
        return Output(path, name, partial(self._page, frame, sheet), template)

    def _page(self, frame: Frame, sheet: Callable[[], Sheet], html: Html) -> Content:
        page, text = self.renderer.page(frame, sheet(), html)
        written, inset = page.encode(), text.encode() if text else b""
        return Content(written, Hole(written.index(inset), len(inset)) if text else None)


def _formed(form: Form, frame: Frame, sheet: Callable[[], Sheet], _: Html) -> Content:
    made = sheet()
    return Content(form(frame, made.head, made.props))


def ready(sheet: Sheet) -> Sheet:
    """A page that was just planned; one of the last build is restored by `sheet_of` where it is made."""
    return sheet


def framed(frame: Frame) -> str:
    """The digest of a frame."""
    return digest(as_json(frame).encode())


def content_of(sheet: Sheet) -> str:
    """All that a page is made of, on one line."""
    return as_json((sheet.props.template, sheet.listed, sheet.head, sheet.props))


def template_of(content: str) -> str:
    """The template of a page."""
    return content[2 : content.index('"', 2)]


def sheet_of(path: str, content: str) -> Sheet:
    """The page that `content_of` made the text of; `path` is that below its site."""
    template, listed, head, given = json.loads(content)
    return Sheet(path, restorer(Head)(head), restorer(props_of(template))(given), listed)  # type: ignore[arg-type]


def write_content(file: str, content: Content, over: bool = False) -> Piece:
    """Write a file; what is to be known of it. `over`: as in `write`."""
    return Piece(write(file, content.written, over), crc32(content.written), *(content.hole or ()))
