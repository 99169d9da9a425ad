"""The real sites, built once a worker and served by our own development server's application; and somebody who visits."""

import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from socketserver import ThreadingMixIn
from typing import Any
from urllib.parse import urlsplit
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, Page, Response

from plugins.multisite.serving import Application, StartResponse, Workshop
from plugins.network.study import MAIN
from tests.browser.sites import Place, settings
from tests.system_packages import chromium

CHROMIUM = [
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; script-src 'self'; connect-src 'self'; "
    "manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""As strict as production's: a style attribute or an inline script would be an error in the console."""
PHONE, DESK = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one, Playwright's own."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": CHROMIUM}


class _Server(ThreadingMixIn, WSGIServer):
    """A browser asks for several files at once."""

    daemon_threads = True


class _Silent(WSGIRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing of each request."""


class _Strict:
    """The application with the policy that production sends."""

    def __init__(self, application: Application) -> None:
        self.application: Any = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]]) -> Any:
            return start_response(status, [*headers, ("Content-Security-Policy", POLICY)])

        return self.application(environ, start)


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Serves all sites, built for this port."""
    output = tmp_path_factory.mktemp("sites") / "output"
    with make_server("127.0.0.1", 0, None, _Server, _Silent) as server:
        workshop = Workshop(settings(LOCAL=f"localhost:{server.server_port}", OUTPUT_PATH=str(output)), print)
        workshop.build()
        assert workshop.problems == ()
        server.set_app(_Strict(Application(output, workshop)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


class Visitor:
    """Somebody with a browser, who goes to pages of all sites and writes down what went wrong there."""

    def __init__(self, page: Page, port: int) -> None:
        """Watch this page."""
        self.page, self._port = page, port
        self._wrong: list[str] = []
        page.on("console", lambda message: self._note(f"{message.type}: {message.text}", message.type in _LOUD))
        page.on("pageerror", lambda error: self._note(f"error: {error}"))
        page.on("requestfailed", lambda request: self._note(f"failed: {request.url}"))
        page.on("response", self._check)

    def address(self, place: Place) -> str:
        """Where a page is."""
        host = "localhost" if place.site == MAIN else f"{place.site}.localhost"
        return f"http://{host}:{self._port}{place.path}"

    def go(self, place: Place) -> Page:
        """Visit a page and wait until everything has come; forgets what went wrong elsewhere."""
        self._wrong.clear()
        self.page.goto(self.address(place), wait_until="networkidle")
        return self.page

    def complaints(self) -> list[str]:
        """What went wrong since the visit began."""
        return list(self._wrong)

    def _note(self, complaint: str, wrong: bool = True) -> None:
        if wrong:
            self._wrong.append(complaint)

    def _check(self, response: Response) -> None:
        ...
