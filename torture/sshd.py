"""A real ssh server on this machine, for the user who runs this, and a line to it that can be cut."""

import getpass
import os
import shutil
import socket
import subprocess
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

from plugins.publishing.ssh import HOSTS, KEY
from torture.project import Broken


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@dataclass
class Sshd:
    """Listens on a port of its own, with keys of its own."""

    folder: Path
    """Where keys and settings lie."""
    port: int = field(default_factory=free_port)

    def __enter__(self) -> Self:
        """Make keys and start it."""
        if os.geteuid() == 0:
            Path("/run/sshd").mkdir(exist_ok=True)
        for name in ("host", "user"):
            words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(self.folder / name)]
            subprocess.run(words, check=True)
        settings = {
            "ListenAddress": f"127.0.0.1:{self.port}",
            "HostKey": self.folder / "host",
            "AuthorizedKeysFile": self.folder / "user.pub",
            "StrictModes": "no",
            "UsePAM": "no",
            "PidFile": "none",
            "PasswordAuthentication": "no",
            "PermitRootLogin": "yes",
            "MaxStartups": "100",
        }
        file = self.folder / "sshd_config"
        file.write_text("".join(f"{name} {value}\n" for name, value in settings.items()))
        program = shutil.which("sshd", path=f"{os.environ['PATH']}:/usr/sbin") or "sshd"
        with (self.folder / "log").open("w") as log:
            self._process = subprocess.Popen([program, "-D", "-e", "-f", str(file)], stderr=log)
        self._wait()
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()

    def environment(self, port: int | None = None) -> dict[str, str]:
        """What CI would keep as secrets; `port`: of the line that is used."""
        host = " ".join((self.folder / "host.pub").read_text().split()[:2])
        known = f"[localhost]:{port or self.port} {host}"
        return {KEY: (self.folder / "user").read_text(), HOSTS: known}

    def stanza(self, path: Path, port: int | None = None) -> str:
        """The server as a destination in villages.yaml."""
        where = f"host: localhost, user: {getpass.getuser()}, port: {port or self.port}, path: {path}"
        return f"publish:\n  - {{name: server, kind: ssh, {where}}}\n"

    def _wait(self) -> None:
        for _ in range(200):
            with suppress(OSError), socket.create_connection(("127.0.0.1", self.port)):
                return
            time.sleep(0.05)
        raise Broken((self.folder / "log").read_text())


@dataclass
class Line:
    """Between a client and a server; it is cut as soon as so many bytes have been sent through one connection."""

    to: int
    """The server's port."""
    lasts: int | None = None
    """Bytes; None: for ever."""

    def __enter__(self) -> Self:
        """Listen."""
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        self.cuts = 0
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        """Take no more calls."""
        self._listening.close()

    def _listen(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                try:
                    server = socket.create_connection(("127.0.0.1", self.to))
                except OSError:
                    client.close()
                    continue
                threading.Thread(target=self._pass_on, args=(client, server, self.lasts), daemon=True).start()
                threading.Thread(target=self._pass_on, args=(server, client, None), daemon=True).start()

    def _pass_on(self, source: socket.socket, target: socket.socket, lasts: int | None) -> None:
        passed = 0
        with suppress(OSError):
            while block := source.recv(8192):
                passed += len(block)
                if lasts is not None and passed > lasts:
                    self.cuts += 1
                    break
                target.sendall(block)
        for end in (source, target):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()
