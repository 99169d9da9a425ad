"""What was read and planned is kept as JSON, and comes back as it was."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.network.plain import all_from_json, as_json, from_json, restorer
from plugins.network.records import Event
from plugins.network.references import Reference
from plugins.network.study import Plan
from plugins.planning.cards import EventCard, Image, Mention
from plugins.planning.props import Frame, Head
from tests.minisite import MiniSite, convert, plans_of, read_network


@pytest.fixture(scope="module")
def minisite_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return MiniSite(tmp_path_factory.mktemp("plain") / "projekt", "complete").root


@pytest.mark.parametrize("where", ["minisite", "our own"])
def test_everything_comes_back_as_it_was(where: str, minisite_root: Path) -> None:
    network = read_network(minisite_root if where == "minisite" else Path(__file__).parents[2], convert())
    assert from_json(Plan, as_json(network.plan)) == network.plan
    for record in network.records:
        restored = from_json(type(record), as_json(record))
        assert restored == record and as_json(restored) == as_json(record) and hash(restored) == hash(record)
    for site in plans_of(network).sites.values():
        assert from_json(Frame, as_json(site.frame)) == site.frame
        for sheet in (*site.sheets, *site.files):
            assert from_json(Head, as_json(sheet.head)) == sheet.head
            assert from_json(type(sheet.props), as_json(sheet.props)) == sheet.props


@given(
    start=st.one_of(st.dates(), st.datetimes().map(lambda moment: moment.replace(second=0, microsecond=0))),
    place=st.one_of(st.none(), st.builds(Mention, st.text(), st.one_of(st.none(), st.text()))),
    image=st.one_of(st.none(), st.builds(Image, st.text(), st.text(), st.integers(), st.integers())),
    title=st.text(),
)
def test_any_card_comes_back(start: date | datetime, place: Mention | None, image: Image | None, title: str) -> None:
    card = EventCard(
        title=title, url="/", site="a", village="A", start=start, end=None, whole_day=not isinstance(start, datetime),
        place=place, cancelled=False, repeats=True, image=image,
    )  # fmt: skip
    text = as_json(card)
    assert "\n" not in text and "\t" not in text
    assert from_json(EventCard, text) == card


def test_words_and_references_are_told_apart() -> None:
    way = restorer(Reference | str | None)
    assert way("Bauhof") == "Bauhof"
    assert way({"kind": "adressen", "site": "a", "slug": "b"}) == Reference("adressen", "a", "b")


def test_many_records_come_back_at_once(minisite_root: Path) -> None:
    events = [record for record in read_network(minisite_root, convert()).records if isinstance(record, Event)]
    assert all_from_json(Event, map(as_json, events)) == events
    assert all_from_json(Event, []) == []
