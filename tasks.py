"""What `./site` can do. A task is a line or two; the work is done in plugins/ and tests/."""

import os
from datetime import UTC, date, datetime
from pathlib import Path

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task

from plugins.multisite.clock import build_date
from plugins.multisite.commands import PROJECT, Order, build_command

TOOLS = "uv run --frozen"  # runs a command with the dev group's tools, which ./site by itself does not install
DATE = {"date": "the day to build for, like 2026-11-22; without it SOURCE_DATE_EPOCH, else today"}


@task(
    help={
        **DATE,
        "settings": "Pelican's settings: pelicanconf.py, or publishconf.py for the real addresses",
        "jobs": "how many processes may work; without it as many as there are cores",
        "site": "build this site only, from the whole network: a shard for ./site assemble",
    }
)
def build(context: Context, date: str = "", settings: str = "pelicanconf.py", jobs: int = 0, site: str = "") -> None:
    """Build all sites into output/, or report everything that is wrong with the content and write nothing."""
    given = {"JOBS": jobs, "SITE": site}
    finish(build_command(Order(settings, day(date), {name: value for name, value in given.items() if value})))


@task(iterable=["shard"], help={"shard": "an output/ with one or more sites; give it once for each"})
def assemble(context: Context, shard: list[str]) -> None:
    """Put the sites that several machines built together to one output/, and check that nothing is missing."""
    from plugins.multisite.reporting import assemble_and_report

    finish(assemble_and_report(Order("pelicanconf.py", day("")).read(), [Path(folder) for folder in shard]))


@task(help={**DATE, "port": "the port to serve on", "host": "the address to listen at"})
def serve(context: Context, date: str = "", port: str = "8000", host: str = "127.0.0.1") -> None:
    """Build, serve all sites at http://localhost:8000, and rebuild and reload after every change."""
    from plugins.multisite.serving import serve as serve_sites

    if not (port.isdecimal() and 0 < int(port) < 65536):
        raise Exit(f"{port} is no port. Write a number like 8000.")
    given = {"LOCAL": f"localhost:{port}", "OUTPUT_PATH": str(PROJECT / ".cache" / "serve" / "output")}
    serve_sites(Order("pelicanconf.py", day(date), given).read(), host, int(port), print)


@task
def check(context: Context) -> None:
    """Report everything that is wrong with the content; nothing is written."""
    from plugins.multisite.reporting import check_and_report

    finish(check_and_report(Order("pelicanconf.py", day("")).read()))


@task(help={"village": "only this one; without it all that have a repository of their own"})
def update(context: Context, village: str = "") -> None:
    """Lock the newest commit of the villages' own repositories in villages.lock, where their content is clean."""
    from plugins.multisite.reporting import update_and_report

    finish(update_and_report(Order("pelicanconf.py", day("")).read(), village or None))


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


def day(asked: str) -> date:
    """The day to build for; ends the command where it is none."""
    try:
        return build_date(os.environ, datetime.now(UTC), asked)
    except ValueError:
        raise Exit(f"{asked or os.environ['SOURCE_DATE_EPOCH']} is no date. Write it like 2026-11-22.") from None


def finish(code: int) -> None:
    """End with this exit code."""
    if code:
        raise Exit(code=code)


def run(context: Context, command: str) -> None:
    """Run a command as if it had been typed: with colours and a keyboard on a terminal, plainly anywhere else."""
    context.run(command, pty=os.isatty(0) and os.isatty(1))
