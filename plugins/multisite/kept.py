"""What templates ask for and takes longer to make than the page it stands on, kept from build to build: QR codes, public holidays."""

from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

from markupsafe import Markup

from plugins.images.cache import keep, recall
from plugins.opening.holidays import public_holidays
from plugins.posters.codes import drawing


class Kept:
    """A function of one short text for templates; what it makes is kept in a folder."""

    def __init__(self, make: Callable[[str], str], folder: Path, version: str) -> None:
        """`folder` is where it is kept, `version` that of the code that makes it."""
        self._make, self._folder, self._version = make, folder, version

    def __call__(self, given: object) -> str:
        """A function of what is given alone; made at the first time."""
        file = self._folder / sha256(f"{self._version} {given}".encode()).hexdigest()
        kept = recall(file)
        if kept is None:
            kept = self._make(str(given)).encode()
            keep(file, kept)
        return kept.decode()


def kept_functions(folder: Path, version: str) -> dict[str, Callable[[object], str]]:
    """`code(address)`: the QR code of a web address as SVG. `holidays(year)`: the public holidays from a year on."""
    codes = Kept(drawing, folder / "codes", version)
    holidays = Kept(lambda year: public_holidays(int(year)), folder / "holidays", version)
    return {"code": lambda address: Markup(codes(address)), "holidays": holidays}
