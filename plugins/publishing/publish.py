"""The way of a release on one screen: may it go live, is it whole; lay it beside, switch, clear away."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from plugins.multisite.faults import in_words
from plugins.network.frozen import frozen
from plugins.publishing import releases
from plugins.publishing.gates import Request, must_be_as_much, must_be_newer, must_be_whole
from plugins.publishing.packing import PACKED
from plugins.publishing.places import Draft, Place
from plugins.publishing.releases import Release
from plugins.publishing.sums import Difference, Sums
from plugins.publishing.telling import Refused, Say, shown


@frozen
class _Live:
    """The live release as it is now; without a name where nothing is live."""

    name: str
    release: Release | None
    sums: Sums
    damage: Sequence[Difference]

    @property
    def whole(self) -> dict[str, str]:
        """Those of its files that are as its manifest says."""
        damaged = {difference.path for difference in self.damage}
        return {path: name for path, name in self.sums.items() if path not in damaged}

    @property
    def carried(self) -> dict[str, int]:
        """Those of its files that were an earlier release's → how many releases ago."""
        return dict(self.release.carried) if self.release else {}

    def holds(self, request: Request) -> bool:
        """Whether it is what is to be published, and whole."""
        packed = {path + ending for path in self.sums for ending in PACKED}
        own = {path: name for path, name in self.sums.items() if path not in packed and path not in self.carried}
        same = self.release is not None and self.release.commit == request.commit.id and own == request.load.sums
        return same and not self.damage


def publish(request: Request, place: Place, now: datetime, say: Say) -> str:
    """Release what was built; the name of the release that is live then. The caller holds the place.

    Raises Refused, Findings or OSError; then what was live still is, byte for byte.
    """
    named, there = place.look()
    must_be_newer(request, named, say)
    must_be_whole(request)
    live = _live(place, named, there.get(named), say)
    must_be_as_much(request, live.sums, say)
    if live.holds(request):
        say(f"Nothing has changed: {named} is live already.")
        return named
    draft = _draft(request, live, there, now, say)
    say(str(place.bring(draft)))
    place.switch(draft.name, named)
    say(f"{draft.name} is live at {place.address}.")
    _clear_away(place, [*there, draft.name], draft.name, named, say)
    return draft.name


def _live(place: Place, name: str, release: Release | None, say: Say) -> _Live:
    """Read the live release: what is damaged of it is said, and goes no further."""
    if not name:
        return _Live("", None, {}, ())
    live = _Live(name, release, place.sums(name), place.differences(name))
    if live.damage:
        say(f"{name}, which is live, is damaged: {shown(map(str, live.damage))}")
    return live


def _draft(request: Request, live: _Live, there: Iterable[str], now: datetime, say: Say) -> Draft:
    """The release as it will be."""
    if releases.clock_is_behind(now, there):
        say("The clock shows an earlier time than the last release; this one is named as if it came later.")
    name, load, whole = releases.name_of(now, request.commit.id, there), request.load, live.whole
    carried = releases.carried(live.carried, whole, load.sums)
    return Draft(name, request.commit, request.day, live.name, releases.pages(load.sums), load, carried, whole)


def _clear_away(place: Place, names: Sequence[str], live: str, before: str, say: Say) -> None:
    """Remove what need not be kept; what is live is live, whether that succeeds or not."""
    try:
        place.remove(releases.outdated(names, live, before))
    except (OSError, Refused) as error:
        say(f"Older releases could not be removed: {in_words(error)}")
