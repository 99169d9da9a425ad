"""Our build as the benchmark calls it: `python -m benchmarks.engine ROOT OUTPUT THEME`, with this project's settings."""

import sys
from pathlib import Path

from pelican.settings import read_settings

from benchmarks.corpus import TODAY
from plugins.multisite.reporting import build_and_report

SETTINGS = Path(__file__).resolve().parents[1] / "publishconf.py"


def main(root: str, output: str, theme: str) -> int:
    """Build the network below `root`; the exit code."""
    places = {"PATH": f"{root}/content", "OUTPUT_PATH": output, "THEME": theme}
    return build_and_report(read_settings(str(SETTINGS), override={**places, "BUILD_DATE": str(TODAY)}))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
