"""The configuration of a web server as a person asks for it: for which destination, and what cannot be served."""

import sys
from collections.abc import Callable
from pathlib import Path

from plugins.multisite.jobs import job_of
from plugins.multisite.orders import Order
from plugins.network.destinations import Destination
from plugins.network.problems import Findings
from plugins.network.vocabulary import DestinationKind
from plugins.publishing.caddy import caddy_text
from plugins.publishing.commands import destination_of
from plugins.publishing.hosts import Serving, hosts_of
from plugins.publishing.nginx import nginx_text
from plugins.publishing.telling import Refused

_SPECIAL = set('"\\${}')
"""Characters that mean something in a configuration, even in quotation marks."""


def nginx_command(order: Order, named: str, plain: bool) -> int:
    """Print what nginx needs to serve a destination, over HTTP alone if `plain`; the exit code."""
    return _printed(order, named, plain, nginx_text)


def caddy_command(order: Order, named: str, plain: bool) -> int:
    """The same for Caddy."""
    return _printed(order, named, plain, caddy_text)


def _printed(order: Order, named: str, plain: bool, text: Callable[[Serving], str]) -> int:
    job = job_of(order.read())
    try:
        plan, destination = destination_of(job, named)
        serving = Serving(hosts_of(plan.sites), served_from(destination, job.root), tls=not plain)
    except (Findings, Refused) as error:
        print(error, file=sys.stderr)  # what is printed goes into a file
        return 1
    print(text(serving), end="")
    return 0


def served_from(destination: Destination, project: Path) -> str:
    """The folder that holds `current`, as the web server on that machine knows it. Raises Refused."""
    if destination.kind is DestinationKind.STATIC:
        raise Refused(f"{destination.name} is for a host with a server of its own: the folder holds what that needs.")
    if destination.kind is DestinationKind.SSH and not destination.path.startswith("/"):
        raise Refused(f"{destination.name}: a web server cannot know where {destination.path} is. Write a path from /.")
    base = str(project / destination.path)
    if _SPECIAL & set(base):
        raise Refused(f"{base}: no web server takes such a name. Publish into another folder.")
    return base
