"""The real sites, built once a worker and served by our own development server's application; and somebody who visits."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Response, expect

from audit.looks import CHROMIUM, LOOKING, PHONE, see
from audit.looks import DESK as DESK
from audit.places import Place
from audit.server import Server, Silent
from plugins.multisite import building
from plugins.multisite.serving import Application, StartResponse, Workshop
from plugins.publishing.headers import HEADERS
from tests.browser.sites import DAY, eventful, settings
from tests.system_packages import chromium

expect.set_options(timeout=30_000)  # milliseconds a busy machine may take; an idle one takes a few


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The system's Chromium; without one, Playwright's own."""
    return {**browser_type_launch_args, "executable_path": chromium(), "args": [*CHROMIUM]}


@pytest.fixture(scope="module")
def visitor(browser: Browser, port: int) -> Iterator["Visitor"]:
    """One visitor and one page for all tests of a file: a fresh one for each would take longer than the test."""
    context = browser.new_context(locale="de-DE")
    context.add_init_script(path=LOOKING)
    page = context.new_page()
    page.clock.set_fixed_time(f"{DAY}T12:00:00+01:00")  # what is over on the day of the test would be gone
    yield Visitor(page, port)
    context.close()


@pytest.fixture(scope="module")
def plain_visitor(browser: Browser, port: int) -> Iterator["Visitor"]:
    """A visitor whose browser runs no scripts."""
    context = browser.new_context(locale="de-DE", java_script_enabled=False)
    yield Visitor(context.new_page(), port)
    context.close()


class _Strict:
    """The application, with the headers that production sends: an inline style or script is an error in the console.

    Pages have their font, however late it comes: what tests see must not hang on what else the machine is busy with.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        def start(status: str, headers: list[tuple[str, str]]) -> Any:
            return start_response(status, [*headers, *HEADERS.items()])

        content = self._application(environ, start)
        return [part.replace(b"font-display: optional", b"font-display: swap") for part in content]


@contextmanager
def served(folder: Path, settled: Callable[..., dict[str, Any]]) -> Iterator[int]:
    """Sites built into a folder and served, and the port; `settled` gives the settings for a port and these places."""
    with Server(("127.0.0.1", 0), Silent) as server:
        local, output = f"localhost:{server.server_port}", folder / "output"
        workshop = Workshop(settled(LOCAL=local, OUTPUT_PATH=str(output), CACHE_PATH=str(folder / "cache")), print)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(building, "histories_of", eventful)
            workshop.build()
        assert workshop.problems == ()
        server.set_app(_Strict(Application(output, workshop)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where all our sites are served, built for this port."""
    with served(tmp_path_factory.mktemp("sites"), settings) as number:
        yield number


class Visitor:
    """Somebody with a browser, who goes from page to page and keeps in mind what happened on the last one."""

    def __init__(self, page: Page, port: int) -> None:
        """Watch what the page does."""
        self.page, self.port = page, port
        self.messages: list[ConsoleMessage] = []
        self.answers: list[Response] = []
        self.failures: list[str] = []
        page.on("console", lambda message: self.messages.append(message))
        page.on("response", lambda answer: self.answers.append(answer))
        page.on("requestfailed", lambda request: self.failures.append(f"failed: {request.url}"))
        page.on("pageerror", lambda error: self.failures.append(f"uncaught: {error}"))

    def address(self, place: Place) -> str:
        """Where a page is."""
        return place.address(self.port)

    def go(self, place: Place, width: int = PHONE, **media: Any) -> Page:
        """Visit a page, by daylight unless told otherwise."""
        self.page.goto("about:blank")  # nothing that the last page still waits for counts for this one
        for seen in (self.messages, self.answers, self.failures):
            seen.clear()
        self.see(width, **media)
        self.page.goto(self.address(place))
        return self.page

    def see(self, width: int, **media: Any) -> None:
        """Look at the same page in a window of another size or under other conditions."""
        see(self.page, width, **media)

    def complaints(self, missing: bool = False) -> list[str]:
        """What went wrong on this page, which is `missing` where its address leads nowhere."""
        answers = [answer for answer in self.answers if not (missing and answer.url == self.page.url)]
        here = urlsplit(self.page.url).netloc
        return [
            *self.failures,
            *(f"{answer.status}: {answer.url}" for answer in answers if not answer.ok),
            *(f"asks another host: {answer.url}" for answer in answers if urlsplit(answer.url).netloc != here),
            *(f"{message.type}: {message.text}" for message in self._loud(missing)),
        ]

    def _loud(self, missing: bool) -> Iterator[ConsoleMessage]:
        """Errors and warnings in the console; that a missing page is missing is none."""
        for message in self.messages:
            expected = missing and message.location["url"] == self.page.url
            if message.type in ("error", "warning") and not expected:
                yield message
