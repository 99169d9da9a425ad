"""Bytes kept from build to build: each file proves its content, so a damaged one counts as missing."""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

_DIGEST = sha256().digest_size


def recall(file: Path) -> bytes | None:
    """What was kept under this name, where it is whole."""
    with suppress(OSError):
        kept = file.read_bytes()
        if kept[:_DIGEST] == sha256(kept[_DIGEST:]).digest():
            return kept[_DIGEST:]
    return None


def keep(file: Path, content: bytes) -> None:
    """Keep bytes under a name, whole or not at all; where nothing can be written, the next build works again."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=file.parent, delete=False) as stream:
            stream.write(sha256(content).digest() + content)
        Path(stream.name).replace(file)
