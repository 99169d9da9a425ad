"""Villages built side by side and put together equal one build; what is missing, old or damaged is refused."""

import subprocess
import sys
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from plugins.multisite import building
from plugins.multisite.assembling import Incomplete, assemble, find_shards
from plugins.multisite.building import NoSuchSite, build
from plugins.multisite.listing import sites_of, sites_of_shard
from plugins.multisite.manifest import MANIFEST, Made, read_manifest, written
from plugins.multisite.shards import origin, seal, share
from plugins.network.problems import Findings
from tests.minisite import ROOT, MiniSite, code_in
from tests.multisite.building import Builder, tree
from tests.upstream import Upstream

SITES = ["main", "anger", "bachtal"]
NOW, BEFORE = "the content of today", "the content of yesterday"


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    MiniSite(tmp_path / "projekt", "complete")
    return Builder(tmp_path)


def shard(builder: Builder, *sites: str, made_of: str = NOW) -> Path:
    """Build some sites as another machine would: with an output and a cache of its own."""
    folder = builder.folder / f"machine-{'-'.join(sites)}"
    job = replace(builder.job, output=folder / "output", cache=folder / "cache", only=sites)
    build(job)
    seal(job.output, job.store, made_of)
    return job.output


def together(builder: Builder, shards: Iterable[Path]) -> Path:
    """Assemble shards on yet another machine; its output."""
    folder = builder.folder / "together"
    assemble(list(shards), folder / "output", folder / "cache/store", SITES, NOW, builder.job.version, 1)
    return folder / "output"


def refusal(builder: Builder, shards: Iterable[Path]) -> str:
    """Why shards are refused; nothing is written then."""
    with pytest.raises(Incomplete) as caught:
        together(builder, shards)
    assert not (builder.folder / "together/output").exists()
    assert not (builder.folder / "together/cache").exists()
    return str(caught.value)


def test_assembled_shards_equal_one_build(builder: Builder) -> None:
    shards = [shard(builder, "main", "bachtal"), shard(builder, "anger")]
    parts = [{path.partition("/")[0] for path in read_manifest(folder)} for folder in shards]
    assert parts == [{"main", "bachtal"}, {"anger"}]
    output = together(builder, shards)
    assert tree(output) == builder.clean()
    assert read_manifest(output) == read_manifest(builder.folder / "clean/output")


def test_a_later_assembly_equals_one_build_too(builder: Builder) -> None:
    together(builder, [shard(builder, site) for site in SITES])
    MiniSite.record(MiniSite(builder.folder / "projekt", "complete"), "anger/seiten/neu")
    assert tree(together(builder, [shard(builder, site) for site in SITES])) == builder.clean()


def test_what_is_missing_twice_or_damaged_is_named_all_at_once(builder: Builder) -> None:
    main, anger = shard(builder, "main"), shard(builder, "anger")
    (main / "main/robots.txt").unlink()
    page = anger / "anger/index.html"
    page.write_bytes(page.read_bytes()[::-1])
    empty = builder.folder / "empty"
    text = refusal(builder, [main, anger, shard(builder, "anger", "main"), empty])
    assert f"{main}/main/robots.txt: missing" in text
    assert f"{page}: missing, or not as it was built" in text
    assert f"{empty}: no seal" in text
    assert f"anger: in {anger} and in {builder.folder}/machine-anger-main/output" in text
    assert "bachtal: in no shard" in text


def test_a_shard_of_another_build_is_refused(builder: Builder) -> None:
    shards = [shard(builder, "main", "anger"), shard(builder, "bachtal", made_of=BEFORE)]
    assert (
        refusal(builder, shards)
        == f"{shards[1]}: built from other content, code or settings, or for another day, than this project has"
    )


@pytest.mark.parametrize("damage", [b"", b"{", b"[]", b'{"origin": "x"}', b'{"origin": 1, "files": 2, "store": 3}'])
def test_a_damaged_seal_is_refused(builder: Builder, damage: bytes) -> None:
    shards = [shard(builder, site) for site in SITES]
    (shards[2].parent / ".output.shard/seal.json").write_bytes(damage)
    assert "no seal, or a damaged one" in refusal(builder, shards)


def test_a_file_that_slipped_into_a_shard_is_refused(builder: Builder) -> None:
    shards = [shard(builder, site) for site in SITES]
    manifest = {**read_manifest(shards[0]), "main/neu.html": Made("x", 3, 0)}
    (shards[0] / "main/neu.html").write_text("Neu")
    (shards[0] / MANIFEST).write_bytes(written(manifest))
    assert "main/neu.html: missing, or not as it was built" in refusal(builder, shards)


def test_a_site_that_is_none_is_refused(builder: Builder) -> None:
    with pytest.raises(NoSuchSite, match=r"weslarn: no such site; there are main, anger, bachtal"):
        build(replace(builder.job, only=("anger", "weslarn")))


def test_a_merged_store_holds_what_the_shards_of_its_sites_knew(builder: Builder) -> None:
    shards = [shard(builder, "main", "bachtal"), shard(builder, "anger")]
    store = together(builder, shards).parent / "cache/store"
    machines = {"main": shards[0], "bachtal": shards[0], "anger": shards[1]}
    assert {file.stem: file.read_bytes() for file in store.iterdir()} == {
        site: (machine.parent / f"cache/store/{site}.sqlite").read_bytes() for site, machine in machines.items()
    }


def test_a_build_on_a_merged_store_converts_nothing_anew(builder: Builder, monkeypatch: pytest.MonkeyPatch) -> None:
    output = together(builder, [shard(builder, site) for site in SITES])

    def refuse(*_: object) -> None:
        raise AssertionError("converted anew")

    monkeypatch.setattr(building, "converter", lambda _: refuse)
    job = replace(builder.job, output=output, cache=output.parent / "cache")
    assert [result.made for result in build(job)] == [0, 0, 0]
    part = replace(job, output=output.with_name("part"), only=("anger",))
    assert build(part)[0].made > 0
    assert tree(part.output / "anger") == tree(output / "anger")


def test_a_damaged_or_missing_part_of_a_store_counts_as_unknown(builder: Builder) -> None:
    shards = [shard(builder, site) for site in SITES]
    (shards[0].parent / ".output.shard/main.sqlite").write_bytes(b"SQLite format 3\0 damaged")
    (shards[1].parent / ".output.shard/anger.sqlite").unlink()
    output = together(builder, shards)
    cache = output.parent / "cache"
    assert [file.name for file in (cache / "store").iterdir()] == ["bachtal.sqlite"]
    build(replace(builder.job, output=output, cache=cache))
    assert tree(output) == builder.clean()


@pytest.mark.parametrize("shards", [1, 2, 3, 4, 7])
def test_every_site_is_in_exactly_one_shard(shards: int) -> None:
    dealt = [share(SITES, number, shards) for number in range(1, shards + 1)]
    assert sorted(site for part in dealt for site in part) == sorted(SITES)
    assert max(map(len, dealt)) - min(map(len, dealt)) <= 1


def test_shards_are_found_at_any_depth_but_not_what_is_spare(builder: Builder) -> None:
    outputs = [shard(builder, "main"), shard(builder, "anger")]
    assert all((output.with_name(".output.spare") / MANIFEST).is_file() for output in outputs)
    assert find_shards(builder.folder) == sorted(outputs)
    assert find_shards(outputs[0]) == [outputs[0]]
    assert find_shards(builder.folder / "nowhere") == []


def test_the_sites_are_those_of_the_plan(minisite: MiniSite) -> None:
    assert sites_of(minisite.village("weslarn").root) == ("main", "anger", "bachtal", "weslarn")
    assert [sites_of_shard(minisite.root, f"{n}/3") for n in (1, 2, 3)] == [
        ("main", "weslarn"),
        ("anger",),
        ("bachtal",),
    ]
    assert sites_of_shard(minisite.root, "5/5") == ()
    for nonsense in ("", "3", "0/3", "4/3", "1/0", "1/3/5", "a/b", "-1/3"):
        with pytest.raises(ValueError):
            sites_of_shard(minisite.root, nonsense)
    with pytest.raises(Findings, match=r"villages\.yaml"):
        sites_of(minisite.file("villages.yaml", "main: {").root)


def test_listing_the_sites_imports_nothing_slow() -> None:
    code = f"import sys; from plugins.multisite.listing import sites_of; sites_of(__import__('pathlib').Path({str(ROOT)!r}))"
    check = "print([name for name in ('pelican', 'jinja2', 'livereload') if name in sys.modules])"
    listed = subprocess.run([sys.executable, "-c", f"{code}; {check}"], cwd=ROOT, capture_output=True, text=True)
    assert listed.stdout == "[]\n", listed.stderr


def test_an_origin_tells_content_words_and_places_apart_but_not_machines(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for root in (one, two):
        MiniSite(root).file("a", "1").file("b", "2")
    there = origin(one, [one / "a", one / "b"], ["x"])
    assert there == origin(two, [two / "b", two / "a"], ["x"])
    others = [
        origin(two, [two / "a", two / "b"], ["y"]),
        origin(two, [two / "a"], ["x"]),
        origin(two, [two / "a", two / "gone"], ["x"]),
        origin(MiniSite(two).file("b", "3").root, [two / "a", two / "b"], ["x"]),
        origin(MiniSite(two).file("a", "2").file("b", "1").root, [two / "a", two / "b"], ["x"]),
    ]
    assert len({there, *others}) == 6


def site(root: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """Run a task of a project that has the code in it."""
    command = [sys.executable, "-m", "invoke", *words, "--date", "2026-11-22"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True)


def test_commands_make_a_whole_of_shards_and_refuse_old_ones(tmp_path: Path) -> None:
    root = MiniSite(code_in(tmp_path / "projekt")).root
    repository = Upstream(root)
    repository.commit()
    for number in "1234":
        made = site(root, "build", "--shard", f"{number}/4", "--output", f"shards/{number}/output")
        assert made.returncode == 0, made.stderr
    assert "no site" in made.stdout and not (root / "shards/4").exists()
    whole = site(root, "assemble", "--shards", "shards")
    assert (whole.returncode, whole.stdout.splitlines()[-1]) == (0, f"{root}/output is complete.")
    real = site(root, "assemble", "--shards", "shards", "--settings", "publishconf.py")
    assert real.returncode == 1 and real.stdout.count("built from other content") == 3
    repository.git("commit", "--quiet", "--allow-empty", "--message=Was sich geändert hat, steht auch auf den Seiten")
    moved = site(root, "assemble", "--shards", "shards")
    assert moved.returncode == 1 and moved.stdout.count("built from other content") == 3
    repository.git("reset", "--quiet", "--soft", "HEAD~1")
    MiniSite.record(MiniSite(root), "anger/seiten/neu")
    late = site(root, "assemble", "--shards", "shards")
    assert late.returncode == 1 and late.stdout.count("built from other content") == 3
