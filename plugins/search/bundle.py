"""What Pagefind makes of the pages of a site: how it is called, and which of its files the search page asks for.

Pages have no filters for it: it writes those in another order every time, and then all that names them is another too.
"""

import base64
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

END = b","
"""What stands behind every message."""
BODY = "data-pagefind-body"
"""The attribute of pages that are searched."""
INDEX = "suche/index/"
"""Where it lies below a site."""
ENTRY = "pagefind-entry.json"
_NEEDED = {"pagefind.js", "pagefind-worker.js", "wasm.de.pagefind", ENTRY}
_HASHED = {".pf_fragment", ".pf_index", ".pf_meta"}
IGNORED = (
    *("[hidden]", "nav", "main article", ".matches", ".match-how", ".buttons", ".shortcut"),
    *(".note-sample", ".source", ".labels", ".stages", ".visually-hidden", "[aria-hidden]"),
    ".mail",  # no e-mail address in anything made for machines
)
"""What stands in the body of a page and is not about its subject: the way to it, cards of other things, buttons."""


def requests(pages: Iterable[tuple[str, str]]) -> Iterator[dict[str, Any]]:
    """What Pagefind's service is asked: to take path and HTML of every page in this order, and to hand out the index.

    All are German. Left to itself it walks folders, whose order is that of the file system, and numbers pages so; then
    the same pages would make another index elsewhere.
    """
    yield {"type": "NewIndex", "config": {"exclude_selectors": list(IGNORED), "force_language": "de"}}
    for path, html in pages:
        yield {"type": "AddFile", "index_id": 0, "file_path": path, "url": None, "file_contents": html}
    yield {"type": "GetFiles", "index_id": 0}


def encoded(number: int, request: Mapping[str, Any]) -> bytes:
    """A request as it goes over the pipe; answers come in the same form, in any order."""
    return base64.b64encode(json.dumps({"message_id": number, "payload": request}).encode()) + END


def decoded(answer: bytes) -> dict[str, Any]:
    """What an answer says, without its end."""
    payload: dict[str, Any] = json.loads(base64.b64decode(answer))["payload"]
    return payload


def files(answer: Mapping[str, Any]) -> dict[str, bytes]:
    """The files of the index by their paths, of the last answer."""
    return {file["path"]: base64.b64decode(file["content"]) for file in answer["files"]}


def is_needed(path: str) -> bool:
    """Whether our search page asks for a file of the bundle: its own pages and other languages are left out."""
    return path in _NEEDED or Path(path).suffix in _HASHED
