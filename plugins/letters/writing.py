"""A letter to the editors as a link: whoever follows it finds it in their own mail program, to be filled in."""

from typing import NamedTuple
from urllib.parse import quote

from plugins.letters.forms import TEXT, Form

_LINE = "\r\n"
"""RFC 6068 asks for this end of line."""
_ASKED = "Bitte hinter die Doppelpunkte schreiben. Was Du nicht weißt, lass leer."


class Letter(NamedTuple):
    """An e-mail that is written as far as we can, and the link that opens it."""

    to: str
    subject: str
    body: str

    @property
    def url(self) -> str:
        """RFC 6068."""
        body = self.body.replace("\n", _LINE)
        return f"mailto:{quote(self.to, safe='@')}?subject={quote(self.subject, safe='')}&body={quote(body, safe='')}"


def letter(form: Form, to: str, site: str) -> Letter:
    """A letter with which somebody sends a record to the editors of a site; the mark at the end of its subject tells a machine what it is."""
    return Letter(to, f"{form.subject} [{site}/{form.folder}]", _body(form, _ASKED))


def comment(form: Form, to: str, record: str, title: str, url: str) -> Letter:
    """A letter about a record (`weslarn/projekte/pilgerhof`)."""
    return Letter(to, f"{form.subject}: {title} [{record}]", _body(form, f"Zu: {title}\n{url}"))


def _body(form: Form, above: str) -> str:
    lines = "\n".join(f"{field.label}: " for field in form.fields)
    return f"{above}\n\n{lines}\n\n{TEXT}:\n\n"
