"""Back to an earlier release, and assets for pages that were open before."""

import re

from plugins.publishing.releases import KEPT
from tests.publishing.publisher import PAGE, Publisher


def with_style(publisher: Publisher, colour: str) -> str:
    """Publish with a changed style sheet; its address."""
    sheet = publisher.site.root / "theme/static/css/main.css"
    sheet.write_text(sheet.read_text() + f"\n.x{{color:{colour}}}\n")
    publisher.edit(f"Fassung {colour}")
    assert publisher.publish() == 0
    page = (publisher.current / PAGE).read_text()
    return style_in(page)


def style_in(page: str) -> str:
    return "anger" + re.search(r'"(/theme/css/main\.\w+\.css)"', page)[1]


def test_a_page_that_was_open_before_the_switch_still_gets_its_assets(publisher):
    publisher.own_theme()
    sheets = [with_style(publisher, colour) for colour in ("red", "green", "blue", "black")]
    assert len(set(sheets)) == 4
    there = [(publisher.current / sheet).exists() for sheet in sheets]
    assert there == [False, True, True, True]
    assert all((publisher.current / f"{sheet}.br").exists() for sheet in sheets[1:])
    assert publisher.verify() == 0


def test_after_going_back_as_well(publisher):
    publisher.own_theme()
    first, second = with_style(publisher, "red"), with_style(publisher, "green")
    assert not (publisher.www / "releases" / publisher.names()[0] / second).exists()
    assert publisher.rollback() == 0
    assert (publisher.current / second).exists()
    assert style_in((publisher.current / PAGE).read_text()) == first
    assert publisher.verify() == 0
    # again and again
    third = with_style(publisher, "blue")
    assert publisher.rollback() == 0
    assert (publisher.current / third).exists()
    (publisher.current / "added.sha256.new").write_text("what a rollback that was killed has left")
    assert publisher.verify() == 0


def test_back_to_the_one_before_and_further(publisher):
    for number in ("eins", "zwei", "drei"):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    names = publisher.names()
    assert publisher.rollback() == 0
    assert (publisher.live(), publisher.page()) == (names[1], "Fassung zwei")
    assert publisher.rollback() == 0
    assert (publisher.live(), publisher.page()) == (names[0], "Fassung eins")
    assert publisher.rollback() == 1
    assert "no earlier release" in publisher.said
    assert publisher.rollback(names[2]) == 0
    assert publisher.page() == "Fassung drei"
    assert publisher.names() == names


def test_before_is_what_was_live_before_and_not_what_was_taken_back(publisher):
    for number in ("eins", "zwei"):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    publisher.rollback()
    publisher.edit("Fassung drei")
    publisher.publish()
    publisher.rollback()
    assert publisher.page() == "Fassung eins"


def test_a_release_is_named_by_a_part_of_its_name_that_no_other_has(publisher):
    commits = []
    for number in ("eins", "zwei", "drei"):
        commits.append(publisher.edit(f"Fassung {number}"))
        publisher.publish()
    assert publisher.rollback(commits[0][:8]) == 0
    assert publisher.page() == "Fassung eins"
    assert publisher.rollback("2026") == 1
    assert "several releases" in publisher.said
    assert publisher.rollback("1999") == 1
    assert "no release" in publisher.said
    assert publisher.rollback(commits[0]) == 1


def test_ten_are_kept_and_the_live_one_and_the_one_before_it_whatever_their_number(publisher):
    for number in range(KEPT + 3):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    assert len(publisher.names()) == KEPT
    oldest = publisher.names()[0]
    publisher.rollback(oldest)
    publisher.edit("Fassung neu")
    publisher.publish()
    assert oldest in publisher.names()
    publisher.rollback()
    assert publisher.live() == oldest
