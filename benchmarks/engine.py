"""Our build as the benchmark calls it: `python -m benchmarks.engine ROOT OUTPUT THEME`, with the settings for production.

What `./site build` does, for a network that lies elsewhere; imports nothing that a build does not need. Texts are
converted by Python-Markdown, as by default; with a fourth word, `fast`, natively, as with the extra of that name.
"""

import sys
from typing import NoReturn

from benchmarks import TODAY
from plugins.multisite.commands import build_and_leave
from plugins.multisite.orders import Order


def main(root: str, output: str, theme: str, converter: str = "") -> NoReturn:
    """Build the network below `root`, and end with the exit code."""
    if converter != "fast":
        sys.modules["cmarkgfm"] = None  # type: ignore[assignment]  # as if it were not installed
    places = {"PATH": f"{root}/content", "OUTPUT_PATH": output, "THEME": theme, "CACHE_PATH": f"{root}/.cache"}
    extras = ("OPEN_DATA", "CALENDARS", "MATCHES", "GUIDE", "SEARCH", "JSON_FEED")
    peers_do_without = {**dict.fromkeys(extras, False), "APP": None}
    build_and_leave(Order("publishconf.py", TODAY, {**places, **peers_do_without}))


if __name__ == "__main__":
    main(*sys.argv[1:])
