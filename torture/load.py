"""Readers by the thousand while others publish: nginx and wrk on this machine, the real sites, the commands people use.

`./site load`. It clones the project as committed, serves what it publishes there, and pushes to it. Nothing of this checkout changes.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from plugins.network.reading import read_plan
from plugins.network.references import MAIN
from plugins.network.study import Site
from plugins.publishing.hooks import READERS_FIRST
from plugins.publishing.hosts import hosts_of
from plugins.publishing.packing import PACKED
from plugins.publishing.releases import holds_words, is_asset
from torture.project import HERE, Broken
from torture.webserver import Nginx

REQUESTS, WAIT, PUSH = 2_000, 0.050, 10.0
"""To be reached: requests a second; seconds that 99 of 100 wait at most; seconds from a push until it is live."""
_CONNECTIONS = 64
"""Each asks some fifty times a second (`visits.lua`): about three thousand requests."""
_PAGE = "content/weslarn/seiten/dorf.md"
_SITE, _SEEN = "weslarn", "/dorf/"
_WHO = ("-c", "user.name=Last", "-c", "user.email=last@modellorte.example")


@dataclass(frozen=True)
class Measured:
    """What wrk counts, and what was published meanwhile."""

    requests: int
    seconds: float
    p50: float
    """Seconds, as the others."""
    p99: float
    longest: float
    errors: int
    published: int
    returned: int

    @property
    def missed(self) -> list[str]:
        """What is not as it should be."""
        rate = self.requests / self.seconds
        found = {
            f"{rate:.0f} requests a second instead of {REQUESTS}": rate < REQUESTS,
            f"p99 is {self.p99 * 1000:.1f} ms instead of {WAIT * 1000:.0f}": self.p99 >= WAIT,
            f"{self.errors} errors": self.errors > 0,
        }
        return [words for words, is_so in found.items() if is_so]

    def __str__(self) -> str:
        """A line of the table."""
        waits = ", ".join(f"{name} {value * 1000:.1f} ms" for name, value in self._waits())
        return (
            f"{self.requests / self.seconds:.0f} requests/s for {self.seconds:.0f} s, {waits}, {self.errors} errors; "
            f"{self.published} publishes and {self.returned} rollbacks meanwhile"
        )

    def _waits(self) -> tuple[tuple[str, float], ...]:
        return ("p50", self.p50), ("p99", self.p99), ("longest", self.longest)


def measured(said: str, published: int, returned: int) -> Measured:
    """From the line that `visits.lua` writes; raises Broken where wrk did not get so far."""
    lines = [line for line in said.splitlines() if line.startswith("{")]
    if not lines:
        raise Broken(f"wrk has not measured: {said.strip()[-400:]}")
    told = json.loads(lines[-1])
    waits = {name: told[name] / 1e6 for name in ("p50", "p99", "longest")}
    errors = told["refused"] + told["broken"]
    return Measured(
        told["requests"], told["microseconds"] / 1e6, **waits, errors=errors, published=published, returned=returned
    )


@dataclass(frozen=True)
class Machine:
    """An operator's machine: an installed checkout, what it publishes, and a repository that coaches push to."""

    folder: Path

    @property
    def checkout(self) -> Path:
        """As installed."""
        return self.folder / "projekt"

    @property
    def bare(self) -> Path:
        """Where coaches push to."""
        return self.folder / "modellorte.git"

    @property
    def www(self) -> Path:
        """What is published."""
        return self.checkout / "www"

    def set_up(self) -> None:
        """Clone, install, publish once, and let pushes in."""
        run(["git", "clone", "--quiet", "--no-hardlinks", str(HERE), str(self.checkout)], self.folder)
        self.site("publish")
        run(["git", "init", "--quiet", "--bare", "--initial-branch=main", str(self.bare)], self.folder)
        run(["git", "push", "--quiet", str(self.bare), "HEAD:refs/heads/main"], self.checkout)
        self.site("hooks", "install", str(self.bare))

    def site(self, *words: str) -> None:
        """Run `./site` there, as hooks do: readers come first."""
        run([*READERS_FIRST, "./site", *words], self.checkout)

    def publish(self, number: int) -> None:
        """Change a line of a page, and publish that."""
        _edit(self.checkout, f"Fassung {number} unter Last.")
        self.site("publish")


def run(words: list[str], folder: Path) -> None:
    """Run a command; raises Broken with what it says where it fails."""
    place = f"{HERE / '.uv/bin'}{os.pathsep}{os.environ['PATH']}"
    kept = {name: value for name, value in os.environ.items() if name != "VIRTUAL_ENV" and not name.startswith("GIT_")}
    done = subprocess.run(words, cwd=folder, env={**kept, "PATH": place}, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Broken(f"{' '.join(words)}: {(done.stdout + done.stderr).strip()[-600:]}")


def _edit(work_tree: Path, line: str) -> None:
    page = work_tree / _PAGE
    page.write_text(f"{page.read_text(encoding='utf-8').rstrip()}\n\n{line}\n", encoding="utf-8")
    run(["git", *_WHO, "commit", "--quiet", "--all", "--message", line], work_tree)


def visits(www: Path, sites: tuple[Site, ...]) -> list[str]:
    """What readers ask for: every file of every site but what is compressed beside it, `<host> <path>`.

    What only an index of the search knows by name goes with it; an open page asks for the new one then.
    """
    names = {host.site: host.name for host in hosts_of(sites)}
    files = (file for site in names for file in sorted((www / "current" / site).rglob("*")) if file.is_file())
    paths = (file.relative_to(www / "current").as_posix() for file in files if file.suffix not in PACKED)
    split = (path.partition("/") for path in paths if not (is_asset(path) and holds_words(path)))
    return [f"{names[site]} /{path.removesuffix('index.html')}" for site, _, path in split]


def stand_the_load(machine: Machine, nginx: Nginx, wanted: list[str], seconds: int, publishes: int) -> Measured:
    """Let readers come for so long, and publish meanwhile; a tenth as often something is taken back."""
    listed = machine.folder / "visits"
    listed.write_text("\n".join(wanted) + "\n")
    script = str(Path(__file__).with_name("visits.lua"))
    words = ["wrk", "-t1", f"-c{_CONNECTIONS}", f"-d{seconds}s", "--latency", "--timeout", "5s", "-s", script]
    wrk = subprocess.Popen([*words, f"https://localhost:{nginx.port}/", "--", str(listed), "7"], stdout=subprocess.PIPE)
    meanwhile = _Meanwhile(machine, publishes, seconds)
    meanwhile.start()
    said, _ = wrk.communicate()
    meanwhile.join()
    if meanwhile.failure:
        raise meanwhile.failure
    return measured(said.decode(), meanwhile.published, meanwhile.returned)


class _Meanwhile(Thread):
    """Publishes again and again, spread over the time, and goes back now and then."""

    def __init__(self, machine: Machine, publishes: int, seconds: int) -> None:
        super().__init__()
        self.machine, self.publishes, self.pace = machine, publishes, seconds / (publishes + 1)
        self.published = self.returned = 0
        self.failure: Broken | None = None

    def run(self) -> None:
        """What fails is raised by whoever waits for it."""
        try:
            self._publish()
        except Broken as failure:
            self.failure = failure

    def _publish(self) -> None:
        began = time.monotonic()
        for number in range(1, self.publishes + 1):
            time.sleep(max(0.0, began + number * self.pace - time.monotonic()))
            self.machine.publish(number)
            self.published += 1
            if number % 10 == 5:
                self.machine.site("rollback")
                self.returned += 1


def push_to_live(machine: Machine, nginx: Nginx, host: str) -> float:
    """Seconds from a coach's `git push` of a changed line until nginx answers with it."""
    coach = machine.folder / "coach"
    run(["git", "clone", "--quiet", str(machine.bare), str(coach)], machine.folder)
    run(["git", "pull", "--quiet", str(machine.checkout), "HEAD"], coach)  # as new as what is live
    run(["git", "push", "--quiet", "origin", "HEAD:main"], coach)  # the first one fills caches, once for each server
    line = "Und das ist eben erst dazugekommen."
    _edit(coach, line)
    began = time.monotonic()
    run(["git", "push", "--quiet", "origin", "HEAD:main"], coach)
    taken = time.monotonic() - began
    if line.encode() not in nginx.ask(host, _SEEN).body:
        raise Broken("what was pushed is not live")
    return taken


def local(sites: tuple[Site, ...]) -> tuple[Site, ...]:
    """The sites, the main one of them at a name that this machine knows: wrk begins its lines there."""
    return tuple(
        site.model_copy(update={"address": "https://localhost"}) if site.slug == MAIN else site for site in sites
    )


def main() -> int:
    """Measure, and say what is not as it should be; the exit code."""
    options = _options()
    if missing := [name for name in ("wrk", "git", "openssl") if not shutil.which(name)]:
        print(
            f"This needs {', '.join(missing)}: sudo apt install nginx-light libnginx-mod-http-brotli-static wrk openssl"
        )
        return 1
    plan, _ = read_plan(HERE)
    if plan is None:
        print("villages.yaml cannot be read: ./site check says why.")
        return 1
    with tempfile.TemporaryDirectory() as folder:
        return _measure(Machine(Path(folder)), local(plan.sites), options.seconds, options.publishes, print)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--publishes", type=int, default=20)
    return parser.parse_args()


def _measure(
    machine: Machine, sites: tuple[Site, ...], seconds: int, publishes: int, say: Callable[[str], None]
) -> int:
    machine.folder.chmod(0o755)
    machine.set_up()
    with Nginx.of(machine.folder / "nginx", hosts_of(sites), machine.www, processes=2) as nginx:
        load = stand_the_load(machine, nginx, visits(machine.www, sites), seconds, publishes)
        say(str(load))
        name = next(host.name for host in nginx.serving.hosts if host.site == _SITE)
        taken = push_to_live(machine, nginx, name)
        say(f"{taken:.1f} s from the push of a line until it is live")
    missed = [*load.missed, *([f"a push takes {taken:.1f} s instead of {PUSH:.0f}"] if taken >= PUSH else [])]
    say("\n".join(f"MISSED: {one}" for one in missed) or "Everything is as it should be.")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
