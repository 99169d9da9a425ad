"""A site's web app manifest (W3C, Web Application Manifest): what a phone calls the app, and how it looks."""

import json
from collections.abc import Iterable
from typing import Any

from plugins.app.icons import MASKABLE, PLAIN, Icon, shortcut

PATH = "manifest.webmanifest"


def manifest(name: str, claim: str, colour: str, ground: str, shortcuts: Iterable[tuple[str, str]]) -> bytes:
    """The manifest of the site `name`; shortcuts: title and address of each."""
    written = {
        "id": "/",
        "name": name,
        "short_name": name,
        "description": claim,
        "lang": "de",
        "dir": "ltr",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": colour,
        "background_color": ground,
        "icons": [*(_icon(icon, "any") for icon in PLAIN), _icon(MASKABLE, "maskable")],
        "shortcuts": [
            {"name": title, "url": url, "icons": [_icon(shortcut(url.strip("/")), "any")]} for title, url in shortcuts
        ],
    }
    return (json.dumps(written, ensure_ascii=False, indent=2) + "\n").encode()


def _icon(icon: Icon, purpose: str) -> dict[str, Any]:
    size = f"{icon.width}x{icon.width}"
    return {"src": f"/{icon.path}", "sizes": size, "type": "image/png", "purpose": purpose}
