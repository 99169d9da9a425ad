"""A project with one record of every kind, what builds it, a village with a repository of its own, and the real sites as published."""

from pathlib import Path

import pytest

from plugins.multisite.building import build as build_job
from plugins.multisite.jobs import job_of
from tests.minisite import ROOT, MiniSite, settings
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


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """All real sites with their addresses of production; nobody changes anything in it."""
    folder = tmp_path_factory.mktemp("published")
    build_job(job_of(settings(folder, PATH=str(ROOT / "content"), LOCAL=None)))
    return folder / "output"
