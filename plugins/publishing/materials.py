"""The bill of materials of a release: what it was made with, and where that came from, in the form of CycloneDX 1.5.

uv writes it from uv.lock, with the hash of every file. What it says of the moment is taken away, so that the same commit
has the same bill to the byte.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

BILL = "sbom.cdx.json"
"""Its path in a release, beside the folders of the sites, so no web server gives it away."""
_EXPORT = ("export", "--quiet", "--frozen", "--no-dev", "--all-extras", "--format=cyclonedx1.5")


class NoBill(Exception):
    """uv did not write one; the message says why."""


def bill_of(project: Path, commit: str, environment: Mapping[str, str] = os.environ) -> bytes:
    """The bill of what lies in the project's folder. Raises NoBill."""
    uv = environment.get("UV") or shutil.which("uv", path=environment.get("PATH")) or str(project / ".uv/bin/uv")
    try:
        done = subprocess.run([uv, *_EXPORT], cwd=project, capture_output=True, text=True, check=True)
    except FileNotFoundError:
        raise NoBill("uv is not here") from None
    except subprocess.CalledProcessError as failure:
        raise NoBill(f"uv: {failure.stderr.strip().splitlines()[-1:]}") from None
    licences = (file.name for file in (project / "themes").glob("*/static/licences/*.txt"))
    return bill(done.stdout, commit, licences)


def bill(exported: str, commit: str, licences: Iterable[str]) -> bytes:
    """What uv exported, made to depend on nothing but its content, with the commit as the version of what was made.

    `licences`: the names of the files that the theme keeps for what it has taken in, like `lucide-ISC.txt`.
    """
    found: dict[str, Any] = json.loads(exported)
    for passing in ("serialNumber", "timestamp"):
        found.pop(passing, None)
        found["metadata"].pop(passing, None)
    ours = found["metadata"]["component"]
    ours |= {"type": "application", "version": commit or ours["version"]}
    found["components"] += _taken_in(licences)
    number = uuid5(NAMESPACE_URL, json.dumps(found, sort_keys=True))
    text = json.dumps({"serialNumber": f"urn:uuid:{number}", **found}, indent=1, sort_keys=True, ensure_ascii=False)
    return f"{text}\n".encode()


def _taken_in(licences: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Fonts and icons that lie in the theme: each has a file of its name and licence there."""
    for name, _, licence in (file.removesuffix(".txt").rpartition("-") for file in sorted(licences)):
        yield {
            "type": "library",
            "bom-ref": f"theme:{name}",
            "name": name,
            "licenses": [{"license": {"name": licence}}],
        }
