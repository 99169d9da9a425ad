"""German letters and marks: slugs from titles, typographic quotes and dashes in text; used while reading."""

import re
import unicodedata
from itertools import pairwise

_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
# Every alternative begins with its own character, so that the rest of the text is passed over quickly
_MARKS = re.compile(r"\"|'|\.\.\.|-(?<=\s-)-?(?=\s)| (?<=\d )(?=(?:%|€|km|kg|kW|kWh|m²|Uhr)(?:\W|$))")
_OPENS_AFTER = " \t\n\u00a0([{–—-/„‚"


def slugify(text: str, separator: str = "-") -> str:
    """A slug as Germans expect it: ä→ae, ö→oe, ü→ue, ß→ss, other accents dropped, words joined by `separator`."""
    folded = unicodedata.normalize("NFC", text).lower().translate(_UMLAUTS)
    plain = unicodedata.normalize("NFKD", folded).encode("ascii", "ignore").decode().lower()
    return separator.join(re.findall(r"[a-z0-9]+", plain))


class Typesetter:
    """Sets text that comes in pieces (the text nodes of one paragraph): a quote may open in one and close in another."""

    def __init__(self) -> None:
        """Begin a paragraph."""
        self._before = " "
        self._single_is_open = False

    def set(self, piece: str) -> str:
        """The piece with „Anführungszeichen“, ‚halben‘, Apostroph’, Gedankenstrich – and … in place of their stand-ins."""
        if not piece:
            return piece
        text = _MARKS.sub(lambda mark: self._mark(piece, mark.group(), mark.start(), mark.end()), piece)
        self._before = piece[-1]
        return text

    def skip(self) -> None:
        """Something stands here that is not set (code, a picture) but counts as a word."""
        self._before = "x"

    def _mark(self, piece: str, mark: str, start: int, end: int) -> str:
        if mark[0] in ".- ":
            return {".": "…", "-": "–", " ": "\u00a0"}[mark[0]]
        opens = (piece[start - 1] if start else self._before) in _OPENS_AFTER
        if mark == '"':
            return "„" if opens else "“"
        return self._single(opens, piece[end : end + 1].isalnum())

    def _single(self, opens: bool, in_word: bool) -> str:
        if opens:
            self._single_is_open = True
            return "‚"
        if self._single_is_open and not in_word:
            self._single_is_open = False
            return "‘"
        return "’"


def typeset(text: str) -> str:
    """One line of text, set."""
    return Typesetter().set(text)


def steps_down(levels: list[int]) -> list[int]:
    """Positions of headings that lie more than one level below the one before; the page's title is level 1."""
    return [place for place, (above, level) in enumerate(pairwise([1, *levels])) if level > above + 1]
