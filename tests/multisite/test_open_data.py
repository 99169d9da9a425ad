"""The real content as machines read it: valid, and the same as people see on the page."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import pytest

from plugins.multisite.filters import FILTERS
from tests.minisite import ROOT
from tests.multisite.test_published import HOSTS, SITES, host_of
from tests.opendata import validating, vocabulary

SAID = {"name", "headline", "description", "address", "telephone", "keywords"}
"""Properties that stand on the page word for word."""


@dataclass
class Read(HTMLParser):
    """What a page tells people, and what it tells machines."""

    url: str
    words: list[str] = field(default_factory=list)
    moments: set[str] = field(default_factory=set)
    leads: set[str] = field(default_factory=set)
    alternates: dict[str, str] = field(default_factory=dict)
    blocks: list[str] = field(default_factory=list)
    _tag: str = ""

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tag, said = tag, {name: value or "" for name, value in attrs}
        self.moments |= {said["datetime"]} if "datetime" in said else set()
        self.leads |= {urljoin(self.url, said[name]) for name in ("href", "src") if name in said}
        if (tag, said.get("rel")) == ("link", "alternate"):
            self.alternates[said["type"]] = urljoin(self.url, said["href"])
        if (tag, said.get("name")) == ("meta", "description"):
            self.words.append(f"{said['content']} ")
        if tag == "script" and said.get("type") == "application/ld+json":
            self.blocks.append("")

    def handle_data(self, data: str) -> None:
        if self._tag == "script" and self.blocks:
            self.blocks[-1] += data
        elif self._tag != "script":
            self.words.append(data)

    @cached_property
    def text(self) -> str:
        """Everything that can be read, and what search engines read of it: its title and description."""
        return " ".join("".join(self.words).split())

    @cached_property
    def graph(self) -> list[dict[str, Any]]:
        """The things it describes."""
        [block] = self.blocks
        return list(json.loads(block)["@graph"])


@pytest.fixture(scope="module")
def pages(output: Path) -> list[Read]:
    """Every page but those for addresses that lead nowhere."""
    found = []
    for file in sorted(output.rglob("index.html")):
        site, _, path = file.relative_to(output).as_posix().partition("/")
        page = Read(f"https://{host_of(site)}/{path.removesuffix('index.html')}")
        page.feed(file.read_text())
        found.append(page)
    return found


def said(value: Any) -> Iterator[tuple[str, Any]]:
    """Every property and its value, however deep."""
    for node in vocabulary.described(value):
        for name, values in node.items():
            yield from ((name, one) for one in (values if isinstance(values, list) else [values]))


def test_every_page_describes_itself_in_words_of_schema_org(pages: list[Read]) -> None:
    wrong = [(page.url, fault) for page in pages for fault in vocabulary.faults(json.loads(page.blocks[0]))]
    assert wrong == []
    assert all(page.graph[0]["@id"].removesuffix("#website") == page.url for page in pages)


def test_all_types_are_there(pages: list[Read]) -> None:
    types = {node["@type"] for page in pages for node in page.graph}
    assert types >= {"WebSite", "BreadcrumbList", "NewsArticle", "Event", "Project", "Place", "Dataset"}
    assert types >= {"Organization", "CivicStructure", "EmergencyService", "GovernmentOffice"}


def test_machines_are_told_what_people_read(pages: list[Read]) -> None:
    wrong = [
        (page.url, name, value)
        for page in pages
        for name, value in said(page.graph)
        if name in SAID and " ".join(value.removesuffix(" (Beispiel)").split()) not in page.text
    ]
    assert wrong == []


def test_what_was_invented_is_called_so_on_both(pages: list[Read]) -> None:
    about = [(page, page.graph[-1]) for page in pages if "mainEntity" in page.graph[0]]
    marked = [(page, thing) for page, thing in about if thing["name"].endswith(" (Beispiel)")]
    assert marked and len(marked) < len(about)
    for page, thing in about:
        assert ("Das hier ist erfunden." in page.text) is thing["name"].endswith(" (Beispiel)"), page.url
        assert ("disambiguatingDescription" in thing) is thing["name"].endswith(" (Beispiel)"), page.url


def test_machines_are_told_the_days_that_people_see(pages: list[Read]) -> None:
    starts = [
        (page, node["startDate"])
        for page in pages
        for node in vocabulary.described(page.graph)
        if node.get("@type") == "Event" and "startDate" in node
    ]
    news = [(page, node["datePublished"]) for page in pages for node in page.graph if "datePublished" in node]
    assert len(starts) > 40 and len(news) > 20
    assert [(page.url, day) for page, day in [*starts, *news] if day not in page.moments] == []
    bounds = [(p, v) for p in pages for name, v in said(p.graph) if name in ("foundingDate", "dissolutionDate")]
    written = [(page, {FILTERS[f](date.fromisoformat(day)) for f in ("day_short", "day_long")}) for page, day in bounds]
    assert written and [page.url for page, ways in written if not any(way in page.text for way in ways)] == []


def test_money_is_what_the_page_says(pages: list[Read]) -> None:
    amounts = [(p, n["value"]) for p in pages for n in vocabulary.described(p.graph) if "currency" in n]
    assert amounts
    for page, value in amounts:
        written = FILTERS["money"](int(value.replace(".", "")))
        assert " ".join(written.split()) in page.text, page.url


def test_addresses_lead_to_pages_pictures_and_maps_that_the_page_shows(output: Path, pages: list[Read]) -> None:
    urls = [(p, v) for p in pages for name, v in said(p.graph) if name in ("url", "image", "contentUrl", "sameAs")]
    for page, url in urls:
        parts = urlsplit(url)
        if parts.netloc in HOSTS:
            file = output / HOSTS[parts.netloc] / parts.path[1:]
            assert file.is_file() or (file / "index.html").is_file(), (page.url, url)
        assert url in page.leads | {page.url}, (page.url, url)
    points = [(p, n) for p in pages for n in vocabulary.described(p.graph) if n.get("@type") == "GeoCoordinates"]
    assert points
    for page, point in points:
        assert f"geo:{point['latitude']},{point['longitude']}" in page.leads, page.url


@pytest.mark.parametrize("site", SITES)
def test_the_file_of_a_site_fits_the_schema_beside_it(output: Path, site: str) -> None:
    data = json.loads((output / site / "daten.json").read_bytes())
    schema = json.loads((output / site / "daten.schema.json").read_bytes())
    assert data["$schema"] == schema["$id"] == f"https://{host_of(site)}/daten.schema.json"
    assert validating.faults(data, schema) == []
    assert len(data["records"]) > 15


def test_every_page_leads_to_the_file_of_its_site_and_to_what_explains_it(pages: list[Read]) -> None:
    for page in pages:
        start = f"https://{urlsplit(page.url).netloc}/"
        assert page.alternates["application/json"] == f"{start}daten.json"
        assert f"{start}offene-daten/" in page.leads


def test_the_files_hold_what_the_pages_show_and_nobodys_address(output: Path, pages: list[Read]) -> None:
    shown = {page.url: page.text for page in pages}
    for site in SITES:
        text = (output / site / "daten.json").read_text()
        assert "@" not in text
        for record in json.loads(text)["records"]:
            page = shown[record["url"]]
            wanted = [record["title"], *(record[name] for name in ("phone", "street", "reason") if name in record)]
            assert [words for words in wanted if " ".join(words.split()) not in page] == [], record["id"]
            assert ("Das hier ist erfunden." in page) is record["sample"], record["id"]


def test_no_phone_number_of_a_notice_is_in_the_files(output: Path) -> None:
    contacts = [
        re.findall(r"^contact: *(.*)$", file.read_text(), re.MULTILINE)
        for file in (ROOT / "content").glob("*/pinnwand/*.md")
    ]
    numbers = {number for lines in contacts for line in lines for number in re.findall(r"\d{4}[\d ]{4,}\d", line)}
    assert numbers
    notices = [
        json.dumps(record, ensure_ascii=False)
        for site in SITES
        for record in json.loads((output / site / "daten.json").read_bytes())["records"]
        if record["kind"] == "pinnwand"
    ]
    assert notices and not [number for number in numbers if any(number in notice for notice in notices)]
