"""Pelican's settings for production: the sites' real addresses."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from pelicanconf import *  # noqa: F403

LOCAL = None
