"""The bill of materials: valid CycloneDX, complete, the same for the same commit, in every release and on no website."""

import json
import tomllib
from pathlib import Path

import pytest
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator

from plugins.publishing.materials import BILL, NoBill, bill, bill_of
from tests.minisite import ROOT
from tests.publishing.publisher import Publisher, sums_of_system

COMMIT = "8fb5c3b7d8d1" + "0" * 28


@pytest.fixture(scope="module")
def text() -> str:
    return bill_of(ROOT, COMMIT).decode()


def test_it_is_valid(text: str) -> None:
    assert JsonStrictValidator(SchemaVersion.V1_5).validate_str(text) is None


def test_it_names_every_package_of_a_build_with_the_hashes_of_the_lock_and_nothing_of_the_tests(text: str) -> None:
    found = {component["name"]: component for component in json.loads(text)["components"]}
    lock = {package["name"]: package for package in tomllib.loads((ROOT / "uv.lock").read_text())["package"]}
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    assert {line.split(">")[0] for line in project["dependencies"]} <= found.keys()
    assert {"cmarkgfm", "weasyprint"} <= found.keys()
    assert not {"pytest", "hypothesis", "playwright"} & found.keys()
    pelican = found["pelican"]
    assert (pelican["version"], pelican["purl"]) == (
        lock["pelican"]["version"],
        f"pkg:pypi/pelican@{lock['pelican']['version']}",
    )
    hashes = {one["content"] for reference in pelican["externalReferences"] for one in reference["hashes"]}
    assert {f"sha256:{one}" for one in hashes} == {
        file["hash"] for file in (lock["pelican"]["sdist"], *lock["pelican"]["wheels"])
    }


def test_what_the_theme_has_taken_in_is_named_with_its_licence(text: str) -> None:
    licences = {
        one["name"]: one["licenses"][0]["license"]["name"]
        for one in json.loads(text)["components"]
        if "licenses" in one
    }
    assert licences == {"atkinson-hyperlegible-next": "OFL", "lucide": "ISC"}


def test_the_same_commit_has_the_same_bill_and_another_one_another(text: str) -> None:
    assert bill_of(ROOT, COMMIT).decode() == text
    other = json.loads(bill_of(ROOT, "1" * 40))
    assert other["metadata"]["component"]["version"] == "1" * 40
    assert other["serialNumber"] != json.loads(text)["serialNumber"]
    assert "timestamp" not in text


def test_what_uv_says_of_the_moment_is_nowhere_in_it() -> None:
    def exported(moment: str) -> str:
        about = {"timestamp": moment, "component": {"name": "x", "version": "0"}}
        return json.dumps({"serialNumber": moment, "metadata": about, "components": []})

    assert bill(exported("gestern"), COMMIT, ["a-MIT.txt"]) == bill(exported("heute"), COMMIT, ["a-MIT.txt"])


def test_each_release_has_one_that_no_site_holds(publisher: Publisher) -> None:
    assert publisher.publish() == 0
    tree = publisher.tree()
    said = json.loads(tree[BILL])["metadata"]["component"]["version"]
    assert said == publisher.git.git("rev-parse", "HEAD")
    assert [path for path in tree if "sbom" in path] == [BILL]
    assert sums_of_system(publisher.current) == ""
    assert BILL in (publisher.current / "SHA256SUMS").read_text()
    assert publisher.verify() == 0


def test_without_uv_it_is_said_and_published_all_the_same(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(*_: object) -> bytes:
        raise NoBill("uv is not here")

    monkeypatch.setattr("plugins.publishing.commands.bill_of", gone)
    assert publisher.publish() == 0
    assert "Without a bill of materials: uv is not here." in publisher.said
    assert BILL not in publisher.tree()


def test_where_there_is_no_uv_that_is_the_reason(tmp_path: Path) -> None:
    with pytest.raises(NoBill, match="uv is not here"):
        bill_of(tmp_path, COMMIT, {"PATH": str(tmp_path)})
    uv = tmp_path / "uv"
    uv.write_text("#!/bin/sh\necho 'error: no lock here' >&2; exit 2\n")
    uv.chmod(0o755)
    with pytest.raises(NoBill, match=r"^uv: .*no lock here"):
        bill_of(tmp_path, COMMIT, {"PATH": f"{tmp_path}:/usr/bin:/bin"})
