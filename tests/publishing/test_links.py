"""Every address in produced files is followed, in whatever kind of file and attribute it stands."""

import pytest

from plugins.publishing.links import check_links, readable
from plugins.publishing.mentions import content_of

BASES = {"main": "https://netz.example", "anger": "https://anger.netz.example"}
THERE = {
    "main/index.html": b'<main id="inhalt"><a name="alt"></a><h2 id="gr\xc3\xbc\xc3\x9fe">x</h2></main>',
    "main/a/index.html": b"",
    "main/a.txt": b"",
    "main/404.html": b"",
    "anger/index.html": b'<p id="los">',
    "anger/theme/x.css": b"",
    "anger/bilder/b.svg": b'<svg><g id="dach"/></svg>',
}


def found(path: str, text: str) -> list[tuple[str, str]]:
    """What is found in a file among those that are there: the place and the address."""
    files = {**THERE, path: text.encode()}
    contents = ((name, files[name]) for name in readable(files))
    return [(problem.field, problem.found) for problem in check_links(contents, files, BASES)]


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/",
            "/a/",
            "/a.txt",
            "#",
            "#inhalt",
            "#top",
            "",
            "/?x=1#inhalt",
            "https://netz.example",
            "//netz.example/a/",
        ),
        *("http://netz.example/", "https://NETZ.example/", "https://anger.netz.example/#los", "/#alt", "/a/../a.txt"),
        *("/#gr%C3%BC%C3%9Fe", "/%61/", "/#:~:text=x", "a/", "./a.txt", " /a/ "),
        *("https://example.org/weg", "mailto:x@example.org", "tel:110", "geo:1,2", "data:,x", "javascript:x"),
    ],
)
def test_what_leads_somewhere(address):
    assert (
        found("main/index.html", f'<main id="inhalt"><a name="alt"></a><h2 id="grüße"></h2><a href="{address}">') == []
    )


@pytest.mark.parametrize(
    "address",
    [
        *(
            "/weg/",
            "/a",
            "/a/weg",
            "weg",
            "/A/",
            "#weg",
            "/a/#inhalt",
            "https://netz.example/weg",
            "//anger.netz.example/a/",
        ),
        *("https://anger.netz.example/#inhalt", "http://netz.example/weg", "http://[", "/..%2f..%2fweg"),
    ],
)
def test_what_leads_nowhere(address):
    assert found("main/index.html", f'<a href="{address}">') == [("href", f"„{address}“")]


@pytest.mark.parametrize(
    ("path", "text", "field"),
    [
        ("main/x.html", '<img src="/weg">', "src"),
        ("main/x.html", '<img src="/a.txt" srcset="/a.txt 480w, /weg 960w">', "srcset"),
        ("main/x.html", '<link rel="preload" imagesrcset="/weg 2x">', "imagesrcset"),
        ("main/x.html", '<link rel="stylesheet" href="/weg">', "href"),
        ("main/x.html", '<script src="/weg"></script>', "src"),
        ("main/x.html", '<svg><use href="/weg"/></svg>', "href"),
        ("main/x.html", '<svg><use xlink:href="/weg"/></svg>', "xlink:href"),
        ("main/x.html", '<video poster="/weg"><source src="/a.txt"></video>', "poster"),
        ("main/x.html", '<form action="/weg">', "action"),
        ("main/x.html", '<meta property="og:image" content="https://netz.example/weg">', "content"),
        ("main/x.html", '<meta http-equiv="refresh" content="0; url=/weg">', "refresh"),
        ("anger/x.css", "a{background:url(/weg)}", "url"),
        ("anger/theme/y.css", "a{background:url( '../weg.svg' )}", "url"),
        ("anger/x.css", '@import "/weg";', "url"),
        ("main/x.webmanifest", '{"icons": [{"src": "/weg"}], "start_url": "/"}', "src"),
        ("main/x.webmanifest", '{"start_url": "/weg/?pwa"}', "start_url"),
        ("main/sitemap.xml", "<urlset><url><loc>https://netz.example/weg</loc></url></urlset>", "loc"),
        ("main/atom.xml", '<feed><link href="https://netz.example/weg"/></feed>', "href"),
        ("main/robots.txt", "Sitemap: https://netz.example/weg\n", "Sitemap"),
        ("anger/x.html", '<svg><use href="/bilder/b.svg#weg"/></svg>', "href"),
    ],
)
def test_every_kind_of_file_is_read(path, text, field):
    assert [place for place, _ in found(path, text)] == [field]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("main/x.html", '<p>href="/weg"</p><code>&lt;a href="/weg"></code><!-- <a href="/weg"> -->'),
        ("main/x.html", '<meta name="description" content="/weg">'),
        ("anger/x.css", "/* url(/weg) */ a{background:url(data:image/png;base64,x)}"),
        ("main/x.js", 'fetch("/weg")'),
        ("anger/x.html", '<svg><use href="/bilder/b.svg#dach"/></svg>'),
        ("main/x.webmanifest", '{"name": "/weg", "display": "standalone"}'),
    ],
)
def test_words_are_no_addresses(path, text):
    assert found(path, text) == []


def test_a_finding_names_the_line():
    files = {**THERE, "main/x.html": b'<p>\n<a href="/">\n<a href="/weg/?a&amp;b">'}
    (problem,) = check_links(((name, files[name]) for name in readable(files)), files, BASES)
    assert str(problem).startswith("main/x.html:3: href: gefunden „/weg/?a&b“; erwartet eine Seite oder Datei")


def test_a_place_that_is_missing_is_named_with_its_page():
    (problem,) = check_links([("main/x.html", b'<a href="/#weg">'), ("main/index.html", b"")], THERE, BASES)
    assert "eine Stelle mit der `id` „weg“ in main/index.html" in str(problem)


def test_what_mentions_nothing_is_not_read():
    assert content_of("main/foto.webp", b"\xff\xfe").mentions == ()
    assert list(readable(["a/x.webp", "a/index.html", "a/x.txt", "a/robots.txt", "a/x.js"])) == [
        "a/index.html",
        "a/robots.txt",
    ]
