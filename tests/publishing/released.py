"""The real sites as a web server finds them: a release, with everything compressed beside."""

from dataclasses import replace
from pathlib import Path

from plugins.multisite.building import build
from plugins.multisite.jobs import job_of
from plugins.multisite.manifest import read_manifest
from plugins.network.reading import read_plan
from plugins.network.study import Site
from plugins.publishing.laying import Load, Stock, lay, sums_below
from plugins.publishing.places import CURRENT
from tests.minisite import ROOT, settings


def real_sites() -> tuple[Site, ...]:
    """All sites of villages.yaml."""
    plan, _ = read_plan(ROOT)
    assert plan
    return plan.sites


def real_release(folder: Path) -> Path:
    """The folder that holds `current`: all sites with their addresses of production, as apps that are kept."""
    job = job_of(settings(folder, PATH=str(ROOT / "content"), LOCAL=None, APP="offline", JOBS=2))
    build(replace(job, root=ROOT))
    return laid(job.output, folder)


def laid(output: Path, folder: Path) -> Path:
    """What was built, laid as a release into a folder, which is returned."""
    built = Stock(output, sums_below(output, read_manifest(output)))
    lay(folder / "releases/first", Load(built), Stock(output, {}))
    (folder / CURRENT).symlink_to("releases/first")
    return folder
