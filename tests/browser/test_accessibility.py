"""axe finds nothing on any kind of page of any site: on a phone and a desk, by day and by night."""

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from audit.looks import EVERYTHING, axe_findings, run_axe
from tests.browser.conftest import Visitor
from tests.browser.sites import Place, every_kind_of_page, starts


@pytest.mark.parametrize("place", every_kind_of_page(), ids=str)
def test_axe_finds_nothing(visitor: Visitor, place: Place) -> None:
    assert axe_findings(visitor.go(place)) == []


def test_axe_measures_contrast_and_the_size_of_targets(visitor: Visitor) -> None:
    page = visitor.go(starts()[0])
    page.evaluate(AXE_SCRIPT)
    applied = {rule["id"] for rule in run_axe(page, EVERYTHING)["passes"]}
    assert {"color-contrast", "target-size", "region", "heading-order"} <= applied
