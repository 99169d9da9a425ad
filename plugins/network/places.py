"""Where files lie: a site's folder may lie elsewhere than in `content/`, and is called `content/<site>` nonetheless.

So links, the store and every check know one name for a file, whatever commit of which repository it comes from.
"""

import re
from collections.abc import Mapping
from dataclasses import field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

from plugins.network.frozen import frozen
from plugins.network.problems import Problem


class Root(Protocol):
    """The project's folder: a Path, or a Project, in which some sites lie elsewhere."""

    def __truediv__(self, path: str, /) -> Path:
        """Where a file lies; `path` is relative to the project's root."""
        ...


@frozen
class Folder:
    """Where a site's files lie, if not in `content/`."""

    path: Path
    name: str
    """What findings call it in place of `content/<site>`: `weslarn@1a2b3c4`, site and commit."""


Folders = Mapping[str, Folder]
"""Site → its folder; the sites that are not named lie in `content/`."""
AT_HOME: Folders = MappingProxyType({})
"""All sites lie in `content/`."""


@frozen
class Project:
    """The project's folder, and the folders of sites that lie elsewhere."""

    root: Path
    folders: Folders = field(default_factory=dict)

    def __truediv__(self, path: str, /) -> Path:
        """Where a file lies that is called `content/weslarn/seiten/dorf.md`, or `villages.yaml`."""
        content, _, inside = path.partition("/")
        site, _, rest = inside.partition("/")
        folder = self.folders.get(site) if content == "content" else None
        return folder.path / rest if folder else self.root / path


def renamed(problem: Problem, folders: Folders) -> Problem:
    """The finding in words for those who see a village's repository, in which there is no `content/<site>`."""

    def told(text: str) -> str:
        return re.sub(
            r"\bcontent/([a-z0-9-]+)", lambda found: folders[found[1]].name if found[1] in folders else found[0], text
        )

    path, found, expected, fix = map(told, (problem.path, problem.found, problem.expected, problem.fix))
    return replace(problem, path=path, found=found, expected=expected, fix=fix)
