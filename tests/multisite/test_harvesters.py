"""No program that searches what we publish for e-mail addresses finds one; everybody else does."""

import json
import re
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.minisite import MiniSite, contents

ADDRESS = re.compile(rb"[\w.+-]+@[\w-]+\.[\w.-]+")
"""What a naive harvester looks for."""
MAIL = "oma.lina@anger.example"


@pytest.fixture
def complete(tmp_path: Path) -> MiniSite:
    return MiniSite(tmp_path, "complete")


def published(site: MiniSite) -> dict[str, bytes]:
    return contents(site.build(APP="offline"))


def test_no_file_shows_an_address_wherever_it_was_written(complete: MiniSite) -> None:
    complete.record(
        "anger/seiten/a", f"summary: Frag {MAIL}", f"Schreib {MAIL} oder [hier](mailto:{MAIL}).\n\n`{MAIL}`\n"
    )
    complete.record("anger/aktuelles/a", f"date: 2026-11-01\nsummary: Frag {MAIL}\nsource: {MAIL}", f"{MAIL}\n")
    complete.record("anger/adressen/a", f"kind: verein\nemail: {MAIL}\nsummary: Mail an {MAIL}", f"{MAIL}\n")
    complete.record("anger/pinnwand/a", f"type: biete\nvalid_until: 2026-12-01\ncontact: {MAIL}\nsummary: An {MAIL}")
    complete.record("anger/projekte/a", f"stage: idee\ncontact: {MAIL}\nsummary: An {MAIL}")
    complete.record("anger/termine/a", "start: 2026-12-01T19:00", f"Anmelden bei {MAIL}\n")
    files = published(complete)
    assert {path: found for path, text in files.items() if (found := ADDRESS.findall(text))} == {}


def test_a_calendar_keeps_what_is_written_in_a_summary(complete: MiniSite) -> None:
    """Calendars know no way to write an @ so that only people read it: the handbook asks to leave it out there."""
    complete.record("anger/termine/a", f"start: 2026-12-01T19:00\nsummary: An {MAIL}")
    files = published(complete)
    assert {path.rpartition("/")[2] for path, text in files.items() if ADDRESS.search(text)} <= {
        "termin.ics",
        "termine.ics",
    }


def test_browsers_and_programs_that_know_the_format_read_the_address(complete: MiniSite) -> None:
    complete.record("anger/seiten/a", f"title: Frag {MAIL}", f"Schreib [hier](mailto:{MAIL}) an {MAIL}.\n")
    files = published(complete)
    page = LexborHTMLParser(files["anger/a/index.html"].decode())
    assert page.css_first("h1").text() == f"Frag {MAIL}"
    assert page.css_first(".prose a").attributes["href"] == f"mailto:{MAIL}"
    assert page.css_first(".prose").text().endswith(f"an {MAIL}.")
    said = json.loads(page.css_first('script[type="application/ld+json"]').text())
    assert said["@context"] == "https://schema.org" and said["@graph"][0]["name"] == f"Frag {MAIL}"
    titles = [record["title"] for record in json.loads(files["anger/daten.json"])["records"]]
    assert f"Frag {MAIL}" in titles
    complete.record("anger/aktuelles/b", f"title: Neu {MAIL}\ndate: 2026-11-20")
    news = json.loads(published(complete)["anger/feed.json"])["items"]
    assert f"Neu {MAIL}" in [item["title"] for item in news]
