"""Web servers on this machine that serve a folder of releases as in production, on ports of their own."""

import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPResponse
from pathlib import Path
from typing import Self

from plugins.publishing.caddy import caddy_text
from plugins.publishing.hosts import Host, Serving
from plugins.publishing.nginx import nginx_text
from torture.project import Broken
from torture.sshd import free_port

_BROTLI = "/usr/lib/nginx/modules/ngx_http_brotli_static_module.so"
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
_PATIENCE = 20.0
"""Seconds until it must answer."""


@dataclass(frozen=True)
class Answer:
    """What a server says."""

    status: int
    headers: Message
    """Their names in whatever case."""
    body: bytes

    def __getitem__(self, name: str) -> str:
        """A header; empty where it was not sent."""
        return self.headers.get(name, "")


def certify(folder: Path, hosts: Iterable[Host]) -> None:
    """Certificates for hosts that nobody but tests believes, where certbot would put them."""
    for host in hosts:
        (folder / host.name).mkdir(parents=True)
        names = f"subjectAltName=DNS:{host.name},DNS:{host.other}"
        words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
        words += ["-days", "2", "-subj", "/CN=test", "-addext", names]
        files = ["-keyout", str(folder / host.name / "privkey.pem"), "-out", str(folder / host.name / "fullchain.pem")]
        subprocess.run([*words, *files], check=True, capture_output=True)


@dataclass
class WebServer:
    """A web server, as the configuration that is printed makes it."""

    folder: Path
    """Where its settings, certificates and papers lie."""
    serving: Serving
    processes: int = 1

    @classmethod
    def of(cls, folder: Path, hosts: tuple[Host, ...], base: Path, *, tls: bool = True, processes: int = 1) -> Self:
        """For a folder that holds `current`."""
        folder.mkdir(parents=True, exist_ok=True)
        places = {"certificates": str(folder / "certificates"), "challenges": str(folder / "proofs")}
        return cls(folder, Serving(hosts, str(base), tls, **places, http=free_port(), https=free_port()), processes)

    def __enter__(self) -> Self:
        """Start it."""
        self.write()
        self._process = subprocess.Popen(self.start(), stderr=subprocess.DEVNULL, env=self.surroundings())
        _wait(self._process, self.port)
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.send_signal(signal.SIGTERM)
        self._process.wait()

    @property
    def port(self) -> int:
        """Where the sites are."""
        return self.serving.https if self.serving.tls else self.serving.http

    def ask(self, host: str, path: str, method: str = "GET", plainly: bool = False, **headers: str) -> Answer:
        """Ask for an address at a host. Raises OSError where nothing is answered."""
        tls = self.serving.tls and not plainly
        port = self.serving.https if tls else self.serving.http
        return ask(port, host, path, method, tls=tls, headers=headers)

    def validated(self) -> str:
        """What it says itself of its settings; empty where all is well."""
        done = subprocess.run(self.validation(), capture_output=True, text=True, check=False, env=self.surroundings())
        return "" if done.returncode == 0 else done.stdout + done.stderr

    def write(self) -> None:
        """Write its settings: what is printed, and around it as little as it needs here."""
        raise NotImplementedError

    def start(self) -> list[str]:
        """The command that serves until it is ended."""
        raise NotImplementedError

    def validation(self) -> list[str]:
        """The command that reads the settings and says what is wrong with them."""
        raise NotImplementedError

    def surroundings(self) -> dict[str, str]:
        """The environment it runs in."""
        return dict(os.environ)


class Caddy(WebServer):
    """Caddy, with certificates that it makes itself."""

    def write(self) -> None:
        """Write its Caddyfile."""
        (self.folder / "Caddyfile").write_text(self._around() + caddy_text(self.serving))

    def start(self) -> list[str]:
        """In the foreground."""
        return ["caddy", "run", *self._settings]

    def validation(self) -> list[str]:
        """By itself."""
        return ["caddy", "validate", *self._settings]

    def surroundings(self) -> dict[str, str]:
        """It keeps certificates and settings in the home folder."""
        return {**os.environ, "HOME": str(self.folder)}

    @property
    def _settings(self) -> list[str]:
        return ["--config", str(self.folder / "Caddyfile"), "--adapter", "caddyfile"]

    def _around(self) -> str:
        return f"""\
{{
	admin off
	http_port {self.serving.http}
	https_port {self.serving.https}
	local_certs
	skip_install_trust
	storage file_system "{self.folder}"
}}

"""


class Nginx(WebServer):
    """nginx, with certificates of ours."""

    def write(self) -> None:
        """Write its settings, and make certificates."""
        if self.serving.tls and not Path(self.serving.certificates).exists():
            certify(Path(self.serving.certificates), self.serving.hosts)
        (self.folder / "sites.conf").write_text(nginx_text(self.serving))
        (self.folder / "nginx.conf").write_text(self._around())

    def start(self) -> list[str]:
        """In the foreground."""
        return [*self._words(), "-g", "daemon off;"]

    def validation(self) -> list[str]:
        """By itself."""
        return [*self._words(), "-t", "-q"]

    def _words(self) -> list[str]:
        program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin") or "nginx"
        return [program, "-c", str(self.folder / "nginx.conf"), "-e", str(self.folder / "error.log")]

    def _around(self) -> str:
        """`root` reads what tests may lay into folders of their own; others are whoever they are."""
        temporary = "".join(f"    {name}_temp_path {self.folder / name};\n" for name in _TEMPORARY)
        user = "user root;\n" if os.geteuid() == 0 else ""
        return f"""\
{user}load_module {_BROTLI};
worker_processes {self.processes};
pid {self.folder / "pid"};
error_log {self.folder / "error.log"};
events {{
    worker_connections 2048;
}}
http {{
    sendfile on;
    tcp_nopush on;
{temporary}    include {self.folder / "sites.conf"};
}}
"""


def ask(port: int, host: str, path: str, method: str = "GET", *, tls: bool, headers: Mapping[str, str]) -> Answer:
    """Ask a server on this machine. Names of headers are written with `_`. Raises OSError where nothing is answered."""
    sent = {"Host": host, "Connection": "close", **{name.replace("_", "-"): value for name, value in headers.items()}}
    lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in sent.items()), "", ""]
    with _connected(port, host if tls else "") as line:
        line.sendall("\r\n".join(lines).encode())
        answer = HTTPResponse(line, method=method)
        answer.begin()
        return Answer(answer.status, answer.headers, answer.read())


def _connected(port: int, name: str) -> socket.socket:
    """A line to this machine; with TLS where a host is named."""
    line = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE)
    if not name:
        return line
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context.wrap_socket(line, server_hostname=name)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    """Until somebody listens there; raises Broken where the process has ended, or takes too long."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.02)
    raise Broken("the web server does not start")
