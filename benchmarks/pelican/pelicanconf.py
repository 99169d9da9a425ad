"""Plain Pelican, one run per site; SITE names it, sites.json says what villages.yaml says. No plugins."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from pelican.readers import MarkdownReader

HERE = Path(__file__).resolve().parent
NETWORK = json.loads((HERE / "sites.json").read_text(encoding="utf-8"))
SITE = os.environ["SITE"]
SITENAME = NETWORK["sites"][SITE]["name"]
SITESUBTITLE = NETWORK["sites"][SITE]["claim"]
SITEURL = FEED_DOMAIN = NETWORK["sites"][SITE]["address"]
CONTACT = NETWORK["sites"][SITE]["contact"]
PLACES = NETWORK["places"]["main" if SITE == "main" else "village"]
VILLAGES = [slug for slug in NETWORK["sites"] if slug != "main"]
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "de"
TODAY = datetime.fromisoformat(NETWORK["today"]).replace(tzinfo=ZoneInfo(TIMEZONE))


class HeadReader(MarkdownReader):  # type: ignore[misc]
    """The main site lists the villages' documents and shows none of them: their bodies are not converted."""

    def read(self, source_path: str) -> tuple[str, dict[str, Any]]:
        """The front matter of a village's document; everything of the main site's own."""
        site, kind, name = Path(source_path).relative_to(HERE / "content").parts
        if site == SITE:
            content, metadata = super().read(source_path)
            return content, metadata
        url = f"{NETWORK['sites'][site]['address']}/{kind}/{name.removesuffix('.md')}/"
        head = {**_head(source_path), "url": url, "save_as": "", "village": site}
        return "", {name: self.process_metadata(name, value) for name, value in head.items()}


def _head(source_path: str) -> dict[str, Any]:
    """The lines above the first empty one; indented lines go on with the list begun above."""
    meta: dict[str, list[str]] = {}
    with Path(source_path).open(encoding="utf-8") as lines:
        name = ""
        for line in iter(lambda: lines.readline().rstrip(), ""):
            name, value = (name, line) if line[0] == " " else line.split(": ", 1)
            meta.setdefault(name.lower(), []).append(value.strip())
    return {name: values if len(values) > 1 else values[0] for name, values in meta.items()}


def _static(folder: Path) -> dict[str, dict[str, str]]:
    """Every file that is only copied, and where it goes."""
    files = (file.relative_to(folder) for part in ("bilder", "theme") for file in (folder / part).rglob("*.*"))
    return {file.as_posix(): {"path": file.as_posix()} for file in files}


KINDS = ["aktuelles", "termine", "projekte", "adressen"]
if SITE == "main":
    PATH = str(HERE / "content")
    ARTICLE_PATHS = [f"{village}/{kind}" for village in VILLAGES for kind in KINDS[:3]]
    PAGE_PATHS = ["main/seiten"]
    READERS = {"md": HeadReader, "html": None, "rst": None}
    EXTRA_PATH_METADATA = {f"main/{path}": goal for path, goal in _static(HERE / "content" / "main").items()}
else:
    PATH = str(HERE / "content" / SITE)
    ARTICLE_PATHS = KINDS
    PAGE_PATHS = ["seiten"]
    READERS = {"html": None, "rst": None}
    EXTRA_PATH_METADATA = _static(HERE / "content" / SITE)
STATIC_PATHS = list(EXTRA_PATH_METADATA)
THEME = str(HERE)
THEME_STATIC_PATHS: list[str] = []
PLUGINS: list[str] = []
MARKDOWN = {"extensions": ["markdown.extensions.meta", "markdown.extensions.tables", "markdown.extensions.toc"]}
FORMATTED_FIELDS: list[str] = []  # a summary is one sentence of plain text
FILENAME_METADATA = "(?P<slug>.*)"
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None
DEFAULT_PAGINATION = False

ARTICLE_URL = "{category}/{slug}/"
ARTICLE_SAVE_AS = "{category}/{slug}/index.html"
PAGE_URL = "{slug}/"
PAGE_SAVE_AS = "{slug}/index.html"
CATEGORY_URL = "{slug}/"
CATEGORY_SAVE_AS = "{slug}/index.html"
TAG_URL = "projekte/thema/{slug}/"
TAG_SAVE_AS = "projekte/thema/{slug}/index.html"
AUTHOR_URL = "projekte/stand/{slug}/"  # the second taxonomy Pelican has without a plugin
AUTHOR_SAVE_AS = "projekte/stand/{slug}/index.html"
DIRECT_TEMPLATES = ["index", "404", "atom", "sitemap", "robots"]
SITEMAP_SAVE_AS = "sitemap.xml"
ROBOTS_SAVE_AS = "robots.txt"
ATOM_SAVE_AS = "atom.xml"  # Pelican's own feed would hold whole bodies, those of dates and addresses too
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
JINJA_ENVIRONMENT = {"trim_blocks": True, "lstrip_blocks": True, "autoescape": True}
