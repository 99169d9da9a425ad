"""From a push to the live sites: `./site hooks`, which git calls before and after it takes what was pushed.

Which code runs is that of this checkout; of what is pushed only the content is read, as a build reads it.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from io import StringIO
from pathlib import Path

from plugins.multisite import git
from plugins.multisite.building import checked, developed
from plugins.multisite.faults import in_words
from plugins.multisite.generations import lock
from plugins.multisite.git import GitFailed
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.orders import Order
from plugins.multisite.reporting import HELD_BACK
from plugins.multisite.settling import settled
from plugins.network.frozen import frozen
from plugins.network.model import Network
from plugins.network.problems import Findings
from plugins.publishing import pushes
from plugins.publishing.benches import bench
from plugins.publishing.checking import hints
from plugins.publishing.commands import release, why
from plugins.publishing.commits import descends
from plugins.publishing.gates import Wish
from plugins.publishing.hooks import HOOKS, install
from plugins.publishing.pushes import MAIN, Push
from plugins.publishing.telling import Refused

_BUSY = "Gerade wird noch etwas anderes veröffentlicht; warte."
_FAILED: Mapping[str, Callable[[Exception], str]] = {
    "install": in_words,
    "publish": in_words,
    HOOKS[0]: partial(pushes.unable, pushes.UNCHECKED),
    HOOKS[1]: partial(pushes.unable, pushes.NOT_LIVE),
}
"""What is said where it could not be done: to an operator, or to whoever pushes."""
_QUARANTINE = "GIT_OBJECT_DIRECTORY"
"""Where git keeps what is pushed while it is not accepted yet (githooks, git-receive-pack)."""


def hooks_command(
    order: Order,
    what: str,
    repository: Path,
    site: Path,
    wish: Wish,
    lines: Iterable[str] = sys.stdin,
    environment: Mapping[str, str] = os.environ,
) -> int:
    """Install hooks, or be one; the exit code. `lines`: what git says to a hook."""
    receiver = Receiver(order, repository.resolve(), site.parent, wish, environment)
    deeds: Mapping[str, Callable[[], bool]] = {
        "install": lambda: receiver.install(site),
        "publish": receiver.publish,
        HOOKS[0]: lambda: receiver.accepts(pushes.parsed(lines)),
        HOOKS[1]: lambda: receiver.received(pushes.parsed(lines)),
    }
    if what not in deeds:
        _say(f"{what} is nothing that hooks do; there are {', '.join(deeds)}.")
        return 1
    try:
        return 0 if deeds[what]() else 1
    except (Refused, GitFailed, OSError) as error:
        _say(_FAILED[what](error))
        return 1


@frozen
class Receiver:
    """What a repository's hooks do."""

    order: Order
    """A build for production; where it reads and writes is decided here."""
    repository: Path
    home: Path
    """The folder of this checkout, where relative folders of villages.yaml begin."""
    wish: Wish
    environment: Mapping[str, str]

    def install(self, site: Path) -> bool:
        """Write the hooks."""
        for file in install(self.repository, site):
            _say(f"{file} calls {site}.")
        return True

    def accepts(self, pushed: Sequence[Push]) -> bool:
        """Whether all that is pushed may be taken; what is wrong is said, all at once."""
        main = pushes.published(pushed)
        if main and not main.after:
            _say(pushes.LOST)
            return False
        refused = [
            branch for commit, branch in pushes.to_check(pushed).items() if not self._accepts(commit, branch, main)
        ]
        return not refused

    def _accepts(self, commit: str, branch: str, main: Push | None) -> bool:
        with bench(self._place) as folder:
            git.check_out(folder, self._objects, commit)
            if main and main.before and commit == main.after and not descends(folder, commit, main.before):
                _say(pushes.REWRITTEN)
                return False
            job = job_of(self._order(folder).read())
            try:
                network = settled(job, _checked).outcome
            except Findings as findings:
                _say(f"{findings}\n{pushes.REFUSED.format(branch=branch, commit=commit[:7])}")
                return False
            if main and main.before and commit == main.after:
                for hint in hints(job, network, main.before).problems:
                    _say(pushes.HINT.format(hint=hint))
        return True

    def received(self, pushed: Sequence[Push]) -> bool:
        """Publish, if it is main that was pushed."""
        main = pushes.published(pushed)
        return self.publish() if main and main.after else True

    def publish(self) -> bool:
        """Publish what main holds: also what comes while another one publishes, so that the newest is live at the end."""
        done, live = None, True
        with lock(self._place / "live", _BUSY):
            while (tip := git.head(self.repository, MAIN)) not in (None, done):
                live, done = self._publish(str(tip)), tip
        if done is None:
            raise Refused(f"{self.repository} has no branch main yet.")
        return live

    def _publish(self, commit: str) -> bool:
        folder, log = self._place / "live", self._place / "publish.log"
        self._fetch(folder, commit)
        with redirect_stdout(StringIO()) as said, redirect_stderr(said):
            failure, told = self._released(folder)
        log.write_text(f"{said.getvalue()}{why(failure) if failure else ''}\n", encoding="utf-8")
        _say(pushes.not_live(failure) if failure else told.format(commit=commit[:7]))
        if told != pushes.LIVE:
            _say(pushes.LOG.format(log=log))
        return failure is None

    def _released(self, folder: Path) -> tuple[Exception | None, str]:
        """Why it has not gone live, if so, and what is told otherwise."""
        try:
            code = release(self._order(folder), "", self.wish, self.environment, home=self.home)
        except (Findings, Refused, GitFailed, OSError) as error:
            return error, ""
        return None, pushes.HELD if code == HELD_BACK else pushes.LIVE

    def _fetch(self, folder: Path, commit: str) -> None:
        """The commit as a folder of files; where the last one was cut short, from nothing."""
        try:
            git.check_out(folder, self._objects, commit)
        except (GitFailed, OSError):
            shutil.rmtree(folder, ignore_errors=True)
            git.check_out(folder, self._objects, commit)

    def _order(self, folder: Path) -> Order:
        """A build of what lies in a folder, by the code, theme and settings of this checkout."""
        places = {
            "PATH": folder / "content",
            "OUTPUT_PATH": self._place / "output",
            "CACHE_PATH": self._place / "cache",
        }
        return self.order._replace(overrides={**self.order.overrides, **{name: str(at) for name, at in places.items()}})

    @property
    def _place(self) -> Path:
        """Where hooks keep what they need again."""
        return job_of(self.order.read()).cache / "hooks"

    @property
    def _objects(self) -> list[Path]:
        """Where git finds what is pushed, and everything else."""
        fresh = self.environment.get(_QUARANTINE)
        return [self.repository / "objects", *([(self.repository / fresh).resolve()] if fresh else [])]


def _checked(job: Job) -> Network:
    """What a build would make pages of; photos are kept for it. Raises Findings."""
    network = checked(job)
    developed(job, network.pictures)
    return network


def _say(line: str) -> None:
    print(line, flush=True)
