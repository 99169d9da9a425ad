"""The real content as it is published: every address leads somewhere, and what machines read is what people see."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit
from xml.etree import ElementTree

import pytest

from plugins.app.precache import is_kept
from plugins.planning.sections import FEED_ITEMS

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITES = ["main", "weslarn", "meckingsen", "ampen"]
HOSTS = {"modellorte.example": "main", **{f"{site}.modellorte.example": site for site in SITES[1:]}}
ON_A_PHONE = 5_000_000
"""Bytes, uncompressed."""
LOADED = {"img", "script", "link", "source", "iframe", "audio", "video", "embed", "object", "input"}
"""Elements whose address a browser opens by itself."""


@dataclass
class Page(HTMLParser):
    """What a page says about itself and where it leads."""

    url: str
    ids: list[str] = field(default_factory=list)
    leads: list[tuple[str, str]] = field(default_factory=list)
    """Element and absolute address."""
    canonical: str = ""
    robots: str = ""
    headings: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def __hash__(self) -> int:
        return hash(self.url)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = {name: value or "" for name, value in attrs}
        self.ids += [said["id"]] if "id" in said else []
        self.headings += [tag] if re.fullmatch("h[1-6]", tag) else []
        if tag == "meta" and said.get("name") == "robots":
            self.robots = said["content"]
        if (tag, said.get("rel")) == ("link", "canonical"):
            self.canonical = said["href"]
            return
        addresses = [said[name] for name in ("href", "src", "action", "poster", "data") if name in said]
        addresses += [choice.split()[0] for choice in said.get("srcset", "").split(",") if choice.strip()]
        self.leads += [(tag, urljoin(self.url, address)) for address in addresses]


@pytest.fixture(scope="module")
def pages(output: Path) -> dict[str, Page]:
    """Every page by its address."""
    found: dict[str, Page] = {}
    for file in sorted(output.rglob("*.html")):
        site, _, path = file.relative_to(output).as_posix().partition("/")
        address = f"https://{host_of(site)}/{path.removesuffix('index.html')}"
        found[address] = Page(address)
        found[address].feed(file.read_text())
    return found


def host_of(site: str) -> str:
    return next(host for host, name in HOSTS.items() if name == site)


def broken(output: Path, pages: dict[str, Page], url: str) -> str | None:
    """Why an address of ours leads nowhere."""
    parts = urlsplit(url)
    page = pages.get(f"https://{parts.netloc}{parts.path}")
    if page is None and not (output / HOSTS[parts.netloc] / unquote(parts.path[1:])).is_file():
        return "no such file"
    return "no such anchor" if parts.fragment and page and unquote(parts.fragment) not in page.ids else None


def test_there_are_four_sites_of_many_pages(pages: dict[str, Page]) -> None:
    count = Counter(HOSTS[urlsplit(url).netloc] for url in pages)
    assert list(count) and set(count) == set(SITES)
    assert all(number > 30 for number in count.values())


def test_every_address_of_ours_leads_to_a_file_and_every_anchor_to_its_place(
    output: Path, pages: dict[str, Page]
) -> None:
    wrong = [
        (page.url, url, why)
        for page in pages.values()
        for _, url in page.leads
        if urlsplit(url).netloc in HOSTS and (why := broken(output, pages, url))
    ]
    assert wrong == []


def test_sites_link_to_each_other(pages: dict[str, Page]) -> None:
    ways = {
        (HOSTS[urlsplit(page.url).netloc], HOSTS.get(urlsplit(url).netloc))
        for page in pages.values()
        for _, url in page.leads
    }
    assert {(one, other) for one in SITES for other in SITES} <= ways


def test_a_page_asks_no_other_host_for_anything(pages: dict[str, Page]) -> None:
    for page in pages.values():
        own = urlsplit(page.url).netloc
        assert {urlsplit(url).netloc for tag, url in page.leads if tag in LOADED} <= {own}


def test_addresses_that_lead_out_are_such_that_a_browser_opens(pages: dict[str, Page]) -> None:
    out = {url for page in pages.values() for _, url in page.leads if urlsplit(url).netloc not in HOSTS}
    assert {urlsplit(url).scheme for url in out} <= {"https", "http", "mailto", "tel", "geo"}


def test_style_sheets_find_their_files(output: Path) -> None:
    sheets = list(output.rglob("*.css"))
    assert sheets
    for sheet in sheets:
        for url in re.findall(r"url\(['\"]?([^'\")]+)", sheet.read_text()):
            site = output / sheet.relative_to(output).parts[0]
            assert url.startswith(("data:", "#")) or (site / url.lstrip("/")).is_file(), (sheet, url)


def test_ids_are_unique_on_a_page_and_there_is_one_title(pages: dict[str, Page]) -> None:
    for page in pages.values():
        assert [identity for identity, count in Counter(page.ids).items() if count > 1] == [], page.url
        assert page.headings.count("h1") == 1, page.url


def test_headings_leave_out_no_level(pages: dict[str, Page]) -> None:
    for page in pages.values():
        levels = [int(tag[1]) for tag in page.headings]
        jumps = [(above, below) for above, below in pairwise(levels) if below > above + 1]
        assert jumps == [], page.url


def test_a_page_names_its_own_address(pages: dict[str, Page]) -> None:
    for url, page in pages.items():
        assert page.canonical == url or url.endswith("/404.html")


def test_every_page_can_be_reached_from_the_start(pages: dict[str, Page]) -> None:
    start = f"https://{host_of('main')}/"
    seen, left = {start}, [start]
    while left:
        page = pages[left.pop()]
        reached = {url.partition("#")[0] for tag, url in page.leads if tag == "a"} & pages.keys()
        left += reached - seen
        seen |= reached
    assert {url for url in pages if not url.endswith(("/404.html", "/offline.html"))} - seen == set()


@pytest.mark.parametrize("site", SITES)
def test_the_sitemap_lists_exactly_the_pages_to_be_found(output: Path, pages: dict[str, Page], site: str) -> None:
    root = ElementTree.fromstring((output / site / "sitemap.xml").read_text())
    listed = [entry.text for entry in root.iter(f"{SITEMAP}loc")]
    mine = {url for url in pages if urlsplit(url).netloc == host_of(site)}
    repeated = {
        url
        for url in mine
        if re.search(r"/projekte/(dorf|thema|stand)/|/aushang/$|/termine/\d{4}-\d\d/$|/(404|offline)\.html$", url)
    }
    assert listed == sorted(mine - repeated)


@pytest.mark.parametrize("site", SITES)
def test_the_whole_site_fits_into_a_phone(output: Path, site: str) -> None:
    files = [file for file in (output / site).rglob("*") if file.is_file()]
    kept = [file.stat().st_size for file in files if is_kept(file.relative_to(output / site).as_posix())]
    assert sum(kept) < ON_A_PHONE


@pytest.mark.parametrize("site", SITES)
def test_robots_may_read_everything_and_find_the_sitemap(output: Path, site: str) -> None:
    lines = (output / site / "robots.txt").read_text().splitlines()
    assert lines == ["User-agent: *", "Allow: /", "", f"Sitemap: https://{host_of(site)}/sitemap.xml"]


def entries(output: Path, site: str) -> Iterator[dict[str, str]]:
    """The entries of a feed: link, and what stands in each element."""
    root = ElementTree.fromstring((output / site / "atom.xml").read_text())
    for entry in root.iter(f"{ATOM}entry"):
        link = entry.find(f"{ATOM}link")
        assert link is not None
        yield {**{part.tag.removeprefix(ATOM): part.text or "" for part in entry}, "link": link.get("href", "")}


@pytest.mark.parametrize("site", SITES)
def test_the_feed_is_atom_with_absolute_links_to_news(output: Path, pages: dict[str, Page], site: str) -> None:
    root = ElementTree.fromstring((output / site / "atom.xml").read_text())
    assert root.tag == f"{ATOM}feed"
    needed = {name: root.findtext(f"{ATOM}{name}") for name in ("title", "id", "updated")}
    assert all(needed.values()), needed
    links = {link.get("rel", "alternate"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links["self"] == f"https://{host_of(site)}/atom.xml"
    found = list(entries(output, site))
    assert 0 < len(found) <= FEED_ITEMS
    assert all(entry["link"] in pages for entry in found)
    assert len({entry["id"] for entry in found}) == len(found)
    moments = [entry["updated"] for entry in found]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT12:00:00\+0[12]:00", moment) for moment in moments)
    assert moments == sorted(moments, reverse=True) and needed["updated"] == moments[0]


@pytest.mark.parametrize("site", SITES)
def test_the_json_feed_has_what_its_format_requires_and_tells_the_same_as_atom(output: Path, site: str) -> None:
    feed = json.loads((output / site / "feed.json").read_text())
    assert feed["version"] == "https://jsonfeed.org/version/1.1" and feed["title"]
    assert feed["feed_url"] == f"https://{host_of(site)}/feed.json"
    assert feed["home_page_url"] == f"https://{host_of(site)}/" and feed["language"] == "de"
    for item in feed["items"]:
        assert item["id"] and item["content_text"] and item["authors"] == [{"name": item["authors"][0]["name"]}]
        assert all(item[name].startswith("https://") for name in ("id", "url", "image") if name in item)
    found = list(entries(output, site))
    said = [(item["url"], item["title"], item["date_published"]) for item in feed["items"]]
    assert said == [(entry["link"], entry["title"], entry["updated"]) for entry in found]
    page = (output / site / "index.html").read_text()
    assert '<link rel="alternate" href="/feed.json" type="application/feed+json"' in page


def test_the_feed_of_the_main_site_brings_the_news_of_all(output: Path) -> None:
    hosts = {HOSTS[urlsplit(entry["link"]).netloc] for entry in entries(output, "main")}
    assert hosts == set(SITES)


def test_nothing_but_sites_is_published(output: Path) -> None:
    assert sorted(entry.name for entry in output.iterdir() if not entry.name.startswith(".")) == sorted(SITES)
    endings = {file.suffix for file in output.rglob("*") if file.is_file() and file.name != ".manifest.json"}
    assert endings <= {
        ".html",
        ".xml",
        ".txt",
        ".json",
        ".ics",
        ".css",
        ".js",
        ".svg",
        ".webp",
        ".woff2",
        ".png",
        ".ico",
        ".webmanifest",
        *(".pagefind", ".pf_meta", ".pf_index", ".pf_fragment"),
    }
