"""From the HTML of sheets to a tagged PDF (PDF/UA-1), the same bytes for the same HTML and day on the same machine."""

import logging
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from urllib.parse import urlsplit

PACKAGES = ("libpangoft2-1.0-0", "libharfbuzz-subset0")
"""What WeasyPrint needs of Debian; Pango itself and fontconfig come with them."""
_BASE = "https://theme.invalid/"
_TYPES = {".css": "text/css", ".woff2": "font/woff2"}
_CLOCK = "SOURCE_DATE_EPOCH"


class NoPrinter(Exception):
    """PDF cannot be made on this machine; the message says what is missing, in German."""


class NotGiven(Exception):
    """A sheet asks for something that the printer was not given; the message is its address."""


class Paper(NamedTuple):
    """A PDF, and how many pages it has."""

    pdf: bytes
    pages: int


class Printer:
    """Makes PDF with WeasyPrint, which is the optional extra `pdf`, and takes long to import."""

    def __init__(self, files: Mapping[str, bytes], day: date) -> None:
        """`files`: what the HTML may ask for, by its path; nothing else is opened, and no other host is asked.

        `day` is what the fonts in the PDF are dated with. Raises NoPrinter.
        """
        self._weasyprint = _weasyprint()
        self._fetch = _fetcher(self._weasyprint, files)
        self._fonts = self._weasyprint.text.fonts.FontConfiguration()
        self._moment = int(datetime(day.year, day.month, day.day, 12, tzinfo=UTC).timestamp())

    def print(self, html: str) -> Paper:
        """The PDF of a whole document. Raises NotGiven."""
        source = self._weasyprint.HTML(string=html, base_url=_BASE, url_fetcher=self._fetch)
        try:
            document = source.render(font_config=self._fonts)
        except self._weasyprint.urls.FatalURLFetchingError as error:
            raise NotGiven(str(error)) from None
        with _clock(str(self._moment)):
            return Paper(document.write_pdf(pdf_variant="pdf/ua-1"), len(document.pages))


def _weasyprint() -> Any:
    from PIL import ImageFile

    logging.getLogger("weasyprint").setLevel(logging.ERROR)  # it warns of each line of CSS that is for browsers only
    patience = ImageFile.LOAD_TRUNCATED_IMAGES
    try:
        import weasyprint.text.fonts
    except ImportError:
        raise NoPrinter("Für PDF fehlt das Paket weasyprint, das Extra `pdf`: uv sync --inexact --extra pdf") from None
    except OSError as error:
        names = " ".join(PACKAGES)
        raise NoPrinter(
            f"Für PDF fehlt Pango ({error}). Auf Debian und Ubuntu: sudo apt install {names}; auf dem Mac: brew install pango."
        ) from None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = patience  # or damaged photos would no longer be found
    return weasyprint


def _fetcher(weasyprint: Any, files: Mapping[str, bytes]) -> Any:
    class Fetcher(weasyprint.urls.URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: object = None) -> Any:  # noqa: ARG002
            """The file of this name."""
            path = urlsplit(url).path
            if not url.startswith(_BASE) or path not in files:  # anything milder is logged, and left out
                raise weasyprint.urls.FatalURLFetchingError(url)
            kind = _TYPES["." + path.rpartition(".")[2]]
            return weasyprint.urls.URLFetcherResponse(url, files[path], {"Content-Type": kind})

    return Fetcher()


@contextmanager
def _clock(moment: str) -> Iterator[None]:
    """What fontTools takes for the time, which it writes into fonts and takes from nowhere else."""
    before = os.environ.get(_CLOCK)
    os.environ[_CLOCK] = moment
    try:
        yield
    finally:
        os.environ.pop(_CLOCK)
        if before is not None:
            os.environ[_CLOCK] = before
