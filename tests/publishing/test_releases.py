"""How releases are named, which stay, what goes along, and to which one goes back; whatever the clock and the history."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from plugins.publishing import releases
from plugins.publishing.releases import CARRIED, KEPT, Release, as_text, from_text, is_asset, is_name, name_of

MOMENTS = st.datetimes(datetime(1970, 1, 2), datetime(2999, 1, 1), timezones=st.just(UTC))
COMMITS = st.from_regex(r"([0-9a-f]{40})?", fullmatch=True)
ASSETS = [f"main/theme/css/main.{number:08x}.css" for number in range(6)]


@given(st.lists(st.tuples(MOMENTS, COMMITS), min_size=1, max_size=8))
def test_names_are_in_the_order_of_publishing_whatever_the_clock_shows(publishes):
    names: list[str] = []
    for moment, commit in publishes:
        names.append(name_of(moment, commit, names))
    assert all(map(is_name, names))
    assert sorted(names) == names
    assert len(set(names)) == len(names)
    for name, (_, commit) in zip(names, publishes, strict=True):
        assert commit.startswith(releases.commit_in(name))
        assert bool(releases.commit_in(name)) is bool(commit)


@given(MOMENTS, MOMENTS)
def test_a_clock_that_is_behind_is_noticed(first, second):
    behind = releases.clock_is_behind(second, [name_of(first, "", [])])
    assert behind is (second < first.replace(microsecond=0))


@pytest.mark.parametrize(
    "name", [".new-20261124T084129Z", "20261124", "current", "20261124T084129Z-", "20261124T084129Z-x"]
)
def test_other_folders_are_no_releases(name):
    assert not is_name(name)
    assert releases.commit_in(name) == ""


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"name": "x"}', "null", "7"])
def test_a_damaged_release_says_nothing_of_itself(text):
    assert from_text(text) is None


def test_a_release_says_the_same_again():
    release = Release("20261124T084129Z", "", 0, "2026-11-24", "", {"main": 3}, 9, 700, {ASSETS[0]: 1})
    assert from_text(as_text(release)) == release


@pytest.mark.parametrize(
    ("path", "asset"),
    [
        ("main/theme/css/main.6e257d9f.css", True),
        ("main/theme/css/main.6e257d9f.css.br", True),
        ("main/pagefind/index/de_1a2b3c4.pf_index", True),
        ("main/bilder/fest-20261124.jpg", False),
        ("main/bilder/foto-480.webp", False),
        ("main/index.html", False),
        ("main/theme/css/main.css", False),
        ("main/abcdef0.d/index.html", False),
    ],
)
def test_assets_are_known_by_their_names(path, asset):
    assert is_asset(path) is asset


@pytest.mark.parametrize(
    ("had", "has", "fewer"),
    [(10, 8, False), (10, 7, True), (1, 0, True), (0, 0, False), (5, 9, False), (45, 36, False)],
)
def test_more_than_a_fifth_is_many(had, has, fewer):
    assert bool(releases.fewer({"anger": had}, {"anger": has})) is fewer


def test_a_site_that_is_gone_has_lost_all_its_pages():
    assert releases.fewer({"anger": 3, "main": 5}, {"main": 5}) == {"anger": (3, 0)}


class Publishing(RuleBasedStateMachine):
    """Somebody publishes and goes back again and again; the clock jumps."""

    def __init__(self):
        super().__init__()
        self.there: dict[str, Release] = {}
        self.live = self.was_live = ""
        self.asked: list[set[str]] = []
        """The assets that the releases that were live one after the other asked for."""

    @rule(moment=MOMENTS, own=st.sets(st.sampled_from(ASSETS), max_size=2))
    def publish(self, moment, own):
        before = self.there.get(self.live)
        sums = dict.fromkeys(self.assets[self.live], "") if before else {}
        carried = releases.carried(before.carried if before else {}, sums, own)
        name = name_of(moment, "", self.there)
        self.there[name] = Release(name, "", 0, "", self.live, {}, 0, 0, carried)
        self.assets = {**getattr(self, "assets", {}), name: {*own, *carried}}
        self.asked = [*self.asked, own] if before else [own]
        self.was_live, self.live = self.live, name
        for gone in releases.outdated(self.there, self.live, self.was_live):
            del self.there[gone]
        assert name not in releases.outdated(self.there, self.live, self.was_live)

    @rule()
    def go_back(self):
        release = self.there.get(self.live)
        if release and (name := releases.before(self.live, release.follows, list(self.there))):
            assert name in self.there
            assert name != self.live
            self.was_live, self.live = self.live, name
            self.asked = []

    @invariant()
    def what_is_live_and_what_was_before_are_there(self):
        if self.live:
            assert self.live in self.there
            follows = self.there[self.live].follows
            assert not self.was_live or self.was_live in self.there or follows != self.was_live
            assert len(self.there) <= KEPT + 2

    @invariant()
    def assets_of_the_last_releases_can_still_be_had(self):
        if self.live:
            for asked in self.asked[-1 - CARRIED :]:
                assert asked <= self.assets[self.live]


TestPublishing = Publishing.TestCase


@given(st.lists(MOMENTS, max_size=30), st.data())
def test_the_newest_ten_stay_and_two_more_at_most(moments, data):
    names: list[str] = []
    for moment in moments:
        names.append(name_of(moment, "", names))
    live = data.draw(st.sampled_from(names or [""]))
    before = data.draw(st.sampled_from([*names, ""]))
    gone = releases.outdated(names, live, before)
    kept = [name for name in names if name not in gone]
    assert not {live, before} & {*gone}
    assert kept[-KEPT:] == names[-KEPT:]
    assert len(kept) <= KEPT + 2


def test_one_goes_back_to_what_was_live_and_else_to_what_is_older():
    names = ["20260101T000000Z", "20260102T000000Z", "20260103T000000Z"]
    assert releases.before(names[2], names[0], names) == names[0]
    assert releases.before(names[2], "20250101T000000Z", names) == names[1]
    assert releases.before(names[2], "", names) == names[1]
    assert releases.before(names[0], "", names) == ""
    assert releases.before("", "", names) == names[2]
    assert releases.before("", "", []) == ""


def test_a_name_is_told_in_universal_time():
    moment = datetime(2026, 11, 24, 9, 41, 29, 999999, tzinfo=UTC)
    assert name_of(moment, "8fb5c3b7d8d17899cc9ae0d3956eccf5da52cd88", []) == "20261124T094129Z-8fb5c3b7d8d1"
    assert name_of(moment + timedelta(0), "", ["20261124T094129Z-8fb5c3b7d8d1"]) == "20261124T094130Z"


def test_words_that_were_deleted_do_not_go_along_in_the_index_of_the_search():
    sums = {"anger/theme/css/main.0123456.css": "1", "anger/suche/index/fragment/de_0123456.pf_fragment": "2"}
    assert releases.carried({}, sums, ()) == {"anger/theme/css/main.0123456.css": 1}
