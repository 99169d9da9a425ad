"""`./site poster`: sheets that hold what they should, in PDF that can be read aloud, searched and scanned."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from plugins.multisite import reporting
from plugins.multisite.jobs import job_of
from plugins.multisite.orders import Order
from plugins.multisite.printing import Evening, evening, prints
from plugins.multisite.reporting import HELD_BACK, print_and_report
from plugins.network.vocabulary import Stage
from plugins.planning import posters
from plugins.planning.cards import Poster, PosterLine, Progress
from plugins.posters.fitting import Fit
from plugins.posters.paper import NoPrinter, Printer
from tests.minisite import DAY, ROOT, MiniSite, contents
from tests.posters.reading import A4, code_width, codes, opened, outside, pictures, tags, texts
from tests.upstream import PAGE, Upstream

TEICH = "https://anger.netz.example/projekte/teich/"
MARGIN = 14.0
"""In mm, as in css/poster.css."""
LONG = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlungsprotokollführer"


def printed(site: MiniSite, villages: list[str] | None = None, projects: list[str] | None = None) -> dict[str, bytes]:
    """All that is printed of it, by its path."""
    assert print_and_report(site.settings(), site.root / "posters", villages or [], projects or []) == 0
    return contents(site.root / "posters")


@pytest.fixture(scope="module")
def network(tmp_path_factory: pytest.TempPathFactory) -> MiniSite:
    """The complete minisite, which nobody changes."""
    return MiniSite(tmp_path_factory.mktemp("printing") / "projekt", "complete")


@pytest.fixture(scope="module")
def papers(network: MiniSite) -> dict[str, bytes]:
    """What is printed of it."""
    return printed(network)


def test_there_is_a_file_for_each_project_one_for_each_village_and_those_of_the_tables(
    papers: dict[str, bytes], network: MiniSite
) -> None:
    posters = {
        "anger/teich.pdf",
        *(f"bachtal/{name}.pdf" for name in ("bach", "fest", "muehle")),
        "anger.pdf",
        "bachtal.pdf",
    }
    assert papers.keys() == posters | {"tischplan.pdf", "tischschilder.pdf"}
    assert not (network.root / "output").exists(), "a site is not built for it"


def test_a_poster_says_what_the_project_is_and_needs(papers: dict[str, bytes]) -> None:
    [text] = texts(papers["anger/teich.pdf"])
    for words in (
        "Anger Gemeinde Feld Beispiel Der „alte“ Teich Idee Planung Stand: Umsetzung Abgeschlossen",
        "Der Teich wird wieder tief – und klar.",
        "1 von 3 Schritten erledigt Als Nächstes: Schlamm abfahren (überfällig seit 1. Nov. 2026)",
        "Darum kümmert sich: Teichgruppe",
        "Das suchen wir • Zehn Leute (bis 22. Nov. 2026) Das bieten wir • Ein Zelt",
        "anger.netz.example/projekte/teich/ teich@anger.netz.example Stand: 22. Nov. 2026",
    ):
        assert words in text
    assert "Schubkarre" not in text, "that was sought until yesterday"


def test_what_a_project_does_not_have_is_not_mentioned(papers: dict[str, bytes]) -> None:
    [text] = texts(papers["bachtal/bach.pdf"])
    assert "Stand: Abgeschlossen" in text
    assert "redaktion@bachtal.netz.example" in text, "who else should be asked?"
    for words in ("suchen", "Schritt", "Nächstes", "Beispiel"):
        assert words not in text


@pytest.mark.parametrize(("path", "address"), [("anger.pdf", TEICH), ("anger/teich.pdf", TEICH)])
@pytest.mark.parametrize("dots", [150, 300])
def test_the_code_leads_to_the_project_at_the_size_it_is_printed(
    papers: dict[str, bytes], path: str, address: str, dots: int
) -> None:
    [picture] = pictures(papers[path], dots)
    assert codes(picture) == [address]
    assert 30 < code_width(picture, dots) < 42


@pytest.mark.parametrize(
    ("path", "title", "pages"),
    [
        ("anger/teich.pdf", "Der „alte“ Teich (Anger)", 1),
        ("anger.pdf", "Aushänge aus Anger", 1),
        ("tischplan.pdf", "Tischplan der Projektbörse", 1),
        ("tischschilder.pdf", "Tischschilder der Projektbörse", 4),
    ],
)
def test_a_file_can_be_read_aloud(papers: dict[str, bytes], path: str, title: str, pages: int) -> None:
    """What WeasyPrint does for PDF/UA-1, as far as it can be seen without a validator."""
    pdf = opened(papers[path])
    root: Any = pdf.trailer["/Root"]
    assert (root["/Lang"], root["/MarkInfo"]["/Marked"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "de",
        True,
        True,
    )
    assert pdf.metadata and (pdf.metadata.title, pdf.metadata.author) == (title, "Netz")
    assert b'pdfuaid:part="1"' in root["/Metadata"].get_data()
    assert len(pdf.pages) == pages
    assert all(tuple(map(round, page.mediabox.upper_right)) == A4 for page in pdf.pages)
    assert all(page["/Tabs"] == "/S" for page in pdf.pages)
    for font in (font.get_object() for page in pdf.pages for font in page["/Resources"]["/Font"].values()):
        descriptor = font["/DescendantFonts"][0].get_object()["/FontDescriptor"]
        assert "/FontFile2" in descriptor or "/FontFile3" in descriptor, "the letters come with it"
        assert "/ToUnicode" in font


def test_headings_come_in_order_and_pictures_have_words(papers: dict[str, bytes]) -> None:
    teich = tags(papers["anger/teich.pdf"])
    assert [name for name, _ in teich if name[0] == "H"] == ["H1", "H2", "H2"]
    assert [alt for name, alt in teich if name == "Figure"] == [f"QR-Code: {TEICH}"]
    assert {"L", "LI", "Link", "P"} <= {name for name, _ in teich}
    plan = [name for name, _ in tags(papers["tischplan.pdf"])]
    assert plan.count("Table") == 2 and {"H1", "TH", "TD", "Caption"} <= set(plan)


def test_tables_are_counted_through_all_villages(papers: dict[str, bytes]) -> None:
    [plan] = texts(papers["tischplan.pdf"])
    assert (
        "Anger Tisch Projekt 1 Der „alte“ Teich (Beispiel) Bachtal Tisch Projekt 2 Das Bachfest 3 Der Bach 4 Die alte Mühle"
        in plan
    )
    assert texts(papers["tischschilder.pdf"]) == [
        "hier falten Tisch 1 Der „alte“ Teich Anger (Beispiel)",
        "hier falten Tisch 2 Das Bachfest Bachtal",
        "hier falten Tisch 3 Der Bach Bachtal",
        "hier falten Tisch 4 Die alte Mühle Bachtal",
    ]


def test_the_same_day_gives_the_same_bytes_on_any_clock(
    network: MiniSite, papers: dict[str, bytes], tmp_path: Path
) -> None:
    command = "import sys; from tests.multisite.test_printing import again; again(*sys.argv[1:])"
    for number, surroundings in enumerate(
        ({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"SOURCE_DATE_EPOCH": "1", "LC_ALL": "C"})
    ):
        folder = tmp_path / str(number)
        arguments = [sys.executable, "-c", command, str(network.root), str(folder)]
        subprocess.run(arguments, cwd=ROOT, env={**os.environ, **surroundings}, check=True)
        assert contents(folder) == papers


def again(root: str, folder: str) -> None:
    """Print everything, in a process of its own."""
    site = object.__new__(MiniSite)
    site.root = Path(root)
    assert print_and_report(site.settings(), Path(folder), [], []) == 0


# What is asked for


def test_one_village_or_one_project_is_printed_without_tables(site: MiniSite) -> None:
    site.record("anger/projekte/steg", "stage: idee")
    assert printed(site, villages=["anger"]).keys() == {"anger.pdf", "anger/steg.pdf", "anger/teich.pdf"}
    assert len(opened((site.root / "posters/anger.pdf").read_bytes()).pages) == 2


def test_projects_of_several_villages_are_printed(site: MiniSite) -> None:
    site.record("anger/projekte/steg", "stage: idee")
    assert printed(site, projects=["anger/steg", "bachtal/bach"]).keys() == {"anger/steg.pdf", "bachtal/bach.pdf"}


@pytest.mark.parametrize(
    ("asked", "answer"),
    [
        ({"villages": ["angr"]}, "Dorf angr gibt es nicht. Meintest Du „anger“?"),
        ({"villages": ["main"]}, "Dorf main gibt es nicht. Es gibt: anger, bachtal"),
        ({"projects": ["anger/teig"]}, "Projekt anger/teig gibt es nicht. Meintest Du „anger/teich“?"),
        ({"projects": ["teich"]}, "Projekt teich gibt es nicht. "),
    ],
)
def test_what_is_not_there_is_said(
    network: MiniSite, asked: dict[str, list[str]], answer: str, tmp_path: Path, capsys: Any
) -> None:
    given: dict[str, Any] = {"villages": [], "projects": [], **asked}
    assert print_and_report(network.settings(), tmp_path, **given) == 1
    assert answer in capsys.readouterr().out
    assert contents(tmp_path) == {}


def test_a_network_without_projects_has_nothing_to_print(minisite: MiniSite) -> None:
    assert printed(minisite) == {}


def test_a_draft_is_not_printed(site: MiniSite) -> None:
    site.record("anger/projekte/steg", "stage: idee\nstatus: draft")
    assert printed(site, villages=["anger"]).keys() == {"anger.pdf", "anger/teich.pdf"}


def test_mistakes_in_the_content_are_reported_and_nothing_is_printed(site: MiniSite, capsys: Any) -> None:
    site.record("anger/projekte/steg", "stage: ideee")
    assert print_and_report(site.settings(), site.root / "posters", [], []) == 1
    assert "content/anger/projekte/steg.md:3: stage" in capsys.readouterr().out
    assert not (site.root / "posters").exists()


def test_a_machine_without_the_extra_says_so(
    network: MiniSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    def missing(*_: object) -> None:
        raise NoPrinter("Für PDF fehlt Pango")

    monkeypatch.setattr(reporting, "Printer", missing)
    assert print_and_report(network.settings(), tmp_path, [], []) == 1
    assert capsys.readouterr().out == "Für PDF fehlt Pango\n"


def test_addresses_that_nobody_can_own_are_pointed_out(site: MiniSite, capsys: Any) -> None:
    printed(site, projects=["anger/teich"])
    assert "ins Leere: anger.netz.example, bachtal.netz.example" in capsys.readouterr().out
    site.replace("villages.yaml", "https://anger.netz.example", "https://anger.de").replace(
        "villages.yaml", "https://bachtal.netz.example", "https://bachtal.de"
    )
    printed(site, projects=["anger/teich"])
    assert "ACHTUNG" not in capsys.readouterr().out
    assert codes(pictures(contents(site.root / "posters")["anger/teich.pdf"], 150)[0]) == [
        "https://anger.de/projekte/teich/"
    ]


# Which state of the sources it is


def test_a_sheet_names_the_commit_and_whether_something_was_edited_since(site: MiniSite) -> None:
    repository = object.__new__(Upstream)
    repository.folder = site.root
    repository.git("init", "--quiet")
    commit = repository.commit()[:7]
    [text] = texts(printed(site, projects=["anger/teich"])["anger/teich.pdf"])
    assert text.endswith(f"Stand: 22. Nov. 2026, Fassung {commit}"), "what is printed is no edit"
    site.record("anger/seiten/neu")
    [text] = texts(printed(site, projects=["anger/teich"])["anger/teich.pdf"])
    assert text.endswith(f"Stand: 22. Nov. 2026, Fassung {commit} mit Änderungen")


def test_a_village_with_a_repository_of_its_own_is_printed_from_its_own_commit(
    site: MiniSite, bachtal: Upstream, capsys: Any
) -> None:
    commit = bachtal.git("rev-parse", "HEAD")[:7]
    papers = printed(site)
    assert texts(papers["bachtal/bach.pdf"])[0].endswith(f"Fassung {commit}")
    assert texts(papers["anger/teich.pdf"])[0].endswith("Stand: 22. Nov. 2026"), "there is no git here"
    broken = bachtal.file("website/projekte/bach.md", PAGE.format("stage fehlt")).commit()
    site.replace("villages.lock", bachtal.git("rev-parse", "HEAD~1"), broken)
    assert print_and_report(site.settings(), site.root / "posters", ["bachtal"], []) == HELD_BACK
    assert texts(contents(site.root / "posters")["bachtal/bach.pdf"])[0].endswith(f"Fassung {commit}")
    assert "ACHTUNG: bachtal bleibt auf dem Stand" in capsys.readouterr().out


# Everything fits


def test_a_dozen_wishes_and_the_longest_words_fit_onto_one_sheet(site: MiniSite) -> None:
    wishes = "".join(f"\n  - {{what: '{number}. {LONG} und {LONG}', category: helfer}}" for number in range(1, 13))
    title, summary = LONG[:100], f"{LONG} {LONG} {LONG}"[:400]
    steps = f"\nsteps:\n  - {{title: {LONG[:110]}, state: laeuft, due: 2026-12-24}}"
    head = f"title: {title}\nsummary: {summary}\nstage: planung\nlead: {LONG}{steps}\nseeks:{wishes}\noffers:{wishes}"
    site.record("anger/projekte/lang", head)
    papers = printed(site)
    pdf = papers["anger/lang.pdf"]
    assert len(opened(pdf).pages) == 1
    assert outside(pdf, MARGIN - 0.5) == []
    [text] = texts(pdf)
    assert "1. Donau" in text and "weitere auf der Seite des Projekts" in text
    assert codes(pictures(pdf, 150)[0]) == ["https://anger.netz.example/projekte/lang/"]
    assert outside(papers["tischschilder.pdf"], MARGIN - 0.5) == []


def test_what_takes_more_paper_than_it_should_is_told(
    network: MiniSite, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: Any
) -> None:
    monkeypatch.setattr(posters, "fit", lambda words: Fit(1, 40, 40))
    lines = (PosterLine("Eine Schubkarre " * 20, None),) * 9
    monkeypatch.setattr(posters, "_lines", lambda offers: lines)
    assert print_and_report(network.settings(), tmp_path, [], ["anger/teich"]) == 1
    assert "Das sollten 1 sein; ein Text ist länger als sein Blatt." in capsys.readouterr().out


@cache
def prepared() -> tuple[Evening, Printer]:
    """Our own content to print, and what prints it."""
    what = evening(job_of(Order("publishconf.py", DAY).read()))
    return what, Printer(what.files, DAY)


PROSE = st.lists(st.text("aenirstdhulcgmobwfkzvpüäößAEWMS-", min_size=1, max_size=40), min_size=1, max_size=40).map(
    " ".join
)
LINES = st.lists(
    st.builds(PosterLine, PROSE.map(lambda text: text[:400]), st.sampled_from([None, date(2027, 9, 30)])), max_size=14
).map(tuple)


@given(PROSE, PROSE, LINES, LINES, st.one_of(st.none(), PROSE), st.sampled_from(Stage), st.integers(0, 30))
@settings(max_examples=25, phases=[Phase.explicit, Phase.generate])  # to shrink what fails would take minutes
def test_any_project_fits_onto_one_sheet(
    title: str,
    summary: str,
    seeks: tuple[PosterLine, ...],
    offers: tuple[PosterLine, ...],
    lead: str | None,
    stage: Stage,
    steps: int,
) -> None:
    what, printer = prepared()
    progress = Progress(done=steps // 2, total=steps, next=title[:120], due=DAY) if steps else None
    some: Poster = what.posters["weslarn"][0]
    project = replace(some.project, title=title[:120], summary=summary[:400], stage=stage, progress=progress)
    sheet = posters._fitted(replace(some, project=project, lead=lead and lead[:200], seeks=seeks, offers=offers))
    one = replace(what, posters={"weslarn": (sheet,)})
    wanted = next(prints(one, ["weslarn"], [], {"weslarn": "1a2b3c4 mit Änderungen"}))
    paper = printer.print(wanted.html)
    assert paper.pages == 1
    assert outside(paper.pdf, MARGIN - 0.5) == []


def test_the_handbook_names_files_that_are_made() -> None:
    what, _ = prepared()
    handbook = (ROOT / "docs/handbuch.md").read_text(encoding="utf-8")
    named = re.findall(r"^\| `posters/(\S+)` \|", handbook, re.MULTILINE)
    assert len(named) == 4
    made = [wanted.path for wanted in prints(what, [], [], dict.fromkeys(["main", *what.posters]))]
    assert set(named) <= set(made)


def test_our_own_content_fits() -> None:
    what, printer = prepared()
    for wanted in prints(what, [], [], dict.fromkeys(["main", *what.posters])):
        if "/" not in wanted.path:
            paper = printer.print(wanted.html)
            assert wanted.sheets in (None, paper.pages)
            assert outside(paper.pdf, MARGIN - 0.5) == []
