"""Pelican's settings for production: the sites' real addresses."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

LOCAL = None
APP = "offline"  # "installable" sends the worker away from every phone: see docs/app.md
