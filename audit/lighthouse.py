"""Lighthouse on one page of each kind, as a phone on a slow line: an npm package, fetched when somebody asks for it."""

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from audit.looks import CHROMIUM

VERSION = "12.8.2"
"""The last that runs with Node 18 and 20."""
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PATIENCE = 300
"""Seconds for one page, on a machine that has other work."""


class Unavailable(Exception):
    """Lighthouse cannot run here; the text says what to install."""


@dataclass(frozen=True)
class Score:
    """What Lighthouse says of a page."""

    points: Mapping[str, int]
    """Category → 0 to 100."""
    paint: float
    """Seconds until the largest thing is painted (LCP), by simulated slow 4G."""
    shift: float
    failures: tuple[str, ...]
    """The audits that cost points."""

    @property
    def is_full(self) -> bool:
        """Whether it is 100 in every category."""
        return all(points == 100 for points in self.points.values())


def tool() -> str:
    """The program that runs npm packages; raises Unavailable."""
    found = shutil.which("npx")
    if not (found and shutil.which("node")):
        raise Unavailable("Lighthouse needs Node 18 to 21 and npm: sudo apt-get install nodejs npm")
    return found


def measure(address: str, browser: str | None) -> Score:
    """Measure a page; `browser` is the Chromium to use. Raises Unavailable where Lighthouse breaks down."""
    flags = " ".join(("--headless", *CHROMIUM))
    words = [tool(), "--yes", f"lighthouse@{VERSION}", address, "--quiet", "--output=json", f"--chrome-flags={flags}"]
    where = {"CHROME_PATH": browser} if browser else {}
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=PATIENCE, env={**os.environ, **where}, check=False
    )
    if done.returncode:
        raise Unavailable(f"Lighthouse has broken down at {address}: {(done.stderr or done.stdout).strip()[-500:]}")
    return score(json.loads(done.stdout))


def score(said: Mapping[str, Any]) -> Score:
    """What the report of Lighthouse comes to."""
    points = {name: round(100 * (said["categories"][name]["score"] or 0)) for name in CATEGORIES}
    audits = said["audits"]
    return Score(
        points,
        audits["largest-contentful-paint"]["numericValue"] / 1000,
        audits["cumulative-layout-shift"]["numericValue"],
        tuple(_failing(said)),
    )


def _failing(said: Mapping[str, Any]) -> list[str]:
    weighty = dict.fromkeys(
        ref["id"] for name in CATEGORIES for ref in said["categories"][name]["auditRefs"] if ref["weight"]
    )
    audits = said["audits"]
    return [
        f"{name}: {audits[name]['title']}"
        for name in weighty
        if audits[name]["score"] is not None and audits[name]["score"] < 0.9
    ]
