"""Chromium opens every kind of page as nginx sends it, with its real address over TLS: nothing that pages do is forbidden."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserType, Page

from plugins.publishing.headers import POLICY
from plugins.publishing.hosts import hosts_of
from tests.browser.conftest import CHROMIUM, PHONE, Visitor
from tests.browser.sites import Place, every_kind_of_page
from tests.browser.test_search import look_for
from tests.publishing.observatory import policy_of
from tests.publishing.released import real_release, real_sites
from torture.webserver import Nginx

HOSTS = hosts_of(real_sites())
NAMES = {host.site: host.name for host in HOSTS}
KEPT = """(async () => {
  await navigator.serviceWorker.ready;
  for (const name of await caches.keys())
    if (name.startsWith('dorf-') && await (await caches.open(name)).match('/precache.json')) return true;
  return false;
})()"""


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    base = real_release(tmp_path_factory.mktemp("release"))
    with Nginx.of(tmp_path_factory.mktemp("nginx"), HOSTS, base) as server:
        yield server


class _Reader(Visitor):
    """A visitor who finds the real names on this machine."""

    def address(self, place: Place) -> str:
        return f"https://{NAMES[place.site]}{place.path}"


@pytest.fixture(scope="module")
def reader(browser_type: BrowserType, browser_type_launch_args: dict[str, Any], nginx: Nginx) -> Iterator[_Reader]:
    """With certificates that only this browser believes: to one that is doubted, no worker is allowed."""
    here = ", ".join(f"MAP {name} 127.0.0.1:{nginx.port}" for name in NAMES.values())
    arguments = [*CHROMIUM, f"--host-resolver-rules={here}", "--ignore-certificate-errors"]
    browser = browser_type.launch(**{**browser_type_launch_args, "args": arguments})
    yield _Reader(browser.new_context(locale="de-DE").new_page(), nginx.port)
    browser.close()


@pytest.mark.parametrize("place", every_kind_of_page(), ids=str)
def test_nothing_that_a_page_does_is_forbidden(reader: _Reader, place: Place) -> None:
    page = reader.go(place)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert reader.complaints(missing=place.template == "not_found.html") == []
    styled = page.evaluate("getComputedStyle(document.querySelector('.skip')).position")
    assert styled == "absolute"


def test_the_app_is_kept_and_answers_without_a_connection(reader: _Reader) -> None:
    page = reader.go(Place("weslarn", "/", "village_start.html"))
    _until(page, KEPT)
    page.context.set_offline(True)
    try:
        page.goto(reader.address(Place("weslarn", "/projekte/", "projects.html")))
        assert page.locator("h1").inner_text() == "Projekte"
    finally:
        page.context.set_offline(False)
    assert [text for text in (message.text for message in reader.messages) if "Content Security" in text] == []


def test_the_search_may_compile_what_it_is_written_in(reader: _Reader) -> None:
    page = reader.go(Place("weslarn", "/suche/", "search.html"))
    assert look_for(page, "Dorf").count() > 0
    assert reader.complaints() == []


def _until(page: Page, script: str) -> None:
    for _ in range(200):
        if page.evaluate(script):
            return
        page.wait_for_timeout(100)
    raise AssertionError(script)


def test_an_inline_script_would_be_stopped(reader: _Reader) -> None:
    """Or the tests above would see nothing."""
    page = reader.go(Place("main", "/", "main_start.html"), PHONE)
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color:red\">x</p>')")
    page.wait_for_timeout(100)
    assert any("Content Security Policy" in line for line in reader.complaints())


def test_only_what_pages_use_is_allowed() -> None:
    allowed = {name for name, sources in policy_of(POLICY).items() if sources != {"'none'"}}
    assert allowed == {
        f"{name}-src" for name in ("script", "style", "img", "font", "connect", "manifest", "worker")
    } | {"form-action"}
