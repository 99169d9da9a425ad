"""Bring everything that a build is made with into a folder, so that it can be built where and when there is no network.

`./site vendor` calls this. uv names what uv.lock holds, with its hashes; pip downloads the wheels that fit this system and
processor, for every Python that the project runs with, and checks them. `from_vendor.py` makes an environment of the folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from get_uv import HERE, HOME, SAME_SETTING, debian_pip, fail, find_pip

PYTHONS = ("3.11", "3.12", "3.13")
WHEELS, PACKAGES, UV = "wheels", "requirements.txt", "uv.txt"
"""In the folder: all wheels, what is installed of them, and uv itself, with hashes."""
_EXPORT = ("--frozen", "--no-dev", "--all-extras", "--no-emit-project", "--no-header", "--no-annotate")


def main() -> None:
    """Fill a folder beside the wanted one, and put it in its place when it is complete."""
    asked = _arguments()
    wanted = Path(asked.output)
    wanted.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=wanted.parent, prefix=".vendor-") as name:
        folder = Path(name) / "vendor"
        (folder / WHEELS).mkdir(parents=True)
        (folder / PACKAGES).write_text(packages(), encoding="utf-8")
        shutil.copy(HERE / UV, folder / UV)
        pip = find_pip() or debian_pip(Path(name))
        for python in asked.python or PYTHONS:
            print(f"Wheels for Python {python} …", flush=True)
            download(pip, folder, python)
        shutil.rmtree(wanted, ignore_errors=True)
        folder.rename(wanted)
    files = list((wanted / WHEELS).iterdir())
    size = sum(file.stat().st_size for file in files) / 1_000_000
    print(f"{len(files)} wheels, {size:.0f} MB in {wanted}. With no network: python3 bootstrap/from_vendor.py {wanted}")


def packages() -> str:
    """Every package that a build or a poster needs, each pinned and with the hashes of its files, as uv.lock has them."""
    uv = os.environ.get("UV") or shutil.which("uv") or str(HOME / "bin/uv")
    words = [uv, "export", "--quiet", *_EXPORT, "--format=requirements.txt"]
    return subprocess.run(words, cwd=HERE.parent, check=True, capture_output=True, text=True).stdout


def download(pip: list[str], folder: Path, python: str) -> None:
    """The wheels for one Python; those that are there already are not brought again."""
    settings = {theirs: os.environ[ours] for ours, theirs in SAME_SETTING.items() if ours in os.environ}
    options = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:", "--require-hashes"]
    command = [*pip, "download", *options, f"--python-version={python}", f"--dest={folder / WHEELS}"]
    lists = [f"--requirement={folder / name}" for name in (PACKAGES, UV)]
    if subprocess.run([*command, *lists], env={**settings, **os.environ}).returncode:
        fail(f"pip could not bring all wheels for Python {python}; its message is above.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("output", help="the folder to fill; what lies there is replaced")
    parser.add_argument("--python", action="append", choices=PYTHONS, help="only for this Python; may be repeated")
    return parser.parse_args()


if __name__ == "__main__":
    main()
