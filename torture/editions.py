"""The network that is maltreated, in several editions: a trial goes from one to another.

Every source carries its edition as a word like `Q12V3` (source 12 in its version 3), in its title and in its text, and
the theme's base template one for itself. So a tree tells which version of what it shows.
"""

import io
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from zlib import crc32

from PIL import Image

from benchmarks.corpus import Corpus, Document, make, path_of, sources

BASE = "themes/modellorte/templates/base.html"
"""The template around every page."""
PHOTO = "content/main/bilder/fest.png"
_WORD = re.compile(rb"Q\d+V\d+")
_NUMBERS = 1_000_000


@dataclass(frozen=True)
class Edition:
    """A state of all sources."""

    name: str
    files: Mapping[str, bytes]
    """Path below the project → content."""

    def lay(self, project: Path) -> None:
        """Make the project's sources these; what is the same is left alone."""
        there = {path: project / path for path in laid(project)}
        for path in there.keys() - self.files.keys():
            there[path].unlink()
        for path, content in self.files.items():
            if path not in there or there[path].read_bytes() != content:
                (project / path).parent.mkdir(parents=True, exist_ok=True)
                (project / path).write_bytes(content)
        for folder in (project / "content").iterdir():
            if not any(file.is_file() for file in folder.rglob("*")):
                shutil.rmtree(folder)


def laid(project: Path) -> Iterator[str]:
    """The paths of all sources that lie in a project."""
    found = [file for file in (project / "content").rglob("*") if file.is_file()]
    yield from (file.relative_to(project).as_posix() for file in found)
    yield from (path for path in ("villages.yaml", BASE) if (project / path).exists())


def editions(base: str) -> tuple[Edition, ...]:
    """The network as it was, and what people do to it; `base` is the text of the theme's base template.

    The first is the one everything begins with, the last one has every source in its next version.
    """
    corpus = make(villages=3, documents=150)
    place, newest = _newest(corpus.documents)
    first = _files(corpus, base)
    retold = corpus.with_document(place, body=f"{newest.body}\nEin Nachtrag.\n")
    renamed = corpus.with_document(place, head={**newest.head, "title": "Ein ganz anderer Titel"})
    return (
        Edition("as it was", first),
        Edition("one body changed", _files(retold, base)),
        Edition("one title changed", _files(renamed, base)),
        Edition("template changed", {**first, BASE: _marked(base, 1)}),
        Edition("one removed", _files(_without(corpus, place), base)),
        Edition("village added", _files(corpus.with_village(), base)),
        Edition("photo changed", {**first, PHOTO: _photo(1)}),
        Edition("everything changed", _files(corpus, base, version=1)),
    )


def mixed(tree: Mapping[str, bytes]) -> Iterator[str]:
    """Sources, or the template, that a tree shows in two versions at once, with files that do."""
    seen: dict[str, dict[str, str]] = {}
    for path, content in tree.items():
        for word in set(_WORD.findall(content)):
            seen.setdefault(word.decode().partition("V")[0], {})[word.decode()] = path
    yield from (
        ", ".join(f"{word} in {path}" for word, path in words.items()) for words in seen.values() if len(words) > 1
    )


def _newest(documents: Sequence[Document]) -> tuple[int, Document]:
    """The newest article, which stands on start pages, in lists and in feeds; nothing links to it."""
    articles = [(place, document) for place, document in enumerate(documents) if document.kind == "aktuelles"]
    return max(articles, key=lambda found: (found[1].head["date"], found[1].head["title"]))


def _without(corpus: Corpus, place: int) -> Corpus:
    return replace(corpus, documents=(*corpus.documents[:place], *corpus.documents[place + 1 :]))


def _files(corpus: Corpus, base: str, version: int = 0) -> dict[str, bytes]:
    """Every file of a network, with its word where it is a text."""
    worded = replace(corpus, documents=tuple(_worded(document, version) for document in corpus.documents))
    files = {path: text.encode() for path, text in sources(worded).items()}
    signs = {path: sign.replace(b"#1f4e5f", b"#5f1f4e") for path, sign in files.items() if path.endswith(".svg")}
    return {**files, **(signs if version else {}), PHOTO: _photo(version), BASE: _marked(base, version)}


def _worded(document: Document, version: int) -> Document:
    """A source with its word in title and text, and the photo in one of them."""
    word = f"Q{crc32(path_of(document).encode()) % _NUMBERS}V{version}"
    picture = "![Ein Fest]({static}/main/bilder/fest.png)\n\n" if document.slug == "studie" else ""
    head = {**document.head, "title": f"{document.head['title']} {word}"}
    return replace(document, head=head, body=f"{document.body}\n{picture}Fassung {word}.\n")


def _marked(base: str, version: int) -> bytes:
    return base.replace("</body>", f"<!-- Q{_NUMBERS}V{version} --></body>").encode()


def _photo(version: int) -> bytes:
    """A photo of 1200 × 800 pixels."""
    photo = Image.linear_gradient("L").resize((1200, 800)).convert("RGB").rotate(90 * version)
    photo.paste((200, 80 * version, 40), (100, 100, 400, 300))
    with io.BytesIO() as stream:
        photo.save(stream, "PNG")
        return stream.getvalue()
