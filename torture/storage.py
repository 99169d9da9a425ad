"""Faults of what a build writes to: full, read-only, damaged."""

import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from plugins.multisite.manifest import MANIFEST
from torture.project import Broken, Project
from torture.trial import Fault, Trial

ROOMY = 512 * 1024 * 1024
"""Bytes of the file system that a project lies on."""
_LEAST = 32 * 1024
Damage = Callable[[Path, Path, Random], None]
"""Does something to the first file; the second is another one of its kind."""


def mount(*words: str) -> None:
    """Mount something in this process's own namespace; raises Broken where that is not allowed."""
    ended = subprocess.run(["mount", *words], capture_output=True, text=True, check=False)
    if ended.returncode:
        raise Broken(f"this fault needs to mount, and cannot: {ended.stderr.strip()}")


@contextmanager
def full_after(project: Project, size: int) -> Iterator[None]:
    """The project's disk is full after so many more bytes."""
    mount("-o", f"remount,size={used(project) + size}", str(project.folder))
    try:
        yield
    finally:
        mount("-o", f"remount,size={ROOMY}", str(project.folder))


def used(project: Project) -> int:
    """Bytes that lie on the project's disk."""
    status = os.statvfs(project.folder)
    return (status.f_blocks - status.f_bfree) * status.f_frsize


@contextmanager
def read_only(place: Path) -> Iterator[None]:
    """Nothing can be written there, not even by root."""
    mount("--bind", str(place), str(place))
    try:
        mount("-o", "remount,bind,ro", str(place))
        yield
    finally:
        subprocess.run(["umount", str(place)], check=True)


def fill(trial: Trial) -> str:
    """The disk is full: at once, or somewhere on the way."""
    project, cold = trial.project, trial.number % 2 == 0
    with_everything = used(project)
    trial.begin(cold)
    need = with_everything - used(project) if cold else with_everything // 16
    with full_after(project, trial.chance.randint(_LEAST, max(need, _LEAST))):
        outcome = project.build()
    if outcome.code:
        outcome.must_be(1).must_be_clear()
        trial.must_be_old()
    state = trial.state()
    trial.heal()
    return f"{'one line' if outcome.code else 'success'}, {state}"


def protect(trial: Trial) -> str:
    """The output, the store, or all of the project is read-only."""
    project = trial.project
    place = (project.output, project.cache, project.folder)[trial.number % 3]
    trial.begin()
    with read_only(place):
        outcome = project.build()
        if outcome.code:
            outcome.must_be(1).must_be_clear()
    state = trial.state()
    trial.heal()
    return f"{place.name if place != project.folder else 'all'}: {'one line' if outcome.code else state}"


def damage(trial: Trial) -> str:
    """Up to three files of store and output are not what they were; the sources may have changed meanwhile, or not."""
    older = _older(trial.project)
    done = [_damage_one(trial.project, older, trial.chance) for _ in range(trial.chance.randint(1, 3))]
    if trial.chance.random() < 0.5:
        trial.edit()
    try:
        trial.heal()
    except Broken as broken:
        raise Broken(f"after {', '.join(done)}: {broken}") from None
    return "healed"


def _older(project: Project) -> Path:
    """A store as it was before other builds."""
    older = project.folder.with_name("older")
    if not older.exists():
        shutil.copytree(project.cache, older)
    return older


def _damage_one(project: Project, older: Path, chance: Random) -> str:
    """Damage a file, and say which and how."""
    of_store = [file for file in project.cache.rglob("*") if file.is_file()]
    places = [project.output, project.folder / ".output.spare"]
    manifests = [place / MANIFEST for place in places if (place / MANIFEST).is_file()]
    pages = [file for place in places for file in place.rglob("*") if file.is_file() and file.name != MANIFEST]
    files, ways = chance.choice([(of_store, _OF_STORE), (manifests, _OF_MANIFEST), (pages, _OF_PAGES)])
    if not files:
        return "nothing"
    file, way = chance.choice(files), chance.choice(ways)
    if way is _age:
        shutil.rmtree(project.cache)
        shutil.copytree(older, project.cache)
    else:
        way(file, chance.choice(files), chance)
    return f"{way.__name__.strip('_')} {file.relative_to(project.folder)}"


def _flip(file: Path, _: Path, chance: Random) -> None:
    content = bytearray(file.read_bytes())
    for _place in range(chance.choice((1, 20)) if content else 0):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    file.write_bytes(content)


def _cut(file: Path, _: Path, chance: Random) -> None:
    os.truncate(file, chance.randrange(max(1, file.stat().st_size)))


def _empty(file: Path, _: Path, __: Random) -> None:
    os.truncate(file, 0)


def _grow(file: Path, _: Path, __: Random) -> None:
    with file.open("ab") as stream:
        stream.write(b"\0")


def _lose(file: Path, _: Path, __: Random) -> None:
    file.unlink()


def _lose_folder(file: Path, _: Path, __: Random) -> None:
    shutil.rmtree(file.parent)


def _swap(file: Path, other: Path, _: Random) -> None:
    mine, theirs = file.read_bytes(), other.read_bytes()
    file.write_bytes(theirs)
    other.write_bytes(mine)


def _make_folder(file: Path, _: Path, __: Random) -> None:
    file.unlink()
    (file / "etwas").mkdir(parents=True)


def _make_file(file: Path, _: Path, __: Random) -> None:
    folder = file.parent
    shutil.rmtree(folder)
    folder.write_text("etwas")


def _age(file: Path, _: Path, __: Random) -> None:
    """An older store in the place of this one, as from a cache of CI; done where the older one is known."""


_OF_STORE: tuple[Damage, ...] = (_flip, _cut, _empty, _lose, _lose_folder, _swap, _make_folder, _make_file, _age)
_OF_MANIFEST: tuple[Damage, ...] = (_flip, _cut, _empty, _lose, _make_folder)
_OF_PAGES: tuple[Damage, ...] = (_cut, _empty, _grow, _lose)

FAULTS = (
    Fault("disk full", fill, 0.15),
    Fault("read-only", protect, 0.06),
    Fault("damaged store", damage, 0.5),
)
