"""What the tests need from the operating system, and how it gets onto a fresh machine.

`./site test` runs this first. As root on Debian or a relative it installs what is missing; anywhere else it says so.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None where Playwright has to use its own."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def playwright_has_chromium() -> bool:
    """Say whether `playwright install chromium` was run here."""
    with sync_playwright() as playwright:
        return Path(playwright.chromium.executable_path).exists()


def missing_packages() -> list[str]:
    """Return the Debian packages that the tests need and this machine lacks."""
    return [] if chromium() or playwright_has_chromium() else ["chromium"]


def install(packages: list[str]) -> None:
    """Install Debian packages, with apt's progress in view."""
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run(["apt-get", *command], check=True, env=environment)


def main() -> None:
    """Make the machine ready for the tests, or end with one line on what is missing."""
    packages = missing_packages()
    if packages and os.geteuid() == 0 and shutil.which("apt-get"):
        install(packages)
    elif packages:
        names = " ".join(packages)
        sys.exit(f"The tests need {names}: sudo apt install {names}, or uv run playwright install {names}")


if __name__ == "__main__":
    main()
