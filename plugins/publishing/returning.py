"""The way back: is a release still what was published, and which one becomes live again."""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress

from plugins.publishing import releases
from plugins.publishing.places import Place
from plugins.publishing.releases import Release
from plugins.publishing.telling import Refused, Say, shown

_NONE = "There is no earlier release."


def roll_back(place: Place, wanted: str, say: Say) -> str:
    """Make an earlier release the live one: the one that is `wanted`, else the last one before it that is whole. Its name.

    Raises Refused or OSError; then what was live still is. The caller holds the place.
    """
    live, there = place.look()
    name = _as_wanted(place, wanted, live, there) if wanted else _last_whole(place, live, there, say)
    with suppress(OSError, Refused):  # an open page would be better off, but to go back is worth more
        _keep_open(place, name, live)
    place.switch(name, live)
    say(f"{name} is live again at {place.address}.")
    return name


def _as_wanted(place: Place, wanted: str, live: str, there: Iterable[str]) -> str:
    """The release that is meant, if one can go back to it."""
    name = _named(wanted, list(there))
    if name == live:
        raise Refused(f"{name} is live already.")
    if damage := place.differences(name):
        raise Refused(f"{name} is damaged: {shown(map(str, damage))}. {_offer(place, there, live, [name])}")
    return name


def _last_whole(place: Place, live: str, there: Mapping[str, Release | None], say: Say) -> str:
    """The release that was live before, or where that is damaged, which is said, the one before that."""
    damaged: list[str] = []
    before = live
    while name := releases.before(
        before, _follows(there, before), [one for one in there if one not in (live, *damaged)]
    ):
        damage = place.differences(name)
        if not damage:
            return name
        say(f"{name} is damaged and passed over: {shown(map(str, damage))}.")
        damaged.append(name)
        before = name
    raise Refused(f"No earlier release is whole. {_offer(place, there, live, damaged)}" if damaged else _NONE)


def _follows(there: Mapping[str, Release | None], name: str) -> str:
    release = there.get(name)
    return release.follows if release else ""


def _keep_open(place: Place, name: str, live: str) -> None:
    """A page that is open now must still get its assets when another release is live."""
    there = place.sums(name)
    assets = list(releases.carried({}, place.sums(live), there))
    if live and assets:
        place.keep_open(name, assets)


def verify(place: Place, wanted: str, say: Say) -> bool:
    """Whether a release, the live one if none is wanted, is as it was published; says in what it is not."""
    live, there = place.look()
    name = _named(wanted, list(there)) if wanted else live
    if not name:
        raise Refused("Nothing has been published yet.")
    damage = place.differences(name)
    for difference in damage:
        say(str(difference))
    if damage:
        say(f"{name} is damaged in {len(damage)} files. {_advice(place, there, live, name)}")
    else:
        say(f"{name} is as it was published: {len(place.sums(name))} files.")
    return not damage


def _named(wanted: str, names: Sequence[str]) -> str:
    """The release that is meant: by its name, or a part of it; the newest of those that a commit was built for."""
    found = [name for name in names if name == wanted] or [name for name in names if wanted in name]
    commits = {releases.commit_in(name) for name in found}
    if len(commits) != 1:
        raise Refused(f"{wanted} names {'several releases' if found else 'no release'}. Look with ./site releases.")
    return max(found)


def _advice(place: Place, names: Iterable[str], live: str, damaged: str) -> str:
    """What to do about a damaged release: nothing, if it is not the live one and that is whole."""
    if not live or damaged == live:
        return _offer(place, names, live, [damaged])
    if place.differences(live):
        return f"So is {live}, which is live. {_offer(place, names, live, [damaged, live])}"
    return f"{live}, which is live, is whole."


def _offer(place: Place, names: Iterable[str], live: str, damaged: Sequence[str]) -> str:
    """The newest other release that is whole, as a command."""
    for name in sorted(names, reverse=True):
        if name not in (live, *damaged) and not place.differences(name):
            return f"Whole is {name}: ./site rollback {name}"
    if live and live not in damaged and not place.differences(live):
        return f"Only {live} is whole, which is live: it can stay."
    return "No release is whole: publish anew."
