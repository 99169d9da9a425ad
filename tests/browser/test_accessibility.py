"""axe finds nothing on any kind of page of any site: on a phone and a desk, by day and by night."""

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, Visitor
from tests.browser.sites import Place, every_kind_of_page, starts

EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}
"""All that another colour scheme or a wider window can change."""
LOOKS = (("light", PHONE, EVERYTHING), ("light", DESK, COLOURS), ("dark", PHONE, COLOURS), ("dark", DESK, COLOURS))


@pytest.mark.parametrize("place", every_kind_of_page(), ids=str)
def test_axe_finds_nothing(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    page.evaluate(AXE_SCRIPT)
    findings = []
    for scheme, width, rules in LOOKS:
        visitor.see(width, color_scheme=scheme)
        findings += [f"{scheme}, {width} px: {finding}" for finding in violations(page, rules)]
    assert not findings, "\n".join(findings)


def test_axe_measures_contrast_and_the_size_of_targets(visitor: Visitor) -> None:
    page = visitor.go(starts()[0])
    page.evaluate(AXE_SCRIPT)
    applied = {rule["id"] for rule in run_axe(page, EVERYTHING)["passes"]}
    assert {"color-contrast", "target-size", "region", "heading-order"} <= applied


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe objects to, each with the elements it means."""
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in run_axe(page, rules)["violations"]
        for node in violation["nodes"]
    ]


def run_axe(page: Page, rules: dict[str, Any]) -> dict[str, Any]:
    """What axe makes of the page as it looks now."""
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    results: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return results
