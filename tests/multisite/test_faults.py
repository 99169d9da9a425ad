"""What the machine refuses is told in words."""

import errno

import pytest

from plugins.multisite.faults import in_words


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk full"),
        (OSError(errno.ENOSPC, "No space left on device", "/nix/da"), "disk full on /, no room for /nix/da"),
        (OSError(errno.EDQUOT, "Disk quota exceeded", "/proc/nix"), "disk full on /proc, no room for /proc/nix"),
        (OSError(errno.EROFS, "Read-only file system", "www"), "Read-only file system: 'www'"),
        (OSError(errno.EIO, "Input/output error"), "Input/output error"),
        (OSError("cut"), "cut"),
        (ValueError("what it says itself"), "what it says itself"),
    ],
)
def test_no_number_of_the_system_is_told(error: Exception, words: str) -> None:
    assert in_words(error) == words
