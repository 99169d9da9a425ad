"""Which commits made a file what it is: from its state now back to its beginning, through renames and merges.

A state is a path and the name of what stood there. Every commit says which states it made of which; so the way back
needs no dates, and a branch whose changes were thrown away in a merge is not on it.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Mapping
from datetime import date
from typing import TypeVar

from plugins.network.frozen import frozen

File = TypeVar("File", bound=Hashable)
State = tuple[str, str]
"""The path of a file in the repository, and the object that holds its bytes."""


@frozen
class Touch:
    """What a commit made of one file."""

    before: tuple[State, ...]
    """Its state in each parent; empty where the file is new."""
    after: State


@frozen
class Commit:
    """A commit and the files that it touched."""

    id: str
    day: date
    """When its author made it, in Europe/Berlin."""
    touches: tuple[Touch, ...]


@frozen
class Edge:
    """A touch on the way of one file, on its day."""

    day: date
    touch: Touch


def ways(files: Mapping[File, State], commits: Iterable[Commit]) -> dict[File, list[Edge]]:
    """The way of each file, oldest first. `files`: their states now; `commits`: children before their parents.

    A file that was deleted and put back as it was goes on where it ended.
    """
    wanted: dict[State, list[File]] = defaultdict(list)
    found: dict[File, list[Edge]] = {file: [] for file in files}
    for file, state in files.items():
        wanted[state].append(file)
    for commit in commits:
        met = [(touch, wanted[touch.after]) for touch in commit.touches if wanted.get(touch.after)]
        for touch, files_there in met:
            for file in files_there:
                found[file].append(Edge(commit.day, touch))
            if touch.before:
                del wanted[touch.after]
        for touch, files_there in met:
            for state in touch.before:
                wanted[state] += [file for file in files_there if file not in wanted[state]]
    return {file: edges[::-1] for file, edges in found.items()}
