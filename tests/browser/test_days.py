"""Dates for the reader's day: what is on is said in words, and what is over goes, without a new build."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Locator, Page, Route, expect

from audit.looks import LOOKING
from plugins.network.moments import day_of
from plugins.planning.cards import EventCard
from plugins.planning.lists import TURNS
from plugins.planning.props import EventPage, MainStart, VillageStart
from tests.browser.conftest import PHONE, Visitor
from tests.browser.sites import Place, planned, starts

At = Callable[[str], Visitor]
"""From the time in the village to somebody who visits then."""


@pytest.fixture(params=["Europe/Berlin", "America/New_York"])
def at(browser: Browser, port: int, request: pytest.FixtureRequest) -> Iterator[At]:
    """Visits at a given moment; where the reader is does not matter."""
    context = browser.new_context(locale="de-DE", timezone_id=request.param)
    context.add_init_script(path=LOOKING)

    def visit(moment: str) -> Visitor:
        page = context.new_page()
        page.clock.set_fixed_time(datetime.fromisoformat(moment).replace(tzinfo=ZoneInfo("Europe/Berlin")))
        return Visitor(page, port)

    yield visit
    context.close()


def shown(site: str) -> tuple[EventCard, ...]:
    """The dates on the start page of a site, as they were planned."""
    [props] = [
        sheet.props
        for planned_site in planned()
        if planned_site.frame.slug == site
        for sheet in planned_site.sheets
        if isinstance(sheet.props, VillageStart | MainStart)
    ]
    return props.events


def days(page: Page) -> Locator:
    """The days that the reader sees."""
    return page.locator(".day:visible")


def first_timed(site: str) -> EventCard:
    """The first date with a beginning and an end on one day, and no other day to follow."""
    return next(
        card
        for card in shown(site)
        if isinstance(card.end, datetime) and day_of(card.end) == day_of(card.start) and not card.repeats
    )


def first_series(site: str) -> list[EventCard]:
    """All days that a start page holds of its first event with three."""
    every: dict[str, list[EventCard]] = {}
    for card in shown(site):
        every.setdefault(card.url, []).append(card)
    return next(cards for cards in every.values() if len(cards) == TURNS)


@pytest.mark.parametrize(
    "ahead, word", [(0, "Heute"), (1, "Morgen"), (3, "{weekday}"), (7, "{weekday}, {day}. {month}")]
)
def test_a_day_is_called_as_one_would_call_it_that_day(at: At, ahead: int, word: str) -> None:
    place = starts()[1]
    card = first_timed(place.site)
    day = day_of(card.start)
    today = day.fromordinal(day.toordinal() - ahead)
    page = at(f"{today}T00:05").go(place)
    name = page.locator(f"#tag-{day}")
    weekdays = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")
    months = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober")
    month = (*months, "November", "Dezember")[day.month - 1]
    expect(name).to_have_text(word.format(weekday=weekdays[day.weekday()], day=day.day, month=month))


def test_a_date_goes_when_it_is_over_and_not_before(at: At) -> None:
    place = starts()[1]
    card = first_timed(place.site)
    assert isinstance(card.end, datetime)
    link = f".day a[href='{card.url}']"
    during = at(f"{card.start:%Y-%m-%dT%H:%M}").go(place)
    expect(during.locator(link)).to_be_visible()
    after = at(f"{card.end:%Y-%m-%dT%H:%M}").go(place)
    expect(after.locator(link)).to_be_hidden()


@pytest.mark.parametrize("path", ["/", "/neu-im-dorf/"])
def test_of_an_event_that_repeats_the_next_day_comes_when_one_is_over(at: At, path: str) -> None:
    place = Place(starts()[1].site, path, "")
    cards = first_series(place.site)
    for card in cards:
        page = at(f"{day_of(card.start)}T00:05").go(place)
        there = page.locator(f".day:visible article:visible:has(a[href='{card.url}'])")
        expect(there).to_have_count(1)
        expect(page.locator(f"#tag-{day_of(card.start)}")).to_have_text("Heute")
    page = at(f"{day_of(cards[-1].start) + timedelta(days=2)}T00:05").go(place)
    expect(page.locator(f"article:visible a[href='{cards[0].url}']")).to_have_count(0)


def test_nothing_moves_when_the_script_comes_late_and_takes_away_what_is_over(at: At) -> None:
    place = starts()[1]
    visitor = at(f"{day_of(shown(place.site)[-1].start)}T00:05")
    page = visitor.page

    def late(route: Route) -> None:
        page.wait_for_timeout(600)
        route.continue_()

    page.route("**/days.*.js", late)
    visitor.go(Place(place.site, "/termine/", "events.html"))
    expect(days(page).first).to_be_visible()
    page.wait_for_timeout(300)
    assert page.evaluate("looking.shifted()") == 0


def test_where_all_is_over_the_page_says_so(at: At) -> None:
    for place in starts()[:2]:
        page = at("2036-01-01T12:00").go(place)
        assert days(page).count() == 0
        expect(page.get_by_text("Was hier stand, ist vorbei.")).to_be_visible()


def test_on_paper_days_have_their_date(at: At) -> None:
    place = starts()[1]
    day = day_of(first_timed(place.site).start)
    page = at(f"{day}T00:05").go(place)
    name = page.locator(f"#tag-{day}")
    expect(name).to_have_text("Heute")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(name).to_contain_text(f", {day.day}. ")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(name).to_have_text("Heute")


def test_months_without_a_date_to_come_go_from_the_list(at: At) -> None:
    page = at("2036-01-01T12:00").go(Place("main", "/termine/", "events.html"))
    assert page.locator("[data-of-day]:visible").count() == 0
    expect(page.get_by_text("Was hier stand, ist vorbei.")).to_be_visible()


@pytest.mark.parametrize("path", ["/termine/", "/neu-im-dorf/"])
def test_lists_say_the_day_too(at: At, path: str) -> None:
    place = Place(starts()[1].site, path, "")
    day = day_of(first_timed(place.site).start)
    for ahead, word in enumerate(("Heute", "Morgen")):
        page = at(f"{day - timedelta(days=ahead)}T00:05").go(place)
        expect(page.locator(f"#tag-{day}")).to_have_text(word)


def test_the_table_of_a_month_marks_the_day_that_it_is_for_the_reader(at: At) -> None:
    place = Place("main", "/termine/2026-12/", "month.html")
    for moment, day in (("2026-12-03T00:05", "3"), ("2026-12-31T23:55", "31")):
        page = at(moment).go(place)
        expect(page.locator("[aria-current=date]")).to_have_count(1)
        expect(page.locator("td[aria-current=date] time")).to_have_text(day)
    expect(at("2027-01-01T00:05").go(place).locator("[aria-current=date]")).to_have_count(0)


@pytest.mark.parametrize("width", [320, PHONE])
def test_on_a_phone_the_table_of_a_month_begins_right_below_its_name(visitor: Visitor, width: int) -> None:
    page = visitor.go(Place("main", "/termine/2026-12/", "month.html"), width)
    above, table = page.get_by_role("navigation", name="Monate").bounding_box(), page.locator("table").bounding_box()
    assert above and table and table["y"] - above["y"] < 80


def test_an_event_says_how_far_off_it_is_and_that_it_is_over(at: At) -> None:
    place, card = next(
        (Place(site.frame.slug, f"/{sheet.path.removesuffix('index.html')}", "event.html"), sheet.props.event)
        for site in planned()
        for sheet in site.sheets
        if isinstance(sheet.props, EventPage) and not sheet.props.past and not sheet.props.event.cancelled
    )
    day = day_of(card.start)
    said = {2: "übermorgen", 30: "in 30 Tagen"}
    for ahead, words in said.items():
        page = at(f"{day.fromordinal(day.toordinal() - ahead)}T12:00").go(place)
        expect(page.locator(".distance")).to_have_text(words)
        expect(page.get_by_text("Dieser Termin liegt zurück.")).to_be_hidden()
    page = at("2036-01-01T12:00").go(place)
    expect(page.locator(".distance")).to_have_text("")
    expect(page.get_by_text("Dieser Termin liegt zurück.")).to_be_visible()


def test_without_scripts_whole_dates_stand_there(plain_visitor: Visitor) -> None:
    for place in starts():
        page = plain_visitor.go(place)
        names = page.locator(".day-name:visible").all_inner_texts()
        cards = [card for card in shown(place.site) if not card.waits]
        assert len(names) == len({day_of(card.start) for card in cards})
        assert all(", " in name and ". " in name for name in names)
