"""What makes a site an app and is not planned: its icons, and the worker, which keeps the site or, withdrawn, sends itself away."""

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import sha256

from plugins.app.icons import DRAWINGS, ICONS, SETTINGS, Icon, drawn, in_white, shortcut
from plugins.images.cache import keep, recall
from plugins.multisite.jobs import Job
from plugins.multisite.making import Content, Html, Output, given
from plugins.network.digest import digest
from plugins.network.model import Picture
from plugins.network.problems import SourceChanged
from plugins.network.references import MAIN
from plugins.network.study import Site
from plugins.planning.app import shortcuts
from plugins.planning.planner import Planner

_WORKERS = {"offline": ("offline.js", "decide.js", "news.js"), "installable": ("withdrawn.js",)}
"""Of which scripts the worker is made; in one file, so that a phone never has half of it."""


def app_files(job: Job, planner: Planner) -> Iterator[Output]:
    """The files of one site; none where it is no app."""
    if job.extras.app:
        entry = planner.entry
        sign = planner.deck.catalogue.pictures[entry.slug, entry.sign]
        scripts = [(job.theme / "worker" / name).read_bytes() for name in _WORKERS[job.extras.app]]
        yield given(f"{entry.slug}/sw.js", b"\n".join(scripts))
        for icon in ICONS:
            name = f"{SETTINGS} {icon} {entry.accent.light} {sign.digest}"
            yield _output(job, entry, icon, name, partial(_sign, job, sign))
        for section in shortcuts(entry.slug == MAIN):
            drawing = (job.theme / "templates" / "icons" / f"{DRAWINGS[section.slug]}.svg").read_bytes()
            icon, white = shortcut(section.slug), in_white(drawing)
            name = f"{SETTINGS} {icon} {entry.accent.light} {digest(white)}"
            yield _output(job, entry, icon, name, partial(bytes, white))


def _output(job: Job, entry: Site, icon: Icon, name: str, read: Callable[[], bytes]) -> Output:
    return Output(f"{entry.slug}/{icon.path}", name, partial(_icon, job, icon, entry.accent.light, name, read))


def _sign(job: Job, sign: Picture) -> bytes:
    raw = (job.project / sign.path).read_bytes()
    if sha256(raw).hexdigest() != sign.digest:
        raise SourceChanged(sign.path)
    return raw


def _icon(job: Job, icon: Icon, ground: str, name: str, read: Callable[[], bytes], _: Html) -> Content:
    """Drawn once, and then kept under the name of what it was drawn from."""
    place = job.cache / "icons" / sha256(name.encode()).hexdigest()
    kept = recall(place)
    if kept is None:
        kept = drawn(read(), ground, icon)
        keep(place, kept)
    return Content(kept)
