"""QR codes for templates, kept from build to build: to compute one takes longer than to make the page it stands on."""

from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from plugins.images.cache import keep, recall
from plugins.posters.codes import drawing


class Codes:
    """`code(address)` in templates: the QR code of a web address as SVG."""

    def __init__(self, folder: Path, version: str) -> None:
        """`folder` is where they are kept, `version` that of the code that draws them."""
        self._folder, self._version = folder, version

    def __call__(self, address: str) -> Markup:
        """A function of the address alone; made at the first time."""
        file = self._folder / sha256(f"{self._version} {address}".encode()).hexdigest()
        kept = recall(file)
        if kept is None:
            kept = drawing(address).encode()
            keep(file, kept)
        return Markup(kept.decode())
