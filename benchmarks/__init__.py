"""How fast the build is, measured beside Hugo and plain Pelican on the same corpus; `./site bench` runs it."""

from datetime import date

TODAY = date(2026, 11, 22)
"""The day every build is made for."""
