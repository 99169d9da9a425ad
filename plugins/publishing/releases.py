"""Releases, as thought of: what one is called, what it says of itself, which stay, and to which one goes back."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta

from plugins.multisite.manifest import is_page, site_of
from plugins.network.frozen import frozen
from plugins.publishing.packing import PACKED
from plugins.publishing.sums import Sums
from plugins.search.bundle import INDEX

KEPT = 10
"""So many releases stay; the live one and the one before it stay whatever their number."""
CARRIED = 2
"""So many releases further an asset with a hashed name can still be had: a page that was open before may yet ask for it."""
_NAME = re.compile(r"(\d{8}T\d{6}Z)(?:-([0-9a-f]{7,40}))?")
_TIME = "%Y%m%dT%H%M%SZ"
_SHORT = 12
HASHED = r"[._][0-9a-f]{7,64}\.\w+"
"""The end of a name that carries a hash of the content: `main.6e257d9f.css`, `de_1a2b3c4.pf_index`."""
_HASHED = re.compile(rf"{HASHED}({'|'.join(map(re.escape, PACKED))})?$")


@frozen
class Release:
    """What a release says of itself; its manifest has the rest."""

    name: str
    commit: str
    """In full; empty where there is no git."""
    changed: int
    """How many files were not as they were committed."""
    day: str
    """The day it was built for."""
    follows: str
    """The release that was live before; empty for the first."""
    pages: Mapping[str, int]
    """Site → how many."""
    files: int
    size: int
    """Bytes, of all files."""
    carried: Mapping[str, int]
    """Assets of earlier releases that are not part of this one → how many releases ago they were."""

    def __str__(self) -> str:
        """A line of the list of releases."""
        commit = (self.commit[:_SHORT] or "no git") + (f"+{self.changed}" if self.changed else "")
        megabytes = self.size / 1_000_000
        return f"{self.name:<30} {commit:<15} {self.day} {sum(self.pages.values()):>6} pages {self.files:>6} files {megabytes:8.2f} MB"


def as_text(release: Release) -> str:
    """A release on one line."""
    return json.dumps(asdict(release), separators=(",", ":"), sort_keys=True) + "\n"


def from_text(text: str) -> Release | None:
    """The release that `as_text` wrote so; None where that is damaged."""
    try:
        return Release(**json.loads(text))
    except (ValueError, TypeError):
        return None


def is_name(text: str) -> bool:
    """Whether a folder has the name of a release."""
    return _NAME.fullmatch(text) is not None


def name_of(now: datetime, commit: str, taken: Iterable[str]) -> str:
    """`20261124T084129Z-8fb5c3b7d8d1`: later than all that are there, even if the clock was put back."""
    moment = now.astimezone(UTC).replace(microsecond=0)
    if others := [_moment(name) for name in taken if is_name(name)]:
        moment = max(moment, max(others) + timedelta(seconds=1))
    return moment.strftime(_TIME) + (f"-{commit[:_SHORT]}" if commit else "")


def clock_is_behind(now: datetime, taken: Iterable[str]) -> bool:
    """Whether the clock shows an earlier time than a release that is there."""
    return any(_moment(name) > now for name in taken if is_name(name))


def _moment(name: str) -> datetime:
    return datetime.strptime(name.partition("-")[0], _TIME).replace(tzinfo=UTC)


def commit_in(name: str) -> str:
    """The commit that a release's name tells, shortened; so it is known even where the release was damaged."""
    found = _NAME.fullmatch(name)
    return (found and found[2]) or ""


def pages(paths: Iterable[str]) -> dict[str, int]:
    """Site → how many pages it has."""
    return dict(sorted(Counter(map(site_of, filter(is_page, paths))).items()))


def fewer(before: Mapping[str, int], now: Mapping[str, int]) -> dict[str, tuple[int, int]]:
    """The sites that have lost more than a fifth of their pages: site → how many it had, and has."""
    counts = {site: (had, now.get(site, 0)) for site, had in before.items()}
    return {site: (had, has) for site, (had, has) in counts.items() if has * 5 < had * 4}


def is_asset(path: str) -> bool:
    """Whether the name carries a hash of the content, so that a browser may keep the file for ever."""
    return _HASHED.search(path) is not None


def carried(ages: Mapping[str, int], sums: Sums, now: Iterable[str]) -> dict[str, int]:
    """The assets that go along though nothing of the new release asks for them: path → how many releases ago they were.

    `ages` is the same of the release that was live, `sums` are those of its files that are whole, `now` are the paths of
    the new release itself.
    """
    own = set(now)
    assets = (path for path in sums if is_asset(path) and not holds_words(path))
    older = {path: ages.get(path, 0) + 1 for path in assets if _unpacked(path) not in own}
    return {path: age for path, age in older.items() if age <= CARRIED}


def holds_words(path: str) -> bool:
    """Whether the words of pages may stand in it, as in the index of the search: what was deleted must be gone."""
    return f"/{INDEX}" in path


def _unpacked(path: str) -> str:
    return next((path.removesuffix(ending) for ending in PACKED if path.endswith(ending)), path)


def before(live: str, follows: str, names: Sequence[str]) -> str:
    """The release to go back to: the one that was live before, else the newest that is older; empty where there is none.

    Where nothing is live, it is the newest.
    """
    if follows in names and follows != live:
        return follows
    return max((name for name in names if name < live or not live), default="")


def outdated(names: Iterable[str], live: str, before_it: str) -> list[str]:
    """The releases that need not be kept, oldest first."""
    ordered = sorted(names)
    return [name for name in ordered[:-KEPT] if name not in (live, before_it)]
