"""ical.js, which reads calendars in Thunderbird and Nextcloud, finds the same instants in ours as our own counting of days."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from plugins.planning import props
from tests.browser.sites import planned
from tests.calendar.test_instants import RULES, TIMES, instant, ours, text
from tests.minisite import MiniSite

LIBRARY = Path(__file__).parent / "libraries" / "ical.es5.min.cjs"
"""ical.js 2.2.1 (MPL-2.0) as its package has it: it comes by npm alone, which nothing else here needs."""
READ = """([text, times]) => {
  const calendar = new ICAL.Component(ICAL.parse(text));
  for (const zone of calendar.getAllSubcomponents("vtimezone")) ICAL.TimezoneService.register(new ICAL.Timezone(zone));
  const days = (event) => {
    if (!event.isRecurring()) return [event.startDate];
    const found = [];
    for (const one = event.iterator(); found.length < times; ) {
      const next = one.next();
      if (!next) break;
      found.push(next);
    }
    return found;
  };
  const said = (time) => (time.isDate ? time.toString() : time.toJSDate().toISOString());
  return calendar.getAllSubcomponents("vevent").map((part) => days(new ICAL.Event(part)).map(said));
}"""


@pytest.fixture(scope="module", params=["Europe/Berlin", "America/New_York"])
def reader(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    """A page that knows the library, on a machine somewhere."""
    context = browser.new_context(timezone_id=request.param)
    page = context.new_page()
    page.evaluate(LIBRARY.read_text())
    yield page
    context.close()


def read(reader: Page, sheet: Any) -> list[list[date | datetime]]:
    """The days of each event of a calendar."""
    found = reader.evaluate(READ, [text(sheet), TIMES])
    return [
        [instant(datetime.fromisoformat(day)) if "T" in day else date.fromisoformat(day) for day in days]
        for days in found
    ]


@pytest.mark.parametrize(("start", "rule"), RULES)
def test_a_repeating_event_takes_place_at_the_same_instants(
    reader: Page, minisite: MiniSite, start: str, rule: str
) -> None:
    minisite.record("anger/termine/fest", f"start: {start}\nrepeat: {rule}")
    (sheet,) = (s for s in minisite.plan().sites["anger"].files if s.path == "termine/fest/termin.ics")
    assert read(reader, sheet) == [ours(minisite.get("anger/termine/fest"))]


def test_every_event_of_the_real_content_begins_when_it_does(reader: Page) -> None:
    for site in planned():
        for sheet in (sheet for sheet in site.files if isinstance(sheet.props, props.Calendar)):
            starts = [instant(entry.start) for entry in sheet.props.entries]
            assert [days[0] for days in read(reader, sheet)] == starts, sheet.path
