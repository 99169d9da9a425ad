"""Pelican's settings for development; `publishconf.py` holds what differs in production."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parent
if str(ROOT) not in sys.path:  # Pelican reads this file before it knows the project's folder
    sys.path.insert(0, str(ROOT))

from plugins import multisite  # noqa: E402
from plugins.multisite.clock import build_date  # noqa: E402
from plugins.multisite.filters import FILTERS  # noqa: E402

SITENAME = "Modellorte"
TIMEZONE = "Europe/Berlin"
DEFAULT_LANG = "de"
PATH = str(ROOT / "content")
OUTPUT_PATH = str(ROOT / "output")
CACHE_PATH = str(ROOT / ".cache")
JOBS = None  # how many processes may work; None: as many as there are cores
SITES = ()  # the sites to build, from the whole network; none named: all
THEME = str(ROOT / "themes" / "modellorte")
PLUGINS = [multisite]

# Our settings.
LOCAL = "localhost:8000"  # host and port of the development server; None: the addresses in villages.yaml
APP = "installable"  # "offline": the whole site moves into the phone; None: no app. docs/app.md says more
OPEN_DATA = True  # each site publishes its records as daten.json, with its schema and a page that explains it
MATCHES = True  # projects and notices of different villages that go together find each other
GUIDE = True  # each village has a map of its places and a page for those who are new
CALENDARS = True  # each site publishes its dates as iCalendar, with a page for each month and one that explains how to subscribe
SEARCH = True  # each site has a search over its pages, the main site over those of all; Pagefind makes the index
JSON_FEED = True  # each site publishes its news as JSON Feed too, for programs that would rather not read Atom
BUILD_DATE = build_date(os.environ, datetime.now(UTC))

# What it brings is what village texts need. With further extensions texts are no longer converted natively.
MARKDOWN = {"extensions": ["plugins.network.markup:VillageMarkup"], "output_format": "html"}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_FILTERS = FILTERS

# Our plugin reads and writes everything; Pelican's own generators and readers have nothing to do.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
READERS = {"rst": None, "html": None, "htm": None}
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
DELETE_OUTPUT_DIRECTORY = False
