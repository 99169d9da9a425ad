"""Make the project's environment from a folder that `./site vendor` has filled, without any network.

It needs Python 3.11, 3.12 or 3.13 with its standard library, and nothing else: `python3 bootstrap/from_vendor.py vendor`.
uv comes out of the folder too, into `.uv/`; packages come into `.venv/`. Each file is compared with its hash.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import zipfile
from pathlib import Path

from get_uv import HERE, HOME, fail
from vendor import PACKAGES, UV, WHEELS

_PROGRAM = re.compile(r"uv-[^/]+\.data/scripts/(uv(?:\.exe)?)")


def main() -> None:
    """Unpack uv, then let it install the rest."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "vendor").resolve()
    uv = bring_uv(folder, (HERE / UV).read_text(encoding="utf-8"))
    offline = ["--offline", "--quiet", "--no-config"]
    environment = str(HERE.parent / ".venv")
    run([str(uv), "venv", *offline, "--clear", "--no-python-downloads", f"--python={sys.executable}", environment])
    source = ["--no-index", f"--find-links={folder / WHEELS}", "--require-hashes", "--no-deps", "--compile-bytecode"]
    run([str(uv), "pip", "install", *offline, *source, f"--python={environment}", "-r", str(folder / PACKAGES)])
    print("Ready. Without a network, tell uv so: UV_OFFLINE=1 ./site build")


def bring_uv(folder: Path, pinned: str) -> Path:
    """Unpack uv from its wheel, if that is the one that bootstrap/uv.txt pins."""
    wheels = list((folder / WHEELS).glob("uv-*.whl"))
    if len(wheels) != 1:
        fail(f"{folder / WHEELS} holds {len(wheels)} wheels of uv instead of one.")
    if hashlib.sha256(wheels[0].read_bytes()).hexdigest() not in pinned:
        fail(f"{wheels[0]} is not what bootstrap/uv.txt pins.")
    with zipfile.ZipFile(wheels[0]) as wheel:
        inside = next(found for name in wheel.namelist() if (found := _PROGRAM.fullmatch(name)))
        program = HOME / "bin" / inside[1]
        program.parent.mkdir(parents=True, exist_ok=True)
        program.write_bytes(wheel.read(inside[0]))
    program.chmod(0o755)
    return program


def run(command: list[str]) -> None:
    """Run a command that must succeed; what it says is enough."""
    if subprocess.run(command, cwd=HERE.parent).returncode:
        fail("The folder does not fit this machine or this commit; the message is above.")


if __name__ == "__main__":
    main()
