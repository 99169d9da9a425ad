"""Every faulty project leads to exactly its findings, all in one run; what they say is in its `findings.txt`."""

import re
from pathlib import Path

import pytest

from plugins.network.problems import report
from tests.faulty import NAMES, expected, faulty
from tests.minisite import MiniSite

FORM = re.compile(
    r"(?P<path>[^:\n]+):(?P<line>[1-9]\d*): (?P<field>[^:]+): gefunden (?P<found>.+); erwartet (?P<expected>.+?[^.])\. "
    r"(?P<fix>[A-ZÄÖÜ„c].+[.?!])"
)
"""A fix begins with a sentence, a name in quotation marks, or a path below `content`."""

# What plain Pelican does with bad input stands in shared/dependencies.md; each row of that table must be refused here.
PELICAN_LETS_THROUGH = {
    "same slug twice": ("same_names", "content/anger/seiten/Fest.md:1: Datei: gefunden dieselbe Adresse wie"),
    "save_as into a sibling folder": ("pelican_keys", "seiten/woanders-hin.md:3: save_as:"),
    "save_as over the theme": ("pelican_keys", "aktuelles/ueber-das-aussehen.md:4: save_as:"),
    "impossible date": ("dates", "termine/unmoeglich.md:3: start: gefunden „2026-02-30“"),
    "not UTF-8": ("encoding", "seiten/latin1.md:2: Datei: gefunden Byte 0xdf"),
    "unknown key": ("unknown_keys", "seiten/tippfehler.md:4: Vilage:"),
    "missing image": ("links", "seiten/im-bild.md:6: Text: gefunden „/anger/bilder/teich.svg“"),
    "broken link": ("links", "seiten/kaputt.md:4: Text: gefunden „/anger/seiten/drof.md“"),
    "broken anchor": ("links", "seiten/kaputt.md:6: Text: gefunden „/anger/seiten/dorf.md#am-angr“"),
    "script in the text": ("html", "seiten/skript.md:4: Text: gefunden „<script>“"),
    "link in the file system": ("links_in_the_file_system", "seiten/seite.md:1: Datei: gefunden eine Verknüpfung"),
    "reStructuredText": ("strays", "content/anger/seiten/seite.rst:1: Datei:"),
    "HTML": ("strays", "content/anger/seiten/seite.html:1: Datei:"),
    "empty content folder": ("empty_site", "content/bachtal:1: Ordner: gefunden keine Inhalte"),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_faulty_site_leads_to_exactly_its_findings(name: str, tmp_path: Path) -> None:
    assert report(faulty(name, tmp_path).problems()) == expected(name)


@pytest.mark.parametrize("name", NAMES)
def test_a_finding_names_a_line_that_is_there_in_a_form_that_editors_understand(name: str, tmp_path: Path) -> None:
    faulty(name, tmp_path)
    *lines, last = expected(name).splitlines()
    assert re.fullmatch(r"(1 Fund|\d+ Funde)\. Es wurde nichts geschrieben\.", last)
    for line in lines:
        found = FORM.fullmatch(line)
        assert found, line
        file = tmp_path / found["path"]
        assert int(found["line"]) <= (file.read_bytes().count(b"\n") + 1 if file.is_file() else 1), line


@pytest.mark.parametrize("row", PELICAN_LETS_THROUGH)
def test_what_plain_pelican_lets_through_is_refused(row: str) -> None:
    name, finding = PELICAN_LETS_THROUGH[row]
    assert finding in expected(name)


def test_a_file_that_cannot_be_read_hides_nothing_of_the_others(tmp_path: Path) -> None:
    site = faulty("everything", tmp_path)
    before = site.problems()
    site.record("bachtal/seiten/kaputt", 'title: "nicht geschlossen')
    added = set(site.problems()) - set(before)
    assert [(problem.path, problem.line) for problem in added] == [("content/bachtal/seiten/kaputt.md", 2)]
    assert set(before) < set(site.problems())


def test_the_smallest_site_has_no_findings(minisite: MiniSite) -> None:
    assert minisite.problems() == []
