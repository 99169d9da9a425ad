"""What stands at an old address: browsers go on at once, without a script; who stays there can read it and go on."""

import re
from collections.abc import Iterator
from functools import partial

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page, expect

from audit.looks import EVERYTHING, violations
from tests.browser.conftest import DESK, PHONE, Visitor, served
from tests.browser.sites import Place
from tests.minisite import MiniSite, settings

OLD, CALM = (Place("anger", f"/projekte/{name}/", "moved.html") for name in ("dorfteich", "ruhig"))
NEW = "/projekte/teich/"


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """With a copy of the page for browsers that were told to follow no refresh: in it there is none."""
    folder = tmp_path_factory.mktemp("moved")
    MiniSite(folder, "complete")
    with served(folder, partial(settings, folder)) as number:
        page = (folder / f"output/anger{OLD.path}index.html").read_text()
        calm, count = re.subn(r'<meta http-equiv="refresh"[^>]*>', "", page)
        assert count == 1
        place = folder / f"output/anger{CALM.path}"
        place.mkdir()
        (place / "index.html").write_text(calm)
        yield number


def test_an_old_address_leads_on_without_scripts_and_the_way_back_is_not_blocked(plain_visitor: Visitor) -> None:
    before = plain_visitor.go(Place("anger", "/projekte/", "projects.html")).url
    page = plain_visitor.page
    page.goto(plain_visitor.address(OLD))
    page.wait_for_url(f"**{NEW}")
    expect(page.get_by_role("heading", level=1)).to_have_text("Der „alte“ Teich")
    page.go_back()
    expect(page).to_have_url(before)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, PHONE, DESK])
def test_who_stays_can_read_it(visitor: Visitor, scheme: str, width: int) -> None:
    page: Page = visitor.go(CALM, width, color_scheme=scheme)
    page.evaluate(AXE_SCRIPT)
    assert violations(page, EVERYTHING) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert visitor.complaints() == []


def test_who_stays_goes_on_by_keyboard(visitor: Visitor) -> None:
    page = visitor.go(CALM)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Zur neuen Adresse")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{NEW}")
