"""A publish that fails or is killed leaves what was live, and nothing that the next one could not clear away."""

import threading

import pytest

from plugins.multisite.generations import lock
from plugins.publishing import folder, laying


def test_leftovers_are_cleared_away(publisher):
    publisher.publish()
    for name in (".new-20261122T120000Z", ".old-20261122T120000Z"):
        (publisher.www / "releases" / name / "main").mkdir(parents=True)
    (publisher.www / ".current.new").symlink_to("releases/nirgends")
    publisher.edit("Fassung zwei")
    assert publisher.publish() == 0
    assert len(publisher.names()) == 2
    assert {entry.name for entry in publisher.www.iterdir()} == {"current", "releases", ".releases.lock"}


@pytest.mark.parametrize("step", ["lay", "carry", "write_through", "sync_folders", "sync_folder"])
def test_a_fault_at_any_step_leaves_what_was_live_and_no_half_release(publisher, step, monkeypatch):
    publisher.edit("Fassung eins")
    publisher.publish()
    publisher.edit("Fassung zwei")
    before = publisher.tree()

    def fail(*_):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(folder, step, fail)
        assert publisher.publish() == 1
    assert publisher.said.splitlines()[-1] == "Not published, what is live is as it was: disk full"
    assert publisher.tree() == before
    assert not [name for name in publisher.names() if name.startswith(".")]
    assert publisher.publish() == 0
    assert publisher.page() == "Fassung zwei"


def test_a_file_for_which_there_is_no_room_is_named(tmp_path, monkeypatch):
    def fail(_):
        raise OSError(28, "No space left on device")  # without a name, as the system tells it of an open file

    monkeypatch.setattr(laying.os, "fsync", fail)
    with pytest.raises(OSError) as full:
        laying.write_through(tmp_path / "seite", b"")
    assert full.value.filename == str(tmp_path / "seite")


def test_where_older_releases_cannot_be_removed_the_new_one_is_live_all_the_same(publisher, monkeypatch):
    publisher.edit("Fassung eins")

    def fail(*_):
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(folder.Folder, "remove", fail)
    assert publisher.publish() == 0
    assert "could not be removed" in publisher.said
    assert publisher.page() == "Fassung eins"


def test_a_clock_that_was_put_back_makes_no_earlier_name(publisher):
    publisher.publish()
    publisher.now = publisher.now.replace(year=2001)
    publisher.edit("Fassung zwei")
    assert publisher.publish() == 0
    assert "The clock shows an earlier time" in publisher.said
    assert publisher.live() == publisher.names()[-1]
    assert publisher.rollback() == 0


@pytest.mark.parametrize("held", ["www/releases", "cache/publish"])
def test_who_comes_second_says_that_it_waits_and_waits(publisher, held, capfd):
    codes: list[int] = []
    second = threading.Thread(target=lambda: codes.append(publisher.publish()))
    told = ""
    with lock(publisher.site.root / held):
        second.start()
        while "waiting" not in told:
            assert second.is_alive()
            told += capfd.readouterr().err
        assert publisher.everything() == {}
    second.join()
    assert codes == [0]
    assert publisher.verify() == 0
