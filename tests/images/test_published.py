import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from pelican.settings import read_settings

from plugins.multisite.building import build
from plugins.multisite.jobs import job_of
from plugins.network.problems import Findings
from tests.images.shots import SECRET, opened, photo, png
from tests.minisite import DAY, ROOT, MiniSite

Attributes = dict[str, str | None]


def laid(project: MiniSite) -> MiniSite:
    """A photo at the top of a site, on a project's card, and in the text of another village; a drawing beside them."""
    project.file("content/anger/bilder/foto.jpg", photo(2000, 1500, orientation=6))
    project.file("content/anger/bilder/klein.png", photo(300, 200, "PNG"))
    head = "stage: idee\nimage: foto.jpg\nimage_alt: Ein Teich\n"
    project.record("anger/projekte/teich", head, "![Ein Steg]({static}/anger/bilder/klein.png)\n")
    text = "![Ein Teich]({static}/anger/bilder/foto.jpg)\n\n![Zeichen]({static}/bachtal/bilder/zeichen.svg)\n"
    project.record("bachtal/seiten/gast", "", text)
    place = "location: {lat: 51.62, lon: 8.16}"
    return project.replace("villages.yaml", place, f"image: foto.jpg\n    image_alt: Ein Teich\n    {place}")


@pytest.fixture
def project(minisite: MiniSite) -> MiniSite:
    return laid(minisite)


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is built of it, to look at."""
    return built(laid(MiniSite(tmp_path_factory.mktemp("gebaut") / "projekt")))


def built(project: MiniSite, name: str = "output") -> Path:
    """All sites of a project."""
    output = project.root / name
    ours = {"PATH": project.root / "content", "OUTPUT_PATH": output, "CACHE_PATH": project.root / ".cache"}
    override = {**{key: str(value) for key, value in ours.items()}, "BUILD_DATE": str(DAY)}
    build(job_of(dict(read_settings(str(ROOT / "pelicanconf.py"), override=override))))
    return output


def files(output: Path) -> dict[str, bytes]:
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


class _Pictures(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[Attributes] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.found.append(dict(attrs))


def pictures(output: Path) -> Iterator[tuple[str, Attributes]]:
    """Site and attributes of every <img>."""
    for page in sorted(output.rglob("*.html")):
        for found in _Pictures(page.read_text()).found:
            yield page.relative_to(output).parts[0], found


def picture(page: Path, alt: str) -> Attributes:
    """The one <img> of a page with this description."""
    (found,) = (found for found in _Pictures(page.read_text()).found if found["alt"] == alt)
    return found


def test_no_original_is_published_and_nothing_that_stood_in_it(project: MiniSite) -> None:
    originals = [(project.root / "content/anger/bilder" / name).read_bytes() for name in ("foto.jpg", "klein.png")]
    published = files(built(project))
    assert not {path for path, content in published.items() if content in originals or SECRET.encode() in content}
    ours = {path for path in published if path.endswith((".jpg", ".png"))}
    assert all(path.split("/")[1] == "app" for path in ours), "icons of the app are drawn, not published"


def test_every_size_a_page_offers_is_there_and_as_large_as_it_says(output: Path) -> None:
    offered = {
        (site, *candidate.split())
        for site, attributes in pictures(output)
        for candidate in (attributes.get("srcset") or "").split(", ")
        if candidate
    }
    widths = [480, 960, 1500, 300]
    assert {width for _, _, width in offered} == {f"{width}w" for width in widths}
    for site, url, width in offered:
        assert f"{opened((output / site / url[1:]).read_bytes()).width}w" == width


def test_every_photo_is_offered_in_its_sizes_and_every_picture_leaves_the_room_it_needs(output: Path) -> None:
    for site, attributes in pictures(output):
        src, width, height = (attributes[name] or "" for name in ("src", "width", "height"))
        content = (output / site / src[1:]).read_bytes()
        if src.endswith(".webp"):
            assert attributes["srcset"]
            assert attributes["sizes"]
            assert (int(width), int(height)) == opened(content).size
        else:
            assert int(width) == int(height)  # the sign, the only drawing, is a square


def test_a_picture_in_a_text_is_offered_in_all_sizes_from_its_own_host(output: Path) -> None:
    found = picture(output / "bachtal/gast/index.html", "Ein Teich")
    assert found == {
        "alt": "Ein Teich",
        "src": "/bilder/anger/foto-960.webp",
        "srcset": "/bilder/anger/foto-480.webp 480w, /bilder/anger/foto-960.webp 960w, /bilder/anger/foto-1500.webp 1500w",
        "sizes": found["sizes"],
        "width": "960",
        "height": "1280",
        "loading": "lazy",
        "decoding": "async",
    }


def test_a_drawing_in_a_text_stays_one_file(output: Path) -> None:
    found = picture(output / "bachtal/gast/index.html", "Zeichen")
    assert found["src"] == "/bilder/zeichen.svg"
    assert not {"srcset", "sizes"} & found.keys()


def test_only_what_stands_at_the_top_is_loaded_at_once(output: Path) -> None:
    at_once = {str(found["class"]) for _, found in pictures(output) if "class" in found and not found.get("loading")}
    assert at_once <= {"hero-picture", "picture", "sign"}
    assert "hero-picture" in at_once


def test_a_site_publishes_only_pictures_of_its_own_and_those_it_shows(output: Path) -> None:
    published = {path for path in files(output) if re.search("/bilder/.*webp", path)}
    assert {path for path in published if path.startswith("bachtal/")} == {
        f"bachtal/bilder/anger/foto-{width}.webp" for width in (480, 960, 1500)
    }


def test_with_and_without_a_cache_the_same_pictures_are_published(project: MiniSite) -> None:
    first, second = (files(built(project, name)) for name in ("first", "second"))
    assert (project.root / ".cache" / "images").is_dir()
    assert {path: content for path, content in second.items() if "/bilder/" in path} == {
        path: content for path, content in first.items() if "/bilder/" in path
    }


def test_a_photo_that_cannot_be_decoded_stops_the_build_and_the_last_good_one_stays(project: MiniSite) -> None:
    before = files(built(project))
    project.file("content/anger/bilder/eins.png", png(300, 200, b"no pixels"))
    project.file("content/anger/bilder/zwei.png", png(300, 200, b"no pixels"))
    with pytest.raises(Findings) as caught:
        built(project)
    assert [problem.path.rpartition("/")[2] for problem in caught.value.problems] == ["eins.png", "zwei.png"]
    assert files(project.root / "output") == before


@pytest.mark.parametrize(("other", "kind"), [("foto.png", "PNG"), ("foto.webp", "WEBP")])
def test_two_photos_whose_small_pictures_would_be_called_the_same_are_found(
    project: MiniSite, other: str, kind: str
) -> None:
    project.file(f"content/anger/bilder/{other}", photo(300, 200, kind))
    (problem,) = project.problems()
    assert "content/anger/bilder/foto.jpg" in problem.fix
    assert f"content/anger/bilder/{other}" in problem.fix


def test_a_drawing_may_be_called_like_a_photo(project: MiniSite) -> None:
    sign = (project.root / "content/anger/bilder/zeichen.svg").read_bytes()
    assert project.file("content/anger/bilder/foto.svg", sign).problems() == []
