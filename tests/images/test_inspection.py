import struct

import pytest
from PIL import Image

from plugins.images.photos import variants
from plugins.network.pictures import inspect, measure
from tests.images.shots import corners, photo, png, saved

ENDINGS = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp"}
KINDS = sorted(ENDINGS)


def found(raw: bytes, kind: str = "JPEG") -> list[str]:
    """What is found in a photo."""
    return [problem.found for problem in inspect(raw, f"content/anger/bilder/foto.{ENDINGS[kind]}")]


@pytest.mark.parametrize("kind", KINDS)
def test_a_photo_as_phones_make_it_is_fine(kind: str) -> None:
    assert found(photo(600, 400, kind, orientation=6), kind) == []


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_measures_what_its_variants_do(kind: str, orientation: int) -> None:
    raw = photo(60, 40, kind, orientation)
    (variant,) = variants(raw)
    assert measure(raw, f"foto.{ENDINGS[kind]}") == (variant.width, variant.height)


@pytest.mark.parametrize("size", [(8000, 7000), (12000, 12000), (30000, 30000)])
def test_a_small_file_that_unpacks_to_gigabytes_is_found_unopened(size: tuple[int, int]) -> None:
    assert found(png(*size), "PNG") == ["mehr als 50 Megapixel"]


@pytest.mark.parametrize("size", [(1100, 100), (100, 1100)])
def test_a_strip_is_found(size: tuple[int, int]) -> None:
    assert found(photo(*size)) == [f"{size[0]} × {size[1]} Pixel"]


def test_ten_times_as_long_as_wide_is_the_most() -> None:
    assert found(photo(1000, 100)) == []
    assert len(variants(photo(100, 1000))) == 1


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.9, 0.99])
def test_a_photo_that_was_cut_off_is_found(kind: str, share: float) -> None:
    raw = photo(300, 200, kind)
    assert found(raw[: int(len(raw) * share)], kind) == ["eine beschädigte Datei"]


def with_thumbnail(raw: bytes) -> bytes:
    """A JPEG with another one inside its metadata, as cameras put it there."""
    small = saved(corners(16, 16))
    return raw[:2] + b"\xff\xe2" + struct.pack(">H", len(small) + 2) + small + raw[2:]


def test_a_whole_thumbnail_does_not_hide_that_a_photo_was_cut_off() -> None:
    raw = with_thumbnail(photo(300, 200))
    assert found(raw) == []
    assert found(raw[:-200]) == ["eine beschädigte Datei"]


def test_a_film_behind_a_photo_does_no_harm() -> None:
    raw = photo(300, 200) + b"ftypmp42 \xff\xda\xff\xd8 film"
    assert found(raw) == []
    assert variants(raw) == variants(photo(300, 200))


def test_a_second_picture_behind_a_photo_is_no_animation() -> None:
    raw = saved(corners(300, 200), "MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))])
    assert found(raw) == []
    assert variants(raw) == variants(saved(corners(300, 200)))


def test_one_wrong_byte_in_a_png_is_found() -> None:
    raw = bytearray(photo(300, 200, "PNG"))
    raw[len(raw) // 2] ^= 1
    assert found(bytes(raw), "PNG") == ["eine beschädigte Datei"]


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_an_animation_is_found(kind: str) -> None:
    raw = saved(corners(30, 20), kind, save_all=True, append_images=[Image.new("RGB", (30, 20))])
    assert found(raw, kind) == ["ein bewegtes Bild"]


@pytest.mark.parametrize("exif", [b"Exif\0\0MM\0*\0\0\0\x08\0\x09kaputt", b"Exif\0\0kaputt", b"Exif\0\0"])
def test_broken_metadata_is_no_reason_to_refuse_a_photo(exif: bytes) -> None:
    raw = saved(corners(60, 40), exif=exif)
    assert found(raw) == []
    assert measure(raw, "foto.jpg") == (60, 40)


def drawing(box: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}"><path d="M0 0h1"/></svg>'.encode()


@pytest.mark.parametrize(
    ("box", "height"), [("0 0 800 450", 900), ("-1,-1, 24,24", 1600), (" 0 0 0.5 .25 ", 800), ("0 0 9999 1", 1)]
)
def test_a_drawing_has_the_shape_of_its_view_box(box: str, height: int) -> None:
    assert inspect(drawing(box), "x.svg") == []
    assert measure(drawing(box), "x.svg") == (1600, height)


@pytest.mark.parametrize("box", ["", "0 0 800", "0 0 0 10", "0 0 10 -1", "0 0 nan 1", "0 0 1 inf", "breit"])
def test_a_drawing_without_a_shape_is_found(box: str) -> None:
    assert [problem.found for problem in inspect(drawing(box), "x.svg")] == ["keine `viewBox`"]
