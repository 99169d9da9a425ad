"""Faulty projects: each a folder of files laid over the smallest valid one, and `findings.txt`, the report it must lead to.

After a change of a message, `uv run --frozen python -m tests.faulty` writes all reports anew; read what git then shows.
"""

import tempfile
import unicodedata
from collections.abc import Callable
from pathlib import Path

from plugins.network.problems import report
from tests.minisite import MiniSite

FOLDER = Path(__file__).parent / "minisites_faulty"
NAMES = sorted(entry.name for entry in FOLDER.iterdir() if entry.is_dir())
DRAWING = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"/>'
PAGE = "---\ntitle: Seite\n---\nText.\n"


def faulty(name: str, root: Path) -> MiniSite:
    """Lay a faulty project into `root`."""
    site = MiniSite(root).lay(FOLDER / name)
    (root / "findings.txt").unlink(missing_ok=True)
    _MADE.get(name, _nothing)(site)
    return site


def expected(name: str) -> str:
    """The report that the project must lead to."""
    return (FOLDER / name / "findings.txt").read_text(encoding="utf-8").removesuffix("\n")


def _nothing(_: MiniSite) -> None:
    """Most projects are just their files."""


# What git, another system or a reader's eye would not keep as it is, is made here.


def _encoding(site: MiniSite) -> None:
    pages = {
        "latin1": "---\ntitle: Straße\n---\nText.\n".encode("latin-1"),
        "latin1-nach-bom": b"\xef\xbb\xbf---\ntitle: Anger\n---\nStra\xdfe\n",
        "utf16": PAGE.encode("utf-16"),
        "utf16-ohne-marke": PAGE.encode("utf-16-le"),
        "halbes-zeichen": PAGE.encode() + "ä".encode()[:1],
        "steuerzeichen": PAGE.replace("Text", "Te\x08xt\x0c").encode(),
        "von-rechts": PAGE.replace("Seite", "Sei\u202ete").replace("Text", "\u2066Text\u200f und \u061cText").encode(),
        "zweite-marke": PAGE.replace("Text", "Te\ufeffxt").encode(),
        "eigene-zeichen": PAGE.replace("Text", "\ue0000").encode(),
    }
    for name, raw in pages.items():
        site.file(f"content/anger/seiten/{name}.md", raw)
    site.file("content/anger/bilder/utf16.svg", '<!DOCTYPE svg><svg viewBox="0 0 4 4"/>'.encode("utf-16"))


def _too_large(site: MiniSite) -> None:
    site.file("content/anger/seiten/gross.md", PAGE.ljust(512 * 1024 + 1, "\n"))
    site.file("content/anger/bilder/gross.svg", DRAWING.ljust(100 * 1024 + 1))
    site.file("content/anger/bilder/gross.png", b"\x89PNG\r\n\x1a\n".ljust(8192 * 1024 + 1, b"\0"))


def _missing_villages(site: MiniSite) -> None:
    (site.root / "villages.yaml").unlink()
    site.record("anger/seiten/auch-falsch", "summary: ")
    site.file("content/anger/seiten/auch-falsch.md", "Ohne Kopf.\n")


def _missing_folders(site: MiniSite) -> None:
    (site.root / "content").rename(site.root / "inhalt")
    (site.root / "content").mkdir()


def _empty_site(site: MiniSite) -> None:
    (site.root / "content/bachtal/seiten/dorf.md").unlink()
    site.file("content/bachtal/seiten/.gitkeep", "")


def _links_in_the_file_system(site: MiniSite) -> None:
    content, outside = site.root / "content", site.root / "geheim"
    site.file("geheim/seite.md", PAGE)
    (content / "anger/seiten/seite.md").symlink_to(outside / "seite.md")
    (content / "anger/seiten/ins-leere.md").symlink_to(outside / "gibt-es-nicht.md")
    (content / "anger/bilder/bild.svg").symlink_to(content / "anger/bilder/zeichen.svg")
    (content / "anger/seiten/unter").symlink_to(outside)
    (content / "anger/aktuelles").symlink_to(outside)
    (content / "anger/geheim").symlink_to(outside)
    (content / "bachtal").rename(site.root / "bachtal")
    (content / "bachtal").symlink_to(site.root / "bachtal")
    (content / "waldheim").symlink_to(outside)


def _same_names(site: MiniSite) -> None:
    for name in ("Fest", "fest", "FEST", "fest-", "m\u00fchle", unicodedata.normalize("NFD", "m\u00fchle"), "muehle"):
        site.file(f"content/anger/seiten/{name}.md", PAGE)
    site.file("content/anger/bilder/Teich.svg", DRAWING).file("content/anger/bilder/teich.svg", DRAWING)
    site.file("content/anger/seiten/zwei\nzeilen.md", PAGE).file("content/anger/seiten/nicht-\udce4-utf8.md", PAGE)


def _repositories(site: MiniSite) -> None:
    sources = {
        "mit-ssh": "{git: 'git@codeberg.org:dorf/inhalte.git'}",
        "mit-ssh-adresse": "{git: ssh://git@codeberg.org/dorf/inhalte}",
        "mit-http": "{git: http://codeberg.org/dorf/inhalte}",
        "mit-befehl": "{git: 'ext::sh -c touch% geheim'}",
        "mit-option": "{git: '--upload-pack=touch geheim'}",
        "mit-passwort": "{git: https://dorf:geheim@codeberg.org/dorf/inhalte}",
        "mit-ordner": "{git: ../dorf}",
        "ohne-adresse": "{ref: main}",
        "zweig-als-option": "{git: https://codeberg.org/dorf/inhalte, ref: --upload-pack=touch}",
        "zweig-mit-muster": "{git: https://codeberg.org/dorf/inhalte, ref: 'main*'}",
        "zweig-mit-ziel": "{git: https://codeberg.org/dorf/inhalte, ref: 'main:refs/heads/main'}",
        "weg-hinaus": "{git: https://codeberg.org/dorf/inhalte, path: dorf/../../geheim}",
        "weg-von-oben": "{git: https://codeberg.org/dorf/inhalte, path: /etc}",
        "weg-als-option": "{git: https://codeberg.org/dorf/inhalte, path: --output=geheim}",
        "unbekannt": "{git: https://codeberg.org/dorf/inhalte, branch: main}",
        "vertippt": "{git: https://codeberg.org/dorf/inhalte, paht: website}",
        "in-worten": "https://www.dorf.example",
        "als-liste": "[https://codeberg.org/dorf/inhalte]",
    }
    _villages_of_their_own(site, sources)


def _repository_not_locked(site: MiniSite) -> None:
    source = "{git: https://codeberg.org/dorf/inhalte}"
    _villages_of_their_own(site, {"mit-ordner": source, "ohne-ordner": source})
    link = "[hin]({filename}/ohne-ordner/seiten/dorf.md)\n"
    site.record("anger/projekte/teich", "stage: idee\nrelated: [ohne-ordner/bach]", link)
    site.record("mit-ordner/seiten/dorf").file("content/mit-ordner/bilder/zeichen.svg", DRAWING)


def _destinations(site: MiniSite) -> None:
    places = [
        "{name: server, kind: ssh, host: server.example, path: /srv/dorf, user: dorf, port: 2222}",
        "{name: server, kind: ssh, host: server.example, path: /srv/dorf}",
        "{name: ohne-host, kind: ssh, path: /srv/dorf}",
        "{name: host-als-option, kind: ssh, host: '-oProxyCommand=touch geheim', path: /srv/dorf}",
        "{name: host-mit-namen, kind: ssh, host: dorf@server.example, path: /srv/dorf}",
        "{name: host-mit-befehl, kind: ssh, host: 'server.example;touch', path: /srv/dorf}",
        "{name: weg-mit-befehl, kind: ssh, host: server.example, path: '/srv/$(touch geheim)'}",
        "{name: weg-als-option, kind: ssh, host: server.example, path: --delete}",
        "{name: weg-hinaus, kind: folder, path: ../../geheim}",
        "{name: weg-ueber-alles, kind: folder, path: /}",
        "{name: eigene-texte, kind: static, path: content/main}",
        "{name: falscher-port, kind: ssh, host: server.example, path: /srv/dorf, port: 65536}",
        "{name: falscher-name, kind: ssh, host: server.example, path: /srv/dorf, user: -l}",
        "{name: ordner-mit-host, kind: folder, path: www, host: server.example}",
        "{name: unbekannt, kind: ftp, path: www}",
        "{name: mit-passwort, kind: folder, path: www, password: geheim}",
        "{name: Server, kind: folder, path: www}",
        "{kind: folder}",
    ]
    lines = "".join(f"  - {place}\n" for place in places)
    site.file("villages.yaml", f"{(site.root / 'villages.yaml').read_text()}publish:\n{lines}")


def _destinations_twice(site: MiniSite) -> None:
    lines = "  - {name: probe, kind: folder, path: www}\n" * 2
    site.file("villages.yaml", f"{(site.root / 'villages.yaml').read_text()}publish:\n{lines}")


def _villages_of_their_own(site: MiniSite, sources: dict[str, str]) -> None:
    """Add villages with these as their `source`, and no folder in `content`."""
    text = (site.root / "villages.yaml").read_text().rstrip()
    stanza = text[text.rindex("\n  - slug: bachtal") :]
    for slug, source in sources.items():
        text += stanza.replace("bachtal", slug).replace("Bachtal", slug.title()) + f"\n    source: {source}\n"
    site.file("villages.yaml", text)


_MADE: dict[str, Callable[[MiniSite], None]] = {
    "encoding": _encoding,
    "too_large": _too_large,
    "missing_villages": _missing_villages,
    "missing_folders": _missing_folders,
    "empty_site": _empty_site,
    "links_in_the_file_system": _links_in_the_file_system,
    "same_names": _same_names,
    "repositories": _repositories,
    "repository_not_locked": _repository_not_locked,
    "destinations": _destinations,
    "destinations_twice": _destinations_twice,
}


def refresh() -> None:
    """Write down what every faulty project leads to now."""
    for name in NAMES:
        with tempfile.TemporaryDirectory() as folder:
            problems = faulty(name, Path(folder)).problems()
        (FOLDER / name / "findings.txt").write_text(f"{report(problems)}\n", encoding="utf-8")


if __name__ == "__main__":
    refresh()
