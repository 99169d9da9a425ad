"""Where the sites are published: what `villages.yaml` says under `publish`. No secret stands there.

What stands here is given to ssh and rsync. So every type lets through only what neither they nor the shell of a server can
mistake for an option or a command.
"""

import re
from typing import Annotated, Any

from pydantic import PlainValidator, model_validator

from plugins.network.elements import Frozen
from plugins.network.references import SLUG
from plugins.network.values import Wrong, matching, one_of
from plugins.network.vocabulary import DestinationKind

_HOST = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*")
_USER = re.compile(r"[a-z_][a-z0-9_-]*")
_PATH = re.compile(r"/?[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*")
_PORTS = range(1, 65536)
_OURS = {"benchmarks", "bootstrap", "content", "docs", "output", "plugins", "tests", "themes", "torture"}
"""The project's own folders: sources, and what a build writes."""


def _port(value: Any) -> int:
    if not isinstance(value, str) or not re.fullmatch(r"[0-9]{1,5}", value) or int(value) not in _PORTS:
        raise Wrong("eine Zahl von 1 bis 65535", "Meist ist es 22; lass die Zeile dann weg.")
    return int(value)


DestinationName = Annotated[
    str,
    PlainValidator(
        matching(SLUG, "ein Kurzname aus Kleinbuchstaben, Ziffern und Bindestrichen", "Zum Beispiel `server`.")
    ),
]
DestinationPath = Annotated[
    str,
    PlainValidator(
        matching(
            _PATH,
            "ein Ordner wie `www` oder `/srv/modellorte`",
            "Nur Buchstaben ohne Umlaute, Ziffern, `_`, `-` und `.`, ohne `..` und ohne Schrägstrich am Ende.",
        )
    ),
]
Host = Annotated[
    str,
    PlainValidator(
        matching(
            _HOST,
            "der Name des Servers wie `server.modellorte.example`",
            "Nur der Name: wer sich anmeldet, gehört nach `user`, der Port nach `port`.",
        )
    ),
]
User = Annotated[
    str,
    PlainValidator(
        matching(
            _USER, "ein Benutzername wie `modellorte`", "Kleinbuchstaben, Ziffern, `_` und `-`, vorn keine Ziffer."
        )
    ),
]
Port = Annotated[int, PlainValidator(_port)]


class Destination(Frozen):
    """A place where the sites are published."""

    name: DestinationName
    """What `--destination` calls it."""
    kind: Annotated[DestinationKind, one_of(DestinationKind)]
    path: DestinationPath
    """The folder that holds the releases; on this machine a relative one lies in the project, on a server in the home folder."""
    host: Host | None = None
    user: User | None = None
    """Who logs in; None: whom ssh's own settings name."""
    port: Port | None = None

    @property
    def place(self) -> str:
        """Where it is, in a word."""
        return f"{self.host}:{self.path}" if self.host else self.path

    @property
    def inside(self) -> bool:
        """Whether the folder lies in the project, of which it is no part."""
        return self.kind is not DestinationKind.SSH and not self.path.startswith("/")

    @model_validator(mode="after")
    def _fits_its_kind(self) -> "Destination":
        if self.kind is DestinationKind.SSH and not self.host:
            raise Wrong("`host`, der Name des Servers", "Ergänze eine Zeile `host: …`.", "kind")
        if self.kind is not DestinationKind.SSH:
            for key in ("host", "user", "port"):
                if getattr(self, key):
                    fix = "Lösche die Zeile, oder schreibe `kind: ssh`."
                    raise Wrong(f"kein `{key}`, denn der Ordner liegt auf diesem Rechner", fix, key)
            if self.path.partition("/")[0] in _OURS:
                raise Wrong("ein eigener Ordner wie `www`", "Nimm einen Ordner, der sonst nichts enthält.", "path")
        return self


def usual_destination() -> Destination:
    """Where the sites are published if nothing is said: a folder on this machine, so that it can be tried at once."""
    return Destination(name="www", kind=DestinationKind.FOLDER, path="www")
