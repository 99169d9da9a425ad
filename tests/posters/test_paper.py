"""The printer opens nothing but what it was given, and says what is missing where it cannot print."""

import sys
from datetime import date
from importlib.abc import MetaPathFinder

import pytest
from PIL import ImageFile

from plugins.posters.paper import PACKAGES, NoPrinter, NotGiven, Printer
from tests.posters.reading import opened
from tests.system_packages import missing_packages

DAY = date(2026, 11, 24)
PAGE = '<!doctype html><html lang="de"><title>Probe</title>{}'


def test_a_file_that_was_given_is_used() -> None:
    sheet = b"@page { size: 300pt 400pt }"
    html = PAGE.format('<link rel="stylesheet" href="/a.css"><p>Text')
    [page] = opened(Printer({"/a.css": sheet}, DAY).print(html).pdf).pages
    assert page.mediabox.upper_right == (300, 400)


@pytest.mark.parametrize(
    "address", ["/b.css", "https://other.example/a.css", "file:///etc/passwd", "//theme.example/a.css"]
)
def test_nothing_else_is_opened(address: str) -> None:
    printer = Printer({"/a.css": b""}, DAY)
    with pytest.raises(NotGiven, match=r"/\w+\.css|passwd"):
        printer.print(PAGE.format(f'<link rel="stylesheet" href="{address}"><p>Text'))


def test_the_number_of_pages_is_told() -> None:
    assert Printer({}, DAY).print(PAGE.format('<p>A<p style="break-before: page">B')).pages == 2


def test_photos_that_are_damaged_are_still_found_afterwards() -> None:
    Printer({}, DAY)
    assert ImageFile.LOAD_TRUNCATED_IMAGES is False


class _Broken(MetaPathFinder):
    """Finds no weasyprint, as on a machine without it or without Pango."""

    def __init__(self, error: Exception) -> None:
        self._error = error

    def find_spec(self, name: str, path: object, target: object = None) -> None:
        if name.partition(".")[0] == "weasyprint":
            raise self._error


@pytest.mark.parametrize(
    ("error", "names"),
    [
        (ModuleNotFoundError("No module named 'weasyprint'"), ["weasyprint", "--extra pdf"]),
        (OSError("cannot load library 'libpango-1.0-0'"), ["libpango-1.0-0'", *PACKAGES, "brew install pango"]),
    ],
)
def test_what_is_missing_is_named(error: Exception, names: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "weasyprint"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Broken(error), *sys.meta_path])
    with pytest.raises(NoPrinter) as refusal:
        Printer({}, DAY)
    assert all(name in str(refusal.value) for name in names)


def test_the_tests_themselves_look_for_what_they_need() -> None:
    assert not {*PACKAGES} & {*missing_packages()}
