"""The Pelican plugin: builds the main site and every village's from one Network, in one run."""


def register() -> None:
    """Connect to Pelican, which is imported only now: a build that finds nothing to do gets along without it."""
    from pelican import signals

    from plugins.multisite.generator import generators

    signals.get_generators.connect(generators)
