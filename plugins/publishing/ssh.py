"""ssh and rsync as programs: every word is an argument of its own here, and quoted for the shell of the server.

The key comes from an agent, from ssh's own settings, or from the environment; never from villages.yaml.
"""

import shlex
import subprocess
import tempfile
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from plugins.network.destinations import Destination
from plugins.network.frozen import frozen
from plugins.publishing.telling import Refused

KEY, HOSTS = "PUBLISH_SSH_KEY", "PUBLISH_SSH_KNOWN_HOSTS"
"""Variables of the environment: a private key, and the server's line of known_hosts. Both in full, as CI keeps secrets."""
SCRIPT = Path(__file__).with_name("server.sh")
_SETTINGS = {
    "BatchMode": "yes",
    "ConnectTimeout": "20",
    "ServerAliveInterval": "15",
    "ServerAliveCountMax": "3",
    "StrictHostKeyChecking": "yes",
}
_FULL = ("No space left on device", "Disk quota exceeded")
_REFUSES = 3
"""The exit code with which the script says in a word what it lacks."""
_PATIENCE = 10.0
"""Seconds in which a connection should end when there is nothing more to say."""
_BEAT = 10.0
"""Seconds between two signs of life of a lock; the server waits for a minute."""


@frozen
class Connection:
    """How a server is reached."""

    destination: Destination
    options: tuple[str, ...]
    """Of ssh."""

    @property
    def command(self) -> list[str]:
        """ssh up to, and without, the host."""
        port = ["-p", str(self.destination.port)] if self.destination.port else []
        return ["ssh", "-T", *port, *self.options]

    @property
    def host(self) -> str:
        """Who is called, by whom."""
        user = f"{self.destination.user}@" if self.destination.user else ""
        return f"{user}{self.destination.host}"

    def words(self, task: str, *arguments: str) -> list[str]:
        """The whole command that has the server's script do something."""
        script = ["sh", "-c", SCRIPT.read_text(encoding="utf-8"), "sh", task, self.destination.path, *arguments]
        return [*self.command, "--", self.host, shlex.join(script)]

    def ask(self, task: str, *arguments: str, given: str = "") -> str:
        """What the script says. Raises Refused."""
        return _output(self.words(task, *arguments), self.host, given)

    def send(self, source: Path, target: str, *options: str) -> None:
        """Copy a folder's content into one below the destination's. Raises Refused."""
        words = ["rsync", "--recursive", "--checksum", "--perms", "--chmod=D755,F444", "--timeout=60", *options]
        shell = ["--rsh", shlex.join(self.command)]
        _output([*words, *shell, "--", f"{source}/", f"{self.host}:{self.destination.path}/{target}/"], self.host)

    @contextmanager
    def held(self) -> Iterator[None]:
        """A lock on the server that lives as long as this connection. Raises Refused where somebody else holds it."""
        process = subprocess.Popen(
            self.words("hold"), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert process.stdin and process.stdout and process.stderr
        over = threading.Event()
        with process:
            try:
                answer = process.stdout.readline().decode().strip()
                if answer != "held":
                    raise _refusal(self.host, process.wait(), answer, process.stderr.read().decode(errors="replace"))
                threading.Thread(target=_beat, args=(process.stdin, over), daemon=True).start()
                yield
            finally:
                over.set()
                _hang_up(process)


def _beat(stream: IO[bytes], over: threading.Event) -> None:
    """Signs of life."""
    with suppress(OSError, ValueError):
        while not over.wait(_BEAT):
            stream.write(b".")
            stream.flush()


def _hang_up(process: subprocess.Popen[bytes]) -> None:
    """The server sees that nothing more comes, and lets go of the lock."""
    with suppress(OSError, subprocess.TimeoutExpired):
        if process.stdin:
            process.stdin.close()
        process.wait(_PATIENCE)
    process.kill()


def _output(words: Sequence[str], host: str, given: str = "") -> str:
    done = subprocess.run(words, input=given.encode(), capture_output=True, check=False)
    said = done.stdout.decode(errors="replace")
    if done.returncode:
        raise _refusal(host, done.returncode, said.strip(), done.stderr.decode(errors="replace"))
    return said


def _refusal(host: str, code: int, answer: str, complaint: str) -> Refused:
    if code == _REFUSES and answer == "busy":
        return Refused(f"Somebody else is publishing on {host}. Try again when that is done.")
    if code == _REFUSES and answer:
        return Refused(f"{host} {answer}.")
    if any(words in complaint for words in _FULL):
        return Refused(f"disk full on {host}")
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    return Refused(f"{host}: {lines[-1] if lines else 'the connection broke off'} (exit code {code})")


@contextmanager
def connection(destination: Destination, environment: Mapping[str, str]) -> Iterator[Connection]:
    """The way to a server; a key from the environment lies in a file only so long, and only for us.

    While a lock is held, all else goes through its connection: the server is asked for admission once.
    """
    options = [part for name, value in _SETTINGS.items() for part in ("-o", f"{name}={value}")]
    with tempfile.TemporaryDirectory(prefix="publish-") as folder:
        options += ["-o", "ControlMaster=auto", "-o", f"ControlPath={folder}/way"]
        for variable, name in ((KEY, "IdentityFile"), (HOSTS, "UserKnownHostsFile")):
            if text := environment.get(variable):
                file = Path(folder) / name
                file.touch(0o600)
                file.write_text(text.rstrip() + "\n", encoding="utf-8")
                options += ["-o", f"{name}={file}", *(("-o", "IdentitiesOnly=yes") if variable == KEY else ())]
        yield Connection(destination, tuple(options))
