"""The theme's static files as sites get them: hashed names, and each site's colours as tokens."""

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from plugins.network.frozen import frozen
from plugins.network.study import Plan
from plugins.network.study import Site as Entry

TOKENS = "css/tokens.css"
_IMPORT = b'@import "tokens.css";\n'


@frozen
class Theme:
    """What every site gets of the theme."""

    assets: dict[str, dict[str, str]]
    """Site → file below `static` → URL."""
    files: dict[str, list[tuple[str, bytes]]]
    """Site → path in the site and bytes."""
    texts: dict[str, str]
    """The text of every template, as it was when the build began."""


def open_theme(folder: Path, plan: Plan) -> Theme:
    """Read the theme's static files and name them by content, so that a browser may keep each for ever."""
    static = folder / "static"
    plain = {path.relative_to(static).as_posix(): path.read_bytes() for path in _visible(static)}
    urls = {name: hashed(name, content) for name, content in plain.items() if not name.endswith(".css")}
    sheets = {name: _linked(content, name, urls) for name, content in plain.items() if name.endswith(".css")}
    common = {name: (urls[name], plain[name]) for name in urls}
    theme = Theme({}, {}, read_templates(folder))
    for site in plan.sites:
        own = {**common, **_named(_coloured(sheets, tokens(plan, site).encode()))}
        theme.assets[site.slug] = {name: url for name, (url, _) in own.items()}
        theme.files[site.slug] = [(url.removeprefix("/"), content) for url, content in own.values()]
    return theme


def read_templates(theme: Path) -> dict[str, str]:
    """The text of every template of a theme."""
    folder = theme / "templates"
    return {path.relative_to(folder).as_posix(): path.read_text("utf-8") for path in _visible(folder)}


def digest_of_templates(texts: Mapping[str, str]) -> str:
    """Tells whether a template has changed: a change in one may change every page."""
    return hashlib.sha256(repr(sorted(texts.items())).encode()).hexdigest()


def _visible(folder: Path) -> Iterator[Path]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return (path for path in files if not path.name.startswith("."))


def _named(files: dict[str, bytes]) -> dict[str, tuple[str, bytes]]:
    return {name: (hashed(name, content), content) for name, content in files.items()}


def hashed(name: str, content: bytes) -> str:
    """`css/main.css` → `/theme/css/main.1a2b3c4d.css`."""
    stem, dot, ending = name.rpartition(".")
    return f"/theme/{stem}.{hashlib.sha256(content).hexdigest()[:8]}{dot}{ending}"


def _linked(content: bytes, name: str, urls: dict[str, str]) -> bytes:
    """A style sheet whose `url(../fonts/x)` lead to the hashed files."""

    def replaced(found: re.Match[str]) -> str:
        target = found.group(2)
        path = (Path("/") / Path(name).parent / target).as_posix()
        parts: list[str] = []
        for part in path.split("/")[1:]:
            parts = parts[:-1] if part == ".." else [*parts, part]
        return f'url("{urls["/".join(parts)]}")'

    return re.sub(r"url\((['\"]?)((?!data:|#|/)[^'\")]+)\1\)", replaced, content.decode()).encode()


def tokens(plan: Plan, site: Entry) -> str:
    """The colours of a site, and of every village where cards of several stand together."""
    rules = [_rule(":root", site), *(_rule(f".in-{entry.slug}", entry) for entry in plan.sites)]
    return "\n".join(rules) + "\n"


def _coloured(sheets: Mapping[str, bytes], own: bytes) -> dict[str, bytes]:
    """The style sheets of a site: its tokens, and in the place where a sheet imports them, so that a browser asks once."""
    return {TOKENS: own, **{name: content.replace(_IMPORT, own) for name, content in sheets.items()}}


def _rule(selector: str, entry: Entry) -> str:
    return f"{selector}{{--accent-light:{entry.accent.light};--accent-dark:{entry.accent.dark}}}"
