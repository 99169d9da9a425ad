"""Faults that meet a publish: what is live is the old release or the new one, whole, whoever reads meanwhile."""

import gzip
import json
import signal
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

import brotli

from plugins.publishing.folder import Folder
from torture.project import Broken, Build, Outcome, Project, Tree, difference
from torture.readers import Readers, wrong
from torture.sshd import Line, Sshd
from torture.storage import full_after, read_only, used
from torture.trial import Fault, Trial

_PAPERS = ("release.json", "SHA256SUMS", "added.sha256")
_BILL = "sbom.cdx.json"
_PACKED = {".br": brotli.decompress, ".gz": gzip.decompress}
_SWITCHES = 500
_READS = 50_000
_LEAST = 16 * 1024
_READERS = 2


@dataclass(frozen=True)
class Live:
    """The release that is live."""

    name: str
    files: Tree
    """Every file of it, papers too; empty where nothing is live."""

    @classmethod
    def at(cls, place: Path) -> "Live":
        """What is live in a place; raises Broken where that is not what its manifest says."""
        current = place / "current"
        if not current.is_symlink():
            return cls("", {})
        folder = current.resolve(strict=True)
        files = {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}
        live = cls(folder.name, files)
        live._must_be_whole()
        return live

    @property
    def plain(self) -> Tree:
        """What a build has made of it: nothing compressed, no papers, nothing of earlier releases."""
        carried = json.loads(self.files["release.json"])["carried"] if self.files else {}
        return {
            path: content
            for path, content in self.files.items()
            if path not in (*_PAPERS, _BILL, *carried)
            and not (path.endswith(tuple(_PACKED)) and path[:-3] in self.files)
        }

    def _must_be_whole(self) -> None:
        lines = self.files["SHA256SUMS"].decode().splitlines()
        wanted = {path: name for name, path in (line.split("  ", 1) for line in lines)}
        found = {path: sha256(content).hexdigest() for path, content in self.files.items() if path not in _PAPERS}
        if wanted != found:
            raise Broken(f"{self.name} differs from its manifest: {sorted(wanted.items() ^ found.items())[:3]}")
        for path, content in self.files.items():
            unpack = _PACKED.get(path[-3:])
            if unpack and path[:-3] in self.files and unpack(content) != self.files[path[:-3]]:
                raise Broken(f"{path} holds something else than {path[:-3]}")


@dataclass
class Publishing:
    """A project that is published, in a trial."""

    trial: Trial
    place: Path
    """Where its releases lie."""
    stanza: str = ""
    """What villages.yaml says of that."""
    over: Mapping[str, str] = field(default_factory=dict)
    """What the environment says of that."""

    @classmethod
    def here(cls, trial: Trial) -> "Publishing":
        """Into the usual folder."""
        return cls(trial, trial.project.folder / "www")

    @property
    def project(self) -> Project:
        """What is maltreated."""
        return self.trial.project

    def start(self, **environment: str) -> Build:
        """Begin to publish."""
        villages = self.project.folder / "villages.yaml"
        if self.stanza not in (text := villages.read_text(encoding="utf-8")):
            villages.write_text(text + self.stanza, encoding="utf-8")
        words = ["publish", "--confirm-fewer", "--date", self.project.day.isoformat()]
        return self.project.run(words, **self.over, **environment)

    def publish(self, **environment: str) -> Outcome:
        """Publish from beginning to end."""
        return self.start(**environment).end()

    def begin(self) -> Live:
        """Something is live, and then the sources are changed."""
        if not (self.place / "current").exists():
            self.publish().must_be(0)
        live = Live.at(self.place)
        self.trial.edit()
        return live

    def state(self, before: Live) -> str:
        """Which release is live; raises Broken where it is neither the one before nor the new one."""
        now = Live.at(self.place)
        if now == before:
            return "old release"
        clean = self.trial.judge.clean(self.project.edition, self.project.day)
        if now.plain != clean:
            raise Broken(f"neither old nor new: {difference(now.plain, clean)}")
        return "new release"

    def heal(self, **environment: str) -> Live:
        """The next publish succeeds, without anybody's help, and clears away; raises Broken otherwise."""
        self.publish(**environment).must_be(0)
        now = Live.at(self.place)
        if now.plain != (clean := self.trial.judge.clean(self.project.edition, self.project.day)):
            raise Broken(f"not what a clean build makes: {difference(now.plain, clean)}")
        names = [entry.name for entry in (self.place / "releases").iterdir()]
        if strays := [name for name in names if name.startswith(".")]:
            raise Broken(f"left behind: {strays}")
        if len(names) > 12:
            raise Broken(f"{len(names)} releases are kept")
        return now

    def must_be_old(self, before: Live, outcome: Outcome) -> None:
        """A publish that failed says so in one last line, and has changed nothing; raises Broken otherwise."""
        outcome.must_be(1).must_not_show_code()
        if not outcome.said.strip().splitlines()[-1].startswith("Not published, what is live is as it was"):
            raise Broken(f"no clear line: …{outcome.said.strip()[-600:]}")
        if Live.at(self.place) != before:
            raise Broken("a publish that failed has changed what is live")


def kill(trial: Trial) -> str:
    """kill -9 of the whole group at any moment, while others read."""
    publishing = Publishing.here(trial)
    before = publishing.begin()
    with Readers(publishing.place / "current", before.files) as readers:
        publish = publishing.start()
        publish.strike(_moment(trial), signal.SIGKILL)
        killed = publish.end().code == -signal.SIGKILL
        trial.publishing.learn(False, not killed)
        state = publishing.state(before)
        after = publishing.heal()
    _must_be_of(readers, before.files, after.files)
    return state if killed else "was done"


def _moment(trial: Trial) -> float:
    """Half of the moments are drawn from all of it, half from its end, where the release is laid and switched."""
    whole = trial.publishing.warm
    return trial.chance.uniform(trial.chance.choice((0.0, 0.5 * whole)), whole)


def _must_be_of(readers: Readers, *releases: Mapping[str, bytes]) -> None:
    if torn := wrong(readers.answers, releases):
        raise Broken(f"{len(torn)} answers of {readers.answers.reads} are of no release: {torn[:3]}")


def switch(trial: Trial) -> str:
    """Two releases are switched to and fro under readers; each waits for the disk."""
    publishing = Publishing.here(trial)
    first = publishing.begin()
    second = publishing.heal()
    folder = Folder(publishing.place)
    with Readers(publishing.place / "current", {**first.files, **second.files}, _READERS) as readers:
        for number in range(_SWITCHES):
            readers.wait(number * _READS // _SWITCHES)
            folder.switch((first, second)[number % 2].name, (second, first)[number % 2].name)
        readers.wait(_READS)
    _must_be_of(readers, first.files, second.files)
    return f"{_SWITCHES} switches under {_READS} reads and more"


def fill(trial: Trial) -> str:
    """The disk is full somewhere on the way."""
    publishing = Publishing.here(trial)
    before = publishing.begin()
    size = trial.chance.randint(_LEAST, max(_LEAST, used(trial.project) // 8))
    with full_after(trial.project, size):
        outcome = publishing.publish()
        if outcome.code:
            publishing.must_be_old(before, outcome)
    state = publishing.state(before)
    publishing.heal()
    return f"{'one line' if outcome.code else 'success'}, {state}"


def protect(trial: Trial) -> str:
    """The place, or what publishing keeps here, is read-only."""
    publishing = Publishing.here(trial)
    before = publishing.begin()
    with read_only((publishing.place, trial.project.cache)[trial.number % 2]):
        publishing.must_be_old(before, publishing.publish())
    publishing.heal()
    return "one line"


def one_site_fails(trial: Trial) -> str:
    """One of the villages has a text with a mistake; no site is published."""
    publishing = Publishing.here(trial)
    before = publishing.begin()
    mistake = trial.project.folder / "content/main/seiten/fehler.md"
    mistake.write_text("ohne Kopf")
    outcome = publishing.publish()
    publishing.must_be_old(before, outcome)
    if "content/main/seiten/fehler.md:1:" not in outcome.said:
        raise Broken(f"the mistake is not named: {outcome.said[-600:]}")
    mistake.unlink()
    publishing.heal()
    return "refused"


def turn_back(trial: Trial) -> str:
    """The machine's clock goes to and fro; names of releases are in the order of publishing nevertheless."""
    publishing = Publishing.here(trial)
    before = publishing.begin()
    names = [before.name]
    for _ in range(3):
        moved = trial.chance.choice((-400 * 86400, -3600, -3, 3, 3600))
        wrong_by = {"CLOCK_IS_WRONG_BY": str(moved), "PYTHONPATH": str(Path(__file__).with_name("clock"))}
        names.append(publishing.heal(**wrong_by).name)
        trial.edit()
    if names != sorted(set(names)):
        raise Broken(f"not in the order of publishing: {names}")
    return "in order"


def at_once(trial: Trial) -> str:
    """Two publish at the same time; in every second trial one of them is killed."""
    publishing = Publishing.here(trial)
    publishing.begin()
    both = [publishing.start(), publishing.start()]
    if trial.number % 2:
        doomed = both.pop()
        doomed.strike(trial.chance.uniform(0.3, 1.5) * trial.publishing.warm, signal.SIGKILL)
        doomed.end().must_be(0, -signal.SIGKILL)
    for publish in both:
        publish.end().must_be(0)
    publishing.heal()
    return "one after the other"


def cut(trial: Trial) -> str:
    """The line to a server is cut after so many bytes."""
    with tempfile.TemporaryDirectory() as keys, Sshd(Path(keys)) as sshd, Line(sshd.port) as line:
        place = Path(keys) / "www"
        publishing = Publishing(trial, place, sshd.stanza(place, line.port), sshd.environment(line.port))
        before = publishing.begin()
        line.lasts = trial.chance.randint(4_000, 400_000)
        outcome = publishing.publish()
        if outcome.code:
            publishing.must_be_old(before, outcome)
        line.lasts = None
        state = publishing.state(before)
        publishing.heal()
    trial.project.lay(trial.project.edition)
    return f"{'one line' if outcome.code else 'success'}, {state}"


FAULTS = (
    Fault("publish: kill -9", kill, 1),
    Fault("publish: switches", switch, 0.1),
    Fault("publish: at once", at_once, 0.05),
    Fault("publish: disk full", fill, 0.1),
    Fault("publish: read-only", protect, 0.04),
    Fault("publish: one site fails", one_site_fails, 0.02),
    Fault("publish: clock", turn_back, 0.04),
    Fault("publish: line cut", cut, 0.1),
)
