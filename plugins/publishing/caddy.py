"""The configuration of Caddy for all sites, as text: the same as for nginx, and shorter, because it gets certificates by itself."""

from collections.abc import Iterator, Mapping

from plugins.publishing.headers import ASK_AGAIN, FOR_EVER, HEADERS, NEVER, TRANSPORT, WORKER
from plugins.publishing.hosts import Host, Serving
from plugins.publishing.kinds import BY_NAME, KINDS, TEXTS
from plugins.publishing.packing import PACKED
from plugins.publishing.places import CURRENT
from plugins.publishing.releases import HASHED

_PAGE = f"{KINDS['html']}; charset=utf-8"


def caddy_text(serving: Serving) -> str:
    """A Caddyfile, as Debian has it in /etc/caddy."""
    return "\n".join([_head(serving), _common(serving), _strangers(serving), *_sites(serving)])


def _head(serving: Serving) -> str:
    return f"""\
# {len(serving.hosts)} sites, served by Caddy. Made by `./site caddy` from villages.yaml: print it anew instead of editing it.
# It needs Caddy 2.6 or later. {_WITH if serving.tls else _WITHOUT}
"""


_WITH = "Certificates it gets by itself, as soon as the names lead to this machine."
_WITHOUT = "Over HTTP alone, to try it: phones keep nothing so, and anybody on the way can read."


def _common(serving: Serving) -> str:
    headers = {**HEADERS, **(TRANSPORT if serving.tls else {})}
    return f"""\
# With every answer, also where something is not there.
(modellorte_headers) {{
	header {{
{_lines(headers)}		-Server
	}}
}}

# What all sites have in common.
(modellorte) {{
	# What is compressed lies beside every file, and is not for readers by itself; neither is what begins with a dot.
	@hidden {{
		path {" ".join(f"*{ending}" for ending in PACKED)} /.* */.*
		not path /.well-known/*
	}}
	error @hidden 404

	import modellorte_headers

	# Where several lines fit a path, the last one counts.
	route {{
{"".join(_kinds())}
		# How long a browser keeps a file: for ever where the name carries a hash of the content; the worker of the app
		# never; everything else until the server says that it has changed.
		header Cache-Control "{ASK_AGAIN}"
		@hashed path_regexp `{HASHED}$`
		header @hashed Cache-Control "{FOR_EVER}"
		header {WORKER} Cache-Control "{NEVER}"
	}}

	file_server {{
		precompressed br gzip
	}}

	# What is not there is the site's own page that says so.
	handle_errors {{
		import modellorte_headers
		header Content-Type "{_PAGE}"
		header Cache-Control "{ASK_AGAIN}"
		rewrite * /404.html
		file_server {{
			precompressed br gzip
		}}
	}}
}}
"""


def _lines(headers: Mapping[str, str]) -> str:
    return "".join(f'\t\t{name} "{value}"\n' for name, value in headers.items())


def _kinds() -> Iterator[str]:
    """Said of every ending: what Caddy knows by itself depends on the machine."""
    for ending, kind in KINDS.items():
        whole = f"{kind}; charset=utf-8" if kind in TEXTS else kind
        yield f'\t\t@{ending} path *.{ending}\n\t\theader @{ending} Content-Type "{whole}"\n'
    for path, kind in BY_NAME.items():
        yield f'\t\theader {path} Content-Type "{kind}"\n'


def _strangers(serving: Serving) -> str:
    schemes = "http://, https://" if serving.tls else "http://"
    return f"""\
# Whoever asks for a name that is not ours (scanners, mostly) gets no answer.
{schemes} {{
	abort
}}
"""


def _sites(serving: Serving) -> Iterator[str]:
    before = "" if serving.tls else "http://"
    for host in serving.hosts:
        yield _other_name(serving, host, before) + _site(serving, host, before)


def _other_name(serving: Serving, host: Host, before: str) -> str:
    safe = "".join(f'\theader {name} "{value}"\n' for name, value in TRANSPORT.items()) if serving.tls else ""
    return f"""\
# The site “{host.site}”; its other name leads to it.
{before}{host.other} {{
{safe}	redir {before or "https://"}{host.name}{{uri}} permanent
}}
"""


def _site(serving: Serving, host: Host, before: str) -> str:
    moved = "".join(f"\tredir {old} {new} permanent\n" for old, new in host.moved.items())
    return f"""\
{before}{host.name} {{
	root * "{serving.base}/{CURRENT}/{host.site}"
{moved}	import modellorte
}}
"""
