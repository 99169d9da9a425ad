"""A mini-site with a repository of its own that is published again and again, by the command that people use."""

import os
import re
import shutil
import subprocess
from collections.abc import Callable
from contextlib import redirect_stdout
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any, Self

from plugins.multisite.orders import Order
from plugins.publishing import commands
from plugins.publishing.gates import Wish
from tests.minisite import DAY, ROOT, MiniSite, contents
from tests.upstream import Upstream

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
"""What the clock shows at the first publish; a minute goes by with each."""
PAGE = "anger/fassung/index.html"
"""The page that `edit` changes."""
PRECACHE = "anger/precache.json"
"""What phones are told of the pages there are: it follows every change of one."""


def sums_of_system(release: Path) -> str:
    """What sha256sum itself says of a release and its manifest: nothing where it is whole."""
    words = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(words, cwd=release, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr


@dataclass
class Publisher:
    """Publishes one project."""

    site: MiniSite
    git: Upstream
    destination: str = ""
    environment: dict[str, str] = field(default_factory=dict)
    said: str = ""
    """What the last command said."""
    now: datetime = NOON

    @classmethod
    def of(cls, site: MiniSite) -> Self:
        """With a repository, in which everything is committed."""
        site.file(".gitignore", "/www/\n/output/\n/.output.*\n/cache/\n/theme/\n")
        publisher = cls(site, Upstream(site.root))
        publisher.edit("Fassung null")
        return publisher

    @property
    def www(self) -> Path:
        return self.site.root / "www"

    @property
    def current(self) -> Path:
        return self.www / "current"

    def commit(self) -> str:
        """Commit what has changed; the commit."""
        return self.git.commit()

    def edit(self, words: str) -> str:
        """Change the words of a page, and commit that."""
        self.site.record("anger/seiten/fassung", body=f"{words}\n")
        return self.commit()

    def order(self) -> Order:
        places = {"PATH": "content", "OUTPUT_PATH": "output", "CACHE_PATH": "cache"}
        given = {name: str(self.site.root / path) for name, path in places.items()}
        theme = self.site.root / "theme"
        return Order("publishconf.py", DAY, {**given, "JOBS": 1, **({"THEME": str(theme)} if theme.exists() else {})})

    def publish(self, **wishes: bool) -> int:
        """The exit code."""
        self.now += timedelta(minutes=1)
        return self._run(commands.publish_command, Wish(**wishes), self._surroundings(), self.now)

    def refused(self) -> str:
        """Publishing is refused, and nothing has changed by it; the line that says why."""
        before = self.everything()
        assert self.publish() == 1
        assert self.everything() == before
        return self.said.splitlines()[-1]

    def rollback(self, release: str = "") -> int:
        return self._run(commands.rollback_command, release, self._surroundings())

    def verify(self, release: str = "") -> int:
        return self._run(commands.verify_command, release, self._surroundings())

    def listed(self) -> str:
        assert self._run(commands.releases_command, self._surroundings()) == 0
        return self.said

    def _surroundings(self) -> dict[str, str]:
        return {**os.environ, **self.environment}

    def _run(self, command: Callable[..., int], *arguments: Any) -> int:
        with redirect_stdout(StringIO()) as said:
            code = command(self.order(), self.destination, *arguments)
        self.said = said.getvalue()
        return code

    def own_theme(self) -> Path:
        """The theme from now on: a copy, for changes."""
        return shutil.copytree(ROOT / "themes/modellorte", self.site.root / "theme")

    def release(self, name: str) -> Path:
        return self.www / "releases" / name

    def tree(self) -> dict[str, bytes]:
        """What is live: path → bytes; empty where nothing is."""
        return contents(self.current) if self.current.exists() else {}

    def everything(self) -> dict[str, bytes]:
        """What lies in the folder, live or not."""
        found = contents(self.www) if self.www.exists() else {}
        return {path: content for path, content in found.items() if not path.endswith(".lock")}

    def names(self) -> list[str]:
        """Everything in the folder of releases."""
        return sorted(entry.name for entry in (self.www / "releases").iterdir())

    def live(self) -> str:
        return self.current.readlink().name

    def page(self) -> str:
        """The words of the page that `edit` changes, as they are live."""
        text = (self.current / PAGE).read_text()
        return re.search(r"<p>(Fassung \w+)</p>", text)[1]
