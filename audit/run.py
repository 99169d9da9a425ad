"""Measures the sites as their readers get them: `python -m audit.run`, or `./site audit`."""

import argparse
import sys
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser

from audit import lighthouse, report
from audit.places import Place, one_of_each, planned
from audit.recording import STATEMENT, Result, counted, recorded
from audit.server import Connected, Line, line_to, open_server
from audit.visits import First, axe_version, first_visit, open_browser, repeat_visits
from plugins.multisite.jobs import Job, job_of
from plugins.multisite.orders import PROJECT, Order
from plugins.multisite.serving import Workshop
from plugins.network.references import MAIN
from plugins.publishing.packing import packed
from tests.system_packages import chromium

_NOT_TO_BE_FOUND = ("not_found.html", "offline.html")
"""Kinds of page that have no place in search engines, and so no full score there."""


def main() -> int:
    """Build, serve, measure, print; 1 where something is over its budget or not as it should be."""
    asked = _arguments()
    try:
        if asked.lighthouse:
            lighthouse.tool()
        with open_server() as server, TemporaryDirectory(prefix="audit-") as folder:
            return _audit(server, asked, folder)
    except lighthouse.Unavailable as reason:
        _say(str(reason))
        return 1


def _audit(server: Connected, asked: argparse.Namespace, folder: str) -> int:
    given = {"LOCAL": f"localhost:{server.server_port}", "OUTPUT_PATH": f"{folder}/output"}
    settings = Order("publishconf.py", asked.date, given).read()
    workshop, job = Workshop(settings, _say), job_of(settings)
    workshop.build()
    if workshop.problems:
        return 1
    line = line_to(job.output, workshop)
    server.set_app(line)
    places = chosen(planned(job), asked.site, asked.page)
    if asked.lighthouse:
        return _conclude(_lighthouse(places, server.server_port))
    return _conclude(_visits(line, server.server_port, places, job, asked.record))


def chosen(places: Iterable[Place], sites: Sequence[str], pages: Sequence[str]) -> list[Place]:
    """The places on these sites and of these kinds; none named: all."""
    return [
        place
        for place in places
        if (not sites or place.site in sites) and (not pages or place.template.removesuffix(".html") in pages)
    ]


def _visits(line: Line, port: int, places: Sequence[Place], job: Job, record: bool) -> list[str]:
    """Visit all pages, print the table, keep the result where that is wanted; what is not as it should be."""
    with open_browser() as browser:
        firsts = list(_first_visits(browser, line, port, places))
        repeated = {site: repeat_visits(browser, line, port, some) for site, some in by_site(places).items()}
        tool = axe_version(browser)
    sizes = {place: size for seen in repeated.values() for place, size in seen.sizes.items()}
    worker = len(packed((job.output / MAIN / "sw.js").read_bytes())[".br"])
    _say(report.visits_table(firsts, worker, sizes))
    _say("\n".join(report.kept_lines(repeated)))
    if record:
        result = Result(job.today, len(places), len(repeated), tool, counted(firsts))
        (PROJECT / STATEMENT).write_text(recorded((PROJECT / STATEMENT).read_text(), result))
    return list(report.missed(firsts, worker, sizes))


def _first_visits(browser: Browser, line: Line, port: int, places: Sequence[Place]) -> Iterator[First]:
    for number, place in enumerate(places, 1):
        print(f"{number}/{len(places)} {place}", file=sys.stderr, flush=True)
        yield first_visit(browser, line, port, place)


def by_site(places: Iterable[Place]) -> dict[str, list[Place]]:
    """The places of each site, its start page first."""
    groups: dict[str, list[Place]] = {}
    for place in sorted(places, key=lambda place: place.path != "/"):
        groups.setdefault(place.site, []).append(place)
    return groups


def _lighthouse(places: Sequence[Place], port: int) -> list[str]:
    """Measure one page of each kind with Lighthouse and print the table; what costs points."""
    scores = {}
    for place in (place for place in one_of_each(places) if place.template not in _NOT_TO_BE_FOUND):
        print(f"lighthouse {place}", file=sys.stderr, flush=True)
        scores[place] = lighthouse.measure(place.address(port), chromium())
    _say(report.scores_table(scores))
    return list(report.below(scores))


def _conclude(missed: Sequence[str]) -> int:
    _say("\n".join(missed) or "Everything is within its budget, and nothing was found.")
    return 1 if missed else 0


def _say(text: str) -> None:
    print(text, flush=True)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--date", type=date.fromisoformat, required=True, help="the day to build for")
    parser.add_argument("--site", action="append", default=[], help="only this site; may be given several times")
    parser.add_argument("--page", action="append", default=[], help="only this kind of page, like village_start")
    parser.add_argument("--lighthouse", action="store_true", help="one page of each kind with Lighthouse instead")
    parser.add_argument("--record", action="store_true", help="keep the result for the statement on accessibility")
    asked = parser.parse_args()
    if asked.record and (asked.site or asked.page or asked.lighthouse):
        parser.error("only an audit of all pages is recorded: leave out --site, --page and --lighthouse")
    return asked


if __name__ == "__main__":
    sys.exit(main())
