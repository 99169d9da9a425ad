"""The files that pictures become in a site: drawings as they are, photos small, developed once and then kept."""

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path

from plugins.images import cache, naming, photos
from plugins.images.photos import Variant
from plugins.network.frozen import frozen
from plugins.network.model import Picture, is_photo
from plugins.network.pictures import UNREADABLE, damaged, quiet
from plugins.network.places import Root
from plugins.network.problems import Problem, SourceChanged

Told = Callable[[int, int], None]
"""Told after every photo: photos done, photos to do."""


@frozen
class Darkroom:
    """Develops the photos of the project in `root`; `shelf` is the folder that keeps what was developed."""

    root: Root
    shelf: Path

    def develop(self, pictures: Iterable[Picture], told: Told) -> list[Problem]:
        """Develop all photos that are not on the shelf, on all cores; what cannot be decoded is a problem."""
        new = [picture for picture in pictures if is_photo(picture.name) and not self._is_kept(picture)]
        problems = []
        with quiet(), ThreadPoolExecutor(os.cpu_count()) as pool:
            for done, problem in enumerate(pool.map(self._attempt, new), start=1):
                problems += [problem] if problem else []
                told(done, len(new))
        return problems

    def files(self, path: str, picture: Picture) -> Iterator[tuple[str, str, Callable[[], bytes]]]:
        """Every file that stands for a picture whose own place would be `path`: its path, fingerprint and content."""
        if not is_photo(picture.name):
            yield path, picture.digest, partial(self._drawing, picture)
            return
        for width, _ in naming.sizes(picture.width, picture.height):
            fingerprint = f"{photos.SETTINGS} {picture.digest} {width}"
            yield naming.small(path, width), fingerprint, partial(self._small, picture, width)

    def _drawing(self, picture: Picture) -> bytes:
        return _as_read(picture, (self.root / picture.path).read_bytes())

    def _small(self, picture: Picture, width: int) -> bytes:
        """One small picture of a photo."""
        kept = cache.recall(self._place(picture.digest, width))
        return kept or next(made.content for made in self._developed(picture) if made.width == width)

    def _place(self, digest: str, width: int) -> Path:
        return self.shelf / sha256(f"{photos.SETTINGS} {digest} {width}".encode()).hexdigest()

    def _is_kept(self, picture: Picture) -> bool:
        sizes = naming.sizes(picture.width, picture.height)
        return all(self._place(picture.digest, width).exists() for width, _ in sizes)

    def _developed(self, picture: Picture) -> tuple[Variant, ...]:
        made = photos.variants(_as_read(picture, (self.root / picture.path).read_bytes()))
        for variant in made:
            cache.keep(self._place(picture.digest, variant.width), variant.content)
        return made

    def _attempt(self, picture: Picture) -> Problem | None:
        try:
            self._developed(picture)
        except UNREADABLE:
            return damaged(picture.path)
        return None


def _as_read(picture: Picture, raw: bytes) -> bytes:
    """These bytes, where they are those that the site was planned with."""
    if sha256(raw).hexdigest() != picture.digest:
        raise SourceChanged(picture.path)
    return raw
