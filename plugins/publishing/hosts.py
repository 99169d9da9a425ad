"""Under which names a web server serves the sites, and from where."""

from collections.abc import Iterable, Mapping

from plugins.network.frozen import frozen
from plugins.network.model import PICTURES
from plugins.network.study import Site

_WWW = "www."


@frozen
class Host:
    """A site as a web server sees it."""

    site: str
    name: str
    """Of its address."""
    other: str
    """The name that leads there: with `www.`, or without it where the address has it."""
    moved: Mapping[str, str]
    """Old path → where to, inside the site."""


@frozen
class Serving:
    """What the configuration of a web server is made from."""

    hosts: tuple[Host, ...]
    base: str
    """The folder that holds `current`."""
    tls: bool = True
    """False: over HTTP alone, to try it, and to get the first certificates."""
    certificates: str = "/etc/letsencrypt/live"
    """Where certbot keeps a folder for each host (nginx)."""
    challenges: str = "/var/www/letsencrypt"
    """Where certbot puts the answers that prove whose host it is (nginx)."""
    http: int = 80
    https: int = 443
    """The ports that are listened at."""


def hosts_of(sites: Iterable[Site]) -> tuple[Host, ...]:
    """The hosts of sites, in their order."""
    return tuple(_host(site) for site in sites)


def _host(site: Site) -> Host:
    name = site.address.removeprefix("https://")
    return Host(site.slug, name, name.removeprefix(_WWW) if name.startswith(_WWW) else _WWW + name, moved(site))


def moved(site: Site) -> dict[str, str]:
    """Old path → where to. Browsers ask for an icon at an address that no page names."""
    return {"/favicon.ico": f"/{PICTURES}/{site.sign}"}
