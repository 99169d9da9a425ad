"""Opens printed sheets: their text, their tags, and their QR codes as a telephone would read them."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pypdfium2
import zxingcpp
from PIL.Image import Image
from pypdf import PdfReader

A4 = (595, 842)
"""In points."""


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(BytesIO(pdf), strict=True)


def texts(pdf: bytes) -> list[str]:
    """The words of each page, whatever lines they stand in; a word that was hyphenated is whole again."""
    pages = (page.extract_text().replace("\xad", "") for page in opened(pdf).pages)
    return [" ".join(text.replace("-\n", "").replace("‐\n", "").split()) for text in pages]


def tags(pdf: bytes) -> list[tuple[str, str]]:
    """Every element of the document's structure in reading order, with its alternative text."""
    root: Any = opened(pdf).trailer["/Root"]
    return list(_below(root["/StructTreeRoot"]))


def _below(element: Any) -> Iterator[tuple[str, str]]:
    element = element.get_object()
    if isinstance(element, list):
        for child in element:
            yield from _below(child)
    elif isinstance(element, dict):
        if "/S" in element:
            yield str(element["/S"])[1:], str(element.get("/Alt", ""))
        if "/K" in element:
            yield from _below(element["/K"])


def pictures(pdf: bytes, dots: int) -> list[Image]:
    """Each page as a printer with so many dots per inch puts it on paper."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [page.render(scale=dots / 72).to_pil() for page in document]


def codes(picture: Image) -> list[str]:
    """What the QR codes in a picture say."""
    return [code.text for code in zxingcpp.read_barcodes(picture) if code.format == zxingcpp.BarcodeFormat.QRCode]


def code_width(picture: Image, dots: int) -> float:
    """How wide the first QR code of a printed page is, without its quiet zone, in mm."""
    corners = zxingcpp.read_barcodes(picture)[0].position
    return (corners.top_right.x - corners.top_left.x) / dots * 25.4


def outside(pdf: bytes, margin: float) -> list[str]:
    """Letters that stand in the margin of a page or beyond; `margin` in mm."""
    edge, found = margin / 25.4 * 72, list[str]()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            words = page.get_textpage()
            for index in range(words.count_chars()):
                left, bottom, right, top = words.get_charbox(index)
                if right > left and not (
                    edge <= left and right <= A4[0] - edge and edge <= bottom and top <= A4[1] - edge
                ):
                    found.append(words.get_text_range(index, 1))
    return found
