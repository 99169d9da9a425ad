"""Five years from now, and no network: what `./site vendor` has brought builds the same sites, byte for byte."""

import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.minisite import ROOT, code_in, contents

PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
ALONE = ["unshare", "--net", *([] if os.geteuid() == 0 else ["--map-root-user"])]
"""In a network of its own, in which there is nothing, not even this machine."""


@pytest.fixture(scope="module")
def vendored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the command brings, for the Python that runs this."""
    folder = tmp_path_factory.mktemp("vendored") / "vendor"
    command = [sys.executable, "bootstrap/vendor.py", str(folder), "--python", PYTHON]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project, with nothing in it but what is committed."""
    folder = code_in(tmp_path / "projekt")
    for name in ("bootstrap", "content"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("site", "pyproject.toml", "villages.yaml"):
        shutil.copy(ROOT / name, folder)
    return folder


def alone(project: Path, *commands: str) -> subprocess.CompletedProcess[str]:
    """Run commands of a shell without network, with an empty home, and with the Python of this machine."""
    python = Path(sys.base_prefix) / "bin"
    surroundings = {"HOME": str(project / "home"), "PATH": f"{python}:/usr/bin:/bin", "UV_OFFLINE": "1"}
    words = [*ALONE, "sh", "-c", " && ".join(commands)]
    return subprocess.run(words, cwd=project, env=surroundings, capture_output=True, text=True, timeout=300)


def test_a_build_without_network_makes_the_same_bytes(project: Path, vendored: Path) -> None:
    here = [sys.executable, "-m", "invoke", "build", "--date", "2026-11-22", "--output", "here"]
    subprocess.run(here, cwd=project, check=True, capture_output=True, timeout=300)
    shutil.rmtree(project / ".cache")
    no_way_out = 'test "$(wc -l < /proc/net/route)" -le 1'
    install, build = f"python3 bootstrap/from_vendor.py {vendored}", "./site build --date 2026-11-22 --output there"
    done = alone(project, no_way_out, install, build)
    assert done.returncode == 0, done.stdout + done.stderr
    assert contents(project / "here") == contents(project / "there")
    assert (project / ".uv/bin/uv").exists()


@pytest.mark.parametrize("name", ["segno-*.whl", "uv-*.whl"])
def test_a_wheel_that_is_not_what_was_locked_is_refused(project: Path, vendored: Path, name: str) -> None:
    copy = shutil.copytree(vendored, project / "vendor")
    (wheel,) = (copy / "wheels").glob(name)
    with zipfile.ZipFile(wheel, "a") as opened:
        opened.writestr("more.py", "")
    done = alone(project, "python3 bootstrap/from_vendor.py")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert name.removesuffix("-*.whl") in done.stderr


def test_a_folder_that_was_not_filled_is_said(project: Path) -> None:
    done = alone(project, "python3 bootstrap/from_vendor.py anderswo")
    assert done.returncode == 1
    assert "anderswo/wheels holds 0 wheels of uv instead of one." in done.stderr


def test_everything_is_pinned_with_hashes_as_in_the_lock(vendored: Path) -> None:
    lock = tomllib.loads((ROOT / "uv.lock").read_text())
    known = {file["hash"] for package in lock["package"] for file in package.get("wheels", [])}
    text = (vendored / "requirements.txt").read_text().replace("\\\n", "")
    lines = [line.split() for line in text.splitlines() if line.strip()]
    assert all("==" in line[0] for line in lines)
    named = {word.removeprefix("--hash=") for line in lines for word in line if word.startswith("--hash=")}
    assert all(known & {word.removeprefix("--hash=") for word in line} for line in lines)
    assert named - known == {package["sdist"]["hash"] for package in lock["package"] if "sdist" in package} & named


def test_what_was_there_before_is_replaced_as_a_whole(vendored: Path, tmp_path: Path) -> None:
    old = tmp_path / "vendor"
    (old / "wheels").mkdir(parents=True)
    (old / "wheels/old.whl").touch()
    command = [sys.executable, "bootstrap/vendor.py", str(old), "--python", PYTHON]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=300)
    assert contents(old) == contents(vendored)
    assert [entry.name for entry in tmp_path.iterdir()] == ["vendor"]
