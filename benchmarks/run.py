"""Measures this engine beside Hugo and plain Pelican: `python -m benchmarks.run`, or `./site bench`."""

import argparse
import os
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks import measure, report
from benchmarks.contestants import CASES, CONTESTANTS, Contestant, Edition
from benchmarks.corpus import Corpus, Document, add_size, make, write
from benchmarks.outputs import compare, expected, must_say, page_of, produced
from benchmarks.report import Trial

QUICK = (3, 600)
SIZES = ((3, 10_000), (180, 60))
TWICE = (3, 20_000)
"""Only for this engine: how its figures grow."""
SETTLED = 2.5
"""Seconds from the last edit to the build: what writing has set in motion comes to rest, and time stamps can be trusted."""
DOCUMENT = Path(__file__).resolve().parents[1] / "docs" / "benchmarks.md"
Measured = dict[tuple[Contestant, str], list[measure.Sample]]


def editions(corpus: Corpus, number: int) -> Iterator[tuple[str, Edition, list[tuple[str, str]]]]:
    """Case, what is to be built then, and what the output must say; each edition differs from the one before."""
    place, newest = _newest(corpus)
    page, note = page_of(newest), f"Fassung {number}"
    yield CASES[0], Edition(corpus), [(page, newest.head["summary"])]
    yield CASES[1], Edition(corpus), []
    corpus = corpus.with_document(place, body=f"{newest.body}\nNachtrag {number}.\n")
    yield CASES[2], Edition(corpus), [(page, f"Nachtrag {number}.")]
    corpus = corpus.with_document(place, head={**newest.head, "title": f"Überarbeitet {number}"})
    lists = ("index.html", "aktuelles/index.html", "atom.xml")
    shown = [(f"{site}/{name}", f"Überarbeitet {number}") for site in ("main", newest.site) for name in lists]
    yield CASES[3], Edition(corpus), [*shown, (page, f"Überarbeitet {number}")]
    yield CASES[4], Edition(corpus, note), [("**/*.html", note)]
    corpus = corpus.with_village()
    added = corpus.villages[-1]
    yield CASES[5], Edition(corpus, note), [("main/doerfer/index.html", added.name), (f"{added.slug}/index.html", note)]


def _newest(corpus: Corpus) -> tuple[int, Document]:
    """The newest article and its place."""
    articles = [(place, document) for place, document in enumerate(corpus.documents) if document.kind == "aktuelles"]
    return max(articles, key=lambda found: (found[1].head["date"], found[1].head["title"]))


def one_round(engine: Contestant, corpus: Corpus, number: int, folder: Path, memory: bool) -> Iterator[measure.Sample]:
    """All cases of one engine, one after the other, in a new folder."""
    source, output = folder / "source", folder / "output"
    before: dict[str, str] = {}
    for case, edition, proofs in editions(corpus, number):
        if case in engine.cases:
            files = engine.files(edition)
            write({path: text for path, text in files.items() if before.get(path) != text}, source)
            before = files
            yield _build(engine, edition, source, output, memory)
            compare(produced(output), expected(edition.corpus))
            must_say(output, proofs)


def _build(engine: Contestant, edition: Edition, source: Path, output: Path, memory: bool) -> measure.Sample:
    os.sync()
    time.sleep(SETTLED)
    return measure.run(engine.commands(source, output, edition.corpus), engine.at_once, memory)


def trial(engines: Sequence[Contestant], villages: int, documents: int, rounds: int) -> Trial:
    """Measure all engines in turn with one corpus."""
    corpus, load = make(villages, documents), os.getloadavg()[0]
    measured: Measured = {(engine, case): [] for engine in engines for case in engine.cases}
    files = {}
    for number in range(rounds + 1):
        for engine in engines:
            files[engine.name] = _one_turn(engine, corpus, number, measured)
    lines = [
        report.line_of(engine, case, samples[1:], samples[0].memory) for (engine, case), samples in measured.items()
    ]
    written = sum(document.site != "main" for document in corpus.documents)
    return Trial(villages, written, files, lines, rounds, load, [engine.version() for engine in engines])


def _one_turn(engine: Contestant, corpus: Corpus, number: int, measured: Measured) -> tuple[int, int]:
    """Measure one engine once; number of files and bytes of its cold build."""
    written = (0, 0)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=report.TMPFS if report.TMPFS.is_dir() else None) as name:
        samples = one_round(engine, corpus, number, Path(name), memory=number == 0)
        for case, sample in zip(engine.cases, samples, strict=True):
            measured[engine, case].append(sample)
            print(
                f"round {number}  {engine.name:<13}  {case:<20} {sample.wall:8.3f} s {sample.cpu:8.2f} s CPU",
                flush=True,
            )
            if case == CASES[0]:
                sizes = produced(Path(name) / "output").values()
                written = (len(sizes), sum(sizes))
    return written


def start_of_site() -> measure.Sample:
    """What `./site` takes for itself: the quickest of five starts in which it does nothing."""
    command = measure.Command(["./site", "--list"], DOCUMENT.parents[1])
    return min((measure.run([command], 1) for _ in range(5)), key=lambda sample: sample.wall)


def main() -> None:
    """Measure, print the tables, write docs/benchmarks.md."""
    asked = _arguments()
    engines = [engine for engine in CONTESTANTS if not asked.only or engine.name in asked.only]
    sizes = [(asked.villages, asked.documents)] if asked.villages else [QUICK] if asked.quick else SIZES
    trials = []
    for villages, documents in sizes:
        trials.append(trial(engines, villages, documents, asked.rounds))
        print(f"\n{report.described(trials[-1])}\n", flush=True)
    if not (asked.quick or asked.villages or asked.only):
        larger = trial(engines[:1], *TWICE, asked.rounds)
        DOCUMENT.write_text(report.document(trials, larger, start_of_site()), encoding="utf-8")
        print(f"{report.described(larger)}\n\n{report.growth(trials[0], larger)}")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    add_size(parser, villages=None, documents=None)
    parser.add_argument("--rounds", type=int, default=3, help="how often everything is measured")
    parser.add_argument("--quick", action="store_true", help="600 documents, one round: does it work?")
    parser.add_argument("--only", action="append", choices=[engine.name for engine in CONTESTANTS])
    asked = parser.parse_args()
    if (asked.villages is None) != (asked.documents is None):
        parser.error("--villages and --documents belong together")
    asked.rounds = 1 if asked.quick else asked.rounds
    return asked


if __name__ == "__main__":
    main()
