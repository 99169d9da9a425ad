"""Talks with Pagefind: the pages of a site go in one after the other, and the files of the index come out."""

import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread, Timer
from typing import IO

from plugins.search.bundle import END, decoded, encoded, files, requests


class Failed(Exception):
    """Pagefind has not made the index; says why in one line."""


def index(program: Path, pages: Iterable[tuple[str, str]], limit: float) -> dict[str, bytes]:
    """Path → content of the index of these pages, path and HTML; `limit`: seconds. Raises Failed or OSError.

    It could write the index itself, but answers before all of that is on the disk.
    """
    messages = [encoded(number, request) for number, request in enumerate(requests(pages), 1)]
    with subprocess.Popen(
        [program, "--service"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout and process.stderr
        clock, telling = Timer(limit, process.kill), Thread(target=_tell, args=(process.stdin, messages))
        clock.start()
        telling.start()
        try:
            answers = _answers(process.stdout, len(messages))
        finally:
            clock.cancel()
            process.kill()  # it has said everything, or says nothing more
            telling.join()
            with suppress(OSError):  # what it was not told any more
                process.stdin.close()
        said = process.stderr.read().decode(errors="replace").strip().rpartition("\n")[2]
    for answer in answers:
        if answer["type"] == "Error":
            raise Failed(str(answer["message"]))
    if len(answers) < len(messages):
        raise Failed(said or f"pagefind ended after {len(answers)} of {len(messages)} answers")
    return next(files(answer) for answer in answers if answer["type"] == "GetFiles")


def _tell(pipe: IO[bytes], messages: Iterable[bytes]) -> None:
    """In a thread of its own: while it is told more, it answers already, and both pipes could be full."""
    with suppress(OSError):  # where it is gone, that shows where its answers are awaited
        for message in messages:
            pipe.write(message)
        pipe.flush()  # and nothing is closed: at the end of its input it would end without an answer


def _answers(pipe: IO[bytes], count: int) -> list[dict[str, object]]:
    """So many answers, or fewer where it ends before."""
    said = b""
    while said.count(END) < count and (more := pipe.read1(1 << 16)):  # type: ignore[attr-defined]
        said += more
    return [decoded(answer) for answer in said.split(END)[:-1]]
