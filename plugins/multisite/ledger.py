"""What a build has read and planned, kept for the next one: every record, every page and its props, and who reads what.

Text files, a line for each record or page, in a folder of the order's own. The build that wrote them notes the digest of
each; a file that is not as it was written counts as missing, and then everything is read and planned anew.
"""

import json
import shutil
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from plugins.multisite.manifest import is_page
from plugins.multisite.unchanged import LAST
from plugins.network.body import Body
from plugins.network.digest import digest
from plugins.network.references import Reference

_READERS, _FACTS = "readers", "facts"
_COLUMN, _LINE, _KEY = "\t", "\n", ","
_LISTS = {"adressen", "aktuelles", "pinnwand", "projekte", "termine"}
"""Sections that list records."""


Digests = dict[str, str]
"""File of the ledger → digest of its bytes."""


class Row(NamedTuple):
    """A page, or a part of one, or a frame, as it was planned."""

    path: str
    """With the site in front; what is no page has its key behind the site."""
    content: str
    """JSON on one line; equal content makes an equal page."""
    reads: frozenset[str]
    """The keys of what it was made of."""

    @property
    def file(self) -> str:
        """Pages of records are kept by kind, long lists by themselves: an edit then reads and writes little."""
        return _file(self.path)

    @property
    def line(self) -> str:
        """As it is kept."""
        return _line(self.path, _KEY.join(sorted(self.reads)), self.content)


class Known(NamedTuple):
    """A record as it was read, and what others must know of its text."""

    record: str
    """JSON on one line."""
    path: str
    """The source, below the project."""
    source: str
    """The digest of the source's bytes."""
    head: str
    """The digest of its front matter."""
    text: str
    """The digest of its body as HTML."""
    anchors: list[str]
    targets: list[list[Any]]
    """Path, anchor, line, and whether it is a picture."""


def targets_of(body: Body) -> list[list[Any]]:
    """Where a text leads, as it is kept."""
    return [[target.path, target.anchor, target.line, target.picture] for target in body.targets]


class Damaged(Exception):
    """A file of the ledger is missing, or not as it was written."""


class Ledger:
    """What is kept in `folder`; `digests`: file → digest, as the build noted them that wrote the files."""

    def __init__(self, folder: Path, digests: Mapping[str, str]) -> None:
        """Nothing is read yet."""
        self.folder, self.digests = folder, dict(digests)
        self._texts: dict[str, str] = {}

    def forget(self) -> None:
        """Forget that there was a last build: from now on its output and this ledger are being changed."""
        with suppress(OSError):  # where it stays, the output's checksum tells that it is not of this build
            (self.folder / LAST).unlink(missing_ok=True)

    def facts(self) -> dict[str, Any]:
        """What the plan as a whole was made of."""
        facts: dict[str, Any] = json.loads(self._text(_FACTS))
        return facts

    def row(self, path: str) -> Row:
        """A page, part or frame."""
        name = _file(path)
        begin, end = _place(self._text(name), path)
        return _row(self._text(name)[begin:end])

    def find(self, path: str) -> Row | None:
        """A page, part or frame, where there is one."""
        try:
            return self.row(path)
        except Damaged:
            return None

    def pages(self, site: str) -> Iterator[tuple[str, str]]:
        """Path and line of all pages, parts and frames of a site."""
        for name in self.digests:
            if name.startswith(f"{site}.") and name.endswith((".pages", ".lists")):
                yield from ((line[: line.index(_COLUMN)], line) for line in _lines(self._text(name)))

    def lists(self, site: str, kind: str) -> set[str]:
        """The paths of all lists of a kind, without the site in front."""
        lines = _lines(self._text(f"{site}.{kind}.lists"))
        return {line.partition(_COLUMN)[0].partition("/")[2] for line in lines}

    def record(self, reference: Reference) -> Known | None:
        """A record, where there is one of this name."""
        if _records(reference) not in self.digests:
            return None
        lines = [self._line(name, reference.slug) for name in (_records(reference), _sources(reference))]
        return Known(lines[0], *json.loads(lines[1])) if lines[0] else None

    def records(self, kind: str, site: str) -> Iterator[tuple[str, str]]:
        """Slug and record (JSON) of all of a kind on a site, in the order of their files."""
        name = _records(Reference(kind, site, ""))
        lines = _lines(self._text(name)) if name in self.digests else ()
        return ((slug, record) for slug, _, record in (line.partition(_COLUMN) for line in lines))

    def readers(self, keys: Iterable[str]) -> set[str]:
        """The rows that read one of these."""
        text = self._text(_READERS)
        places = filter(None, (_find(text, key) for key in keys))
        return {path for begin, end in places for path in text[begin:end].split(_COLUMN)[1:]}

    def write(self, facts: Mapping[str, Any], lines: Iterable[str], records: Iterable[tuple[Reference, Known]]) -> None:
        """Keep all of a build; `lines`: what was planned, as `Row.line` has it; `records`: of each kind on each site together.

        Where that fails nothing is kept, and the next build looks into everything.
        """
        try:
            self._write_all(facts, lines, records)
        except OSError:
            self.digests.clear()
            shutil.rmtree(self.folder, ignore_errors=True)

    def _write_all(
        self, facts: Mapping[str, Any], lines: Iterable[str], records: Iterable[tuple[Reference, Known]]
    ) -> None:
        """Files of an earlier build that have no successor are forgotten."""
        names = {*self._write_lines(facts, lines), *self._write_records(records)}
        for name in self.digests.keys() - names:
            (self.folder / name).unlink(missing_ok=True)
            del self.digests[name]

    def _write_lines(self, facts: Mapping[str, Any], lines: Iterable[str]) -> list[str]:
        """Write the files that hold what was planned, and who reads what; their names."""
        files: dict[str, list[str]] = defaultdict(list)
        readers: dict[str, list[str]] = defaultdict(list)
        for line in lines:
            path, keys, _ = line.split(_COLUMN, 2)
            files[_file(path)].append(line)
            for key in keys.split(_KEY) if keys else ():
                readers[key].append(path)
        files[_READERS] = [_line(key, *sorted(paths)) for key, paths in sorted(readers.items())]
        files[_FACTS] = [json.dumps(facts, sort_keys=True)]
        names = list(files)
        for name in names:
            self._write(name, files.pop(name))
        return names

    def _write_records(self, records: Iterable[tuple[Reference, Known]]) -> Iterator[str]:
        """Write the files that hold what was read, a kind of a site after the other; their names."""
        for _, some in groupby(records, key=lambda pair: (pair[0].site, pair[0].kind)):
            together = list(some)
            first = together[0][0]
            yield _records(first)
            self._write(_records(first), [_line(name.slug, known.record) for name, known in together])
            yield _sources(first)
            self._write(_sources(first), [_line(name.slug, json.dumps(known[1:])) for name, known in together])

    def stage(self, rows: Iterable[Row], records: Iterable[tuple[Reference, Known]]) -> Digests:
        """Write, beside what is kept, files in which these stand in the place of what was kept under the same names."""
        texts: dict[str, str] = {}
        for row in rows:
            self._replace(row.file, row.path, row.line, texts)
        for reference, known in records:
            for name, text in ((_records(reference), known.record), (_sources(reference), json.dumps(known[1:]))):
                self._replace(name, reference.slug, _line(reference.slug, text), texts)
        return {name: self._stage(name, text.encode()) for name, text in texts.items()}

    def adopt(self, facts: Mapping[str, Any], news: Mapping[str, Iterable[str]], staged: Digests) -> None:
        """Put what was staged in the place of what was kept; `news`: row → what it reads and did not read before.

        Who read something before still counts as reading it: at worst it is planned anew for nothing.
        """
        readers: dict[str, str] = {}
        for path, keys in news.items():
            self._note(path, keys, readers)
        texts = {**readers, _FACTS: _LINE + json.dumps(facts, sort_keys=True)}
        staged = staged | {name: self._stage(name, text.encode()) for name, text in texts.items()}
        for name in staged:
            self._staged(name).replace(self.folder / name)
        self.digests |= staged

    def _replace(self, name: str, key: str, line: str, texts: dict[str, str]) -> None:
        text = texts.get(name) or self._text(name)
        begin, end = _place(text, key)
        texts[name] = text[:begin] + line + text[end:]

    def _note(self, path: str, keys: Iterable[str], texts: dict[str, str]) -> None:
        """Enter a row as the reader of these."""
        for key in sorted(keys):
            text = texts.get(_READERS) or self._text(_READERS)
            place = _find(text, key)
            end = place[1] if place else len(text)
            texts[_READERS] = text[:end] + ("" if place else _LINE + key) + _COLUMN + path + text[end:]

    def _line(self, name: str, key: str) -> str:
        """What stands behind a key; nothing where there is no such line."""
        place = _find(self._text(name), key)
        return self._text(name)[slice(*place)].partition(_COLUMN)[2] if place else ""

    def _text(self, name: str) -> str:
        if name not in self._texts:
            try:
                content = (self.folder / name).read_bytes()
            except OSError:
                raise Damaged(name) from None
            if self.digests.get(name) != digest(content):
                raise Damaged(name)
            self._texts[name] = content.decode()
        return self._texts[name]

    def _write(self, name: str, lines: Iterable[str]) -> None:
        """Write a file, whole or not at all; one that stands there already is left alone."""
        content = "".join(_LINE + line for line in lines).encode()
        if self.digests.get(name) != digest(content) or not (self.folder / name).is_file():
            self.digests[name] = self._stage(name, content)
            self._staged(name).replace(self.folder / name)

    def _stage(self, name: str, content: bytes) -> str:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._staged(name).write_bytes(content)
        return digest(content)

    def _staged(self, name: str) -> Path:
        return self.folder / f"{name}.new"


def fingerprint(version: str, templates: str, framed: str, content: str) -> str:
    """Equal for pages with the same bytes: made by the same code and templates, with the same content in the same frame."""
    return digest(f"{version} {templates} {framed} {content}".encode())


def planned_in(line: str) -> str:
    """What the line of a page says that it was planned to be."""
    return line.rpartition(_COLUMN)[2]


def is_file(path: str) -> bool:
    """Whether it is a file for programs; parts and frames have no name that ends like one."""
    return "." in path.rpartition("/")[2] and not is_page(path)


def _file(path: str) -> str:
    """The file that keeps a page; the pages of a site's own texts share one with its parts and frame."""
    site, kind, *below = path.split("/")
    if is_file(path):
        return f"{site}.{path.rpartition('/')[2]}.files"
    if len(below) == 2:
        return f"{site}.{kind}.pages"
    return f"{site}.{kind}.lists" if below and kind in _LISTS else f"{site}.pages"


def _records(reference: Reference) -> str:
    return f"{reference.site}.{reference.kind}.records"


def _sources(reference: Reference) -> str:
    return f"{reference.site}.{reference.kind}.sources"


def _line(*columns: str) -> str:
    return _COLUMN.join(columns)


def _lines(text: str) -> Iterator[str]:
    return iter(text.split(_LINE)[1:])


def _find(text: str, key: str) -> tuple[int, int] | None:
    """Where the line of a key begins and ends; every line stands behind a line end."""
    begin = text.find(f"{_LINE}{key}{_COLUMN}") + 1
    if not begin:
        return None
    end = text.find(_LINE, begin)
    return begin, end if end >= 0 else len(text)


def _place(text: str, key: str) -> tuple[int, int]:
    if place := _find(text, key):
        return place
    raise Damaged(key)


def _row(line: str) -> Row:
    path, reads, content = line.split(_COLUMN)
    return Row(path, content, frozenset(reads.split(_KEY) if reads else ()))
