"""What somebody asked a build for. Imports nothing that takes time."""

import json
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from runpy import run_path
from typing import Any, NamedTuple
from zlib import crc32

PROJECT = Path(__file__).resolve().parents[2]


class Order(NamedTuple):
    """A build that is asked for."""

    settings: str
    """The file with Pelican's settings, below the project."""
    day: date
    overrides: Mapping[str, Any] = {}
    """Settings that were given with the command."""

    def key(self, platform: str) -> list[str]:
        """Two orders with one key ask for the same; `platform` is what Python they run on."""
        return [self.settings, self.day.isoformat(), json.dumps(self.overrides, sort_keys=True), platform]

    def folder(self) -> Path:
        """Where builds of this order, on whatever day, keep what they know for the next one."""
        settings, _, overrides, _ = self.key("")
        cache = Path(self.overrides.get("CACHE_PATH", PROJECT / ".cache"))
        return cache / "builds" / f"{Path(settings).stem}-{crc32(overrides.encode()):08x}"

    def read(self) -> dict[str, Any]:
        """Pelican's settings for it: what the file says, and what was given; our build asks for no other."""
        said = run_path(str(PROJECT / self.settings))
        written = {name: value for name, value in said.items() if name.isupper()}
        return {**written, **self.overrides, "BUILD_DATE": self.day.isoformat()}
