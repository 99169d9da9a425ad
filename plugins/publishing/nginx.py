"""The configuration of nginx for all sites, as text: made from villages.yaml, commented, complete.

A release is switched by a link, so nginx must look at each file anew: there is no `open_file_cache`.
"""

from collections.abc import Iterator, Mapping

from plugins.publishing.headers import ASK_AGAIN, FOR_EVER, HEADERS, NEVER, TRANSPORT, WORKER
from plugins.publishing.hosts import Host, Serving
from plugins.publishing.kinds import BY_NAME, KINDS, TEXTS, UNKNOWN
from plugins.publishing.places import CURRENT
from plugins.publishing.releases import HASHED

_PROOFS = "/.well-known/acme-challenge/"
_KEEPING = "$modellorte_keeping"
_ORDINARY, _MANY = 40, 100
"""Letters of a name, and hosts, that nginx has room for without being told."""


def nginx_text(serving: Serving) -> str:
    """A file for the context `http`, as in Debian's /etc/nginx/sites-enabled."""
    blocks = [_head(serving), *_long_names(serving), _keeping(), _strangers(serving)]
    blocks += [_to_https(serving)] if serving.tls else []
    for host in serving.hosts:
        blocks += [_other_name(serving, host), _site(serving, host)]
    return "\n".join(blocks)


def _head(serving: Serving) -> str:
    return f"""\
# {len(serving.hosts)} sites, served by nginx. Made by `./site nginx` from villages.yaml: print it anew instead of editing it.
# It needs nginx 1.22 or later with brotli_static (Debian: nginx-light libnginx-mod-http-brotli-static), and no other
# server that calls itself default_server (Debian: rm /etc/nginx/sites-enabled/default).
{_ON_HTTP2 if serving.tls else ""}{_on_certificates(serving) if serving.tls else _WITHOUT}"""


_ON_HTTP2 = """\
# nginx 1.25.1 and later call `http2` beside a port deprecated, and obey; earlier ones do not know the new `http2 on;`.
"""
_WITHOUT = """\
#
# Over HTTP alone: to try it, and to get the first certificates. Phones keep nothing so, and anybody on the way can read.
"""


def _on_certificates(serving: Serving) -> str:
    """How to get what the configuration asks for."""
    wanted = (
        f"#   certbot certonly --webroot -w {serving.challenges} --cert-name {host.name} -d {host.name} -d {host.other}\n"
        for host in serving.hosts
    )
    return f"""\
#
# nginx starts only if the certificates are there. The first time: `./site nginx --plain`, and then, for each site,
{"".join(wanted)}#
# certbot.timer renews them; nginx sees the new ones after a reload, for which this stands in
# /etc/letsencrypt/renewal-hooks/deploy/nginx:   systemctl reload nginx
"""


def _long_names(serving: Serving) -> Iterator[str]:
    """Room for names that nginx would otherwise refuse. Not said where it need not: it may stand once only."""
    if (
        max(len(name) for host in serving.hosts for name in (host.name, host.other)) > _ORDINARY
        or len(serving.hosts) > _MANY
    ):
        yield "# Some names are longer than nginx expects, or there are many.\n" + "".join(
            f"server_names_hash_{what};\n" for what in ("bucket_size 256", "max_size 4096")
        )


def _keeping() -> str:
    return f"""\
# How long a browser keeps a file: for ever where the name carries a hash of the content; the worker of the app never;
# everything else until the server says that it has changed (mostly it has not, and a short 304 is all that is sent).
map $uri {_KEEPING} {{
    default "{ASK_AGAIN}";
    "~{HASHED}$" "{FOR_EVER}";
    {WORKER} "{NEVER}";
}}
"""


def _strangers(serving: Serving) -> str:
    secure = _listen(serving, " default_server") if serving.tls else ""
    reject = "    ssl_reject_handshake on;\n" if serving.tls else ""
    return f"""\
# Whoever asks for a name that is not ours (scanners, mostly) gets no answer.
server {{
    server_tokens off;
{_listen_plainly(serving, " default_server")}{secure}    server_name _;
{reject}    return 444;
}}
"""


def _to_https(serving: Serving) -> str:
    names = "\n".join(f"        {host.name} {host.other}" for host in serving.hosts)
    return f"""\
# HTTP leads to HTTPS at the same name; only certbot proves here whose names these are.
server {{
    server_tokens off;
{_listen_plainly(serving)}    server_name
{names};
{_proofs(serving)}    location / {{
        return 301 https://$host$request_uri;
    }}
}}
"""


def _proofs(serving: Serving) -> str:
    return f"""\
    location {_PROOFS} {{
        root {serving.challenges};
    }}
"""


def _other_name(serving: Serving, host: Host) -> str:
    scheme = "https" if serving.tls else "http"
    return f"""\
# {host.other} leads to {host.name}.
server {{
    server_tokens off;
{_listen(serving)}    server_name {host.other};
{_secured(serving, host)}{_added(TRANSPORT) if serving.tls else _proofs(serving)}    location / {{
        return 301 {scheme}://{host.name}$request_uri;
    }}
}}
"""


def _site(serving: Serving, host: Host) -> str:
    return f"""\
# The site “{host.site}”.
server {{
    server_tokens off;
{_listen(serving)}    server_name {host.name};
{_secured(serving, host)}
    root "{serving.base}/{CURRENT}/{host.site}";
    index index.html;
    absolute_redirect off;  # /termine leads to /termine/ whatever port and protocol somebody came by
    access_log off;  # who reads what is nobody's business
    log_not_found off;

    # Beside every file lies what it is compressed to; nothing is compressed while somebody waits.
    gzip off;
    brotli_static on;
    gzip_static on;
    gzip_vary on;

{_kinds()}
{_headers(serving)}
    # What is not there is the site's own page that says so; a folder without a page, and what is not for readers, too.
    error_page 404 /404.html;
    error_page 403 =404 /404.html;
    location ~ /\\.(?!well-known/) {{
        return 404;
    }}
    location ~ \\.(br|gz)$ {{
        return 404;
    }}
{"" if serving.tls else _proofs(serving)}
{"".join(_moved(host))}}}
"""


def _kinds() -> str:
    by_kind: dict[str, list[str]] = {}
    for ending, kind in KINDS.items():
        by_kind.setdefault(kind, []).append(ending)
    lines = "".join(f"        {kind} {' '.join(endings)};\n" for kind, endings in by_kind.items())
    named = "".join(_named(path, kind) for path, kind in BY_NAME.items())
    return f"""\
    types {{
{lines}    }}
    default_type {UNKNOWN};
    charset utf-8;
    charset_types {" ".join(kind for kind in TEXTS if kind != KINDS["html"])};
{named}"""


def _named(path: str, kind: str) -> str:
    return f"""\
    location = {path} {{
        types {{ }}
        default_type {kind};
    }}
"""


def _headers(serving: Serving) -> str:
    headers = {**HEADERS, **(TRANSPORT if serving.tls else {}), "Cache-Control": _KEEPING}
    return f"    # With every answer, also where something is not there.\n{_added(headers)}"


def _added(headers: Mapping[str, str]) -> str:
    return "".join(f'    add_header {name} "{value}" always;\n' for name, value in headers.items())


def _moved(host: Host) -> Iterator[str]:
    for old, new in host.moved.items():
        yield f"    location = {old} {{\n        return 301 {new};\n    }}\n"


def _listen(serving: Serving, more: str = "") -> str:
    if not serving.tls:
        return _listen_plainly(serving, more)
    return _listening(serving.https, f" ssl http2{more}")


def _listen_plainly(serving: Serving, more: str = "") -> str:
    return _listening(serving.http, more)


def _listening(port: int, more: str) -> str:
    """IPv4 and IPv6."""
    return f"    listen {port}{more};\n    listen [::]:{port}{more};\n"


def _secured(serving: Serving, host: Host) -> str:
    folder = f"{serving.certificates}/{host.name}"
    return (
        f"""\
    ssl_certificate {folder}/fullchain.pem;
    ssl_certificate_key {folder}/privkey.pem;
    ssl_protocols TLSv1.2 TLSv1.3;
    ssl_session_cache shared:modellorte:10m;
    ssl_session_tickets off;
"""
        * serving.tls
    )
