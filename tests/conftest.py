"""What the Python tests share; the browser's tests have more in browser/conftest.py."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import settings

from plugins.multisite import searching
from plugins.network.references import MAIN
from tests.minisite import MiniSite

settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
settings.load_profile("quick")


@pytest.fixture
def minisite(tmp_path: Path) -> MiniSite:
    """A project of two villages with as little in it as builds, for a test to add to."""
    return MiniSite(tmp_path / "projekt")


@pytest.fixture
def pagefind() -> None:
    """For tests that want the real index."""


@pytest.fixture(autouse=True)
def quick_index(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the place of Pagefind, which takes longer than many a test: files that say of which pages they were made."""
    if "pagefind" not in request.fixturenames:
        monkeypatch.setattr(searching, "_run", _said)


def _said(folder: Path, site: str) -> dict[str, bytes]:
    pages = sorted((folder if site == MAIN else folder / site).rglob("*.html"))
    marks = {page.relative_to(folder).as_posix(): sha256(page.read_bytes()).hexdigest()[:7] for page in pages}
    fragments = {f"fragment/de_{mark}.pf_fragment": path.encode() for path, mark in marks.items()}
    return {**fragments, "pagefind-entry.json": json.dumps(marks).encode()}
