"""The values front matter is made of: each type turns the text a coach wrote into a checked value, or says what is wrong."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator

from plugins.network import repetition
from plugins.network.hours import meant, rule_of
from plugins.network.problems import quoted, suggestion
from plugins.network.references import SLUG, Reference, is_web_address
from plugins.network.repetition import FIRST_YEAR, LAST_YEAR
from plugins.network.typography import typeset
from plugins.network.vocabulary import Term


class Wrong(ValueError):
    """What a value's type says of text it cannot accept: what it expected and how to fix it (both German)."""

    def __init__(self, expected: str, fix: str, key: str | None = None) -> None:
        """Keep both sentences for the reader, which knows the place and what was found.

        `key`: which of several values is meant, where they do not fit together.
        """
        super().__init__(expected)
        self.expected, self.fix, self.key = expected, fix, key


def _text(limit: int) -> Callable[[Any], str]:
    def read(value: Any) -> str:
        if not isinstance(value, str):
            raise Wrong("ein Text in einer Zeile", "Schreibe den Wert hinter den Doppelpunkt, ohne Liste.")
        text = " ".join(value.split())
        if not text:
            raise Wrong("ein Text", "Fülle die Angabe aus oder lösche die Zeile.")
        if len(text) > limit:
            raise Wrong(
                f"höchstens {limit} Zeichen (hier {len(text)})",
                "Kürze den Text; Längeres gehört unter die zweite Linie.",
            )
        return text

    return read


def _prose(limit: int) -> Callable[[Any], str]:
    plain = _text(limit)
    return lambda value: typeset(plain(value))


def _yes(value: Any) -> bool:
    answers = {"true": True, "ja": True, "false": False, "nein": False}
    if not isinstance(value, str) or value.lower() not in answers:
        raise Wrong("`true` oder `false`", "Schreibe `true` für ja, `false` für nein.")
    return answers[value.lower()]


def _iso_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None
    except ValueError:
        return None


def _likely(moment: date) -> bool:
    return FIRST_YEAR <= moment.year <= LAST_YEAR


_GERMAN_DATE = re.compile(r"(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})\b[ ,]*(?:(\d{1,2})[:.](\d\d))?.*")


def _date_fix(text: str, with_time: bool = False) -> str:
    """How to write the date that was probably meant; German notation is understood, `03/04/2026` is not guessed."""
    if german := _GERMAN_DATE.fullmatch(text):
        meant = f"{german[3]}-{int(german[2]):02d}-{int(german[1]):02d}"
        time = f"T{int(german[4]):02d}:{german[5]}" if with_time and german[4] else ""
        return f"Schreibe {quoted(meant + time)}." if _iso_moment(f"{meant}{time or 'T00:00'}") else _NO_SUCH_DAY
    if day := _iso_day(text[:10]):
        if not _likely(day):
            return f"Prüfe das Jahr: es liegt nicht zwischen {FIRST_YEAR} und {LAST_YEAR}."
        if not with_time:
            return "Lösche, was hinter dem Tag steht."
        is_time = re.fullmatch(r"[T ]\d\d:\d\d", text[10:])
        return _NO_SUCH_DAY if is_time else "Hinter den Tag gehört nur die Uhrzeit, wie `T19:30`."
    if re.match(r"\d{4}-\d\d-\d\d", text):
        return _NO_SUCH_DAY
    return "Schreibe das Jahr zuerst, dann Monat und Tag, jeweils mit Bindestrich."


_NO_SUCH_DAY = "Diesen Tag oder diese Uhrzeit gibt es nicht. Sieh im Kalender nach."


def _day(value: Any) -> date:
    day = _iso_day(value) if isinstance(value, str) else None
    if day is None or not _likely(day):
        raise Wrong("ein Datum wie `2026-12-03`", _date_fix(value if isinstance(value, str) else ""))
    return day


def _iso_moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d", text) else None
    except ValueError:
        return None


def _moment(value: Any) -> date | datetime:
    text = value if isinstance(value, str) else ""
    moment = _iso_day(text) or _iso_moment(text)
    if moment and _likely(moment):
        return moment
    raise Wrong("ein Datum wie `2026-12-03` oder mit Uhrzeit `2026-12-03T19:30`", _date_fix(text, with_time=True))


def _cents(value: Any) -> int:
    """Cents from `307.506,31`, `307506.31` or `1500`, a euro sign allowed behind it."""
    text = re.sub(r"\s*(€|Euro)$", "", value if isinstance(value, str) else "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d\d)?|\d+,\d\d", text):
        text = text.replace(".", "").replace(",", ".")
    if not re.fullmatch(r"\d{1,12}(\.\d\d)?", text):
        raise Wrong("ein Betrag in Euro wie `1500` oder `307.506,31`", "Schreibe Cent mit zwei Stellen oder gar nicht.")
    euros, _, cents = text.partition(".")
    return int(euros) * 100 + int(cents or 0)


def _web_address(value: Any) -> str:
    text = _text(500)(value)
    if not is_web_address(text):
        raise Wrong("eine Adresse, die mit `https://` beginnt", "Kopiere die Adresse aus dem Browser.")
    return text


def _mail(value: Any) -> str:
    text = _text(200)(value)
    if not re.fullmatch(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", text, re.ASCII):
        raise Wrong("eine E-Mail-Adresse wie `dorf@weslarn.example`", "Prüfe die Schreibweise.")
    return text


def _phone(value: Any) -> str:
    text = _text(40)(value)
    if not re.fullmatch(r"\+?[\d /()-]{2,}", text):
        raise Wrong("eine Telefonnummer wie `02921 12345`", "Nur Ziffern, Leerzeichen, `/`, `-` und ein `+` am Anfang.")
    return text


def _hours(value: Any) -> str:
    text = _text(100)(value).replace("–", "-")
    if not rule_of(text):
        likely, otherwise = (
            meant(text),
            "Eine Zeile je Regel, Uhrzeiten mit vier Ziffern; alle Formen stehen im Handbuch.",
        )
        raise Wrong(
            "Öffnungszeiten wie `Mo-Fr 08:00-12:00`, `1. Mo 18:00-19:00` oder `Feiertag geschlossen`",
            f"Schreibe {quoted(likely)}." if likely else otherwise,
        )
    return text


def _count(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"\d{1,3}", value, re.ASCII):
        raise Wrong("eine ganze Zahl von 0 bis 999", "Zähle von der letzten Zahl um eins weiter.")
    return int(value)


def _repeat(value: Any) -> str:
    text = _text(200)(value).removeprefix("RRULE:")
    try:
        repetition.understand(text)
    except repetition.Unknown as unknown:
        raise Wrong(*unknown.args) from None
    return text


def _picture(value: Any) -> str:
    text = _text(120)(value)
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*\.(svg|png|jpg|webp)", text):
        raise Wrong(
            "der Name eines Bildes im Ordner `bilder`, wie `dorfteich.svg`",
            "Nur Kleinbuchstaben, Ziffern und Bindestriche; svg, png, jpg oder webp.",
        )
    return text


_OLD_ADDRESS = re.compile(rf"/({SLUG.pattern}/){{1,2}}")


def _old_address(value: Any) -> str:
    text = _text(200)(value)
    if not _OLD_ADDRESS.fullmatch(text):
        path = re.sub(r"^https?://[^/]*|(index)?(\.html|\.md)$", "", text.partition("#")[0]).strip("/")
        meant, otherwise = f"/{path}/", "Nur was hinter dem Namen der Website steht, mit `/` am Anfang und am Ende."
        fix = f"Schreibe {quoted(meant)}." if _OLD_ADDRESS.fullmatch(meant) else otherwise
        raise Wrong("eine frühere Adresse auf dieser Website wie `/projekte/alter-name/`", fix)
    return text


def _reference(kind: str, value: Any) -> Reference:
    site, _, slug = value.partition("/") if isinstance(value, str) else ("", "", "")
    if not (SLUG.fullmatch(site) and SLUG.fullmatch(slug)):
        raise Wrong(
            f"ein Verweis auf eine Datei aus `{kind}` wie `weslarn/name-der-datei`",
            "Schreibe Ort, Schrägstrich, Dateiname ohne `.md`.",
        )
    return Reference(kind, site, slug)


def names(kind: str) -> PlainValidator:
    """For a field that must name a record of this kind."""
    return PlainValidator(lambda value: _reference(kind, value))


def names_or_says(kind: str) -> PlainValidator:
    """For a field that names a record of this kind (`ort/name`) or just says it in words."""

    def read(value: Any) -> Reference | str:
        is_reference = isinstance(value, str) and re.fullmatch(rf"{SLUG.pattern}/{SLUG.pattern}", value)
        return _reference(kind, value) if is_reference else _prose(200)(value)

    return PlainValidator(read)


def matching(pattern: re.Pattern[str], expected: str, fix: str) -> Callable[[Any], str]:
    """For what is given to other programs: nothing passes that the pattern does not match as a whole, nor `..`."""

    def read(value: Any) -> str:
        if not isinstance(value, str) or len(value) > 400 or not pattern.fullmatch(value) or ".." in value:
            raise Wrong(expected, fix)
        return value

    return read


def one_of(vocabulary: type[Term]) -> PlainValidator:
    """For a field that takes one word of a vocabulary."""
    words = {word.value: word for word in vocabulary}

    def read(value: Any) -> Term:
        if not isinstance(value, str) or value not in words:
            expected = "eines von " + ", ".join(f"`{word}`" for word in words)
            raise Wrong(expected, suggestion(str(value), words, "Nimm eines dieser Wörter, klein geschrieben."))
        return words[value]

    return PlainValidator(read)


def _listed(value: Any) -> Any:
    if not isinstance(value, list):
        raise Wrong("eine Liste", "Schreibe jeden Eintrag in eine eigene Zeile, mit `- ` davor.")
    return value


Title = Annotated[str, PlainValidator(_prose(120))]
Sentence = Annotated[str, PlainValidator(_prose(400))]
Flag = Annotated[bool, PlainValidator(_yes)]
Day = Annotated[date, PlainValidator(_day)]
Moment = Annotated[date | datetime, PlainValidator(_moment)]
"""A day, or a day and a time of day in Europe/Berlin (naive)."""
Cents = Annotated[int, PlainValidator(_cents)]
WebAddress = Annotated[str, PlainValidator(_web_address)]
Mail = Annotated[str, PlainValidator(_mail)]
Phone = Annotated[str, PlainValidator(_phone)]
Hours = Annotated[str, PlainValidator(_hours)]
Count = Annotated[int, PlainValidator(_count)]
Repeat = Annotated[str, PlainValidator(_repeat)]
Picture = Annotated[str, PlainValidator(_picture)]
OldAddress = Annotated[str, PlainValidator(_old_address)]
"""A path inside a site, of the form that pages of records have."""
Listed = BeforeValidator(_listed)
