"""What Pagefind makes of the pages of a site: how it is called, and which of its files the search page asks for.

Pages have no filters for it: it writes those in another order every time, and then all that names them is another too.
"""

from pathlib import Path

INDEX = "suche/index/"
"""Where it lies below a site."""
ENTRY = "pagefind-entry.json"
_NEEDED = {"pagefind.js", "pagefind-worker.js", "wasm.de.pagefind", ENTRY}
_HASHED = {".pf_fragment", ".pf_index", ".pf_meta"}
IGNORED = (
    *("nav", "main article", ".matches", ".match-how", ".buttons", ".shortcut"),
    *(".note-sample", ".source", ".labels", ".stages", ".visually-hidden", "[aria-hidden]"),
    ".mail",  # no e-mail address in anything made for machines
)
"""What stands in the body of a page and is not about its subject: the way to it, cards of other things, buttons."""


def arguments(pages: Path, bundle: Path) -> list[str]:
    """What Pagefind is told: every page is German, and `bundle` is where to write. Pages say themselves what of them is searched."""
    ignored = (word for selector in IGNORED for word in ("--exclude-selectors", selector))
    return ["--site", str(pages), "--output-path", str(bundle), "--force-language", "de", "--silent", *ignored]


def is_needed(path: str) -> bool:
    """Whether our search page asks for a file of the bundle: its own pages and other languages are left out."""
    return path in _NEEDED or Path(path).suffix in _HASHED
