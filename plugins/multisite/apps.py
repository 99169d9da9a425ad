"""What makes a site an app and is not planned: its icons, and the worker, which keeps the site or, withdrawn, sends itself away."""

from collections.abc import Iterator
from functools import partial
from hashlib import sha256

from plugins.app.icons import ICONS, SETTINGS, Icon, drawn
from plugins.images.cache import keep, recall
from plugins.multisite.jobs import Job
from plugins.multisite.making import Content, Html, Output, given
from plugins.network.model import Picture
from plugins.network.problems import SourceChanged
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
            yield Output(f"{entry.slug}/{icon.path}", name, partial(_icon, job, icon, sign, entry.accent.light, name))


def _icon(job: Job, icon: Icon, sign: Picture, ground: str, name: str, _: Html) -> Content:
    """Drawn once, and then kept under the name of what it was drawn from."""
    place = job.cache / "icons" / sha256(name.encode()).hexdigest()
    kept = recall(place)
    if kept is None:
        raw = (job.project / sign.path).read_bytes()
        if sha256(raw).hexdigest() != sign.digest:
            raise SourceChanged(sign.path)
        kept = drawn(raw, ground, icon)
        keep(place, kept)
    return Content(kept)
