"""The result of an audit gets into the statement's front matter, in place of the last one, and nothing else changes."""

from datetime import date

import pytest

from audit.recording import STATEMENT, Result, recorded
from plugins.network.records import Page
from plugins.network.vocabulary import Check
from tests.minisite import ROOT, MiniSite

RESULT = Result(date(2026, 11, 24), 98, 4, "axe-core 4.10.2", {check: number for number, check in enumerate(Check)})


def test_what_is_recorded_is_what_front_matter_may_hold(minisite: MiniSite) -> None:
    minisite.file(STATEMENT, recorded((ROOT / STATEMENT).read_text().replace("leichte-sprache.md)", "x)"), RESULT))
    minisite.replace(STATEMENT, "[die der gemeinsamen Website]({filename}/main/seiten/x)", "die andere")
    page = minisite.get("main/seiten/barrierefreiheit")
    assert isinstance(page, Page) and page.audit
    assert (page.audit.date, page.audit.pages, page.audit.sites, page.audit.tool) == (
        RESULT.day,
        RESULT.pages,
        RESULT.sites,
        RESULT.tool,
    )
    assert {one.check: one.findings for one in page.audit.checks} == RESULT.findings


@pytest.mark.parametrize("text", ["---\ntitle: A\n---\nText\n---\nWeiter\n", "---\naudit: {date: x}\ntitle: A\n---\n"])
def test_everything_else_stays(text: str) -> None:
    once = recorded(text, RESULT)
    assert recorded(once, RESULT) == once
    assert once.count("audit:") == 1 and "title: A\n" in once
    assert once.endswith(text.split("---\n", 2)[2])
