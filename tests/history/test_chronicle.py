"""The way of a file through commits, and what its days come to; git itself is asked in tests/multisite/test_past.py."""

from datetime import date

from plugins.history.chronicle import History, histories
from plugins.history.lineage import Commit, State, Touch, ways
from plugins.history.sentences import sentences
from plugins.history.versions import Version
from plugins.network.plain import as_json, from_json
from plugins.network.vocabulary import Stage

FILE = "teich"
MAY = [date(2026, 5, day + 1) for day in range(31)]
VERSIONS: dict[str, Version | None] = {
    "i": Version("Teich", Stage.IDEE),
    "p": Version("Teich", Stage.PLANUNG),
    "u": Version("Teich", Stage.UMSETZUNG),
    "r": Version("Teich", Stage.RUHT),
    "pt": Version("Weiher", Stage.PLANUNG),
    "it": Version("Weiher", Stage.IDEE),
    "x": None,
    "?": Version("Teich", None, unclear=("stage",)),
}


def commit(day: int, *touches: str) -> Commit:
    """`a:i>a:p` made version p of version i in the file a; `a:p a:i>a:pt` of two parents; `>a:i` is a new file."""
    return Commit(f"{day}", MAY[day - 1], tuple(map(touch, touches)))


def touch(text: str) -> Touch:
    before, _, after = text.partition(">")
    return Touch(tuple(map(state, before.split())), state(after))


def state(text: str) -> State:
    path, _, version = text.partition(":")
    return path, version


def history(now: str, *commits: Commit) -> History:
    """The history of a file; commits newest first."""
    found = histories({FILE: state(now)}, commits, VERSIONS)
    return found.get(FILE, History())


def told(of: History) -> list[tuple[int, str]]:
    """Day in May and sentence, newest first."""
    return [(entry.day.day, text) for entry in of.entries for text in sentences(entry, str)]


def days(now: str, *commits: Commit) -> list[int]:
    """The days of the commits on a file's way, oldest first."""
    return [edge.day.day for edge in ways({FILE: state(now)}, commits)[FILE]]


def test_changes_are_told_on_their_days_and_the_first_is_the_beginning() -> None:
    found = history("a:u", commit(9, "a:p>a:u"), commit(4, "b:i>b:p"), commit(3, "a:i>a:p"), commit(1, ">a:i", ">b:i"))
    assert found.begun == MAY[0]
    assert told(found) == [(9, "Stand: von Planung zu Umsetzung"), (3, "Stand: von Idee zu Planung")]
    assert from_json(History, as_json(found)) == found


def test_a_file_keeps_its_history_under_another_name() -> None:
    commits = commit(9, "b:p>c:p"), commit(4, "a:i>b:p"), commit(2, ">b:x"), commit(1, ">a:i")
    assert days("c:p", *commits) == [1, 4, 9]
    assert told(history("c:p", *commits)) == [(4, "Stand: von Idee zu Planung")]


def test_two_files_that_swap_their_names_swap_their_histories() -> None:
    commits = commit(9, "a:i>b:i", "b:p>a:p"), commit(2, "b:i>b:p"), commit(1, ">a:i", ">b:i")
    found = ways({"one": state("a:p"), "other": state("b:i")}, commits)
    assert [edge.day.day for edge in found["one"]] == [1, 2, 9]
    assert [edge.day.day for edge in found["other"]] == [1, 9]


def test_a_change_taken_back_is_told_twice() -> None:
    found = history("a:i", commit(5, "a:p>a:i"), commit(3, "a:i>a:p"), commit(1, ">a:i"))
    assert told(found) == [(5, "Stand: von Planung zu Idee"), (3, "Stand: von Idee zu Planung")]


def test_what_is_taken_back_on_the_same_day_is_not_told() -> None:
    found = history(
        "a:u", commit(8, "a:p>a:u"), commit(5, "a:u>a:p"), commit(5, "a:i>a:u"), commit(5, "a:r>a:i"), commit(1, ">a:r")
    )
    assert told(found) == [
        (8, "Stand: von Planung zu Umsetzung"),
        (5, "Das Projekt ruht nicht mehr, Stand: Planung"),
    ]


def test_what_is_put_right_on_the_first_day_belongs_to_the_beginning() -> None:
    found = history("a:u", commit(1, "a:p>a:u"), commit(1, "a:i>a:p"), commit(1, ">a:i"))
    assert found == History(MAY[0])


def test_a_file_that_was_put_back_goes_on() -> None:
    found = history("a:u", commit(9, "a:p>a:u"), commit(7, ">a:p"), commit(3, "a:i>a:p"), commit(1, ">a:i"))
    assert found.begun == MAY[0]
    assert [day for day, _ in told(found)] == [9, 3]


def test_another_file_of_the_same_name_does_not_go_on() -> None:
    found = history("a:u", commit(7, ">a:u"), commit(3, "a:i>a:p"), commit(1, ">a:i"))
    assert found == History(MAY[6])


def test_branches_that_come_together_are_told_once() -> None:
    merge = commit(9, "a:p a:it>a:pt")
    commits = merge, commit(5, "a:i>a:it"), commit(4, "a:i>a:p"), commit(1, ">a:i")
    assert told(history("a:pt", *commits)) == [
        (5, "Neuer Titel: „Weiher“, bisher „Teich“"),
        (4, "Stand: von Idee zu Planung"),
    ]


def test_what_a_merge_changes_by_itself_is_told() -> None:
    commits = commit(9, "a:p a:u>a:r"), commit(5, "a:i>a:u"), commit(4, "a:i>a:p"), commit(1, ">a:i")
    assert told(history("a:r", *commits))[0] == (9, "Das Projekt ruht, bisher: Planung")


def test_a_branch_that_was_thrown_away_is_not_told() -> None:
    commits = commit(6, "a:i>a:u"), commit(5, "a:i>a:p"), commit(1, ">a:i")
    assert [day for day, _ in told(history("a:p", *commits))] == [5]


def test_a_change_that_was_made_on_two_branches_is_told_once() -> None:
    commits = commit(6, "a:i>a:p"), commit(5, "a:i>a:p"), commit(1, ">a:i")
    assert len(told(history("a:p", *commits))) == 1


def test_nothing_of_a_draft_is_told() -> None:
    found = history("a:u", commit(9, "a:x>a:u"), commit(5, "a:i>a:x"), commit(3, "a:x>a:i"), commit(1, ">a:x"))
    assert found.begun == MAY[2]
    assert told(found) == [(9, "Stand: von Idee zu Umsetzung")]
    assert history("a:x", commit(1, ">a:x")) == History()


def test_what_is_not_understood_is_bridged() -> None:
    found = history("a:u", commit(9, "a:?>a:u"), commit(5, "a:p>a:?"), commit(1, ">a:p"))
    assert told(found) == [(9, "Stand: von Planung zu Umsetzung")]


def test_days_are_told_in_their_order_even_where_commits_are_not() -> None:
    found = history("a:u", commit(3, "a:p>a:u"), commit(9, "a:i>a:p"), commit(8, ">a:i"))
    assert [day for day, _ in told(found)] == [9, 3]
    assert found.begun == MAY[2]


def test_a_file_without_commits_has_no_history() -> None:
    assert histories({FILE: state("a:i")}, [commit(1, ">b:i")], VERSIONS) == {}
