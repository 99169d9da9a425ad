"""A project with one record of every kind, what builds it, and a village with a repository of its own."""

from pathlib import Path

import pytest

from tests.minisite import MiniSite
from tests.multisite.building import Builder
from tests.upstream import Upstream, build, update, with_repository


@pytest.fixture
def site(tmp_path: Path) -> MiniSite:
    return MiniSite(tmp_path / "projekt", "complete")


@pytest.fixture
def bachtal(site: MiniSite, tmp_path: Path) -> Upstream:
    """Bachtal's repository; its first commit is locked and built."""
    upstream = with_repository(site, "bachtal", tmp_path / "bachtal", path="website")
    assert (update(site), build(site)) == (0, 0)
    return upstream


@pytest.fixture
def builder(tmp_path: Path, site: MiniSite) -> Builder:
    """Builds it."""
    return Builder(tmp_path)
