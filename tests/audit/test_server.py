"""The server of the audit answers as production does: compressed, with caching, and it counts what it sends."""

import gzip
from collections.abc import Iterable
from contextlib import closing
from http.client import HTTPConnection
from typing import Any

import brotli
import pytest

from audit.lighthouse import Unavailable, tool
from audit.server import Line, open_server

PAGE = b"<!doctype html><title>Teich</title>" + b"<p>Schilf und Enten</p>" * 50
FONT = bytes(range(256))


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """A page everywhere, and one font."""
    font = environ["PATH_INFO"].endswith(".woff2")
    start_response("200 OK", [("Content-Type", "font/woff2" if font else "text/html"), ("Cache-Control", "no-store")])
    return [FONT if font else PAGE]


def ask(port: int, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    with closing(HTTPConnection("127.0.0.1", port, timeout=10)) as connection:
        connection.request("GET", path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        return answer.status, dict(answer.getheaders()), answer.read()


def test_a_connection_is_kept_for_the_next_request() -> None:
    with open_server() as server, closing(HTTPConnection("127.0.0.1", server.server_port, timeout=10)) as connection:
        server.set_app(Line(application))
        for _ in range(2):
            connection.request("GET", "/teich/")
            assert connection.getresponse().read() == PAGE
            assert connection.sock, "the server has closed it"


def test_answers_are_compressed_kept_and_counted() -> None:
    line = Line(application)
    with open_server() as server:
        server.set_app(line)
        status, headers, content = ask(server.server_port, "/teich/", Accept_Encoding="gzip, br")
        assert (status, brotli.decompress(content), headers["Cache-Control"]) == (200, PAGE, "no-cache")
        assert gzip.decompress(ask(server.server_port, "/teich/", Accept_Encoding="gzip")[2]) == PAGE
        assert ask(server.server_port, "/teich/")[2] == PAGE
        again = ask(server.server_port, "/teich/", If_Modified_Since=headers["Last-Modified"])
        assert (again[0], again[2]) == (304, b"")
        _, headers, content = ask(server.server_port, "/theme/fonts/a.woff2", Accept_Encoding="br")
        assert (content, "immutable" in headers["Cache-Control"]) == (FONT, True)
    sizes = [delivery.size for delivery in line.deliveries]
    assert sizes[0] < sizes[1] < sizes[2] == len(PAGE) and sizes[3:] == [0, len(FONT)]


def test_without_node_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Unavailable, match="apt-get install nodejs npm"):
        tool()
