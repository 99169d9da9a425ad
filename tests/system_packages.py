"""What the tests need from the operating system, and how it gets onto a fresh machine.

`./site test` runs this first. On Debian or a relative it installs what is missing, as root, or with sudo on a machine of CI;
anywhere else it says so.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from pathlib import Path


def chromium() -> str | None:
    """Return the path of the system's Chromium, or None where Playwright has to use its own."""
    return next(filter(None, map(shutil.which, ["chromium", "chromium-browser", "google-chrome"])), None)


def playwright_has_chromium() -> bool:
    """Say whether `playwright install chromium` was run here."""
    usual = Path.home() / ("Library/Caches" if sys.platform == "darwin" else ".cache") / "ms-playwright"
    return any(Path(os.environ.get("PLAYWRIGHT_BROWSERS_PATH", usual)).glob("chromium-*"))


def loads(library: str) -> bool:
    """Say whether a library can be loaded by the name it has on Linux; elsewhere nothing is known and all is well."""
    try:
        return sys.platform != "linux" or bool(ctypes.CDLL(library))
    except OSError:
        return False


def server(name: str) -> str | None:
    """Return the path of a server, which may lie where only root looks for programs."""
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
"""With which nginx serves what is compressed already."""


def missing_packages() -> list[str]:
    """Return the Debian packages that the tests need and this machine lacks."""
    present = {
        "chromium": chromium() or playwright_has_chromium(),
        "libatomic1": loads("libatomic.so.1"),  # Playwright's Node needs it, and a bare Debian lacks it
        "openssh-server": server("sshd"),
        "openssh-client": shutil.which("ssh"),
        "rsync": shutil.which("rsync"),
        "nginx-light": server("nginx"),
        "libnginx-mod-http-brotli-static": BROTLI.exists(),
        "caddy": shutil.which("caddy"),
        "openssl": shutil.which("openssl"),
        "wrk": shutil.which("wrk"),  # asks as thousands of readers do
        "libpangoft2-1.0-0": loads("libpangoft2-1.0.so.0"),  # WeasyPrint: Pango with all it needs
        "libharfbuzz-subset0": loads("libharfbuzz-subset.so.0"),  # WeasyPrint: only the letters that are printed
    }
    return [package for package, there in present.items() if not there]


def install(packages: list[str]) -> None:
    """Install Debian packages, with apt's progress in view."""
    rights = [] if os.geteuid() == 0 else ["sudo"]
    for command in (["update"], ["install", "-y", "--no-install-recommends", *packages]):
        subprocess.run([*rights, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *command], check=True)


def may_install() -> bool:
    """Say whether nobody minds if packages are installed here."""
    return bool(shutil.which("apt-get")) and (os.geteuid() == 0 or "CI" in os.environ)


def main() -> None:
    """Make the machine ready for the tests, or end with one line on what is missing."""
    packages = missing_packages()
    if packages and may_install():
        install(packages)
    elif packages:
        names = " ".join(packages)
        sys.exit(f"The tests need {names}: sudo apt-get install --no-install-recommends {names}")


if __name__ == "__main__":
    main()
