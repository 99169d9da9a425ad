from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageOps
from PIL.PngImagePlugin import PngInfo

from plugins.images.photos import variants
from tests.images.shots import BLUE, GREEN, RED, SECRET, WHITE, corners, exif, opened, photo, saved, seen

UPRIGHT = [(*colour, 255) for colour in (RED, GREEN, BLUE, WHITE)]


def only(raw: bytes) -> Image.Image:
    """The one variant of a small photo."""
    (variant,) = variants(raw)
    return opened(variant.content)


def test_a_large_photo_is_offered_for_phone_text_and_window() -> None:
    made = variants(photo(4000, 3000))
    assert [(variant.width, variant.height) for variant in made] == [(480, 360), (960, 720), (1600, 1200)]
    assert [opened(variant.content).size for variant in made] == [(480, 360), (960, 720), (1600, 1200)]


@pytest.mark.parametrize(
    ("size", "widths"), [((300, 200), [300]), ((480, 300), [480]), ((700, 500), [480, 700]), ((1, 9), [1])]
)
def test_no_variant_is_larger_than_the_photo(size: tuple[int, int], widths: list[int]) -> None:
    assert [opened(variant.content).width for variant in variants(photo(*size))] == widths


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_however_the_phone_was_held(kind: str, orientation: int) -> None:
    raw = photo(60, 40, kind, orientation)
    expected = ImageOps.exif_transpose(Image.open(BytesIO(raw)))
    assert only(raw).size == expected.size
    assert seen(only(raw)) == seen(expected)


def test_a_large_photo_held_upright_is_not_distorted() -> None:
    largest = opened(variants(photo(4000, 3000, orientation=6))[-1].content)
    assert largest.size == (1600, 2133)
    assert seen(largest) == [(*colour, 255) for colour in (BLUE, RED, WHITE, GREEN)]


def with_metadata(kind: str, **profile: bytes) -> bytes:
    text = PngInfo()
    text.add_text("Comment", SECRET)
    text.add_itxt("XML:com.adobe.xmp", SECRET)
    own = {"JPEG": {"comment": SECRET, "xmp": SECRET.encode()}, "PNG": {"pnginfo": text}, "WEBP": {"xmp": SECRET}}
    return saved(corners(60, 40), kind, exif=exif(), **profile, **own[kind])


def srgb() -> bytes:
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


@pytest.mark.parametrize("profile", [{}, {"icc_profile": srgb()}], ids=["plain", "with profile"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_no_place_no_camera_and_no_comment_are_left(kind: str, profile: dict[str, bytes]) -> None:
    raw = with_metadata(kind, **profile)
    assert raw.count(SECRET.encode()) >= 3
    (variant,) = variants(raw)
    assert SECRET.encode() not in variant.content
    picture = opened(variant.content)
    assert not picture.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment"} & picture.info.keys()


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert variants(photo()) == variants(photo())


def cut_out(mode: str) -> bytes:
    """A red field, transparent in its left half."""
    shape = Image.new("RGBA", (60, 40), (*RED, 255))
    shape.paste((*GREEN, 0), (0, 0, 30, 40))
    if mode == "RGB":
        return saved(shape.convert("RGB"), "PNG", transparency=GREEN)
    return saved(shape.convert(mode), "PNG")


@pytest.mark.parametrize("mode", ["RGBA", "RGB", "P"])
def test_what_is_transparent_stays_so(mode: str) -> None:
    shown = seen(only(cut_out(mode)))
    assert [colour[3] for colour in shown] == [0, 255, 0, 255]
    assert shown[1] == (*RED, 255)


def test_grey_with_transparency_stays_so() -> None:
    shape = Image.new("LA", (60, 40), (102, 255))
    shape.paste((0, 0), (0, 0, 30, 40))
    assert seen(only(saved(shape, "PNG")))[1] == (102, 102, 102, 255)
    assert seen(only(saved(shape, "PNG")))[0][3] == 0


def test_the_colour_that_means_transparent_does_not_shine_through_at_the_edges() -> None:
    field = Image.new("RGB", (2000, 400), GREEN)
    field.paste(RED, (901, 0, 2000, 400))
    smallest = opened(variants(saved(field, "PNG", transparency=GREEN))[0].content)
    greens = [pixel[1] for pixel in smallest.get_flattened_data() if pixel[3] > 0]
    assert greens
    assert max(greens) < 40


@pytest.mark.parametrize("mode", ["P", "1"])
def test_numbered_colours_are_mixed_not_picked(mode: str) -> None:
    stripes = Image.new("1", (1920, 480))
    for column in range(2, 1920, 6):  # those that picking the nearest would leave out
        stripes.paste(1, (column, 0, column + 1, 480))
    smallest = opened(variants(saved(stripes.convert(mode), "PNG"))[0].content)
    assert 30 < smallest.getpixel((240, 60))[0] < 80


@pytest.mark.parametrize("mode", ["P", "1", "L", "CMYK"])
def test_every_way_to_store_colours_is_understood(mode: str) -> None:
    white = corners(60, 40).convert(mode)
    kind = "JPEG" if mode == "CMYK" else "PNG"
    expected = seen(Image.open(BytesIO(saved(white, kind))).convert("RGB"))
    assert seen(only(saved(white, kind))) == expected


def test_grey_of_sixteen_bits_is_not_burnt_to_white() -> None:
    raw = saved(Image.new("I;16", (60, 40), 0x6666), "PNG")
    assert set(seen(only(raw))) == {(102, 102, 102, 255)}


def swapped_profile() -> bytes:
    """A colour profile whose red is green: what it does to a photo cannot be overlooked."""
    table = srgb().replace(b"rXYZ", b"????", 1).replace(b"gXYZ", b"rXYZ", 1).replace(b"????", b"gXYZ", 1)
    assert table != srgb()
    return table


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_colours_are_those_the_camera_meant(kind: str) -> None:
    raw = saved(corners(60, 40), kind, icc_profile=swapped_profile())
    assert seen(only(raw)) == [(*colour, 255) for colour in (GREEN, RED, BLUE, WHITE)]


@pytest.mark.parametrize("profile", [b"kein Profil", b"\0" * 200])
def test_a_broken_colour_profile_is_left_out(profile: bytes) -> None:
    assert seen(only(saved(corners(60, 40), icc_profile=profile))) == UPRIGHT


def test_a_colour_profile_of_another_kind_of_picture_is_left_out() -> None:
    raw = saved(corners(60, 40).convert("CMYK"), icc_profile=swapped_profile())
    assert seen(only(raw)) == UPRIGHT
