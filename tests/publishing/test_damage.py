"""What somebody did to a release by hand is noticed, and goes no further."""

import shutil

import pytest

from plugins.publishing.releases import is_asset
from tests.publishing.publisher import Publisher, sums_of_system


def damage(publisher: Publisher, release: str) -> None:
    """Somebody edits, removes and adds files of a release by hand."""
    place = publisher.release(release)
    (place / "main/index.html").unlink()
    (place / "main/index.html").write_text("Hacked")
    (place / "anger/index.html").unlink()
    (place / "bachtal/fremd.html").write_text("Fremd")


def test_damage_is_named_and_a_whole_release_is_offered(publisher):
    for number in ("eins", "zwei"):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    first, second = publisher.names()
    assert publisher.verify() == 0
    damage(publisher, second)
    assert publisher.verify() == 1
    *files, last = publisher.said.splitlines()
    assert files == ["anger/index.html: missing", "bachtal/fremd.html: unknown", "main/index.html: changed"]
    assert last.endswith(f"./site rollback {first}")
    assert publisher.rollback() == 0


def test_nobody_goes_back_to_a_damaged_release(publisher):
    for number in ("eins", "zwei", "drei"):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    first, second, third = publisher.names()
    damage(publisher, second)
    assert publisher.rollback(second) == 1
    assert publisher.said.startswith(f"Not rolled back, what is live is as it was: {second} is damaged: ")
    assert f"./site rollback {first}" in publisher.said
    assert publisher.live() == third
    assert publisher.rollback() == 0
    passed, done = publisher.said.splitlines()
    assert passed.startswith(f"{second} is damaged and passed over: anger/index.html: missing")
    assert done.startswith(f"{first} is live again")
    assert publisher.live() == first


def test_where_all_earlier_releases_are_damaged_the_live_one_can_stay(publisher):
    for number in ("eins", "zwei", "drei"):
        publisher.edit(f"Fassung {number}")
        publisher.publish()
    first, second, third = publisher.names()
    damage(publisher, first)
    damage(publisher, second)
    assert publisher.rollback() == 1
    *passed, why = publisher.said.splitlines()
    assert [line.partition(" ")[0] for line in passed] == [second, first]
    assert why.endswith(f"No earlier release is whole. Only {third} is whole, which is live: it can stay.")
    assert publisher.verify(first) == 1
    assert publisher.said.endswith(f"{first} is damaged in 3 files. {third}, which is live, is whole.\n")
    damage(publisher, third)
    assert publisher.verify(first) == 1
    assert publisher.said.endswith(f"So is {third}, which is live. No release is whole: publish anew.\n")


def test_what_is_only_looked_at_is_not_said_to_be_unpublished(publisher):
    assert publisher.verify() == 1
    assert publisher.said == "Nothing has been published yet.\n"
    publisher.destination = "mond"
    assert publisher.verify() == 1
    assert publisher.said.startswith("mond is no destination")


def test_the_next_release_takes_nothing_that_is_damaged(publisher):
    publisher.publish()
    sheet = next(path for path in publisher.tree() if is_asset(path) and path.endswith(".css"))
    file = publisher.current / sheet
    file.chmod(0o644)
    file.write_text("damaged in place, and so in every release that shares the file")
    damage(publisher, publisher.live())
    publisher.edit("Fassung zwei")
    assert publisher.publish() == 0
    assert "is damaged" in publisher.said
    assert publisher.verify() == 0
    assert sums_of_system(publisher.current) == ""


def test_a_foreign_file_is_no_part_of_the_next_release_though_nothing_else_has_changed(publisher):
    publisher.publish()
    (publisher.current / "main/fremd.html").write_text("Fremd")
    assert publisher.publish() == 0
    assert not (publisher.current / "main/fremd.html").exists()
    assert len(publisher.names()) == 2


@pytest.mark.parametrize("paper", ["release.json", "SHA256SUMS"])
@pytest.mark.parametrize("content", [None, "", "{", "0"])
def test_damaged_papers_are_noticed_and_the_next_publish_needs_none(publisher, paper, content):
    publisher.publish()
    first = publisher.live()
    file = publisher.current / paper
    file.unlink()
    if content is not None:
        file.write_text(content)
    assert (publisher.verify() == 1) is (paper == "SHA256SUMS")
    assert (" damaged\n" in publisher.listed()) is (paper == "release.json")
    publisher.edit("Fassung zwei")
    assert publisher.publish() == 0
    assert publisher.verify() == 0
    assert publisher.live() > first


def test_a_live_release_that_is_gone_is_no_obstacle(publisher):
    publisher.publish()
    shutil.rmtree(publisher.current.resolve())
    assert publisher.verify() == 1
    publisher.edit("Fassung zwei")
    assert publisher.publish() == 0
    assert publisher.page() == "Fassung zwei"


def test_a_folder_in_the_place_of_the_link_is_left_alone(publisher):
    publisher.current.mkdir(parents=True)
    assert "is not the symbolic link" in publisher.refused()
