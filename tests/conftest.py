"""What the Python tests share; the browser's tests have more in browser/conftest.py."""

from pathlib import Path

import pytest
from hypothesis import settings

from tests.minisite import MiniSite

settings.register_profile("quick", deadline=None, max_examples=100, derandomize=True)
settings.load_profile("quick")


@pytest.fixture
def minisite(tmp_path: Path) -> MiniSite:
    """A project of two villages with as little in it as builds, for a test to add to."""
    return MiniSite(tmp_path / "projekt")
