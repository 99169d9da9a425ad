"""Our build as the benchmark calls it: `python -m benchmarks.engine ROOT OUTPUT THEME`, with the settings for production.

What `./site build` does, for a network that lies elsewhere; imports nothing that a build does not need.
"""

import sys

from benchmarks import TODAY
from plugins.multisite.commands import build_command
from plugins.multisite.orders import Order


def main(root: str, output: str, theme: str) -> int:
    """Build the network below `root`; the exit code."""
    places = {"PATH": f"{root}/content", "OUTPUT_PATH": output, "THEME": theme, "CACHE_PATH": f"{root}/.cache"}
    return build_command(Order("publishconf.py", TODAY, places))


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
