"""The check as a command: beside findings it tells which addresses have vanished since the last release, or in git."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from plugins.multisite import git
from plugins.multisite.git import GitFailed
from plugins.multisite.heads import Checkout, checkout_of
from plugins.multisite.jobs import Job
from plugins.multisite.orders import Order
from plugins.multisite.reporting import Hints, check_and_report
from plugins.network.model import Network
from plugins.network.references import Reference
from plugins.publishing.folder import folder_of
from plugins.publishing.releases import commit_in
from plugins.publishing.telling import Refused
from plugins.publishing.vanished import Before, advice, committed_files, fresh, gone, published_pages

_UNKNOWN = "Ob Seiten umgezogen sind, ohne dass ihre alte Adresse bleibt, wurde nicht geprüft: "


def check_command(order: Order, form: str, since: str) -> int:
    """Check what is ordered; the exit code.

    `form`: one of annotations.FORMS; `since`: the commit whose addresses must still lead somewhere, or where this one has
    parted from it. Without it, or if it is all zeros, by which hosts mean that there was none, those of the release that was
    published last from here are taken, else those of the branch that this one follows, else of HEAD.
    """
    return check_and_report(order.read(), form, partial(hints, since=since if since.strip("0") else ""))


def hints(job: Job, network: Network, since: str = "") -> Hints:
    """What has vanished."""
    checkout = checkout_of(job.root / "content")
    try:
        past = _since(checkout, since) if since else _last_release(job, network, checkout) or _since(checkout, "")
    except (GitFailed, OSError, Refused) as failure:
        return Hints(words=(f"{_UNKNOWN}{failure}.",))
    left = gone(past.before, network)
    new = [(record, _now(job, record.path)) for record in fresh(past.before, network)] if left else []
    return Hints(tuple(advice(past.before, past.texts(left), new)))


class _Past(NamedTuple):
    """What was there, and where git has it."""

    before: Before
    git: Path | None
    objects: Mapping[Reference, str]

    def texts(self, records: Iterable[Reference]) -> dict[Reference, str]:
        """What stood in these files; empty where that is not known."""
        texts = dict.fromkeys(records, "")
        known = [record for record in texts if record in self.objects]
        if self.git and known:
            with git.blobs(self.git, [self.objects[record] for record in known]) as contents:
                texts |= {record: raw.decode(errors="replace") for record, raw in zip(known, contents, strict=True)}
        return texts


def _last_release(job: Job, network: Network, checkout: Checkout | None) -> _Past | None:
    """What was published last from this folder, to whichever destination comes first."""
    for folder in (folder_of(destination, job.root, job.cache) for destination in network.plan.destinations):
        if name := folder.live():
            commit = git.head(checkout.git, commit_in(name)) if checkout and commit_in(name) else None
            files = dict(_files(checkout, commit)) if checkout and commit else {}
            records = frozenset(published_pages(folder.sums(name)))
            before = Before(f"der Veröffentlichung {name}", records, frozenset(files) or records)
            return _Past(before, checkout.git if checkout else None, files)
    return None


def _since(checkout: Checkout | None, since: str) -> _Past:
    """What was committed; raises GitFailed where nobody knows."""
    if checkout is None:
        raise GitFailed("hier ist kein git-Repository, oder noch nichts festgehalten")
    named = git.head(checkout.git, since) if since else _followed(checkout)
    if named is None:
        raise GitFailed(f"{since} kennt git hier nicht")
    commit = git.merge_base(checkout.git, named, checkout.commit) or named  # what came there since was never here
    files = dict(_files(checkout, commit))
    return _Past(Before(f"git, Stand {commit[:7]}", frozenset(files), frozenset(files)), checkout.git, files)


def _followed(checkout: Checkout) -> str:
    return git.head(checkout.git, "@{upstream}") or checkout.commit


def _files(checkout: Checkout, commit: str) -> Iterator[tuple[Reference, str]]:
    """Each record of a commit and the object that holds its file."""
    for line in git.files(checkout.git, commit, checkout.below).split(b"\0")[:-1]:
        about, _, path = line.partition(b"\t")
        for record in committed_files([path.decode(errors="replace")]):
            yield record, about.decode().split()[2]


def _now(job: Job, path: str) -> str:
    """What stands in a file; empty where it lies in a village's own repository, whose past is not looked into."""
    with suppress(OSError):
        return (job.root / path).read_text(encoding="utf-8", errors="replace")
    return ""
