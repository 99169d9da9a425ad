"""nginx and Caddy themselves serve a release of the real sites, under the configurations that `./site` prints."""

import gzip
import re
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from http.client import HTTPException
from pathlib import Path

import brotli
import pytest

from plugins.publishing.caddy import caddy_text
from plugins.publishing.headers import FOR_EVER, HEADERS, NEVER, TRANSPORT
from plugins.publishing.hosts import Host, Serving, hosts_of
from plugins.publishing.kinds import BY_NAME, KINDS
from plugins.publishing.nginx import nginx_text
from tests.publishing.observatory import Site, grade
from tests.publishing.released import real_release, real_sites
from torture.webserver import Answer, Caddy, Nginx, WebServer

HOSTS = hosts_of(real_sites())
BY_SITE = {host.site: host.name for host in HOSTS}
WESLARN = BY_SITE["weslarn"]
KINDS_SEEN = {
    "/": "text/html; charset=utf-8",
    "/termine.ics": "text/calendar; charset=utf-8",
    "/manifest.webmanifest": "application/manifest+json",
    "/sw.js": "text/javascript; charset=utf-8",
    "/atom.xml": "application/atom+xml",
    "/sitemap.xml": "application/xml",
    "/robots.txt": "text/plain; charset=utf-8",
    "/.well-known/security.txt": "text/plain; charset=utf-8",
    "/daten.json": "application/json",
    "/daten.schema.json": "application/schema+json",
    "/bilder/zeichen.svg": "image/svg+xml",
    "/app/symbol-192.png": "image/png",
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return real_release(tmp_path_factory.mktemp("release"))


@pytest.fixture(scope="module", params=[Nginx, Caddy], ids=["nginx", "caddy"])
def web(request: pytest.FixtureRequest, base: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[WebServer]:
    with request.param.of(tmp_path_factory.mktemp("web"), HOSTS, base) as server:
        yield server


def files(base: Path, site: str) -> list[str]:
    """The paths of a site that readers may ask for."""
    folder = base / "current" / site
    found = (file.relative_to(folder).as_posix() for file in folder.rglob("*") if file.is_file())
    return [f"/{path}" for path in found if not path.endswith((".br", ".gz"))]


def of_kind(base: Path, ending: str) -> str:
    """A file of the site Weslarn whose name carries a hash."""
    return next(path for path in files(base, "weslarn") if re.search(rf"\.[0-9a-f]{{8}}\.{ending}$", path))


@pytest.mark.parametrize("tls", [True, False])
@pytest.mark.parametrize("kind", [Nginx, Caddy])
def test_it_finds_nothing_wrong(kind: type[WebServer], base: Path, tmp_path: Path, tls: bool) -> None:
    server = kind.of(tmp_path, HOSTS, base, tls=tls)
    server.write()
    assert server.validated() == ""


def test_a_caddyfile_has_the_form_that_caddy_gives_it(base: Path) -> None:
    text = caddy_text(Serving(HOSTS, str(base)))
    done = subprocess.run(["caddy", "fmt", "-"], input=text, capture_output=True, text=True, check=True)
    assert done.stdout == text


def test_it_is_served_at_once_by_180_villages_with_long_names(tmp_path: Path) -> None:
    site = real_sites()[1]
    names = (f"https://dorf-mit-einem-ganz-besonders-langen-namen-{number}.modellorte.example" for number in range(180))
    many = hosts_of(site.model_copy(update={"address": name}) for name in names)
    server = Nginx.of(tmp_path, many, tmp_path, tls=False)
    server.write()
    assert server.validated() == ""


@pytest.mark.parametrize("host", HOSTS, ids=lambda host: host.site)
def test_each_host_has_its_site_and_an_a_plus(web: WebServer, base: Path, host: Host) -> None:
    secure, plain = web.ask(host.name, "/"), web.ask(host.name, "/", plainly=True)
    assert secure.body == (base / "current" / host.site / "index.html").read_bytes()
    sent = {name.lower(): value for name, value in secure.headers.items()}
    letter, score, modifiers = grade(Site(host.name, (plain.status, plain["Location"]), sent, secure.body.decode()))
    assert (letter, score) == ("A+", 130), modifiers


@pytest.mark.parametrize("path", ["/", "/nix/", "/theme/nix.1234567.css", "/termine", "/favicon.ico"])
def test_headers_come_with_every_answer(web: WebServer, path: str) -> None:
    answer = web.ask(WESLARN, path)
    assert {name: answer[name] for name in {**HEADERS, **TRANSPORT}} == {**HEADERS, **TRANSPORT}


@pytest.mark.parametrize(("path", "kind"), KINDS_SEEN.items())
def test_kinds(web: WebServer, path: str, kind: str) -> None:
    assert web.ask(WESLARN, path)["Content-Type"] == kind


def test_every_file_of_the_release_has_a_kind(base: Path) -> None:
    endings = {path.rpartition(".")[2] for site in BY_SITE for path in files(base, site)}
    assert endings <= KINDS.keys()
    assert {"/atom.xml", "/daten.schema.json"} <= BY_NAME.keys() & set(files(base, "weslarn"))


@pytest.mark.parametrize("path", ["/", "/termine.ics", "/daten.json", "/atom.xml", "/theme/css"])
def test_what_is_compressed_already_is_sent_so(web: WebServer, base: Path, path: str) -> None:
    path = of_kind(base, "css") if path == "/theme/css" else path
    plain = web.ask(WESLARN, path)
    packed = web.ask(WESLARN, path, Accept_Encoding="gzip, br")
    zipped = web.ask(WESLARN, path, Accept_Encoding="gzip")
    file = base / f"current/weslarn{path}" / ("index.html" if path == "/" else "")
    assert packed.body == Path(f"{file}.br").read_bytes()
    assert zipped.body == Path(f"{file}.gz").read_bytes()
    assert brotli.decompress(packed.body) == gzip.decompress(zipped.body) == plain.body == file.read_bytes()
    assert [answer["Content-Encoding"] for answer in (plain, packed, zipped)] == ["", "br", "gzip"]
    assert packed["Vary"] == zipped["Vary"] == "Accept-Encoding"
    assert len({answer["ETag"] for answer in (plain, packed, zipped)}) == 3


def test_hashed_names_are_kept_for_ever_the_worker_never_and_all_else_is_asked_for_again(
    web: WebServer, base: Path
) -> None:
    assert web.ask(WESLARN, of_kind(base, "css"))["Cache-Control"] == FOR_EVER
    assert web.ask(WESLARN, of_kind(base, "woff2"))["Cache-Control"] == FOR_EVER
    assert web.ask(WESLARN, "/sw.js")["Cache-Control"] == NEVER
    for path in ("/", "/precache.json", "/bilder/zeichen.svg", "/termine.ics", "/nix/", "/theme/nix.1234567.css"):
        assert web.ask(WESLARN, path)["Cache-Control"] == "no-cache", path


def test_what_lies_in_the_theme_has_a_hash(base: Path) -> None:
    themed = [path for path in files(base, "weslarn") if path.startswith("/theme/")]
    assert themed
    assert all(re.search(r"\.[0-9a-f]{8}\.\w+$", path) for path in themed)


def test_what_has_not_changed_is_not_sent_again(web: WebServer) -> None:
    first = web.ask(WESLARN, "/", Accept_Encoding="br")
    again = web.ask(WESLARN, "/", Accept_Encoding="br", If_None_Match=first["ETag"])
    assert (again.status, again.body) == (304, b"")


@pytest.mark.parametrize("path", ["/nix", "/nix/", "/theme/", "/%2e%2e/SHA256SUMS", "/index.html.br", "/.git/config"])
@pytest.mark.parametrize("site", ["main", "ampen"])
def test_what_is_not_there_is_the_sites_own_page_that_says_so(web: WebServer, base: Path, site: str, path: str) -> None:
    answer = web.ask(BY_SITE[site], path)
    if answer.status == 400:  # nginx looks for no page where an address leads out of the site
        assert path.startswith("/%2e")
        return
    assert answer.status == 404
    assert answer.body == (base / f"current/{site}/404.html").read_bytes()


@pytest.mark.parametrize("plainly", [True, False])
@pytest.mark.parametrize("host", ["nix.example", "127.0.0.1", "x.modellorte.example"])
def test_who_asks_for_another_name_gets_no_answer(web: WebServer, host: str, plainly: bool) -> None:
    with pytest.raises((OSError, HTTPException)):
        web.ask(host, "/", plainly=plainly)


def test_who_comes_in_by_one_name_and_asks_for_another_gets_none_either(web: WebServer) -> None:
    with pytest.raises((OSError, HTTPException)):
        web.ask(WESLARN, "/", Host="nix.example")


def leads(answer: Answer) -> str:
    """Where to, for good."""
    assert answer.status in (301, 308)
    return answer["Location"]


def test_other_ways_lead_to_the_right_address(web: WebServer) -> None:
    secure = f"https://{WESLARN}/termine/?a=b"
    assert leads(web.ask(WESLARN, "/termine/?a=b", plainly=True)) == secure
    assert leads(web.ask(f"www.{WESLARN}", "/termine/?a=b")) == secure
    same_name_first = f"https://www.{WESLARN}/termine/?a=b"
    assert leads(web.ask(f"www.{WESLARN}", "/termine/?a=b", plainly=True)) == same_name_first
    assert leads(web.ask(WESLARN, "/termine")) == "/termine/"
    assert leads(web.ask(WESLARN, "/favicon.ico")) == "/bilder/zeichen.svg"


def test_an_address_with_www_is_led_to_from_the_one_without() -> None:
    site = real_sites()[0].model_copy(update={"address": "https://www.netz.example"})
    assert [(host.name, host.other) for host in hosts_of([site])] == [("www.netz.example", "netz.example")]


@pytest.mark.parametrize("tls", [True, False])
def test_certbot_can_prove_to_nginx_whose_names_they_are(base: Path, tmp_path: Path, tls: bool) -> None:
    with Nginx.of(tmp_path, HOSTS, base, tls=tls) as nginx:
        proofs = Path(nginx.serving.challenges) / ".well-known/acme-challenge"
        proofs.mkdir(parents=True)
        (proofs / "abc").write_text("Beweis")
        for name in (WESLARN, f"www.{WESLARN}"):
            assert nginx.ask(name, "/.well-known/acme-challenge/abc", plainly=True).body == b"Beweis"


def test_the_commands_for_certificates_are_told() -> None:
    named = re.findall(r"certbot .* --cert-name (\S+) -d (\S+) -d (\S+)", nginx_text(Serving(HOSTS, "/srv")))
    assert named == [(host.name, host.name, host.other) for host in HOSTS]


def test_http2_is_asked_for_in_the_form_that_old_and_new_versions_understand(base: Path) -> None:
    text = nginx_text(Serving(HOSTS, str(base)))
    assert re.findall(r"^ *http2 .*", text, re.MULTILINE) == []
    assert {"443 ssl http2", "[::]:443 ssl http2"} <= set(re.findall(r"listen (.*?);", text))
    assert "1.25.1" in text
    assert "http2" not in nginx_text(Serving(HOSTS, str(base), tls=False))


def test_certificates_and_ports_are_debians(base: Path) -> None:
    text = nginx_text(Serving(HOSTS, "/srv/modellorte"))
    assert f"ssl_certificate /etc/letsencrypt/live/{WESLARN}/fullchain.pem;" in text
    assert 'root "/srv/modellorte/current/weslarn";' in text
    assert set(re.findall(r"listen (\S+?)[ ;]", text)) == {"80", "[::]:80", "443", "[::]:443"}


@pytest.mark.parametrize("kind", [Nginx, Caddy])
def test_over_http_alone_the_sites_are_the_same_and_promise_no_https(
    kind: type[WebServer], base: Path, tmp_path: Path
) -> None:
    with kind.of(tmp_path, HOSTS, base, tls=False) as server:
        answer = server.ask(WESLARN, "/")
        assert answer.body == (base / "current/weslarn/index.html").read_bytes()
        assert (answer["Strict-Transport-Security"], answer["X-Content-Type-Options"]) == ("", "nosniff")
        assert leads(server.ask(f"www.{WESLARN}", "/x")) == f"http://{WESLARN}/x"
        with pytest.raises((OSError, HTTPException)):
            server.ask("nix.example", "/")


@pytest.mark.parametrize("kind", [Nginx, Caddy])
def test_a_switch_is_seen_at_once(kind: type[WebServer], tmp_path: Path) -> None:
    for name in ("eins", "zwei"):
        (tmp_path / "releases" / name / "weslarn").mkdir(parents=True)
        (tmp_path / "releases" / name / "weslarn/index.html").write_text(name)
    (tmp_path / "current").symlink_to("releases/eins")
    with kind.of(tmp_path / "web", HOSTS, tmp_path, tls=False) as server:
        assert server.ask(WESLARN, "/").body == b"eins"
        (tmp_path / "next").symlink_to("releases/zwei")
        (tmp_path / "next").replace(tmp_path / "current")
        assert server.ask(WESLARN, "/").body == b"zwei"


@pytest.mark.parametrize(
    ("change", "letter"),
    [
        ({"content-security-policy": "default-src 'self' 'unsafe-inline'"}, "C+"),
        ({"content-security-policy": "default-src 'none'; default-src 'self'"}, "C"),
        ({"strict-transport-security": "max-age=100"}, "A+"),
        ({"x-content-type-options": ""}, "A+"),
        ({"set-cookie": "a=b"}, "B+"),
        (dict.fromkeys(("content-security-policy", "strict-transport-security"), ""), "D"),
    ],
)
def test_the_observatory_sees_what_is_missing(change: dict[str, str], letter: str) -> None:
    whole = {name.lower(): value for name, value in {**HEADERS, **TRANSPORT}.items()}
    site = Site("a.example", (301, "https://a.example/"), whole, "")
    assert grade(site)[0] == "A+"
    worse = replace(site, headers={**whole, **change})
    assert grade(worse)[:2] != grade(site)[:2]
    assert grade(worse)[0] == letter
