"""The first visit of a start page costs less than 60 KB, font and pictures included, texts compressed."""

import gzip
from pathlib import PurePosixPath

import pytest
from playwright.sync_api import Response

from audit.looks import DESK, PHONE
from audit.report import FIRST_VISIT, SCRIPTS
from tests.browser.conftest import Visitor
from tests.browser.sites import ROOT, Place, starts

PACKED = {".woff2", ".avif", ".webp", ".jpg", ".png"}
"""Formats that are compressed already."""


@pytest.mark.parametrize("place", starts(), ids=str)
@pytest.mark.parametrize("width", [PHONE, DESK])
def test_first_visit_stays_within_the_budget(visitor: Visitor, place: Place, width: int) -> None:
    visitor.go(place, width).wait_for_load_state("networkidle")
    sizes = {answer.url: size(answer) for answer in visitor.answers}
    assert sum(sizes.values()) < FIRST_VISIT, "\n".join(f"{bytes} {url}" for url, bytes in sizes.items())


def test_all_scripts_stay_within_their_budget() -> None:
    theme = ROOT / "themes/modellorte"
    scripts = [*theme.glob("static/js/*.js"), theme / "worker/offline.js"]
    assert sum(len(gzip.compress(script.read_bytes())) for script in scripts) < SCRIPTS


def size(answer: Response) -> int:
    """Bytes that come over the line from a server that compresses text."""
    content = answer.body()
    packed = PurePosixPath(answer.url).suffix in PACKED
    return len(content) if packed else len(gzip.compress(content))
