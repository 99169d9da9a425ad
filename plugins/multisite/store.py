"""What the last build knew of each source: kept beside the content, believed only where it proves itself.

One SQLite file per site, so that CI can keep, split and merge them by site. A row carries a checksum; a file of another
version, a damaged file or a damaged row count as absent: that costs time, never correctness.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from plugins.network.digest import digest
from plugins.network.frozen import frozen

Answer = TypeVar("Answer")
_FORMAT = 2
_TABLE = """CREATE TABLE IF NOT EXISTS source
    (path TEXT PRIMARY KEY, digest TEXT, stamp TEXT, facts TEXT, proof TEXT, html TEXT)"""


class Kept(NamedTuple):
    """A source as it was read: the digest of its bytes, the stamp it bore, what was found in it, its body as HTML."""

    path: str
    digest: str
    stamp: str
    """Empty where the file was so new that its stamp proves nothing."""
    facts: str
    """JSON: values, lines, anchors, targets, problems."""
    html: str

    @property
    def proof(self) -> str:
        """The checksum of all but the HTML."""
        return _proof(self.path, self.digest, self.stamp, self.facts)


def _proof(*columns: str) -> str:
    """A checksum over columns; the path among them, so that no row passes for another."""
    return digest("\0".join(columns).encode())


@frozen
class Shelf:
    """The rows of one site."""

    file: Path
    version: str

    def rows(self) -> dict[str, Kept]:
        """All that is kept and proves itself, by path; the HTML is left out, it is fetched where a page is rendered."""
        query = "SELECT path, digest, stamp, facts, proof FROM source"
        nothing: list[tuple[str, ...]] = []
        found = self._ask(lambda db: db.execute(query).fetchall(), nothing)
        kept = ((Kept(path, name, mark, known, ""), proof) for path, name, mark, known, proof in found)
        return {row.path: row for row, proof in kept if row.proof == proof}

    def html(self, path: str) -> str | None:
        """The body of a source; whether it is the right one, its digest tells."""
        try:
            row = self._reader.execute("SELECT html FROM source WHERE path = ?", (path,)).fetchone()
            return str(row[0]) if row else None
        except (sqlite3.Error, OSError, ValueError, UnicodeError):
            return None

    def close(self) -> None:
        """Close what `html` reads from."""
        if "_reader" in self.__dict__:
            self._reader.close()
            del self.__dict__["_reader"]

    @cached_property
    def _reader(self) -> sqlite3.Connection:
        """Stays open, in one transaction, for as long as pages are rendered; made in the process that uses it."""
        db = self._open()
        db.execute("BEGIN")  # or every question would lock and unlock the file, which takes longer than the answer
        return db

    def put(self, kept: Iterable[Kept], gone: Iterable[str]) -> None:
        """Keep these and forget those, all or nothing."""
        added, removed = list(kept), [(path,) for path in gone]

        def change(db: sqlite3.Connection) -> bool:
            rows = ((k.path, k.digest, k.stamp, k.facts, k.proof, k.html) for k in added)
            with db:
                db.executemany("DELETE FROM source WHERE path = ?", removed)
                db.executemany("INSERT OR REPLACE INTO source VALUES (?, ?, ?, ?, ?, ?)", rows)
            return True

        self.close()
        if (added or removed) and not self._ask(change, False):
            self._discard()
            self._ask(change, False)

    def _ask(self, question: Callable[[sqlite3.Connection], Answer], otherwise: Answer) -> Answer:
        try:
            with closing(self._open()) as db:
                return question(db)
        except (sqlite3.Error, OSError, ValueError, TypeError, AttributeError):
            return otherwise

    def _open(self) -> sqlite3.Connection:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        db = sqlite3.connect(self.file)
        try:
            db.execute("PRAGMA synchronous = OFF")  # a power cut may damage the file; then it is absent
            db.execute("PRAGMA user_version")
            db.execute(_TABLE)
            if next(self._versions(db), None) != self.version:
                self._begin_anew(db)
        except BaseException:
            db.close()
            raise
        return db

    def _versions(self, db: sqlite3.Connection) -> Iterator[str]:
        db.execute("CREATE TABLE IF NOT EXISTS version (value TEXT)")
        return (row[0] for row in db.execute("SELECT value FROM version"))

    def _begin_anew(self, db: sqlite3.Connection) -> None:
        with db:
            db.execute("DELETE FROM source")
            db.execute("DELETE FROM version")
            db.execute("INSERT INTO version VALUES (?)", (self.version,))

    def _discard(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with suppress(OSError):
                self.file.with_name(self.file.name + ending).unlink()


def version(code: Iterable[Path], platform: str) -> str:
    """The key under which a store is valid: the bytes of code, settings and lock file, and what they run on."""
    content = b"".join(path.read_bytes() for path in sorted(code))
    return digest(json.dumps([_FORMAT, digest(content), platform]).encode())


def facts(values: Any) -> str:
    """Plain values as the text that is kept."""
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
