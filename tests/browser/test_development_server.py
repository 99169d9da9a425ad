"""`./site serve` as a coach uses it: a process of its own on a copy of the project, watched by a browser."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.sites import DAY, ROOT, Place, starts

PATIENCE = 60.0
"""Seconds a busy machine may take for what usually takes one."""
OUTSIDE = [
    "/../../villages.yaml",
    "/%2e%2e/%2e%2e/villages.yaml",
    "/..%2f..%2fvillages.yaml",
    "/theme/../../../villages.yaml",
    "/bilder/%2e%2e/%2e%2e/%2e%2e/villages.yaml",
    "/..%5c..%5cvillages.yaml",
    "/../main/index.html",
    "//etc/passwd",
    "/%2fetc/passwd",
    "/index.html%00.css",
]


@dataclass(frozen=True)
class Serving:
    """A running development server."""

    folder: Path
    port: int
    terminal: Path
    """What it printed so far."""

    def get(self, path: str, host: str = "weslarn.localhost", method: str = "GET") -> tuple[HTTPResponse, str]:
        """Ask as nobody's browser would: nothing in the path or the host's name is tidied up."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        connection.putrequest(method, path, skip_host=True)
        connection.putheader("Host", host)
        connection.endheaders()
        response = connection.getresponse()
        body = response.read().decode()
        connection.close()
        return response, body

    def until(self, text: str, path: str, host: str = "weslarn.localhost") -> float:
        """Wait until a page says something; how many seconds that took."""
        began = time.monotonic()
        while text not in self.get(path, host)[1]:
            assert time.monotonic() - began < PATIENCE, self.terminal.read_text()
            time.sleep(0.02)
        return time.monotonic() - began


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    folder = tmp_path_factory.mktemp("serving") / "project"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(".*", "output", "tests", "docs"))
    server = Serving(folder, free_port(), folder / "terminal.txt")
    command = [sys.executable, "-m", "invoke", "serve", "--port", str(server.port), "--date", DAY]
    with (
        server.terminal.open("w") as terminal,
        subprocess.Popen(
            command, cwd=folder, stdout=terminal, stderr=terminal, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        ) as process,
    ):
        wait_for(server, process)
        yield server
        process.terminate()


def free_port() -> int:
    """A port nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def wait_for(server: Serving, process: subprocess.Popen[bytes]) -> None:
    """Until the server answers."""
    began = time.monotonic()
    while not listening(server.port):
        assert process.poll() is None, server.terminal.read_text()
        assert time.monotonic() - began < PATIENCE, server.terminal.read_text()
        time.sleep(0.05)


def listening(port: int) -> bool:
    """Whether somebody listens at a port."""
    with socket.socket() as caller:
        return caller.connect_ex(("127.0.0.1", port)) == 0


def test_change_is_on_its_host_within_two_seconds(serving: Serving) -> None:
    waits: list[float] = []
    while min(waits, default=PATIENCE) >= 2 and len(waits) < 10:  # now and then a busy machine is slower than we are
        waits.append(change(serving, f"Ganz neu seit Version {len(waits)}."))
    assert min(waits) < 2, waits
    assert "Ganz neu" not in serving.get("/mitmachen/", "ampen.localhost")[1]


def change(serving: Serving, sentence: str) -> float:
    """Write a sentence into a text and wait until it can be read; how many seconds that took."""
    with (serving.folder / "content/weslarn/seiten/mitmachen.md").open("a") as file:
        file.write(f"\n\n{sentence}\n")
    return serving.until(sentence, "/mitmachen/")


def test_finding_covers_the_last_good_page_until_it_is_mended(serving: Serving, browser: Browser) -> None:
    file = serving.folder / "content/ampen/seiten/mitmachen.md"
    good = file.read_text()
    page = browser.new_page()
    heard: list[object] = []  # a change before livereload has answered the page would not reach it
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: heard.append(frame)))
    page.goto(f"http://ampen.localhost:{serving.port}/mitmachen/")
    while not heard:
        page.wait_for_timeout(50)
    heading = page.get_by_role("heading", level=1).inner_text()
    file.write_text(good.replace("title:", "titel:", 1))
    expect(page.get_by_role("alert")).to_contain_text("content/ampen/seiten/mitmachen.md", timeout=PATIENCE * 1000)
    expect(page.get_by_role("alert")).to_contain_text("titel")
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    assert "content/ampen/seiten/mitmachen.md:" in serving.terminal.read_text()
    file.write_text(good)
    expect(page.get_by_role("alert")).to_have_count(0, timeout=PATIENCE * 1000)
    expect(page.get_by_role("heading", level=1)).to_have_text(heading)
    page.close()


@pytest.mark.parametrize("place", starts(), ids=str)
def test_every_site_has_a_host_of_its_own(serving: Serving, place: Place) -> None:
    page = (serving.folder / ".cache/serve/output" / place.site / "index.html").read_text()
    assert serving.get("/", f"{place.site}.localhost:{serving.port}")[1][:1000] == page[:1000]


@pytest.mark.parametrize("host", ["unbekannt.localhost", "127.0.0.1", "localhost", "", "theme"])
def test_any_other_host_gets_the_main_site(serving: Serving, host: str) -> None:
    assert serving.get("/", host)[1] == serving.get("/", f"localhost:{serving.port}")[1]


@pytest.mark.parametrize("host", ["/etc", "../../../../etc", ".."])
def test_host_that_is_a_path_leads_nowhere(serving: Serving, host: str) -> None:
    assert "root:" not in serving.get("/passwd", host)[1]


@pytest.mark.parametrize("path", OUTSIDE)
def test_nothing_outside_a_site_is_served(serving: Serving, path: str) -> None:
    response, body = serving.get(path)
    assert response.status in (400, 404)
    assert "study:" not in body
    assert "root:" not in body


@pytest.mark.parametrize("path", ["/", "/gibt-es-nicht/", "/bilder/rosenau.svg"])
def test_head_says_the_same_and_sends_nothing(serving: Serving, path: str) -> None:
    head, nothing = serving.get(path, method="HEAD")
    page, _ = serving.get(path)
    assert (head.status, head.headers["Content-Type"]) == (page.status, page.headers["Content-Type"])
    assert nothing == ""


def test_missing_page_is_missing_and_says_where_to_go(serving: Serving) -> None:
    response, body = serving.get("/gibt-es-nicht/")
    assert response.status == 404
    assert response.headers["Content-Type"] == "text/html; charset=utf-8"
    assert (serving.folder / ".cache/serve/output/weslarn/404.html").read_text()[:500] == body[:500]
