"""What a page was made of is noted while it is planned: each key once, parts by themselves."""

from plugins.planning.trace import Trace


def test_what_is_made_within_something_else_counts_for_both() -> None:
    trace = Trace()

    def inner() -> str:
        trace.note("inner")
        return "made"

    def outer() -> str:
        trace.note("outer")
        return trace.of(inner)[0]

    made, keys = trace.of(outer)
    assert (made, keys) == ("made", {"outer", "inner"})


def test_what_was_made_before_counts_as_asked_for_again() -> None:
    trace, made = Trace(), []

    def card() -> str:
        made.append(1)
        trace.note("one")
        return "card"

    first = trace.of(lambda: trace.once("name", card))
    second = trace.of(lambda: trace.once("name", card))
    assert first == second == ("card", {"one"}) and len(made) == 1


def test_a_part_is_not_its_pages_business() -> None:
    trace = Trace()

    def part() -> str:
        trace.note("many")
        return "few"

    def page() -> tuple[str, frozenset[str]]:
        trace.note("page")
        return trace.apart(part)

    (made, of_part), of_page = trace.of(page)
    assert (made, of_part, of_page) == ("few", {"many"}, {"page"})


def test_nothing_is_noted_for_nobody_and_a_failure_leaves_no_trace() -> None:
    trace = Trace()
    trace.note("nobody")

    def fails() -> None:
        trace.note("half")
        raise ValueError

    def careful() -> None:
        try:
            trace.of(fails)
        except ValueError:
            trace.note("whole")

    assert trace.of(careful)[1] == {"whole"}
