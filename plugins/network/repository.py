"""A village's own repository: what `villages.yaml` says of it, and `villages.lock` of the commit that is published.

What stands here is given to git. So every type lets through only what git cannot mistake for an option or a command.
"""

import json
import re
from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainValidator

from plugins.network.elements import Frozen
from plugins.network.front_matter import Values
from plugins.network.references import SLUG
from plugins.network.validation import validate
from plugins.network.values import Wrong, matching

LOCK = "villages.lock"
_ADDRESS = re.compile(r"https://[a-z0-9][a-z0-9.-]*(:\d{1,5})?/[\w.~%+/-]+|file:///[\w.~%+/-]+")
_REF = re.compile(r"[A-Za-z0-9_][\w.+-]*(/[A-Za-z0-9_][\w.+-]*)*", re.ASCII)
_FOLDER = re.compile(r"[A-Za-z0-9_][\w.-]*(/[A-Za-z0-9_][\w.-]*)*", re.ASCII)
_COMMIT = re.compile(r"[0-9a-f]{40}")


GitAddress = Annotated[
    str,
    PlainValidator(
        matching(
            _ADDRESS,
            "eine Adresse wie `https://codeberg.org/dorf/inhalte`",
            "Nimm die Adresse mit `https://`, die auf der Seite des Repositorys steht, ohne Namen und Passwort darin.",
        )
    ),
]
Ref = Annotated[
    str,
    PlainValidator(
        matching(_REF, "ein Zweig oder eine Marke wie `main`", "Meist heißt der Zweig `main`; lass die Zeile dann weg.")
    ),
]
InnerFolder = Annotated[
    str,
    PlainValidator(
        matching(
            _FOLDER,
            "ein Ordner im Repository wie `website`",
            "Ohne Schrägstrich am Anfang und ohne `..`; liegt alles ganz oben, lass die Zeile weg.",
        )
    ),
]
Commit = Annotated[
    str,
    PlainValidator(matching(_COMMIT, "ein Stand aus 40 Ziffern und Buchstaben", "Führe `./site update` aus.")),
]


class Repository(Frozen):
    """The git repository in which a village keeps its content."""

    git: GitAddress
    """Where it is fetched from: https, or a folder on this machine."""
    ref: Ref = "main"
    """The branch or tag that `./site update` follows."""
    path: InnerFolder | None = None
    """The folder in it that holds `seiten`, `termine` …; None where they lie at its top."""


def _mapping(value: Any) -> Any:
    if isinstance(value, str):
        fix = "Woher die Angaben stammen, schreibst Du unter `based_on`."
        raise Wrong("das Repository des Dorfes: `git`, `ref` und `path`, eingerückt darunter", fix)
    return value


Source = Annotated[Repository, BeforeValidator(_mapping)]


class Locked(Frozen):
    """The commit of a repository that is published."""

    git: GitAddress
    ref: Ref
    """What it was the newest commit of."""
    commit: Commit


class Lock(Frozen):
    """The whole of `villages.lock`."""

    villages: dict[str, Locked]


def repositories(values: Values) -> dict[str, Repository]:
    """Village → its repository, from the values of `villages.yaml`; what is wrong with them is for reading to say."""
    villages = values.tree.get("villages")
    found: dict[str, Repository] = {}
    for village in villages if isinstance(villages, list) else []:
        slug, source = (village.get("slug"), village.get("source")) if isinstance(village, dict) else (None, None)
        if isinstance(slug, str) and SLUG.fullmatch(slug) and isinstance(source, dict):
            repository, _ = validate(Repository, Values(source), LOCK, {})
            found |= {slug: repository} if repository else {}
    return found


def lock_text(villages: Mapping[str, Locked]) -> str:
    """`villages.lock`: a line for every value, so that a commit shows what it changes."""
    lines = ["# Welcher Stand der Dörfer mit eigenem Repository veröffentlicht wird; das schreibt `./site update`."]
    lines.append("villages:" if villages else "villages: {}")
    for slug, locked in sorted(villages.items()):
        lines.append(f"  {slug}:")
        lines += [f"    {key}: {json.dumps(value, ensure_ascii=False)}" for key, value in locked.model_dump().items()]
    return "\n".join([*lines, ""])
