"""A project that is published."""

from pathlib import Path

import brotli
import pytest

from plugins.publishing import laying
from tests.minisite import MiniSite
from tests.publishing.publisher import Publisher


@pytest.fixture
def publisher(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    """Nothing is published yet. What is packed is packed in a hurry: as small as possible takes most of the time."""
    monkeypatch.setattr(laying, "packed", lambda content: {".br": brotli.compress(content, quality=0), ".gz": content})
    return Publisher.of(MiniSite(tmp_path / "projekt", "complete"))
