"""The build as a command: quick where nothing is to do, and only then everything that takes time to import."""

import json
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from plugins.multisite.stamps import digest
from plugins.multisite.unchanged import LastBuild, remember, repeated, survey

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Order:
    """What somebody asked for."""

    settings: str
    """The file with Pelican's settings, below the project."""
    day: date
    overrides: Mapping[str, Any] = field(default_factory=dict)
    """Settings that were given with the command."""

    @property
    def key(self) -> list[str]:
        """Two orders with one key ask for the same."""
        return [self.settings, self.day.isoformat(), json.dumps(self.overrides, sort_keys=True), sys.version]

    def read(self) -> dict[str, Any]:
        """Pelican's settings for it."""
        from pelican.settings import read_settings

        override = {**self.overrides, "BUILD_DATE": self.day.isoformat()}
        settings: dict[str, Any] = read_settings(str(PROJECT / self.settings), override=override)
        return settings


def build_command(order: Order) -> int:
    """Build what is ordered and say so; the exit code. A repeated order is checked and answered at once."""
    cache = Path(order.overrides.get("CACHE_PATH", PROJECT / ".cache"))
    file = cache / "builds" / f"{digest(json.dumps(order.key[::2]).encode())}.json"
    if lines := repeated(file, order.key):
        print(*lines, "Nothing has changed since the last build.", sep="\n")
        return 0
    from plugins.multisite.reporting import build_and_report

    settings = order.read()
    watched = _watched(settings, order)
    before = survey(watched)
    code, lines = build_and_report(settings)
    if code == 0:
        remember(file, LastBuild(order.key, settings["OUTPUT_PATH"], list(map(str, watched)), before, lines))
    return code


def _watched(settings: Mapping[str, Any], order: Order) -> list[Path]:
    """Every file and folder that a build reads."""
    content, theme = Path(settings["PATH"]), Path(settings["THEME"])
    code = [PROJECT / name for name in ("plugins", "pelicanconf.py", order.settings, "uv.lock")]
    return [content, content.parent / "villages.yaml", content.parent / "villages.lock", theme, *code]
