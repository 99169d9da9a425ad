"""What stands between a build and a release: nothing older, nothing unnoticed, nothing broken goes live."""

from collections.abc import Sequence
from pathlib import Path

from plugins.network.frozen import frozen
from plugins.network.problems import Findings
from plugins.network.study import Site
from plugins.publishing import releases
from plugins.publishing.commits import Commit, commit_of, descends
from plugins.publishing.laying import Load
from plugins.publishing.links import check_links, readable
from plugins.publishing.sums import Sums, unfit
from plugins.publishing.telling import FewerPages, Refused, Say, shown


@frozen
class Wish:
    """What somebody who publishes has said beforehand."""

    force: bool = False
    """Publish what is not committed, or older than what is live."""
    fewer: bool = False
    """Publish also where a site loses more than a fifth of its pages."""


@frozen
class Request:
    """What is to be published, and from where."""

    project: Path
    sites: Sequence[Site]
    day: str
    commit: Commit
    """What was built, as it was before the build."""
    load: Load
    wish: Wish
    places: Sequence[str] = ()
    """Folders in the project that sites are published to."""


def committed(project: Path, places: Sequence[str], wish: Wish, say: Say) -> Commit:
    """The commit that lies in the project's folder; raises Refused where something there is not committed.

    `places`: folders in the project that sites are published to.
    """
    commit = commit_of(project, places)
    words = f"{len(commit.changed)} files are not as they were committed ({shown(commit.changed)})"
    if commit.changed and not wish.force:
        raise Refused(f"{words}. Commit them, or publish them with --force.")
    if commit.changed:
        say(f"FORCED: {words}, and are published nevertheless.")
    return commit


def must_be_newer(request: Request, live: str, say: Say) -> None:
    """Refuse what is not the commit it was, or does not come after the live one; the latter can be forced, and is said."""
    if commit_of(request.project, request.places) != request.commit:
        raise Refused("Files were changed or committed during the build. Publish again.")
    try:
        _must_come_after(request, releases.commit_in(live))
    except Refused as refused:
        if not request.wish.force:
            raise Refused(f"{refused}. Fetch what is newer, or publish with --force.") from None
        say(f"FORCED: {refused}.")


def _must_come_after(request: Request, live: str) -> None:
    commit = request.commit.id
    if live and not commit:
        raise Refused(f"commit {live} is live, and here is no git to tell whether this is newer")
    if live and not descends(request.project, commit, live):
        raise Refused(f"commit {live} is live, and {commit[: len(live)]} does not come after it")


def must_be_whole(request: Request) -> None:
    """Is everything there that is mentioned, under names that can be published? Raises Findings or Refused."""
    built = request.load.built
    if odd := unfit(built.sums):
        raise Refused(f"These names cannot be published: {shown(map(repr, odd))}")
    contents = ((path, (built.folder / path).read_bytes()) for path in readable(built.sums))
    if problems := check_links(contents, built.sums, {site.slug: site.address for site in request.sites}):
        raise Findings(problems)


def must_be_as_much(request: Request, before: Sums, say: Say) -> None:
    """Refuse to lose many pages, unless that was confirmed. `before`: the manifest of the live release."""
    lost = releases.fewer(releases.pages(before), releases.pages(request.load.sums))
    if not lost:
        return
    fewer = FewerPages(lost)
    if not request.wish.fewer:
        raise fewer
    say(f"CONFIRMED: pages are gone: {fewer.words}.")
