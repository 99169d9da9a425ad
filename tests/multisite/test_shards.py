"""Villages built side by side and put together equal one build."""

from dataclasses import replace
from pathlib import Path

import pytest

from plugins.multisite.assembling import Incomplete, assemble
from plugins.multisite.building import Job, NoSuchSite, build
from plugins.multisite.manifest import read_manifest
from tests.minisite import MiniSite
from tests.multisite.building import Builder, tree

SITES = ["main", "anger", "bachtal"]


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    MiniSite(tmp_path / "projekt", "complete")
    return Builder(tmp_path)


def shard(builder: Builder, site: str) -> Path:
    """Build one site as another machine would: with an output and a cache of its own."""
    folder = builder.folder / f"machine-{site}"
    job: Job = replace(builder.job, output=folder / "output", cache=folder / "cache", only=site)
    build(job, builder.renderer)
    return job.output


def test_assembled_shards_equal_one_build(builder: Builder) -> None:
    shards = [shard(builder, site) for site in SITES]
    assert [{path.partition("/")[0] for path in read_manifest(folder)} for folder in shards] == [{s} for s in SITES]
    together = builder.folder / "together"
    assert set(assemble(shards, together, SITES)) == set(SITES)
    assert tree(together) == builder.clean()
    assert read_manifest(together) == read_manifest(builder.folder / "clean/output")


def test_a_later_assembly_equals_one_build_too(builder: Builder) -> None:
    together = builder.folder / "together"
    assemble([shard(builder, site) for site in SITES], together, SITES)
    MiniSite.record(MiniSite(builder.folder / "projekt", "complete"), "anger/seiten/neu")
    assemble([shard(builder, site) for site in SITES], together, SITES)
    assert tree(together) == builder.clean()


def test_what_is_missing_twice_or_damaged_is_named_all_at_once(builder: Builder) -> None:
    main, anger = shard(builder, "main"), shard(builder, "anger")
    (main / "main/robots.txt").unlink()
    empty = builder.folder / "empty"
    with pytest.raises(Incomplete) as caught:
        assemble([main, anger, shard(builder, "anger"), empty], builder.folder / "together", SITES)
    text = str(caught.value)
    assert "main/robots.txt: missing" in text
    assert f"{empty}: no output" in text
    assert "bachtal: in no shard" in text
    assert not (builder.folder / "together").exists()


def test_a_site_that_is_none_is_refused(builder: Builder) -> None:
    with pytest.raises(NoSuchSite, match="anger, bachtal"):
        build(replace(builder.job, only="weslarn"), builder.renderer)
