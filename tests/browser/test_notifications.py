"""Being told of news: what is decided (a pure function), and an installed app that is woken by the browser."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.test_offline import Host, Phone, a_host, a_phone

FIXTURES = (a_host, a_phone)
"""A server that can be stopped and somebody's phone, as the tests of the worker have them."""
DECIDE = Path("themes/modellorte/worker/decide.js").read_text()
ARTICLE = "content/anger/aktuelles/neuigkeit.md"
ALWAYS = {"topics": ["aktuelles", "termine"], "from": 0, "to": 24}


def item(name: str, topic: str = "aktuelles") -> dict[str, str]:
    return {"id": name, "topic": topic, "title": name.upper(), "url": f"/{name}/"}


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Iterator[Page]:
    """A page that holds nothing."""
    page = browser.new_page()
    yield page
    page.close()


def decided(page: Page, **given: Any) -> dict[str, Any]:
    """What is decided at noon of 3 December by somebody who wants to know everything, unless told otherwise."""
    usual = {
        "items": [item("a")],
        "seen": [],
        "wishes": {"topics": ["aktuelles", "termine"], "from": 8, "to": 20},
        "told": "2026-12-02",
        "now": {"day": "2026-12-03", "hour": 12},
    }
    made: dict[str, Any] = page.evaluate(f"{DECIDE}; decide({json.dumps({**usual, **given})})")
    return {**made, "tell": [one["id"] for one in made["tell"]]}


WAITS = {"tell": [], "seen": [], "told": "2026-12-02"}


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({}, {"tell": ["a"], "seen": ["a"], "told": "2026-12-03"}),
        ({"seen": ["a"]}, {"tell": [], "seen": ["a"], "told": "2026-12-02"}),
        ({"seen": None}, {"tell": [], "seen": ["a"], "told": "2026-12-02"}),
        ({"told": None}, {"tell": ["a"], "seen": ["a"], "told": "2026-12-03"}),
        ({"told": "2026-12-03"}, {"tell": [], "seen": [], "told": "2026-12-03"}),
        ({"now": {"day": "2026-12-03", "hour": 7}}, WAITS),
        ({"now": {"day": "2026-12-03", "hour": 8}}, {"tell": ["a"], "seen": ["a"], "told": "2026-12-03"}),
        ({"now": {"day": "2026-12-03", "hour": 20}}, WAITS),
        ({"items": [item("a", "pinnwand")]}, {"tell": [], "seen": ["a"], "told": "2026-12-02"}),
        (
            {"items": [item("b"), item("a"), item("c", "pinnwand")], "seen": ["a", "weg"]},
            {"tell": ["b"], "seen": ["b", "a", "c"], "told": "2026-12-03"},
        ),
    ],
    ids=[
        "new",
        "known",
        "first look",
        "never told",
        "told today",
        "too early",
        "early enough",
        "too late",
        "no wish",
        "some",
    ],
)
def test_what_is_told_and_when(blank: Page, given: dict[str, Any], expected: dict[str, Any]) -> None:
    assert decided(blank, **given) == expected


def test_what_had_to_wait_is_told_the_next_day(blank: Page) -> None:
    first = decided(blank, told="2026-12-03")
    second = decided(blank, seen=first["seen"], told=first["told"], now={"day": "2026-12-04", "hour": 9})
    assert (first["tell"], second["tell"]) == ([], ["a"])


class Installed(Phone):
    """A phone on which the app is installed: the browser may wake it."""

    def __init__(self, phone: Phone) -> None:
        super().__init__(phone.page, phone.host)
        self.devtools = self.page.context.new_cdp_session(self.page)
        self.registered = ""
        granted = ["notifications", "periodicBackgroundSync"]
        context = self.devtools.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
        asked = {"permissions": granted, "origin": self.host.url(""), "browserContextId": context}
        self.devtools.send("Browser.grantPermissions", asked)
        self.devtools.on("ServiceWorker.workerRegistrationUpdated", self._note)
        self.devtools.send("ServiceWorker.enable")

    def _note(self, event: dict[str, Any]) -> None:
        for one in event["registrations"]:
            self.registered = one["registrationId"]

    def wish(self, wishes: dict[str, Any], seen: list[str] | None = None) -> None:
        """Have the wishes that the page would have noted."""
        memory = json.dumps({"wishes": wishes, "seen": seen})
        self.page.evaluate(
            "memory => caches.open('nachrichten').then(kept => kept.put('/nachrichten', new Response(memory)))", memory
        )

    def wake(self) -> None:
        """What the browser does from time to time."""
        told = {"origin": self.host.url(""), "registrationId": self.registered, "tag": "neues"}
        self.devtools.send("ServiceWorker.dispatchPeriodicSyncEvent", told)

    def notifications(self) -> list[list[str]]:
        """Title, text and where each leads."""
        script = "navigator.serviceWorker.ready.then(worker => worker.getNotifications())"
        made: list[list[str]] = self.page.evaluate(
            f"{script}.then(all => all.map(one => [one.title, one.body, one.data]))"
        )
        return made

    def memory(self) -> dict[str, Any]:
        script = "caches.match('/nachrichten', {cacheName: 'nachrichten'}).then(kept => kept ? kept.json() : {})"
        made: dict[str, Any] = self.page.evaluate(script)
        return made

    def until_seen(self, count: int) -> None:
        """Wait until the worker has looked and knows so many things."""
        script = "caches.match('/nachrichten', {cacheName: 'nachrichten'}).then(kept => kept.json()).then(kept => kept.seen ?? [])"
        self.until(script, count)


@pytest.fixture
def installed(phone: Phone) -> Installed:
    phone.keep()
    return Installed(phone)


def items_of(host: Host) -> list[dict[str, str]]:
    return list(json.loads((host.site.root / "output/anger/neues.json").read_text())["items"])


def test_news_are_told_once_and_lead_to_their_page(installed: Installed) -> None:
    host = installed.host
    everything = [one["id"] for one in items_of(host)]
    installed.wish(ALWAYS, everything)
    host.site.file(ARTICLE, "---\ntitle: Der Brunnen läuft\ndate: 2026-11-21\n---\nText.\n")
    host.build()
    for _ in range(2):
        installed.wake()
        installed.until_seen(len(items_of(host)))
        installed.page.wait_for_timeout(500)
        assert installed.notifications() == [["Der Brunnen läuft", "Anger", "/aktuelles/neuigkeit/"]]


def test_who_was_there_has_seen_it(installed: Installed) -> None:
    host = installed.host
    installed.wish(ALWAYS, ["etwas anderes"])
    installed.go("/")
    installed.until_seen(len(items_of(host)))
    installed.wake()
    installed.page.wait_for_timeout(500)
    assert installed.notifications() == []


def test_wishes_are_noted_and_taken_back(installed: Installed) -> None:
    installed.go("/app/")
    page = installed.page
    expect(page.get_by_text("Auf diesem Gerät geht das nicht")).to_be_hidden()
    page.get_by_label("Zettel an der Pinnwand").check()
    page.get_by_label("ab", exact=True).select_option("6")
    page.get_by_role("button", name="Benachrichtigen", exact=True).click()
    expect(page.get_by_text("Gemerkt.")).to_be_visible()
    assert installed.memory()["wishes"] == {"topics": ["aktuelles", "termine", "pinnwand"], "from": 6, "to": 20}
    installed.go("/app/")
    expect(page.get_by_label("Zettel an der Pinnwand")).to_be_checked()
    page.get_by_role("button", name="Nicht mehr benachrichtigen").click()
    expect(page.get_by_text("Abgestellt.")).to_be_visible()
    assert installed.memory() == {}


def test_a_browser_that_cannot_be_woken_says_what_there_is_instead(phone: Phone) -> None:
    phone.page.add_init_script("delete ServiceWorkerRegistration.prototype.periodicSync")
    phone.go("/app/")
    expect(phone.page.get_by_text("Auf diesem Gerät geht das nicht")).to_be_visible()
    expect(phone.page.get_by_role("link", name="Termine in Deinen Kalender")).to_be_visible()
    expect(phone.page.get_by_role("button", name="Benachrichtigen", exact=True)).to_be_hidden()
    assert phone.page.viewport_size == {"width": PHONE, "height": 740}
