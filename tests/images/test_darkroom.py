from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.images import photos
from plugins.images.darkroom import Darkroom
from plugins.network.model import Picture
from tests.images.shots import opened, photo, png
from tests.minisite import MiniSite

FOTO = "content/anger/bilder/foto.jpg"


@pytest.fixture
def project(minisite: MiniSite) -> MiniSite:
    return minisite.file(FOTO, photo(1000, 750))


def pictures(project: MiniSite) -> dict[str, Picture]:
    return {picture.path: picture for picture in project.network().pictures}


def darkroom(project: MiniSite) -> Darkroom:
    return Darkroom(project.root, project.root / ".cache" / "images")


def developed(project: MiniSite) -> dict[str, bytes]:
    """The files of the photo, after everything was developed."""
    room, all_pictures = darkroom(project), pictures(project)
    assert room.develop(all_pictures.values(), lambda *_: None) == []
    return {path: content() for path, _, content in room.files("bilder/foto.jpg", all_pictures[FOTO])}


def without_developing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: bytes) -> None:
        pytest.fail("a photo was developed again")

    monkeypatch.setattr(photos, "variants", fail)


def test_a_photo_is_published_small_under_names_with_its_widths(project: MiniSite) -> None:
    assert {path: opened(content).width for path, content in developed(project).items()} == {
        "bilder/foto-480.webp": 480,
        "bilder/foto-960.webp": 960,
        "bilder/foto-1000.webp": 1000,
    }


def test_a_drawing_is_published_as_it_is(project: MiniSite) -> None:
    sign = pictures(project)["content/anger/bilder/zeichen.svg"]
    ((path, _, content),) = darkroom(project).files("bilder/zeichen.svg", sign)
    assert path == "bilder/zeichen.svg"
    assert content() == (project.root / sign.path).read_bytes()


def test_a_photo_is_developed_once(project: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    first = developed(project)
    without_developing(monkeypatch)
    assert developed(project) == first


def test_a_photo_under_another_name_is_not_developed_again(project: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    developed(project)
    without_developing(monkeypatch)
    project.file("content/bachtal/bilder/anderes.jpg", photo(1000, 750))
    developed(project)


def test_another_photo_under_the_same_name_is_developed(project: MiniSite) -> None:
    first = developed(project)
    project.file(FOTO, photo(1000, 750, orientation=3))
    assert developed(project).keys() == first.keys()
    assert developed(project) != first


def fingerprints(project: MiniSite) -> set[str]:
    return {mark for _, mark, _ in darkroom(project).files("bilder/foto.jpg", pictures(project)[FOTO])}


def test_other_settings_count_as_another_photo(project: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    first, marks = developed(project), fingerprints(project)
    monkeypatch.setattr(photos, "SETTINGS", "other")
    monkeypatch.setattr(photos, "QUALITY", 10)
    assert developed(project) != first
    assert not fingerprints(project) & marks


def test_each_small_picture_of_each_photo_has_its_own_fingerprint(project: MiniSite) -> None:
    first = fingerprints(project)
    assert len(first) == 3
    assert fingerprints(project) == first
    project.file(FOTO, photo(1000, 750, orientation=3))
    assert not fingerprints(project) & first


def flip(file: Path) -> None:
    content = bytearray(file.read_bytes())
    content[-1] ^= 1
    file.write_bytes(content)


def replace_by_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize(
    "damage",
    [
        flip,
        Path.unlink,
        replace_by_folder,
        lambda file: file.write_bytes(b""),
        lambda file: file.write_bytes(file.read_bytes()[:-10]),
    ],
)
def test_a_damaged_cache_costs_time_and_nothing_else(project: MiniSite, damage: Callable[[Path], object]) -> None:
    first = developed(project)
    for file in darkroom(project).shelf.iterdir():
        damage(file)
        assert developed(project) == first


def test_what_was_damaged_is_mended(project: MiniSite, monkeypatch: pytest.MonkeyPatch) -> None:
    first = developed(project)
    for file in darkroom(project).shelf.iterdir():
        flip(file)
    developed(project)
    without_developing(monkeypatch)
    assert developed(project) == first


def test_a_build_that_cannot_keep_anything_is_right_too(project: MiniSite) -> None:
    project.file(".cache/images", "no folder")
    assert [opened(content).width for content in developed(project).values()] == [480, 960, 1000]


def published(project: MiniSite, picture: Picture) -> list[bytes]:
    return [content() for _, _, content in darkroom(project).files("bilder/foto.jpg", picture)]


def test_a_photo_that_changes_during_the_build_does_not_spoil_the_cache(project: MiniSite) -> None:
    as_read, upside_down = pictures(project)[FOTO], photo(1000, 750, orientation=3)
    project.file(FOTO, upside_down)
    changed = published(project, as_read)
    project.file(FOTO, photo(1000, 750))
    assert published(project, as_read) != changed


def test_a_photo_that_shrinks_during_the_build_does_not_stop_it(project: MiniSite) -> None:
    as_read = pictures(project)[FOTO]
    project.file(FOTO, photo(300, 200))
    assert [opened(content).width for content in published(project, as_read)] == [300, 300, 300]


def test_every_photo_that_cannot_be_decoded_is_found(project: MiniSite) -> None:
    names = ["eins", "zwei"]
    for name in names:
        project.file(f"content/anger/bilder/{name}.png", png(300, 200, b"no pixels"))
    steps: list[tuple[int, int]] = []
    problems = darkroom(project).develop(pictures(project).values(), lambda *step: steps.append(step))
    assert [problem.path for problem in problems] == [f"content/anger/bilder/{name}.png" for name in names]
    assert steps == [(1, 3), (2, 3), (3, 3)]
