"""The development server: four hosts on one port, rebuilt and reloaded when a file changes; findings on every page."""

import mimetypes
import socket
from collections.abc import Callable, Iterable
from html import escape
from pathlib import Path
from time import perf_counter
from traceback import extract_tb
from typing import Any

from jinja2 import TemplateError
from livereload import Server
from livereload.handlers import LiveReloadHandler
from livereload.watcher import Watcher
from tornado.ioloop import PeriodicCallback

from plugins.multisite.building import build
from plugins.multisite.jobs import job_of, local_address
from plugins.multisite.results import Result
from plugins.multisite.settling import published
from plugins.network.problems import Findings, Problem
from plugins.network.references import MAIN, SLUG
from plugins.network.repository import LOCK

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
_TYPES = {".xml": "application/xml", ".webmanifest": "application/manifest+json", ".woff2": "font/woff2"}


class Workshop:
    """Builds again and again; remembers what was wrong with the last build."""

    def __init__(self, settings: dict[str, Any], say: Callable[[str], None]) -> None:
        """`settings` are Pelican's, `say` prints for the coach."""
        self._settings, self._say = settings, say
        self.problems: tuple[Problem, ...] = ()

    def build(self) -> tuple[Result, ...]:
        """Build everything; on findings the last good build stays, and there are no results."""
        began = perf_counter()
        try:
            built = published(job_of(self._settings), build)
        except Findings as findings:
            self.problems = findings.problems
            self._say(str(findings))
            return ()
        except TemplateError as error:
            self.problems = (_in_template(error),)
            self._say(str(self.problems[0]))
            return ()
        self.problems = ()
        for setback in built.setbacks:
            self._say(str(setback))
        results = built.outcome
        self._say(f"{sum(result.pages for result in results)} pages in {perf_counter() - began:.2f} s")
        return results


def _in_template(error: TemplateError) -> Problem:
    """A mistake in the theme as a finding: the innermost line of a template that was at work."""
    frames = [frame for frame in extract_tb(error.__traceback__) if frame.filename.endswith(".html")]
    path, line = (frames[-1].filename, frames[-1].lineno or 1) if frames else ("themes", 1)
    name, line = getattr(error, "filename", None) or path, getattr(error, "lineno", None) or line
    return Problem(
        str(name), line, "Vorlage", str(error), "eine Vorlage ohne Fehler", "Sieh in der genannten Zeile nach."
    )


class _Eager(Watcher):  # type: ignore[misc]
    """Looks five times a second; livereload's own pace would use up most of the two seconds a change may take."""

    def start(self, callback: Callable[[], None]) -> bool:
        """Called by livereload once it serves; True: the watcher calls back by itself."""
        PeriodicCallback(callback, 200).start()
        return True


class Application:
    """WSGI: the host name's first part chooses the site, any other host gets the main one."""

    def __init__(self, output: Path, workshop: Workshop) -> None:
        """Serve the sites below `output`."""
        self._output, self._workshop = output, workshop

    def __call__(self, environ: dict[str, Any], start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request."""
        site = self._site(environ.get("HTTP_HOST", ""))
        path = environ.get("PATH_INFO", "/").encode("latin-1").decode("utf-8", "replace")
        status, file = self._file(site, path)
        content = file.read_bytes() if file else _UNBUILT
        kind = _type(file) if file else "text/html; charset=utf-8"
        if kind.startswith("text/html") and self._workshop.problems:
            content = content.replace(b"</body>", overlay(self._workshop.problems).encode() + b"</body>")
        start_response(status, [("Content-Type", kind), ("Cache-Control", "no-store")])
        return [b"" if environ["REQUEST_METHOD"] == "HEAD" else content]

    def _site(self, host: str) -> str:
        name = host.partition(":")[0].partition(".")[0]
        return name if SLUG.fullmatch(name) and (self._output / name).is_dir() else MAIN

    def _file(self, site: str, path: str) -> tuple[str, Path | None]:
        folder = (self._output / site).resolve()
        if path.isprintable() and len(path) < _LONGEST:
            file = (folder / path.lstrip("/")).resolve()
            if file.is_dir() and path.endswith("/"):
                file /= "index.html"
            if file.is_file() and file.is_relative_to(folder):
                return "200 OK", file
        missing = folder / "404.html"
        return "404 Not Found", missing if missing.is_file() else None


_LONGEST = 250
"""Characters of a path: no file system here takes a longer name."""
_UNBUILT = b"<!doctype html><html lang=de><head><title>Noch nichts gebaut</title></head><body></body></html>"


def _type(file: Path) -> str:
    kind = _TYPES.get(file.suffix) or mimetypes.guess_type(file.name)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") or kind.endswith("xml") else kind


def overlay(problems: Iterable[Problem]) -> str:
    """What is wrong, laid over the page a coach is looking at (development only)."""
    items = "".join(
        f"<li><p><code>{escape(problem.path)}:{problem.line}</code> <strong>{escape(problem.field)}</strong></p>"
        f"<p>Gefunden: {escape(problem.found)}.<br>Erwartet: {escape(problem.expected)}.<br>"
        f"<b>{escape(problem.fix)}</b></p></li>"
        for problem in problems
    )
    return (
        "<aside role=alert aria-label='Funde in den Inhalten' style='position:fixed;inset:1rem;z-index:9999;overflow:auto;"
        "padding:1rem 2rem;background:#2b1518;color:#fff;font:1rem/1.5 system-ui;border-radius:1rem'>"
        "<h2 style='color:#fff'>So lässt sich das noch nicht veröffentlichen</h2>"
        "<p>Darunter liegt der letzte gute Stand. Sobald die Datei stimmt, verschwindet diese Meldung von selbst.</p>"
        f"<ol>{items}</ol></aside>"
    )


def serve(settings: dict[str, Any], host: str, port: int, say: Callable[[str], None]) -> None:
    """Build, serve, and build again after every change, until Ctrl-C. Ends the process where the port is taken."""
    _claim(host, port)
    workshop = Workshop(settings, say)
    for result in workshop.build():
        say(local_address(result.site, f"localhost:{port}"))
    output, root = Path(settings["OUTPUT_PATH"]), Path(settings["PATH"]).parent
    server = Server(Application(output, workshop), watcher=_Eager())
    LiveReloadHandler.DEFAULT_RELOAD_TIME = 0  # livereload would swallow a second change within three seconds
    for watched in (settings["PATH"], settings["THEME"], root / "villages.yaml", root / LOCK):
        server.watch(str(watched), workshop.build)
    server.serve(host=host, port=port)


def _claim(host: str, port: int) -> None:
    """See before anything is built whether the port is free."""
    try:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise SystemExit(f"Port {port} cannot be used ({error.strerror}). Try ./site serve --port {port + 1}") from None
