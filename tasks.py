"""What `./site` can do. A task is a line or two; the work is done in plugins/ and tests/."""

import os
from datetime import UTC, date, datetime
from importlib import invalidate_caches
from importlib.util import find_spec
from json import dumps
from pathlib import Path
from sys import executable

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.multisite.clock import build_date
from plugins.multisite.commands import build_and_leave
from plugins.multisite.orders import PROJECT, Order
from plugins.network.problems import Findings

TOOLS = "uv run --frozen"  # runs a command with the dev group's tools, which ./site by itself does not install
DATE = {"date": "the day to build for, like 2026-11-22; without it SOURCE_DATE_EPOCH, else today"}
ORDER = {**DATE, "settings": "Pelican's settings: pelicanconf.py, or publishconf.py for the real addresses"}
DESTINATION = {
    "destination": "where, as villages.yaml names it under publish; without it the first one there, else www/"
}


@task(
    iterable=["site"],
    help={
        **ORDER,
        "jobs": "how many processes may work; without it as many as there are cores",
        "site": "build this site only, from the whole network; may be given several times",
        "shard": "build a part of the sites only, like 3/8, the third of eight; ./site assemble makes a whole of all",
        "output": "the folder to build into; without it output/",
    },
)
def build(
    context: Context,
    site: list[str],
    shard: str = "",
    date: str = "",
    settings: str = "pelicanconf.py",
    jobs: int = 0,
    output: str = "",
) -> None:
    """Build all sites into output/, or report everything that is wrong with the content and write nothing."""
    given = {"JOBS": jobs, "OUTPUT_PATH": output and str(PROJECT / output)}
    order = Order(settings, day(date), {name: value for name, value in given.items() if value})
    if not (site or shard):
        build_and_leave(order)
    from plugins.multisite.reporting import build_shard

    finish(build_shard(order, (*site, *(sites_of(shard) if shard else ()))))


@task(help={**ORDER, "shards": "a folder that holds the outputs of all shards, at any depth"})
def assemble(context: Context, shards: str, date: str = "", settings: str = "pelicanconf.py") -> None:
    """Put the sites that several machines built together to one output/, if nothing is missing, old or damaged."""
    from plugins.multisite.reporting import assemble_and_report

    finish(assemble_and_report(Order(settings, day(date)), Path(shards)))


@task(help={"shard": "only the sites of this shard, like 3/8", "json": "as a JSON array"})
def sites(context: Context, shard: str = "", json: bool = False) -> None:
    """List the sites, one a line."""
    found = sites_of(shard)
    print(dumps(found) if json else "\n".join(found))


@task(help={**DATE, "port": "the port to serve on", "host": "the address to listen at"})
def serve(context: Context, date: str = "", port: str = "8000", host: str = "127.0.0.1") -> None:
    """Build, serve all sites at http://localhost:8000, and rebuild and reload after every change."""
    from plugins.multisite.serving import serve as serve_sites

    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Exit(f"{port} is no port. Write a number like 8000.")
    given = {"LOCAL": f"localhost:{port}", "OUTPUT_PATH": str(PROJECT / ".cache" / "serve" / "output")}
    serve_sites(Order("pelicanconf.py", day(date), given).read(), host, int(port), print)


@task(
    help={
        **DATE,
        **DESTINATION,
        "confirm-fewer": "publish although a site loses more than a fifth of its pages",
        "force": "publish also what is not committed, or older than what is live",
        "output": "the folder to build into, like the one that ./site assemble has made; without it one in .cache/",
    }
)
def publish(
    context: Context,
    destination: str = "",
    date: str = "",
    confirm_fewer: bool = False,
    force: bool = False,
    output: str = "",
) -> None:
    """Build all sites with their real addresses, check them, and make them live: all of them at once, or none."""
    from plugins.publishing.commands import publish_command
    from plugins.publishing.gates import Wish

    order = production(day(date), output)
    finish(publish_command(order, destination, Wish(force=force, fewer=confirm_fewer)))


@task(help={**DESTINATION, "release": "its name or a part of it; without it the one that was live before"})
def rollback(context: Context, release: str = "", destination: str = "") -> None:
    """Make an earlier release live again: ./site rollback [RELEASE]."""
    from plugins.publishing.commands import rollback_command

    finish(rollback_command(production(day("")), destination, release))


@task(help=DESTINATION)
def releases(context: Context, destination: str = "") -> None:
    """List the releases: commit, day, pages, size, and which is live."""
    from plugins.publishing.commands import releases_command

    finish(releases_command(production(day("")), destination))


@task(help={**DESTINATION, "release": "its name or a part of it; without it the live one"})
def verify(context: Context, release: str = "", destination: str = "") -> None:
    """Compare a release with its manifest, file by file: ./site verify [RELEASE]."""
    from plugins.publishing.commands import verify_command

    finish(verify_command(production(day("")), destination, release))


@task(help={**DESTINATION, "plain": "over HTTP alone: to try it, and to get the first certificates"})
def nginx(context: Context, destination: str = "", plain: bool = False) -> None:
    """Print the configuration with which nginx serves what is published."""
    from plugins.publishing.configuring import nginx_command

    finish(nginx_command(production(day("")), destination, plain))


@task(help={**DESTINATION, "plain": "over HTTP alone: to try it"})
def caddy(context: Context, destination: str = "", plain: bool = False) -> None:
    """Print the configuration with which Caddy serves what is published; it gets certificates by itself."""
    from plugins.publishing.configuring import caddy_command

    finish(caddy_command(production(day("")), destination, plain))


@task(
    help={
        "what": "install, once; publish what main holds now; pre-receive and post-receive are what git calls",
        "repository": "the folder of a bare repository that coaches push to",
        "confirm-fewer": "publish although a site loses more than a fifth of its pages",
    }
)
def hooks(context: Context, what: str, repository: str, confirm_fewer: bool = False) -> None:
    """Check and publish what is pushed to a repository on this machine: ./site hooks install REPO.git."""
    from plugins.publishing.gates import Wish
    from plugins.publishing.receiving import hooks_command

    finish(hooks_command(production(day("")), what, Path(repository), PROJECT / "site", Wish(fewer=confirm_fewer)))


@task(
    help={
        "format": "text; github, whose annotations stand beside the line; or gitlab, a report of code quality as JSON",
        "since": "a commit whose addresses must still lead somewhere; without it the last release, else the last push",
    }
)
def check(context: Context, format: str = "text", since: str = "") -> None:
    """Report everything that is wrong with the content, and addresses that have vanished; nothing is written."""
    from plugins.multisite.annotations import FORMS
    from plugins.publishing.checking import check_command

    if format not in FORMS:
        raise Exit(f"{format} is no format. There are {', '.join(FORMS)}.")
    finish(check_command(Order("pelicanconf.py", day("")), format, since))


@task(
    help={
        **DATE,
        "village": "only this one, ./site report ampen for short; without it all",
        "markdown": "write it as Markdown into this file, or - to print it; without it a table",
    }
)
def report(context: Context, village: str = "", date: str = "", markdown: str = "") -> None:
    """Say what a village's coach should look at: what is overdue, has no next step, is quiet, has expired or wants checking."""
    from plugins.multisite.reviewing import review_and_report

    finish(review_and_report(Order("pelicanconf.py", day(date)).read(), village, markdown))


@task(help={"village": "only this one; without it all that have a repository of their own"})
def update(context: Context, village: str = "") -> None:
    """Lock the newest commit of the villages' own repositories in villages.lock, where their content is clean."""
    from plugins.multisite.reporting import update_and_report

    finish(update_and_report(Order("pelicanconf.py", day("")).read(), village or None))


@task(
    iterable=["village", "project"],
    help={
        **DATE,
        "village": "only the posters of this village, like ampen; may be given several times",
        "project": "only the poster of this project, like ampen/dorfkino; may be given several times",
        "output": "the folder to write into",
    },
)
def poster(context: Context, village: list[str], project: list[str], date: str = "", output: str = "posters") -> None:
    """Print a poster of each project as PDF, and, if no one is named, the table plan and signs of the Projektbörse."""
    if not find_spec("weasyprint"):
        run(context, "uv sync --frozen --inexact --no-dev --extra pdf")
        invalidate_caches()
    from plugins.multisite.reporting import print_and_report

    finish(print_and_report(Order("publishconf.py", day(date)).read(), PROJECT / output, village, project))


@task(
    iterable=["python"],
    help={
        "output": "the folder to fill; what lies there is replaced",
        "python": "only the wheels for this Python, like 3.13; may be given several times",
    },
)
def vendor(context: Context, python: list[str], output: str = "vendor") -> None:
    """Bring all packages and uv into a folder, from which everything can be built without a network."""
    chosen = "".join(f" --python {version}" for version in python)
    run(context, f"{executable} bootstrap/vendor.py {output}{chosen}")


@task
def lint(context: Context) -> None:
    """Check the code's style and types."""
    run(context, f"{TOOLS} ruff check")
    run(context, f"{TOOLS} ruff format --check")
    run(context, f"{TOOLS} mypy")


@task(help={"only": "a file or folder, and whatever else pytest takes: --only 'tests/network -k slug'"})
def test(context: Context, only: str = "") -> None:
    """Check the code and run all tests; or, with --only, run some tests."""
    if not only:
        lint(context)
    run(context, f"{TOOLS} python tests/system_packages.py")
    run(context, f"{TOOLS} python -m pytest {only or '-n auto --dist loadfile'}")


@task(
    help={
        "villages": "how many; with --documents, to measure one corpus of that size instead of all",
        "documents": "how many in all; for each village where the number is below that of villages",
        "rounds": "how often everything is measured",
        "quick": "600 documents, one round: does it work?",
    }
)
def bench(context: Context, villages: int = 0, documents: int = 0, rounds: int = 3, quick: bool = False) -> None:
    """Measure the build beside Hugo and plain Pelican; all of it takes an hour and is written to docs/benchmarks.md."""
    size = f"--villages {villages} --documents {documents} " if villages or documents else ""
    run(context, f"{TOOLS} --group bench python -m benchmarks.run {size}--rounds {rounds}{' --quick' if quick else ''}")


@task(
    iterable=["site", "page"],
    help={
        **DATE,
        "site": "only this site; may be given several times",
        "page": "only this kind of page, like village_start; may be given several times",
        "lighthouse": "measure one page of each kind with Lighthouse instead; it needs Node and npm",
        "record": "keep the result in content/main/seiten/barrierefreiheit.md, of which the statement is made",
    },
)
def audit(
    context: Context, site: list[str], page: list[str], date: str = "", lighthouse: bool = False, record: bool = False
) -> None:
    """Measure every kind of page as its readers get it: bytes, jumps, accessibility; 1 where a budget is missed."""
    run(context, f"{TOOLS} python tests/system_packages.py")
    chosen = "".join(f" --site '{one}'" for one in site) + "".join(f" --page '{one}'" for one in page)
    switches = f"{' --lighthouse' if lighthouse else ''}{' --record' if record else ''}"
    run(context, f"{TOOLS} python -m audit.run --date {day(date)}{chosen}{switches}")


@task(
    iterable=["only"],
    help={
        "trials": "of kill -9; the other faults have a share of them",
        "only": "the name of a fault as it stands in the table; give it once for each",
        "seed": "another one draws other moments, edits and damages",
    },
)
def torture(context: Context, only: list[str], trials: int = 200, seed: int = 1) -> None:
    """Kill builds, fill disks, damage stores, edit meanwhile: does every output stay whole? Takes half an hour."""
    chosen = "".join(f" --only '{name}'" for name in only)
    run(context, f"{TOOLS} python -m torture.run --trials {trials} --seed {seed}{chosen}")


@task(
    help={
        "seconds": "how long readers come",
        "publishes": "how often something is published meanwhile; a tenth as often it is taken back",
    }
)
def load(context: Context, seconds: int = 60, publishes: int = 20) -> None:
    """Let readers come by the thousand to a real nginx while others publish, and measure a push until it is live."""
    run(context, f"{TOOLS} python -m torture.load --seconds {seconds} --publishes {publishes}")


def production(day: date, output: str = "") -> Order:
    """A build with the real addresses, beside those that people look at."""
    folder = PROJECT / output if output else PROJECT / ".cache" / "publish" / "output"
    return Order("publishconf.py", day, {"OUTPUT_PATH": str(folder)})


def day(asked: str) -> date:
    """The day to build for; ends the command where it is none."""
    try:
        return build_date(os.environ, datetime.now(UTC), asked)
    except ValueError:
        raise Exit(f"{asked or os.environ['SOURCE_DATE_EPOCH']} is no date. Write it like 2026-11-22.") from None


def sites_of(shard: str) -> tuple[str, ...]:
    """The sites of a shard like 3/8, without one all sites; ends the command where it is none or villages.yaml is wrong."""
    from plugins.multisite import listing

    try:
        return listing.sites_of_shard(PROJECT, shard) if shard else listing.sites_of(PROJECT)
    except ValueError:
        raise Exit(f"{shard} is no shard. Write it like 3/8, the third of eight.") from None
    except Findings as findings:
        raise Exit(str(findings)) from None


def finish(code: int) -> None:
    """End with this exit code."""
    if code:
        raise Exit(code=code)


def run(context: Context, command: str) -> None:
    """Run a command as if it had been typed: with colours and a keyboard on a terminal, plainly anywhere else."""
    context.run(command, pty=os.isatty(0) and os.isatty(1))
