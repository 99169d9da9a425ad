"""What a text can point at: records of the network, addresses of the web. Imports next to nothing, for quick starts."""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

MAIN: Literal["main"] = "main"
"""The site of the network, which every network has."""
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_PLAIN = re.compile(r"https?://[A-Za-z0-9][A-Za-z0-9.-]*(?:[/?#][!-~]*)?")
"""Most web addresses look like this, and need not be taken apart to be known as one."""


@dataclass(frozen=True, order=True)
class Reference:
    """Names one record: the folder of its kind, its site, its slug (`projekte`, `weslarn`, `pilgerhof`)."""

    kind: str
    site: str
    slug: str

    def __str__(self) -> str:
        """As it is written in front matter."""
        return f"{self.site}/{self.slug}"


def is_web_address(text: str) -> bool:
    """Whether a browser finds a host in it."""
    if _PLAIN.fullmatch(text):
        return True
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme.lower() in ("http", "https") and bool(parts.netloc) and " " not in text
