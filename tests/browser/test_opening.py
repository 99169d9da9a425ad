"""Whether an address is open: what the script says at a moment, by the clock of the village; and who needs help gets there by keyboard."""

import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from plugins.network.moments import ZONE
from plugins.opening.holidays import public_holidays
from plugins.opening.timetable import opening
from tests.browser.conftest import Visitor
from tests.browser.sites import Place

ADDRESSES = Place("ampen", "/adressen/", "addresses.html")
HALL = Place("ampen", "/adressen/vereinsheim/", "address.html")
WEEKDAYS = ["Mo-Fr 08:00-12:00, 14:00-18:30"]
SHOP = [*WEEKDAYS, "Sa 08:00-13:00", "Feiertag geschlossen"]


@pytest.fixture(scope="module", params=["Europe/Berlin", "America/New_York", "Pacific/Auckland"])
def says(request: pytest.FixtureRequest, browser: Browser, port: int) -> Any:
    """What `standing` returns for lines and a moment in the village, in a browser that may be somewhere else."""
    context = browser.new_context(locale="de-DE", timezone_id=request.param)
    visitor = Visitor(context.new_page(), port)
    page = visitor.go(ADDRESSES)
    source = page.locator("script[data-holidays]").get_attribute("src")
    assert page.evaluate("new Intl.DateTimeFormat().resolvedOptions().timeZone") == request.param

    def at(lines: list[str], moment: str, holidays: str = public_holidays(2026)) -> Any:
        instant = datetime.fromisoformat(moment).replace(tzinfo=ZONE).timestamp() * 1000
        given = [source, json.loads(opening(lines)), holidays, instant]
        return page.evaluate(
            "async ([source, hours, holidays, instant]) => { const { standing, calendar } = await import(source);"
            " return standing(hours, calendar(holidays), new Date(instant)); }",
            given,
        )

    yield at
    context.close()


@pytest.mark.parametrize(
    ("moment", "lines", "is_open", "text"),
    [
        ("2026-11-24T08:00", SHOP, True, "Jetzt geöffnet, bis 12 Uhr"),
        ("2026-11-24T11:59", SHOP, True, "Jetzt geöffnet, bis 12 Uhr"),
        ("2026-11-24T12:00", SHOP, False, "Öffnet um 14 Uhr"),
        ("2026-11-24T18:29", SHOP, True, "Jetzt geöffnet, bis 18:30 Uhr"),
        ("2026-11-24T18:30", SHOP, False, "Jetzt geschlossen, öffnet morgen um 8 Uhr"),
        ("2026-11-28T13:00", SHOP, False, "Jetzt geschlossen, öffnet am Montag um 8 Uhr"),
        ("2026-11-29T09:00", SHOP, False, "Heute geschlossen, öffnet morgen um 8 Uhr"),
        # Fronleichnam is a Thursday; the day after is an ordinary one.
        ("2026-06-04T09:00", SHOP, False, "Heute geschlossen (Feiertag: Fronleichnam), öffnet morgen um 8 Uhr"),
        ("2026-06-04T09:00", WEEKDAYS, False, "Heute ist Feiertag (Fronleichnam): Die Zeiten können anders sein"),
        ("2026-12-24T19:00", SHOP, False, "Jetzt geschlossen, öffnet am Montag um 8 Uhr"),
        ("2026-12-24T19:00", ["Mo-So 09:00-10:00"], False, "Jetzt geschlossen, öffnet am Sonntag um 9 Uhr"),
        # Christmas Eve is a Thursday in 2026; a line about a day of the year holds on that day alone, holiday or not.
        ("2026-12-24T11:59", [*SHOP, "Heiligabend 08:00-13:00"], True, "Jetzt geöffnet, bis 13 Uhr"),
        ("2026-12-24T14:30", [*SHOP, "Heiligabend 08:00-13:00"], False, "Jetzt geschlossen, öffnet am Montag um 8 Uhr"),
        ("2026-12-23T19:00", [*SHOP, "24.12. geschlossen"], False, "Jetzt geschlossen, öffnet am Montag um 8 Uhr"),
        ("2026-12-25T09:30", [*SHOP, "25.12. 09:00-10:00"], True, "Jetzt geöffnet, bis 10 Uhr"),
        ("2026-10-03T09:30", ["Feiertag 09:00-10:00"], True, "Jetzt geöffnet, bis 10 Uhr"),
        # The nights when the clocks change: 2 to 3 in March does not exist, in October it comes twice.
        ("2026-03-29T01:59", ["So 00:00-04:00"], True, "Jetzt geöffnet, bis 4 Uhr"),
        ("2026-03-29T03:30", ["So 00:00-04:00"], True, "Jetzt geöffnet, bis 4 Uhr"),
        ("2026-10-25T04:00", ["So 00:00-04:00"], False, "Jetzt geschlossen, öffnet am 8. November um 0 Uhr"),
        # Past midnight, and over the end of the year.
        ("2026-11-28T01:59", ["Fr 20:00-02:00"], True, "Jetzt geöffnet, bis 2 Uhr"),
        ("2026-11-28T02:00", ["Fr 20:00-02:00"], False, "Heute geschlossen, öffnet am Freitag um 20 Uhr"),
        ("2026-11-27T23:00", ["Fr 20:00-02:00"], True, "Jetzt geöffnet, bis 2 Uhr"),
        ("2026-12-31T23:59", ["Mo-So 10:00-24:00", "Feiertag geschlossen"], True, "Jetzt geöffnet, bis 24 Uhr"),
        ("2026-12-07T19:30", ["1. Mo 19:00-20:30"], True, "Jetzt geöffnet, bis 20:30 Uhr"),
        ("2026-12-14T19:30", ["1. Mo 19:00-20:30"], False, "Heute geschlossen, öffnet am 4. Januar um 19 Uhr"),
        ("2026-11-27T10:00", ["letzter Fr 09:00-11:00"], True, "Jetzt geöffnet, bis 11 Uhr"),
        ("2026-11-20T10:00", ["letzter Fr 09:00-11:00"], False, "Heute geschlossen, öffnet am 27. November um 9 Uhr"),
        ("2026-11-20T10:00", ["Mo-So 00:00-24:00"], True, "Rund um die Uhr geöffnet"),
        ("2026-11-20T10:00", ["Feiertag geschlossen"], False, "Heute geschlossen"),
    ],
)
def test_what_is_said_at_a_moment(
    says: Callable[..., Any], moment: str, lines: list[str], is_open: bool, text: str
) -> None:
    if moment == "2026-10-25T04:00":
        # The Sunday after is All Saints' Day, of which nothing is said.
        assert "2026-11-01" in public_holidays(2026)
    assert says(lines, moment) == {"open": is_open, "text": text}


def test_nothing_is_said_of_years_whose_holidays_are_not_known(says: Callable[..., Any]) -> None:
    assert says(SHOP, "2028-12-29T09:00") is not None
    assert says(SHOP, "2029-01-02T09:00") is None


def test_the_page_says_it_and_goes_with_the_time(visitor: Visitor) -> None:
    page = visitor.page
    page.clock.install(time=datetime(2026, 11, 24, 16, 59, 30, tzinfo=ZONE))
    visitor.go(HALL)
    said = page.locator("[data-hours]").first
    expect(said).to_have_text("Öffnet um 17 Uhr")
    page.clock.run_for(60_000)
    expect(said).to_have_text("Jetzt geöffnet, bis 21 Uhr")
    assert visitor.complaints() == []


def test_without_javascript_there_are_the_hours_alone(plain_visitor: Visitor) -> None:
    page = plain_visitor.go(HALL)
    expect(page.get_by_role("table", name="Öffnungszeiten: Vereinsheim am Sportplatz")).to_be_visible()
    expect(page.get_by_role("row", name="Samstag")).to_contain_text("14:00")
    expect(page.locator("[data-hours]")).to_have_text("")


@pytest.mark.parametrize("site", ["weslarn", "meckingsen", "ampen"])
def test_from_the_start_to_calling_the_fire_station_by_keyboard_alone(
    visitor: Visitor, plain_visitor: Visitor, site: str
) -> None:
    for page in (somebody.go(Place(site, "/", "village_start.html")) for somebody in (visitor, plain_visitor)):
        reach(page, most=25, name="Adressen")
        page.keyboard.press("Enter")
        page.wait_for_url("**/adressen/")
        reach(page, most=12, name="112")
        expect(page.locator(":focus")).to_be_in_viewport()
        expect(page.locator(":focus")).to_have_attribute("href", "tel:112")
        numbers = page.locator(".page-body a").evaluate_all("links => links.slice(0, 2).map(link => link.href)")
        assert numbers == ["tel:110", "tel:112"]


def reach(page: Page, most: int, name: str) -> None:
    """Press Tab until a link is reached that begins with this name."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.locator(":focus").inner_text().strip().startswith(name):
            return
    raise AssertionError(f"{name} is not reached with {most} times Tab on {page.url}")
