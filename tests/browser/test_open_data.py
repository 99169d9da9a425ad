"""What programs find in a real browser: the file that the head names, and data blocks that a strict policy lets be."""

import pytest

from tests.browser.conftest import Visitor
from tests.browser.sites import Place, one_of_each_kind, starts

FETCH = """async () => {
    const link = document.querySelector('link[rel="alternate"][type="application/json"]');
    const answer = await fetch(link.href);
    return {type: answer.headers.get("content-type"), data: await answer.json(), title: link.title};
}"""
BLOCKS = """() => Array.from(document.querySelectorAll('script[type="application/ld+json"]'), (one) => JSON.parse(one.text))"""


@pytest.mark.parametrize("start", starts(), ids=str)
def test_the_head_leads_to_the_records_of_the_site(visitor: Visitor, start: Place) -> None:
    found = visitor.go(start).evaluate(FETCH)
    assert found["type"].startswith("application/json")
    assert found["data"]["site"]["id"] == start.site
    assert found["data"]["site"]["url"] == visitor.page.url
    assert visitor.complaints() == []
    schema = visitor.page.evaluate("async (url) => (await fetch(url)).json()", found["data"]["$schema"])
    assert schema["$id"] == found["data"]["$schema"]


@pytest.mark.parametrize("place", one_of_each_kind(), ids=str)
def test_a_data_block_is_read_and_not_run(visitor: Visitor, place: Place) -> None:
    page = visitor.go(place)
    missing = place.template == "not_found.html"
    blocks = page.evaluate(BLOCKS)
    assert len(blocks) == (0 if missing or place.template == "offline.html" else 1)
    assert all(block["@graph"][0]["@id"].removesuffix("#website") == page.url for block in blocks)
    assert visitor.complaints(missing) == [], "the policy allows no inline script, and says so in the console"
