"""Git repositories as villages keep them elsewhere, for tests: real ones, reached by file URLs."""

import os
import shutil
import subprocess
from pathlib import Path
from typing import Any, Self

from plugins.multisite.reporting import HELD_BACK, build_and_report, update_and_report
from tests.minisite import MiniSite

PAGE = "---\ntitle: Neue Seite\n---\n{}\n"
_ENVIRONMENT = {
    **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{f"GIT_{who}_{what}": "dorf@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


class Upstream:
    """A village's repository, or the project's own, with a work-tree to commit from."""

    def __init__(self, folder: Path) -> None:
        """Make an empty one; files that are there already are not committed yet."""
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    @property
    def url(self) -> str:
        """Its address."""
        return self.folder.as_uri()

    def git(self, *arguments: str, given: bytes = b"") -> str:
        """Run git in it; what it says."""
        command = ["git", *arguments]
        done = subprocess.run(
            command, cwd=self.folder, env=_ENVIRONMENT, input=given, capture_output=True, check=True, timeout=60
        )
        return done.stdout.decode().strip()

    def file(self, path: str, content: str | bytes) -> Self:
        """Write a file into its work-tree."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content.encode() if isinstance(content, str) else content)
        return self

    def commit(self, moment: str = "now", *options: str) -> str:
        """Commit everything; the commit. `moment`: when its author made it; a day is enough."""
        at = moment if "T" in moment or moment == "now" else f"{moment}T12:00:00+0200"
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=Neu", f"--date={at}", *options)
        return self.git("rev-parse", "HEAD")


def with_repository(site: MiniSite, village: str, folder: Path, **source: str) -> Upstream:
    """Move a village's content to a repository of its own; `source` has the `ref` and `path` that are not the usual."""
    upstream = Upstream(folder)
    place = upstream.folder / source.get("path", "")
    shutil.copytree(site.root / "content" / village, place, dirs_exist_ok=True)
    shutil.rmtree(site.root / "content" / village)
    named = "".join(f", {key}: {value}" for key, value in source.items())
    site.replace(
        "villages.yaml", f"slug: {village}\n", f"slug: {village}\n    source: {{git: {upstream.url}{named}}}\n"
    )
    upstream.commit()
    return upstream


def build(site: MiniSite, **ours: Any) -> int:
    """Build it, as `./site build` does; the exit code."""
    built = build_and_report(site.settings(**ours))
    return 1 if built is None else HELD_BACK if built.setbacks else 0


def update(site: MiniSite, village: str | None = None) -> int:
    """Lock what is newest, as `./site update` does; the exit code."""
    return update_and_report(site.settings(), village)


def lock(site: MiniSite) -> str:
    """What is locked."""
    return (site.root / "villages.lock").read_text()


def page(site: MiniSite, path: str) -> str:
    """A page of the output."""
    return (site.root / "output" / path / "index.html").read_text()
