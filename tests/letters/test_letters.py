"""Letters to the editors: a link opens them, a person fills them in, and a machine reads the record that they become."""

from datetime import date, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.letters.forms import COMMENT, FORMS, NOTICE
from plugins.letters.reading import Draft, read_letter, source_of
from plugins.letters.writing import Letter, comment, letter
from plugins.network.records import Article, Event, Notice, Project
from plugins.network.vocabulary import NoticeType, Stage
from tests.minisite import MiniSite

MAIL = "redaktion@anger.example"
FILLED = {
    "pinnwand": {
        "Überschrift": "Leiter: gesucht",
        "Art": "Suche",
        "Hängt bis": "31.1.2027",
        "Kontakt": "leiter@anger.example",
    },
    "termine": {
        **{"Was": "Hoffest – 'groß'", "Beginn": "5. 6. 2027, 19.30 Uhr", "Ende": "05.06.2027 22:00"},
        **{
            "Wo": "Hof am Anger",
            "Wer lädt ein": "Landjugend #1",
            "In einem Satz": 'Mit "Musik" & Kuchen: alle kommen.',
        },
    },
    "aktuelles": {"Überschrift": "Der Teich ist voll", "Datum": "24.11.2026", "In einem Satz": "Endlich."},
    "projekte": {"Die Idee": "@Alle: Saftpresse", "Was besser wird": "Wir pressen 100 % selbst."},
}
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=30)
"""Single words; a line break ends a value, and spaces are joined."""


def fill(written: Letter, values: dict[str, str], text: str) -> str:
    """What a person makes of a letter: every line that begins with one of these words is filled in."""
    lines = written.body.split("\n")
    for begin, value in values.items():
        [at] = [n for n, line in enumerate(lines) if line.startswith(begin)]
        lines[at] += value
    return "\n".join(lines) + text


def sent(subject: str, body: str) -> tuple[str, str]:
    """Subject and body after they have travelled: encoded, cut into lines, decoded again."""
    mail = EmailMessage()
    mail["Subject"], mail["To"] = subject, MAIL
    mail.set_content(body.replace("\n", "\r\n"), cte="quoted-printable")
    arrived = message_from_bytes(mail.as_bytes(policy.SMTP), policy=policy.default)
    return arrived["Subject"], arrived.get_body().get_content()  # type: ignore[union-attr]


@pytest.mark.parametrize("folder", FILLED)
def test_a_letter_that_was_filled_in_becomes_a_record_without_a_finding(minisite: MiniSite, folder: str) -> None:
    written = letter(FORMS[folder], MAIL, "anger")
    subject, body = sent(
        f"Re: {written.subject}", fill(written, FILLED[folder], "Erster Satz.\n\nZweiter *Absatz*.\n-- \nOma Lina")
    )
    draft = read_letter(subject, body)
    assert draft and (draft.site, draft.folder, draft.about) == ("anger", folder, None)
    assert draft.text == "Erster Satz.\n\nZweiter *Absatz*."
    minisite.file(f"content/anger/{folder}/neu.md", source_of(draft))
    record = minisite.get(f"anger/{folder}/neu")
    match record:
        case Notice():
            assert (record.title, record.type) == ("Leiter: gesucht", NoticeType.SUCHE)
            assert (record.valid_until, record.contact) == (date(2027, 1, 31), "leiter@anger.example")
        case Event():
            assert record.title.startswith("Hoffest – ")
            assert (record.start, record.end) == (datetime(2027, 6, 5, 19, 30), datetime(2027, 6, 5, 22))
            assert (record.location, record.organizer) == ("Hof am Anger", "Landjugend #1")
        case Article():
            assert (record.title, record.date, record.summary) == ("Der Teich ist voll", date(2026, 11, 24), "Endlich.")
        case Project():
            assert (record.title, record.stage) == ("@Alle: Saftpresse", Stage.IDEE)
        case _:
            raise AssertionError(record)


@pytest.mark.parametrize("folder", FILLED)
def test_the_link_opens_the_letter_as_it_is(folder: str) -> None:
    written = letter(FORMS[folder], MAIL, "anger")
    link = urlsplit(written.url)
    said = parse_qs(link.query, keep_blank_values=True, strict_parsing=True)
    assert (link.scheme, unquote(link.path)) == ("mailto", MAIL)
    assert said == {"subject": [written.subject], "body": [written.body.replace("\n", "\r\n")]}
    assert "+" not in link.query and len(written.url) < 2000


def test_every_label_becomes_a_key_that_its_record_has() -> None:
    kinds = {"pinnwand": Notice, "termine": Event, "aktuelles": Article, "projekte": Project}
    for folder, kind in kinds.items():
        keys = {field.key for field in FORMS[folder].fields} | {key for key, _ in FORMS[folder].fixed}
        required = {name for name, field in kind.model_fields.items() if field.is_required()} - {"id", "path"}
        assert required <= keys <= set(kind.model_fields)


def test_a_comment_names_what_it_is_about() -> None:
    written = comment(COMMENT, MAIL, "anger/projekte/teich", "Der Teich [neu]", "https://anger.example/projekte/teich/")
    draft = read_letter(*sent(written.subject, fill(written, {"Name": "Lina"}, "Gute Sache!\n")))
    assert draft == Draft("anger", "projekte", "teich", {"name": "Lina"}, "Gute Sache!")


def test_what_was_left_empty_is_left_out() -> None:
    written = letter(NOTICE, MAIL, "anger")
    draft = read_letter(written.subject, written.body)
    assert draft and draft.values == {} and draft.text == ""


def test_lines_that_a_mail_program_has_broken_are_joined() -> None:
    written = letter(NOTICE, MAIL, "anger")
    body = written.body.replace("Kontakt, der dabeistehen darf: ", "Kontakt, der dabeistehen darf: bei der\n Redaktion")
    draft = read_letter(written.subject, body)
    assert draft and draft.values == {"contact": "bei der Redaktion"}


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("31.1.2027", "2027-01-31"),
        ("31. 1. 2027 um 9 Uhr", "2027-01-31T09:00"),
        ("31.01.2027, 19:30", "2027-01-31T19:30"),
        ("2027-01-31", "2027-01-31"),
        ("nächsten Freitag", "nächsten Freitag"),
        ("31.1.", "31.1."),
    ],
)
def test_days_are_read_as_people_write_them(written: str, said: str) -> None:
    blank = letter(NOTICE, MAIL, "anger")
    draft = read_letter(blank.subject, fill(blank, {"Hängt bis": written}, ""))
    assert draft and draft.values == {"valid_until": said}


@pytest.mark.parametrize("subject", ["Zettel", "Zettel [anger]", "Zettel [anger/wohin]", "[anger/pinnwand] Zettel", ""])
def test_a_letter_without_its_mark_is_read_by_people(subject: str) -> None:
    assert read_letter(subject, "Überschrift: Leiter\n") is None


@given(WORDS, WORDS)
def test_any_words_come_back(title: str, text: str) -> None:
    blank = letter(NOTICE, MAIL, "anger")
    draft = read_letter(*sent(blank.subject, fill(blank, {"Überschrift": title}, f"x {text}")))
    assert draft and draft.values == {"title": title} and draft.text == f"x {text}"
