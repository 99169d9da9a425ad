"""What is looked at on an open page, for the audit and for the browser tests alike; each look returns what it finds, as text."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT as AXE
from playwright.sync_api import Page

LOOKING = Path(__file__).with_name("looking.js")
"""Is run in every page before its own scripts."""
CHROMIUM = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
AXE_SCRIPT: str = AXE
"""Puts axe onto a page."""
SMALLEST, PHONE, ZOOMED, DESK = 320, 360, 640, 1280
"""Widths in px; the first and third are a desk's window at a zoom of 400 and of 200 %."""
DOUBLE = ":root { font-size: 200% }"
SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }"
"""What a reader may set (WCAG 2.2, 1.4.12)."""
REFLOWED = (*((width, "") for width in (SMALLEST, PHONE, ZOOMED, DESK)), (DESK, SPACED), (PHONE, SPACED))
DOUBLED = ((DESK, DOUBLE),)
"""Widths and a reader's own rules under which everything must fit."""
FINGER = 44
"""Pixels a target has in both directions (WCAG 2.2, 2.5.5, which is AAA; AA asks for 24 or enough room around)."""
EVERYTHING = {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block", "target-size"]}
"""All that another colour scheme or a wider window can change."""
LOOKS = (("light", PHONE, EVERYTHING), ("light", DESK, COLOURS), ("dark", PHONE, COLOURS), ("dark", DESK, COLOURS))


def see(page: Page, width: int, **media: Any) -> None:
    """Look at a page in a window of some width or under other conditions; by daylight and without motion unless told otherwise."""
    page.set_viewport_size({"width": width, "height": 740 if width < 900 else 900})
    usual = {"media": "screen", "color_scheme": "light", "reduced_motion": "reduce", "forced_colors": "none"}
    page.emulate_media(**{**usual, **media})


def run_axe(page: Page, rules: dict[str, Any]) -> dict[str, Any]:
    """What axe makes of the page as it looks now; its script must have been evaluated."""
    options = {"runOnly": rules, "resultTypes": ["violations"], "preload": False}
    results: dict[str, Any] = page.evaluate("options => axe.run(options)", options)
    return results


def violations(page: Page, rules: dict[str, Any]) -> list[str]:
    """What axe objects to, each with the elements it means; its script must have been evaluated."""
    return [
        f"{violation['id']}: {violation['help']}: {node['html'][:200]} {node['failureSummary']}"
        for violation in run_axe(page, rules)["violations"]
        for node in violation["nodes"]
    ]


def axe_findings(page: Page) -> list[str]:
    """What axe objects to on phone and desk, by day and by night."""
    page.evaluate(AXE_SCRIPT)
    findings = []
    for scheme, width, rules in LOOKS:
        see(page, width, color_scheme=scheme)
        findings += [f"{scheme}, {width} px: {finding}" for finding in violations(page, rules)]
    return findings


def unfitting(page: Page, conditions: Iterable[tuple[int, str]]) -> list[str]:
    """What does not fit under any of these conditions: a width, and a reader's own rules."""
    findings = []
    for width, rules in conditions:
        see(page, width)
        page.evaluate("looking.styled", rules)
        findings += [f"{width} px {rules}: {finding}" for finding in page.evaluate("looking.unfitting()")]
    page.evaluate("looking.styled", "")
    return findings


def small_targets(page: Page) -> list[str]:
    """Targets too small for a finger on a phone, but for links within a sentence and those whose card is the target."""
    see(page, PHONE)
    found: list[str] = page.evaluate("least => looking.cramped(least)", FINGER)
    return found


def moving(page: Page) -> list[str]:
    """What moves for those who want no motion."""
    see(page, PHONE)
    found: list[str] = page.evaluate("looking.moving()")
    return found


def edgeless(page: Page) -> list[str]:
    """Buttons, cards and badges that have no edge once the reader's own colours hold."""
    see(page, PHONE, forced_colors="active")
    edges = page.locator("main .button, main article, main .badge")
    found: list[str] = edges.evaluate_all("all => all.filter(looking.edgeless).map(one => one.outerHTML.slice(0, 90))")
    return found
