"""What changed, in plain German sentences."""

from collections.abc import Callable, Iterator
from datetime import date

from plugins.history.changes import Amount, Entry, Money, StageChange, StepChange, Turn
from plugins.network.references import Reference
from plugins.network.vocabulary import Stage
from plugins.network.wording import dated, money

Naming = Callable[[Reference | str], str | None]
"""What somebody responsible is called; None where the name is no longer on the page, and so is not told."""
_AMOUNTS = {Money.TOTAL: "Kosten", Money.FUNDING: "Förderung"}
_WHOLE, _SHORT = dated("d.\u00a0MMMM y"), dated("d.\u00a0MMMM")


def sentences(entry: Entry, naming: Naming) -> Iterator[str]:
    """What an entry says, the project as a whole first."""
    if title := entry.title:
        yield f"Neuer Titel: {_quoted(title.after)}, bisher {_quoted(title.before)}"
    if entry.stage:
        yield _stage(entry.stage)
    yield from (_step(change, entry.day, naming) for change in entry.steps)
    yield from map(_amount, entry.amounts)
    if entry.funder:
        yield _funder(entry.funder.before, entry.funder.after)


def _funder(before: str | None, after: str | None) -> str:
    if before and after:
        return f"Wer fördert: {after}, bisher {before}"
    return f"Wer fördert, ist jetzt angegeben: {after}" if after else f"Wer fördert, ist nicht mehr angegeben: {before}"


def _quoted(text: str | None) -> str:
    """Words in quotation marks; the marks in them become half ones."""
    return f"„{(text or '').translate(_HALF)}“"


_HALF = str.maketrans("„“", "‚‘")


def _stage(change: StageChange) -> str:
    if change.after is Stage.RUHT:
        return f"Das Projekt ruht, bisher: {change.before.label}"
    if change.before is Stage.RUHT:
        return f"Das Projekt ruht nicht mehr, Stand: {change.after.label}"
    return f"Stand: von {change.before.label} zu {change.after.label}"


def _step(change: StepChange, day: date, naming: Naming) -> str:
    title = _quoted(change.title)
    match change.turn:
        case Turn.ADDED:
            return f"Neuer Schritt: {title}" + (f", Frist {_WHOLE(change.after)}" if change.after else "")
        case Turn.REMOVED:
            return f"Schritt gestrichen: {title}"
        case Turn.RENAMED:
            return f"Schritt umbenannt: {_quoted(change.was)} heißt jetzt {title}"
        case Turn.DONE:
            done = change.after or day
            return f"Schritt {title} erledigt" + (f" (am {_WHOLE(done)})" if done != day else "")
        case Turn.DUE:
            return _due(title, change.before, change.after)
        case Turn.RESPONSIBLE:
            return _responsible(title, change.responsible, naming)
    return f"Schritt {title} {_MOVED[change.turn]}"


_MOVED = {Turn.STARTED: "hat begonnen", Turn.RESUMED: "läuft wieder", Turn.REOPENED: "ist wieder offen"}


def _due(title: str, before: date | None, after: date | None) -> str:
    if before is None or after is None:
        return f"Frist für {title}: {_WHOLE(after) if after else 'keine mehr'}"
    first = _SHORT(before) if before.year == after.year else _WHOLE(before)
    return f"Frist für {title} vom {first} auf den {_WHOLE(after)} {'verschoben' if after > before else 'vorgezogen'}"


def _responsible(title: str, who: Reference | str | None, naming: Naming) -> str:
    if who is None:
        return f"Für {title} ist niemand mehr eingetragen"
    name = naming(who)
    return f"Um {title} kümmert sich jetzt: {name}" if name else f"Zuständigkeit für {title} geändert"


def _amount(change: Amount) -> str:
    what = _AMOUNTS[change.of]
    if change.before is None or change.after is None:
        known = change.after if change.after is not None else change.before
        return f"{what} {'jetzt' if change.before is None else 'nicht mehr'} angegeben: {money(known or 0)}"
    return f"{what}: von {money(change.before)} auf {money(change.after)}"
