"""Bring uv into this project's folder `.uv/`. Nothing outside it changes, and no root is needed.

`./site` calls this on a machine without a recent uv, so it uses the standard library only, and runs on older Pythons.
pip does the download: it takes the wheel that fits the machine, checks it against the hashes in uv.txt, and follows the
machine's own mirrors, proxies and certificates. Debian's python3 comes without pip; there apt fetches Debian's pip,
which is unpacked beside uv, used once and thrown away.
"""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

HERE = Path(__file__).resolve().parent
HOME = HERE.parent / ".uv"
DEBIAN_WHEELS = "usr/share/python-wheels"
# uv's own settings for mirrors and certificates hold for pip as well
SAME_SETTING = {"UV_DEFAULT_INDEX": "PIP_INDEX_URL", "UV_INDEX_URL": "PIP_INDEX_URL", "SSL_CERT_FILE": "PIP_CERT"}


def main() -> None:
    """Fetch uv into a folder of its own, then move it into place: an interrupted run leaves nothing half done."""
    print("Bringing uv into .uv/ (once, about 20 MB) …", file=sys.stderr)
    HOME.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory(dir=HOME) as name:
        folder = Path(name)
        install_uv(find_pip() or debian_pip(folder), folder)
        (HOME / "bin").mkdir(exist_ok=True)
        (folder / "bin/uv").replace(HOME / "bin/uv")


def find_pip() -> list[str] | None:
    """Return the command of the pip that this machine has: an installed one, or the wheel kept for new environments."""
    if importlib.util.find_spec("pip"):
        return [sys.executable, "-m", "pip"]
    ensurepip = importlib.util.find_spec("ensurepip")
    bundled = [Path(folder) / "_bundled" for folder in ensurepip.submodule_search_locations or []] if ensurepip else []
    return pip_in(*bundled, Path("/", DEBIAN_WHEELS))


def pip_in(*folders: Path) -> list[str] | None:
    """Return the command that runs a pip wheel found in these folders; Python can run it without unpacking."""
    wheels = [wheel for folder in folders for wheel in folder.glob("pip-*.whl")]
    return [sys.executable, str(wheels[0] / "pip")] if wheels else None


def debian_pip(folder: Path) -> list[str]:
    """Fetch Debian's pip with apt: by the system's package lists, or, where they are missing or old, by fresh ones."""
    if not shutil.which("apt-get"):
        fail("This python3 has no pip to bring uv with.")
    download = ["download", "python3-pip-whl"]
    if not (apt(folder, "system", download) or (apt(folder, "fresh", ["update"]) and apt(folder, "fresh", download))):
        fail("apt could not fetch Debian's pip (package python3-pip-whl).")
    package = next(folder.glob("python3-pip-whl_*.deb"))
    subprocess.run(["dpkg-deb", "--extract", package, folder], check=True)
    return pip_in(folder / DEBIAN_WHEELS) or fail(f"{package.name} holds no pip.")


def apt(folder: Path, lists: str, command: list[str]) -> bool:
    """Run apt-get with everything that it writes inside the folder, the package lists too unless they are the system's."""
    options = ["-qq", "-o", "APT::Sandbox::User=root", "-o", "Acquire::Languages=none", "-o", f"Dir::Cache={folder}"]
    if lists == "fresh":
        options += ["-o", f"Dir::State={folder}", "-o", "Dir::State::status=/var/lib/dpkg/status"]
    # apt explains a failure on stderr; that of the first try would only confuse
    silence = subprocess.DEVNULL if lists == "system" else None
    return subprocess.run(["apt-get", *options, *command], cwd=folder, stderr=silence).returncode == 0


def install_uv(pip: list[str], folder: Path) -> None:
    """Let pip put the uv that uv.txt names into the folder."""
    settings = {theirs: os.environ[ours] for ours, theirs in SAME_SETTING.items() if ours in os.environ}
    options = ["--quiet", "--disable-pip-version-check", "--retries=1", "--only-binary=:all:", "--require-hashes"]
    command = [*pip, "install", *options, f"--target={folder}", f"--requirement={HERE / 'uv.txt'}"]
    if subprocess.run(command, env={"PIP_ROOT_USER_ACTION": "ignore", **settings, **os.environ}).returncode:
        fail(f"pip could not bring uv for {platform.system()} on {platform.machine()}; its message is above.")


def fail(what: str) -> NoReturn:
    """End with what happened and what helps."""
    guide = "https://docs.astral.sh/uv/getting-started/installation/"
    sys.exit(f"{what}\nCheck the network, or install uv yourself ({guide}), then run ./site again.")


if __name__ == "__main__":
    main()
