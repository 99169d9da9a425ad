"""What git tells its hooks, and the rules that a push must keep, in German for whoever pushes."""

from collections.abc import Iterable
from typing import NamedTuple

from plugins.multisite.faults import in_words, is_full
from plugins.network.problems import Findings
from plugins.publishing.telling import FewerPages, Unsure

MAIN = "refs/heads/main"
"""The branch that is published."""
_BRANCHES = "refs/heads/"


class Push(NamedTuple):
    """A reference that was moved."""

    before: str
    """The commit it named; empty where there was none."""
    after: str
    """The commit it names now; empty where it is deleted."""
    reference: str


def parsed(lines: Iterable[str]) -> list[Push]:
    """What stands on a hook's standard input: `<old> <new> <reference>`, zeros for nothing."""
    words = (line.split(maxsplit=2) for line in lines)
    return [Push(_commit(old), _commit(new), reference.strip()) for old, new, reference in words]


def _commit(name: str) -> str:
    return name if name.strip("0") else ""


def to_check(pushes: Iterable[Push]) -> dict[str, str]:
    """The commits whose content must be clean → the branch that each came with. Tags are left alone."""
    return {
        push.after: push.reference.removeprefix(_BRANCHES)
        for push in pushes
        if push.after and push.reference.startswith(_BRANCHES)
    }


def published(pushes: Iterable[Push]) -> Push | None:
    """What happens to the branch that is published; None where it stays as it is."""
    return next((push for push in pushes if push.reference == MAIN), None)


LOST = (
    "Der Zweig main lässt sich nicht löschen: Er ist, was online ist.\n"
    "Nimm eine Änderung mit `git revert` zurück, und schiebe noch einmal."
)
REWRITTEN = (
    "Auf main ist inzwischen mehr, als hier ankommt; das ginge verloren.\n"
    "Hole es mit `git pull --rebase`, und schiebe noch einmal, ohne `--force`."
)
REFUSED = (
    "ABGELEHNT: Im Zweig {branch} (Stand {commit}) stimmt noch etwas nicht. Online ist, was vorher online war.\n"
    "Berichtige die genannten Zeilen, halte sie fest (`git commit`), und schiebe noch einmal."
)
HINT = "Hinweis, der nichts aufhält: {hint}"
LIVE = "Online: Der Stand {commit} ist auf allen Websites."
HELD = "Online: Der Stand {commit}, aber ein Dorf mit eigenem Repository bleibt zurück."
NOT_LIVE = "NICHT veröffentlicht, online ist, was vorher online war. "
UNSURE = "UNKLAR, ob es online ist: Die Verbindung riss beim Umschalten ab. "
UNCHECKED = "ABGELEHNT, denn es ließ sich nicht prüfen. Online ist, was vorher online war. "
BROKEN_PAGES = "In den fertigen Seiten stimmt noch etwas nicht. Berichtige es, halte es fest (`git commit`), und schiebe noch einmal."
FEWER = "Viele Seiten wären weg: {lost}.\nWar das nicht gewollt, nimm es mit `git revert` zurück. Sonst sag es dem Betreiber, der es bestätigen kann."
FULL = "Auf dem Server ist kein Platz mehr. Sag dem Betreiber Bescheid."
AT_SERVER = "Es liegt am Server, nicht an Deiner Änderung. Sag dem Betreiber Bescheid."
OPERATOR = "Für den Betreiber: {words}"
LOG = "Mehr steht auf dem Server in {log}"
"""What whoever pushes is told; `{…}` is filled in."""


def reason(error: Exception) -> str:
    """Why something that was pushed does not go live, and what to do now."""
    if isinstance(error, Findings):
        return BROKEN_PAGES
    if isinstance(error, FewerPages):
        lost = (f"{site} hatte {had} und hat {has}" for site, (had, has) in error.lost.items())
        return FEWER.format(lost=", ".join(lost))
    return FULL if is_full(error) else AT_SERVER


def not_live(error: Exception) -> str:
    """What whoever pushes is told where publishing has failed."""
    told = f"{UNSURE if isinstance(error, Unsure) else NOT_LIVE}{reason(error)}"
    return f"{error}\n{told}" if isinstance(error, Findings) else told


def unable(what: str, error: Exception) -> str:
    """What whoever pushes is told where a hook could not do its work: there is no log of that, so the machine's words follow."""
    return f"{what}{reason(error)}\n{OPERATOR.format(words=in_words(error))}"
