"""The worker in Chromium: the server stopped, a second build between visits, a broken worker, no room, the kill switch."""

import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from audit.server import Server, Silent
from plugins.multisite.serving import Application, StartResponse, Workshop
from tests.browser.conftest import PHONE, _Strict
from tests.minisite import MiniSite
from tests.multisite.test_incremental import PROJECT

PAGE = "/projekte/teich/"
CACHES = "caches.keys().then(names => names.filter(name => name.startsWith('dorf-')))"
WHOLE = f"""(async () => {{
  const found = [];
  for (const name of await {CACHES}) if (await (await caches.open(name)).match('/precache.json')) found.push(name);
  return found;
}})()"""
"""Generations that are complete."""


class Host:
    """The village Anger on a server that can be stopped, that notes what it is asked, and answers some of it wrongly."""

    def __init__(self, site: MiniSite) -> None:
        self.site, self.port = site, 0
        self.asked: list[str] = []
        self.wrong: dict[str, tuple[str, str, bytes]] = {}
        """Path → status, type and body."""
        self.build()
        self.start()

    def build(self, app: str = "offline", **ours: Any) -> None:
        self.site.build(LOCAL=None, APP=app, **ours)

    def start(self) -> None:
        strict = _Strict(Application(self.site.root / "output", Workshop({}, print)))
        self._server = Server(("127.0.0.1", self.port), Silent)
        self.port = self._server.server_port

        def answer(environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
            path = environ["PATH_INFO"]
            self.asked.append(path)
            if path not in self.wrong:
                return strict(environ, start_response)
            status, kind, body = self.wrong[path]
            start_response(status, [("Content-Type", kind)])
            return [body]

        self._server.set_app(answer)
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def url(self, path: str) -> str:
        return f"http://anger.localhost:{self.port}{path}"


class Phone:
    """Somebody's phone."""

    def __init__(self, page: Page, host: Host) -> None:
        self.page, self.host = page, host

    def go(self, path: str) -> str:
        """Open a page; its heading."""
        self.page.goto(self.host.url(path))
        return self.page.locator("h1").inner_text()

    def until(self, script: str, count: int) -> None:
        """Wait until so many are found."""
        for _ in range(300):
            if len(self.page.evaluate(script)) == count:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError((script, count, self.page.evaluate(script), self.host.asked))

    def keep(self) -> None:
        """Open the start page and wait until the village is kept."""
        self.go("/")
        self.until(WHOLE, 1)


@pytest.fixture(name="host")
def a_host(tmp_path: Path) -> Iterator[Host]:
    made = Host(MiniSite(tmp_path / "projekt", "complete"))
    yield made
    made.stop()


@pytest.fixture(name="phone")
def a_phone(browser: Browser, host: Host) -> Iterator[Phone]:
    context = browser.new_context(locale="de-DE", viewport={"width": PHONE, "height": 740})
    yield Phone(context.new_page(), host)
    context.close()


def test_without_a_server_every_page_opens_and_another_gets_help(phone: Phone, host: Host) -> None:
    phone.keep()
    pages = sorted(path for path in (host.site.root / "output/anger").rglob("index.html"))
    host.stop()
    try:
        for file in pages:
            path = "/" + file.relative_to(host.site.root / "output/anger").as_posix().removesuffix("index.html")
            assert phone.go(path) != "Gerade ohne Netz", path
        assert phone.go("/gibt-es-nicht/") == "Gerade ohne Netz"
        assert phone.go(PAGE.removesuffix("/")) != "Gerade ohne Netz", "a slash forgotten"
        sheets = "[...document.styleSheets].map(sheet => sheet.cssRules.length)"
        assert all(phone.page.evaluate(sheets))
        phone.go(f"{PAGE}?von=irgendwo")
        expect(phone.page.locator(".tidings")).to_contain_text("Ohne Netz. Stand: heute")
    finally:
        host.start()


def test_a_date_goes_into_the_calendar_without_a_server(phone: Phone, host: Host) -> None:
    phone.keep()
    host.stop()
    try:
        phone.go("/termine/teichtag/")
        with phone.page.expect_download() as download:
            phone.page.get_by_role("link", name="In meinen Kalender").click()
        assert "BEGIN:VEVENT" in download.value.path().read_text()
    finally:
        host.start()


def test_the_page_is_shown_first_and_then_the_village_is_fetched(phone: Phone, host: Host) -> None:
    phone.keep()
    shown = host.asked[: host.asked.index("/sw.js")]
    assert "/precache.json" not in shown
    assert not [path for path in shown[1:] if path.endswith("/")]


def test_what_a_second_build_changed_is_fetched_alone_and_offered(phone: Phone, host: Host) -> None:
    phone.keep()
    old = phone.go(PAGE)
    text = (host.site.root / PROJECT).read_text()
    title = next(line for line in text.splitlines() if line.startswith("title:"))
    host.site.file(PROJECT, text.replace(title, "title: Ein neuer Teich", 1))
    host.build()
    host.asked.clear()
    assert phone.go(PAGE) == old
    phone.until(WHOLE, 2)
    assert "/impressum/" not in host.asked
    assert not [path for path in host.asked if path.startswith("/theme/")]
    expect(phone.page.locator(".tidings")).to_contain_text("Stand: heute")
    phone.page.get_by_role("button", name="Aktualisieren").click()
    expect(phone.page.locator("h1")).to_have_text("Ein neuer Teich")
    phone.until(CACHES, 1)


def test_pages_of_the_first_build_keep_their_style_sheets(phone: Phone, host: Host, tmp_path: Path) -> None:
    phone.keep()
    sheet = phone.page.locator("link[href*='/main.']").get_attribute("href")
    theme = MiniSite(tmp_path / "thema").lay(Path("themes/modellorte")).root
    (theme / "static/css/main.css").write_text(":root { color: red }")
    host.build(THEME=str(theme))
    assert not (host.site.root / f"output/anger{sheet}").exists()
    other = phone.page.context.new_page()
    other.goto(host.url("/"))
    phone.until(WHOLE, 2)
    assert phone.page.evaluate("address => fetch(address).then(answer => answer.status)", sheet) == 200


@pytest.mark.parametrize("code", [b"}}} kein Skript", b"throw new Error('kaputt')"], ids=["syntax", "throws"])
def test_a_worker_that_cannot_start_harms_nobody(phone: Phone, host: Host, code: bytes) -> None:
    host.wrong["/sw.js"] = ("200 OK", "text/javascript", code)
    heading = phone.go("/")
    assert phone.go(PAGE)
    host.wrong.clear()
    phone.keep()
    host.wrong["/sw.js"] = ("200 OK", "text/javascript", code)
    assert phone.go("/") == heading
    assert phone.page.evaluate(WHOLE) != []


def test_a_worker_that_breaks_every_page_is_gone_with_the_next_good_one(phone: Phone, host: Host) -> None:
    code = b"oninstall = () => skipWaiting(); onactivate = e => e.waitUntil(clients.claim()); onfetch = e => e.respondWith(Response.error())"
    host.wrong["/sw.js"] = ("200 OK", "text/javascript", code)
    phone.go("/")
    phone.until("navigator.serviceWorker.controller ? [1] : []", 1)
    host.wrong.clear()
    host.build("installable")
    with pytest.raises(Exception, match="ERR_FAILED"):
        phone.go("/")
    for _ in range(100):
        phone.page.wait_for_timeout(100)
        with suppress(Error):  # the page is between two
            if phone.page.locator(".page-head h1").count():
                break
    phone.go("/")
    phone.until("navigator.serviceWorker.getRegistrations()", 0)


def test_the_kill_switch_works_within_one_visit(phone: Phone, host: Host) -> None:
    phone.keep()
    host.site.file(PROJECT, "---\ntitle: Danach\nstage: idee\n---\nText.\n")
    host.build("installable")
    phone.go(PAGE)
    expect(phone.page.locator("h1")).to_have_text("Danach")
    phone.until("navigator.serviceWorker.getRegistrations()", 0)
    phone.until("caches.keys()", 0)


@pytest.mark.parametrize(("claimed", "tried"), [(10**15, False), (0, True)], ids=["known before", "found out"])
def test_where_there_is_no_room_the_site_stays_as_it_is(phone: Phone, host: Host, claimed: int, tried: bool) -> None:
    listed = (host.site.root / "output/anger/precache.json").read_text()
    said = listed.replace('"size":', f'"size":{claimed},"was":').encode()
    host.wrong["/precache.json"] = ("200 OK", "application/json", said)
    full = {"origin": host.url(""), "quotaSize": 250_000}
    phone.page.context.new_cdp_session(phone.page).send("Storage.overrideQuotaForOrigin", full)
    phone.go("/")
    phone.until("navigator.serviceWorker.controller ? [1] : []", 1)
    phone.page.wait_for_timeout(2000)
    assert phone.page.evaluate(CACHES) == []
    assert ("/offline.html" in host.asked) is tried
    assert phone.go(PAGE) and phone.go("/termine/") != "Gerade ohne Netz"


def test_a_download_that_fails_is_taken_up_again(phone: Phone, host: Host) -> None:
    host.wrong[PAGE] = ("500 Internal Server Error", "text/plain", b"kaputt")
    phone.go("/")
    while PAGE not in host.asked:
        phone.page.wait_for_timeout(100)
    phone.page.wait_for_timeout(500)
    assert phone.page.evaluate(WHOLE) == []
    host.wrong.clear()
    host.asked.clear()
    phone.keep()
    assert PAGE in host.asked
    assert "/impressum/" not in host.asked, "what had come already is not fetched again"


def test_a_page_that_is_missing_does_not_keep_the_others_away(phone: Phone, host: Host) -> None:
    host.wrong[PAGE] = ("404 Not Found", "text/plain", b"weg")
    phone.keep()


def test_a_browser_that_can_install_is_asked_by_a_button(phone: Phone) -> None:
    phone.go("/app/")
    button = phone.page.get_by_role("button", name="Jetzt installieren")
    expect(button).to_be_hidden()
    before = phone.page.locator("#android").bounding_box()
    phone.page.evaluate("dispatchEvent(new Event('beforeinstallprompt'))")
    expect(button).to_be_visible()
    assert phone.page.locator("#android").bounding_box() == before, "nothing moves"
