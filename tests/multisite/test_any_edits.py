"""Whatever edits follow each other, the build equals a clean one; and what one refuses the other refuses too."""

import shutil
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule

from tests.minisite import DAY, MiniSite
from tests.multisite.building import Builder, Refused, Tree
from tests.upstream import Upstream

FOLDERS = st.sampled_from(["anger", "bachtal"])
SLUGS = st.sampled_from(["eins", "zwei", "drei"])
WORDS = st.text("abc äß\"'<&[](){}#*-_\n", max_size=12)
WHATS = st.sampled_from(["Ein Zelt", "Zelte mit Boden", "Ein Spaten"])
SAYS = st.sampled_from(["related", "not_related"])
KINDS = {
    "aktuelles": "date: 2026-11-01",
    "projekte": "stage: idee\nsteps:\n- title: Graben\n  state: offen\n  due: 2026-11-25",
    "termine": "start: 2026-11-24T19:00\nrepeat: FREQ=WEEKLY",
    "coaching": "kind: auftakt\nstate: geplant\ndate: 2026-11-25",
    "pinnwand": "type: suche\nvalid_until: 2026-11-30",
    "adressen": "kind: verein",
    "seiten": "nav: 1",
}


class Edits(RuleBasedStateMachine):
    """A project, edited at random."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.site, self.builder = MiniSite(self.folder / "projekt"), Builder(self.folder, app="offline")
        self.repository = Upstream(self.site.root)

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @rule(site=FOLDERS, slug=SLUGS, kind=st.sampled_from(sorted(KINDS)), title=WORDS, body=WORDS, draft=st.booleans())
    def write(self, site: str, slug: str, kind: str, title: str, body: str, draft: bool) -> None:
        status = "draft" if draft else "published"
        quoted = "'" + title.replace("'", "''").replace("\n", " ") + "x'"
        self.site.record(f"{site}/{kind}/{slug}", f"title: {quoted}\nstatus: {status}\n{KINDS[kind]}", body)

    @rule(site=FOLDERS, slug=SLUGS, kind=st.sampled_from(sorted(KINDS)))
    def remove(self, site: str, slug: str, kind: str) -> None:
        (self.site.root / f"content/{site}/{kind}/{slug}.md").unlink(missing_ok=True)

    @rule(site=FOLDERS, slug=SLUGS, to=SLUGS)
    def refer(self, site: str, slug: str, to: str) -> None:
        head = f"date: 2026-11-02\nproject: {site}/{to}"
        self.site.record(f"{site}/aktuelles/{slug}", head, f"[Hin]({{filename}}/{site}/projekte/{to}.md)")

    @rule(day=st.integers(1, 28), options=st.sampled_from([(), ("--amend",)]))
    def commit(self, day: int, options: tuple[str, ...]) -> None:
        is_first = not list((self.site.root / ".git/refs/heads").iterdir())
        self.repository.commit(f"2026-11-{day:02}", *(() if is_first else options))

    @rule(site=FOLDERS, slug=SLUGS, key=st.sampled_from(["seeks", "offers"]), what=WHATS, other=SLUGS, says=SAYS)
    def trade(self, site: str, slug: str, key: str, what: str, other: str, says: str) -> None:
        there = "bachtal" if site == "anger" else "anger"
        head = (
            f"stage: planung\n{key}:\n- what: {what}\n  category: raum\n  until: 2026-11-26\n{says}: [{there}/{other}]"
        )
        self.site.record(f"{site}/projekte/{slug}", head)

    @rule(site=FOLDERS, slug=SLUGS, old=st.sampled_from(["/zwei/", "/alt/", "/projekte/drei/"]))
    def move(self, site: str, slug: str, old: str) -> None:
        self.site.record(f"{site}/projekte/{slug}", f"stage: idee\naliases: [{old}]")

    @rule(days=st.integers(-3, 20))
    def another_day(self, days: int) -> None:
        self.builder.today = DAY + timedelta(days=days)

    @rule(jobs=st.sampled_from([1, 2]))
    def other_jobs(self, jobs: int) -> None:
        self.builder.jobs = jobs

    @rule(
        name=st.sampled_from(
            ["anger/index.html", "main/sitemap.xml", "main/suche/index/pagefind-entry.json", ".manifest.json"]
        )
    )
    def lose(self, name: str) -> None:
        (self.builder.output / name).unlink(missing_ok=True)

    @rule()
    def build(self) -> None:
        before = self.builder.tree()
        kept, clean = attempt(self.builder.build, self.builder.tree), attempt(self.builder.clean, None)
        assert kept == clean
        if isinstance(kept, str):
            assert self.builder.tree() == before


def attempt(build: Callable[[], object], look: Callable[[], Tree] | None) -> object:
    """The tree that a build makes, or the findings it stops with."""
    try:
        made = build()
        return look() if look else made
    except Refused as refusal:
        return str(refusal)


TestAnyEdits = Edits.TestCase
TestAnyEdits.settings = settings(max_examples=15, stateful_step_count=15, deadline=None, derandomize=True)
