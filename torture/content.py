"""Faults of what a build reads: clocks that go backwards, sources that change meanwhile, texts nobody can convert."""

import os
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self

from benchmarks import TODAY
from torture.editions import BASE, PHOTO, laid, mixed
from torture.project import Broken, Outcome
from torture.trial import Fault, Trial

_MOVED = (-400 * 86400, -3600, -3, 3, 3600, 400 * 86400)
"""Seconds by which a clock is wrong."""
_SIZE = 480 * 1024
_HANGING = {
    "headings": "## Termine\n",
    "line ends": "Ende  \n",
    "back quotes": "`a",
    "pictures": "![a](b) ",
    "entities": "&a;",
    "backslashes": "\\",
}
"""What Python-Markdown needs far more than two seconds for, within the size that is allowed."""
_OVERSIZED = {"text": "Ein Satz. \n", "one line": "a", "brackets": "[", "pictures": "![a](b)\n"}


def turn_back(trial: Trial) -> str:
    """The clock goes to and fro: that of the machine, of the files, of the build's day; sizes and times stay the same."""
    project, chance = trial.project, trial.chance
    times = {path: (project.folder / path).stat().st_mtime_ns for path in laid(project.folder)}
    trial.begin(goals=(trial.editions[0], trial.editions[-1]))
    for path in laid(project.folder):
        moved = times.get(path, 0) + chance.choice((0, 0, *_MOVED)) * 1_000_000_000
        os.utime(project.folder / path, ns=(moved, moved))
    project.day = TODAY + timedelta(days=chance.choice((-400, -1, 0, 5)))
    noon = datetime.combine(project.day, datetime.min.time(), UTC) + timedelta(hours=11)
    by_epoch = {"SOURCE_DATE_EPOCH": f"{noon.timestamp():.0f}"} if chance.random() < 0.5 else {}
    wrong = {"CLOCK_IS_WRONG_BY": str(chance.choice(_MOVED)), "PYTHONPATH": str(Path(__file__).with_name("clock"))}
    trial.heal(**by_epoch, **wrong)
    trial.heal()
    project.day = TODAY
    return "right"


class _Noise(threading.Thread):
    """Somebody who edits all the time: sources in place or by a new file, templates, pictures; files come and go."""

    def __init__(self, trial: Trial) -> None:
        super().__init__()
        self._folder, self._chance = trial.project.folder, Random(trial.chance.random())
        self._versions = [trial.editions[0].files, trial.editions[-1].files]
        self._paths = [*self._versions[0], *[BASE] * 50, *[PHOTO] * 5]
        self._over = threading.Event()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        self._over.set()
        self.join()

    def run(self) -> None:
        while not self._over.wait(self._chance.uniform(0, 0.1)):
            path = self._chance.choice(self._paths)
            self._write(self._folder / path, self._chance.choice(self._versions)[path])
            self._come_and_go(self._folder / "content/main/seiten/einwurf.md")

    def _write(self, file: Path, content: bytes) -> None:
        if file.suffix == ".md" and self._chance.random() < 0.5:
            file.write_bytes(content)
        else:
            new = self._folder / "new"
            new.write_bytes(content)
            new.replace(file)

    def _come_and_go(self, file: Path) -> None:
        if self._chance.random() < 0.5:
            file.unlink(missing_ok=True)
        else:
            self._write(file, b"---\ntitle: Einwurf\n---\nEin Text.\n")


def edit_meanwhile(trial: Trial) -> str:
    """Sources and templates change while three builds run; what is published is of one piece, and in the end right."""
    trial.before = trial.project.tree()
    with _Noise(trial):
        codes = [_build_in_noise(trial) for _ in range(3)]
    trial.project.lay(trial.chance.choice(trial.editions))
    trial.heal()
    return f"{codes.count(0)} of 3 published"


def _build_in_noise(trial: Trial) -> int:
    outcome = trial.project.build().must_be(0, 1).must_not_show_code()
    if outcome.code:
        trial.must_be_old()
    trial.before = trial.project.tree()
    if torn := list(mixed(trial.before)):
        raise Broken(f"a mixture of versions: {torn[:3]}")
    return outcome.code


def hang(trial: Trial) -> str:
    """A text that the converter needs minutes for."""
    name = list(_HANGING)[trial.number % len(_HANGING)]
    _refused(trial, _filled(_HANGING[name], _SIZE))
    return "refused"


def oversize(trial: Trial) -> str:
    """A text of five megabytes."""
    name = list(_OVERSIZED)[trial.number % len(_OVERSIZED)]
    _refused(trial, _filled(_OVERSIZED[name], 5_000_000))
    return "refused"


def nearly_oversize(trial: Trial) -> str:
    """A text as long as a text may be."""
    trial.begin()
    _add(trial, "lang", _filled("Ein Satz, wie er im Dorf geschrieben wird.\n\n", _SIZE))
    trial.project.build().must_be(0)
    if "main/lang/index.html" not in trial.project.tree():
        raise Broken("it has no page")
    trial.project.lay(trial.project.edition)
    trial.heal()
    return "published"


def _refused(trial: Trial, text: str) -> None:
    """Beside another mistake, in a file behind it in the order of reading; then they are gone, and all is well."""
    trial.begin()
    _add(trial, "riesig", text)
    (trial.project.folder / "content/main/seiten/zuletzt.md").write_text("ohne Kopf")
    outcome = trial.project.build().must_be(1).must_not_show_code()
    for name in ("riesig", "zuletzt"):
        _must_name(outcome, f"content/main/seiten/{name}.md:1: ")
    trial.must_be_old()
    trial.project.lay(trial.project.edition)
    trial.heal()


def _must_name(outcome: Outcome, place: str) -> None:
    if place not in outcome.said:
        raise Broken(f"{place} is not reported: {outcome.said[-600:]}")


def _filled(unit: str, size: int) -> str:
    return unit * (size // len(unit))


def _add(trial: Trial, name: str, text: str) -> None:
    head = "---\ntitle: Ein langer Text\n---\n"
    (trial.project.folder / f"content/main/seiten/{name}.md").write_text(head + text, encoding="utf-8")


FAULTS = (
    Fault("clock backwards", turn_back, 0.1),
    Fault("edited meanwhile", edit_meanwhile, 0.1),
    Fault("text that hangs", hang, 0.06),
    Fault("text of 5 MB", oversize, 0.04),
    Fault("text nearly too long", nearly_oversize, 0.02),
)
