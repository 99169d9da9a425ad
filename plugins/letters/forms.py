"""What can be sent to the editors: for each kind the lines to fill in, and the key of front matter that each becomes."""

from typing import NamedTuple

from plugins.network.vocabulary import NoticeType, Stage


class Field(NamedTuple):
    """A line of a letter: what stands before the colon, and the key it becomes."""

    label: str
    key: str


class Form(NamedTuple):
    """A kind of letter; `folder` is where the record lies that it becomes, empty for a comment, which becomes none."""

    folder: str
    subject: str
    fields: tuple[Field, ...]
    fixed: tuple[tuple[str, str], ...] = ()
    """Keys that need not be asked for."""


TEXT = "Text"
"""What stands before the colon of the last line; all below it is the record's text."""
SIGNATURE = "-- "
"""Ends the text where a mail program has put one (RFC 3676)."""
_DAY = "Tag.Monat.Jahr"

NOTICE = Form(
    "pinnwand",
    "Zettel für die Pinnwand",
    (
        Field("Überschrift", "title"),
        Field(f"Art ({', '.join(kind.label for kind in NoticeType)})", "type"),
        Field(f"Hängt bis ({_DAY})", "valid_until"),
        Field("Kontakt, der dabeistehen darf", "contact"),
    ),
)
EVENT = Form(
    "termine",
    "Ein Termin",
    (
        Field("Was", "title"),
        Field(f"Beginn ({_DAY} Uhrzeit)", "start"),
        Field(f"Ende ({_DAY} Uhrzeit)", "end"),
        Field("Wo", "location"),
        Field("Wer lädt ein", "organizer"),
        Field("In einem Satz", "summary"),
    ),
)
ARTICLE = Form(
    "aktuelles",
    "Eine Nachricht",
    (Field("Überschrift", "title"), Field(f"Datum ({_DAY})", "date"), Field("In einem Satz", "summary")),
)
IDEA = Form(
    "projekte",
    "Eine Idee",
    (Field("Die Idee in wenigen Worten", "title"), Field("Was besser wird, in einem Satz", "summary")),
    (("stage", Stage.IDEE.value),),
)
COMMENT = Form("", "Kommentar", (Field("Name, der dabeistehen darf", "name"),))

FORMS = {form.folder: form for form in (NOTICE, EVENT, ARTICLE, IDEA, COMMENT)}
"""Folder → form; the comment's is empty."""
DATES = {"valid_until", "start", "end", "date"}
"""Keys whose values are days or moments."""
