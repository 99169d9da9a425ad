"""Where Pelican's run meets ours: `pelican -s pelicanconf.py` runs the same build as `./site build`."""

import logging
from typing import Any

from pelican.generators import Generator

from plugins.multisite.building import build
from plugins.multisite.jobs import job_of
from plugins.multisite.settling import published
from plugins.network.problems import Findings

logger = logging.getLogger(__name__)


class NetworkGenerator(Generator):  # type: ignore[misc]
    """Builds all sites in Pelican's output stage; Pelican's own generators have nothing to do."""

    def generate_output(self, _: Any) -> None:
        """Build, or stop the run with every finding and exit code 1; then nothing was written.

        Where a village stays at an earlier state, the run ends with exit code 3; then all sites are written.
        """
        try:
            built = published(job_of(self.settings), build)
        except Findings as findings:
            print(findings)
            raise SystemExit(1) from None
        for result in built.outcome:
            logger.info("%s", result)
        if built.setbacks:
            print(*built.setbacks, sep="\n")
            raise SystemExit(3)


def generators(_: Any) -> type[NetworkGenerator]:
    """What Pelican asks every plugin for."""
    return NetworkGenerator
