"""The way back: is a release still what was published, and which one becomes live again."""

from collections.abc import Iterable, Sequence
from contextlib import suppress

from plugins.publishing import releases
from plugins.publishing.places import Place
from plugins.publishing.telling import Refused, Say, shown


def roll_back(place: Place, wanted: str, say: Say) -> str:
    """Make an earlier release the live one: the one that is `wanted`, else the one that was live before. Its name.

    Raises Refused or OSError; then what was live still is. The caller holds the place.
    """
    live, there = place.look()
    release = there.get(live)
    before = releases.before(live, release.follows if release else "", list(there))
    name = _named(wanted, list(there)) if wanted else before
    if not name or name == live:
        raise Refused(f"{name} is live already." if name else "There is no earlier release.")
    if damage := place.differences(name):
        raise Refused(f"{name} is damaged: {shown(map(str, damage))}. {_offer(place, there, {name, live})}")
    with suppress(OSError, Refused):  # an open page would be better off, but to go back is worth more
        _keep_open(place, name, live)
    place.switch(name, live)
    say(f"{name} is live again at {place.address}.")
    return name


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
        say(f"{name} is damaged in {len(damage)} files. {_offer(place, there, {name, live})}")
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


def _offer(place: Place, names: Iterable[str], without: set[str]) -> str:
    """The newest other release that is whole, as a command."""
    for name in sorted(names, reverse=True):
        if name not in without and not place.differences(name):
            return f"Whole is {name}: ./site rollback {name}"
    return "No other release is whole: publish anew."
