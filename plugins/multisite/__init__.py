"""The Pelican plugin: builds the main site and every village's from one Network, in one run."""

from pelican import signals

from plugins.multisite.generator import generators


def register() -> None:
    """Connect to Pelican."""
    signals.get_generators.connect(generators)
