"""The way of a release on one screen: may it go live, is it whole, lay it beside, switch; and the way back."""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from plugins.network.problems import Findings
from plugins.network.study import Site
from plugins.publishing import releases
from plugins.publishing.commits import Commit, commit_of, descends
from plugins.publishing.laying import Load
from plugins.publishing.links import check_links, readable
from plugins.publishing.packing import PACKED
from plugins.publishing.places import Draft, Place
from plugins.publishing.refusal import Refused
from plugins.publishing.releases import Release
from plugins.publishing.sums import Sums, unfit

Say = Callable[[str], None]
"""Tells whoever publishes something, a line at a time."""
_SHOWN = 3
"""So many of many things are named."""


@dataclass(frozen=True)
class Wish:
    """What somebody who publishes has said beforehand."""

    force: bool = False
    """Publish what is not committed, or older than what is live."""
    fewer: bool = False
    """Publish also where a site loses more than a fifth of its pages."""


@dataclass(frozen=True)
class Request:
    """What is to be published, and from where."""

    project: Path
    sites: Sequence[Site]
    day: str
    commit: Commit
    """What was built, as it was before the build."""
    load: Load
    wish: Wish


def publish(request: Request, place: Place, now: datetime, say: Say) -> str:
    """Release what was built; the name of the release that is live then. The caller holds the place.

    Raises Refused, Findings or OSError; then what was live still is, byte for byte.
    """
    live, there = place.look()
    before, load = there.get(live), request.load
    sums = place.sums(live) if live else {}
    _must_be_newer(request, live, say)
    _must_be_whole(request, sums, say)
    whole = _whole(place, live, sums, say)
    if before and sums == whole and before.commit == request.commit.id and _own(before, sums) == load.sums:
        say(f"Nothing has changed: {live} is live already.")
        return live
    if releases.clock_is_behind(now, there):
        say("The clock shows an earlier time than the last release; this one is named as if it came later.")
    carried = releases.carried(before.carried if before else {}, whole, load.sums)
    name, pages = releases.name_of(now, request.commit.id, there), releases.pages(load.sums)
    carried_sums = {path: whole[path] for path in carried}
    draft = Draft(name, request.commit, request.day, live, pages, load, carried, carried_sums)
    say(str(place.bring(draft)))
    place.switch(name, live)
    say(f"{name} is live at {place.address}.")
    _clear_away(place, [*there, name], name, live, say)
    return name


def committed(project: Path, wish: Wish, say: Say) -> Commit:
    """The commit that lies in the project's folder; raises Refused where something there is not committed."""
    commit = commit_of(project)
    words = f"{len(commit.changed)} files are not as they were committed ({_shown(commit.changed)})"
    if commit.changed and not wish.force:
        raise Refused(f"{words}. Commit them, or publish them with --force.")
    if commit.changed:
        say(f"FORCED: {words}, and are published nevertheless.")
    return commit


def _must_be_newer(request: Request, live: str, say: Say) -> None:
    """Refuse what is not the commit it was, or does not come after the live one; that can be forced, and is said."""
    if commit_of(request.project) != request.commit:
        raise Refused("Files were changed or committed during the build. Publish again.")
    if before := releases.commit_in(live):
        _newer(request.project, request.commit, before, request.wish.force, say)


def _newer(project: Path, commit: Commit, live: str, force: bool, say: Say) -> None:
    """Refuse a commit that does not come after the live one, or say loudly that it was forced."""
    try:
        if not commit.id:
            raise Refused(f"commit {live} is live, and here is no git to tell whether this is newer")
        if not descends(project, commit.id, live):
            raise Refused(f"commit {live} is live, and {commit.id[:12]} does not come after it")
    except Refused as refused:
        if not force:
            raise Refused(f"{refused}. Fetch what is newer, or publish with --force.") from None
        say(f"FORCED: {refused}.")


def _whole(place: Place, live: str, sums: Sums, say: Say) -> Sums:
    """Those files of the live release that are as its manifest says."""
    damage = place.differences(live) if live else ()
    if damage:
        say(f"{live}, which is live, is damaged: {_shown(list(map(str, damage)))}")
    damaged = {difference.path for difference in damage}
    return {path: name for path, name in sums.items() if path not in damaged}


def _shown(things: Sequence[str]) -> str:
    """The first of many things."""
    return ", ".join(things[:_SHOWN]) + (f" and {len(things) - _SHOWN} more" if len(things) > _SHOWN else "")


def _own(release: Release, sums: Sums) -> dict[str, str]:
    """The files of a release that are its own, and not the same once more."""
    packed = {path + ending for path in sums for ending in PACKED}
    return {path: sums[path] for path in sums if path not in release.carried and path not in packed}


def _must_be_whole(request: Request, before: Sums, say: Say) -> None:
    """Is everything there that is mentioned, and as much as before? Raises Findings or Refused."""
    load = request.load
    if odd := unfit(load.built.sums):
        raise Refused(f"These names cannot be published: {_shown(list(map(repr, odd)))}")
    contents = ((path, (load.built.folder / path).read_bytes()) for path in readable(load.built.sums))
    if problems := check_links(contents, load.built.sums, {site.slug: site.address for site in request.sites}):
        raise Findings(problems)
    lost = releases.fewer(releases.pages(before), releases.pages(load.built.sums))
    words = ", ".join(f"{site} had {had} and has {has}" for site, (had, has) in lost.items())
    if lost and not request.wish.fewer:
        raise Refused(f"Many pages would be gone: {words}. If that is meant, publish with --confirm-fewer.")
    if lost:
        say(f"CONFIRMED: pages are gone: {words}.")


def _clear_away(place: Place, names: Sequence[str], live: str, before: str, say: Say) -> None:
    """Remove what need not be kept; what is live is live, whether that succeeds or not."""
    try:
        place.remove(releases.outdated(names, live, before))
    except (OSError, Refused) as error:
        say(f"Older releases could not be removed: {error}")


def roll_back(place: Place, wanted: str, say: Say) -> str:
    """Make an earlier release the live one: the one that is `wanted`, else the one that was live before. Its name.

    Raises Refused or OSError; then what was live still is. The caller holds the place.
    """
    live, there = place.look()
    release = there.get(live)
    name = (
        _named(wanted, list(there)) if wanted else releases.before(live, release.follows if release else "", [*there])
    )
    if not name:
        raise Refused("There is no earlier release.")
    if name == live:
        raise Refused(f"{name} is live already.")
    if damage := place.differences(name):
        raise Refused(f"{name} is damaged: {_shown(list(map(str, damage)))}. {_offer(place, there, {name, live})}")
    with suppress(OSError, Refused):  # a page that is open would be better off; going back is worth more
        kept = place.sums(name)
        place.keep_open(name, [p for p in place.sums(live) if releases.is_asset(p) and p not in kept] if live else [])
    place.switch(name, live)
    say(f"{name} is live again at {place.address}.")
    return name


def _named(wanted: str, names: Sequence[str]) -> str:
    """The release that is meant: by its name, or a part of it that no other has."""
    found = [name for name in names if name == wanted] or [name for name in names if wanted in name]
    if len(found) != 1:
        raise Refused(f"{wanted} names {'several releases' if found else 'no release'}. Look with ./site releases.")
    return found[0]


def verify(place: Place, wanted: str, say: Say) -> bool:
    """Whether a release, the live one if none is wanted, is as it was published; says in what it is not."""
    live, there = place.look()
    name = _named(wanted, list(there)) if wanted else live
    if not name:
        raise Refused("Nothing has been published yet.")
    damage = place.differences(name)
    if not damage:
        say(f"{name} is as it was published: {len(place.sums(name))} files.")
        return True
    say(
        "\n".join(
            [*map(str, damage), f"{name} is damaged in {len(damage)} files. {_offer(place, there, {name, live})}"]
        )
    )
    return False


def _offer(place: Place, names: Iterable[str], without: set[str]) -> str:
    """The newest other release that is whole, as a command."""
    for name in sorted(names, reverse=True):
        if name not in without and not place.differences(name):
            return f"Whole is {name}: ./site rollback {name}"
    return "No other release is whole: publish anew."
