"""Serves sites as production does: compressed, with its caching and its policy; counts what goes over the line, and can be slow."""

import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from email.utils import formatdate
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any, NamedTuple
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer
from zlib import crc32

from waitress import create_server

from plugins.multisite.serving import Application, StartResponse, Workshop
from plugins.publishing.headers import ASK_AGAIN, FOR_EVER, HEADERS, NEVER, WORKER
from plugins.publishing.packing import is_compressible, packed


class Delivery(NamedTuple):
    """One answer."""

    host: str
    path: str
    size: int
    """Bytes of its content, compressed."""


class Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several files at once."""

    daemon_threads = True


class Silent(WSGIRequestHandler):
    """Says nothing of each request."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""


class Connected:
    """A server whose connections stay open from one request to the next, as those of production do."""

    def __init__(self) -> None:
        """Listen on a free port; nothing is answered before `set_app`."""
        self._application: Application | Line | None = None
        self._server = create_server(self._answer, host="127.0.0.1", port=0, threads=_AT_ONCE, ident=None)
        self.server_port = int(self._server.effective_port)

    def set_app(self, application: "Application | Line") -> None:
        """Answer with this application from now on."""
        self._application = application

    def _answer(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        assert self._application, "nothing to serve yet"
        return self._application(environ, start_response)

    def run(self) -> None:
        """Serve until `close`."""
        self._server.run()

    def close(self) -> None:
        """End, with every connection."""
        self._server.close()
        self._server.task_dispatcher.shutdown()


_AT_ONCE = 12
"""So many requests are answered at once: a browser opens six connections to a host."""


class Line:
    """WSGI: an application behind a server that compresses what it can, as long as somebody wants it."""

    def __init__(self, application: Application) -> None:
        """`application` answers with whole, uncompressed files."""
        self._application = application
        self._packed: dict[int, dict[str, bytes]] = {}
        self._since = formatdate(usegmt=True)  # what is served never changes
        self.deliveries: list[Delivery] = []
        """Everything that was sent since somebody emptied it."""
        self.slow: tuple[str, ...] = ()
        """Beginnings of the paths that come late, so that it shows what a page does without them."""

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        told: list[tuple[str, list[tuple[str, str]]]] = []
        content = b"".join(self._application(environ, lambda status, headers: told.append((status, headers))))
        path, (status, headers) = environ["PATH_INFO"], told[0]
        if self.slow and path.startswith(self.slow):
            time.sleep(LATE)
        if status.startswith("200") and environ.get("HTTP_IF_MODIFIED_SINCE") == self._since:
            status, content = "304 Not Modified", b""
        encoding, content = self._compressed(environ, path, content)
        self.deliveries.append(Delivery(environ.get("HTTP_HOST", ""), path, len(content)))
        kind = next(value for name, value in headers if name == "Content-Type")
        start_response(status, [("Content-Type", kind), ("Last-Modified", self._since), *_said(path), *encoding])
        return [content]

    def _compressed(self, environ: dict[str, Any], path: str, content: bytes) -> tuple[list[tuple[str, str]], bytes]:
        """What is said of the encoding, and the bytes."""
        takes = environ.get("HTTP_ACCEPT_ENCODING", "")
        name = path if "." in path.rpartition("/")[2] else "/index.html"
        encoding = "br" if "br" in takes else "gzip" if "gzip" in takes else ""
        if not (content and encoding and is_compressible(name)):
            return [], content
        forms = self._packed.get(crc32(content)) or self._packed.setdefault(crc32(content), packed(content))
        return [("Content-Encoding", encoding), ("Vary", "Accept-Encoding")], forms[f".{encoding[:2]}"]


LATE = 0.4
"""Seconds; by then a browser has painted the page without what is late."""


def _said(path: str) -> list[tuple[str, str]]:
    caching = NEVER if path == WORKER else FOR_EVER if path.startswith("/theme/") else ASK_AGAIN
    return [("Cache-Control", caching), *HEADERS.items()]


@contextmanager
def open_server() -> Iterator[Connected]:
    """A server on a free port that answers once it has an application."""
    server = Connected()
    threading.Thread(target=server.run, daemon=True).start()
    with closing(server):
        yield server


def line_to(output: Path, workshop: Workshop) -> Line:
    """The sites below a folder, as they come over the line."""
    return Line(Application(output, workshop))
