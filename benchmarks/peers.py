"""The same network as sources of Hugo and of plain Pelican: front matter and links in their words, nothing else changed."""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks import TODAY
from benchmarks import corpus as corpora
from benchmarks.corpus import (
    ADDRESS_KINDS,
    CATEGORIES,
    LEGAL,
    SIGN,
    STAGES,
    Corpus,
    Document,
    address_of,
    dumped,
)
from benchmarks.outputs import PLACES, PRINTED, choices

HERE = Path(__file__).resolve().parent
_UMLAUTS = {"studie": "Die Studie", "doerfer": "Dörfer", "projektboerse": "Projektbörse"}
_COLOURS = "--accent-light:#1f4e5f;--accent-dark:#8cc8da"
_LINK = re.compile(r"\{filename\}/(\w+)/(\w+)/([\w-]+)\.md")
_LAYOUTS = {"studie": "phasen", "doerfer": "doerfer", "projektboerse": "projektboerse", "pinnwand": "pinnwand"}
_LAYOUTS |= {"mitmachen": "mitmachen", "dorf": "dorf"}


def _called(slug: str) -> str:
    """A section's title."""
    return _UMLAUTS.get(slug, slug.capitalize())


def hugo_files(corpus: Corpus) -> dict[str, str]:
    """One Hugo project in multihost mode: a "language" for every site, so that Hugo reads each source once."""
    files = {"hugo.yaml": dumped(_hugo_settings(corpus))} | below(HERE / "hugo" / "layouts", "layouts")
    for document in corpus.documents:
        folder = "" if document.kind == "seiten" else f"{document.kind}/"
        head = dumped(_HUGO_HEADS[document.kind](document))
        files[f"content/{document.site}/{folder}{document.slug}.md"] = f"---\n{head}---\n{_hugo_body(document)}"
    for site in ("main", *corpora.slugs(corpus)):
        files |= _hugo_extras(site)
    return files | _hugo_choices(corpus) | _hugo_static(corpus)


def _hugo_body(document: Document) -> str:
    def reference(link: re.Match[str]) -> str:
        site, kind, slug = link.groups()
        return f'{{{{< ref path="/{kind}/{slug}.md" lang="{site}" >}}}}'

    return _LINK.sub(reference, document.body)


def _titled(document: Document) -> dict[str, Any]:
    return {"title": document.head["title"], "description": document.head["summary"]}


def _hugo_article(document: Document) -> dict[str, Any]:
    return {**_titled(document), "date": document.head["date"]}


def _hugo_event(document: Document) -> dict[str, Any]:
    return {**_titled(document), "date": f"{document.head['start']}:00"}


def _hugo_project(document: Document) -> dict[str, Any]:
    head = document.head
    sorted_by = {"weight": STAGES.index(head["stage"]) + 1, "thema": head["themes"], "stand": head["stage"]}
    return {**_titled(document), **sorted_by, **{key: head[key] for key in ("steps", "seeks", "offers") if key in head}}


def _hugo_address(document: Document) -> dict[str, Any]:
    head = document.head
    shown = {
        "weight": ADDRESS_KINDS.index(head["kind"]) + 1,
        "art": head["kind"],
        "tel": head["phone"].replace(" ", ""),
    }
    return {**_titled(document), **shown, **{key: head[key] for key in ("phone", "email", "street")}}


def _hugo_page(document: Document) -> dict[str, Any]:
    head = {**_titled(document), "menu_section": document.slug}
    if document.slug in LEGAL:
        return {**head, "layout": "page", "sites": {"matrix": {"languages": ["**"]}}}
    layout = "matrix" if document.slug == "coaching" else _LAYOUTS.get(document.slug)
    return {**head, "layout": layout} if layout else head


_HUGO_HEADS = {
    "aktuelles": _hugo_article,
    "termine": _hugo_event,
    "projekte": _hugo_project,
    "adressen": _hugo_address,
    "seiten": _hugo_page,
}


def _hugo_extras(site: str) -> dict[str, str]:
    """Titles of the sections, and the pages that have no text of their own."""
    files = {}
    for section in ("aktuelles", "termine", "projekte", "adressen"):
        files[f"content/{site}/{section}/_index.md"] = f"---\ntitle: {section.capitalize()}\n---\n"
    for slug, layout in (("coaching", "phasen"), ("pinnwand", "pinnwand")) if site != "main" else ():
        head = {"title": slug.capitalize(), "layout": layout, "menu_section": slug}
        files[f"content/{site}/{slug}.md"] = f"---\n{dumped(head)}---\n"
    place, layout = PRINTED["main" if site == "main" else "village"]
    head = {
        "title": layout.capitalize(),
        "layout": layout,
        "url": f"/{place}/",
        "menu_section": place.partition("/")[0],
    }
    return files | {f"content/{site}/{layout}.md": f"---\n{dumped(head)}---\n"}


def _hugo_choices(corpus: Corpus) -> dict[str, str]:
    """A page of the main site for each choice, outside of all lists."""
    files = {}
    for choice in choices(corpus):
        head = {"title": f"Projekte: {choice}", "layout": "facet", "choice": choice, "build": {"list": "never"}}
        files[f"content/main/projekte/{choice}.md"] = f"---\n{dumped(head)}---\n"
    return files


def _hugo_static(corpus: Corpus) -> dict[str, str]:
    return {f"static/{site}/{path}": text for site, path, text in _static(corpus)}


def _static(corpus: Corpus) -> Iterator[tuple[str, str, str]]:
    """Site, path and text of every file that is only copied; the main site shows the villages' signs."""
    style = (HERE / "theme" / "static" / "css" / "main.css").read_text(encoding="utf-8")
    sites = ("main", *corpora.slugs(corpus))
    tokens = "\n".join(f"{rule}{{{_COLOURS}}}" for rule in (":root", *(f".in-{site}" for site in sites))) + "\n"
    for site in sites:
        yield site, "theme/css/main.css", style
        yield site, "theme/css/tokens.css", tokens
        yield site, "bilder/zeichen.svg", SIGN
    for slug in corpora.slugs(corpus):
        yield "main", f"bilder/{slug}/zeichen.svg", SIGN


def below(folder: Path, prefix: str) -> dict[str, str]:
    """Every text file below a folder, its path behind a prefix."""
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return {f"{prefix}/{file.relative_to(folder).as_posix()}": file.read_text(encoding="utf-8") for file in files}


def _hugo_settings(corpus: Corpus) -> dict[str, Any]:
    main = corpora.main_entry()
    sites = {"main": _hugo_site("main", main, PLACES["main"], 6)}
    for village in corpus.villages:
        sites[village.slug] = _hugo_site(village.slug, corpora.village_entry(village), PLACES["village"], 3)
    for weight, site in enumerate(sites.values(), start=1):
        site["weight"] = weight
    shared = {"today": f"{TODAY}T00:00:00+01:00", "phases": corpora.study()["phases"]}
    shared |= {"summary": corpora.study()["summary"], "main": {"title": main["name"], "url": f"{main['address']}/"}}
    shared["legal"] = [{"title": slug.capitalize(), "url": f"/{slug}/"} for slug in LEGAL]
    return {**_HUGO, "params": shared, "languages": sites, "module": {"mounts": _hugo_mounts(sites)}}


def _hugo_mounts(sites: Mapping[str, Any]) -> list[dict[str, Any]]:
    places = [(site, kind) for site in sites for kind in ("content", "static")]
    own = [
        {"source": f"{kind}/{site}", "target": kind, "sites": {"matrix": {"languages": [site]}}}
        for site, kind in places
    ]
    return [*own, {"source": "layouts", "target": "layouts"}]


def _hugo_site(slug: str, entry: Mapping[str, Any], places: list[str], news: int) -> dict[str, Any]:
    menu = [{"title": "Start", "url": "/", "section": ""}]
    menu += [{"title": _called(place), "url": f"/{place}/", "section": place} for place in places]
    params = {"claim": entry["claim"], "contact": entry["contact"], "places": menu, "news": news}
    return {"baseURL": f"{address_of(slug)}/", "title": entry["name"], "locale": "de", "params": params}


_HUGO: dict[str, Any] = {
    "baseURL": f"{address_of('main')}/",
    "defaultContentLanguage": "main",
    "timeZone": "Europe/Berlin",
    "enableRobotsTXT": True,
    "buildFuture": True,
    "disableKinds": ["taxonomy", "rss"],
    "taxonomies": {"thema": "thema", "stand": "stand"},
    "permalinks": {"term": {"thema": "/projekte/thema/:slug/", "stand": "/projekte/stand/:slug/"}},
    "outputFormats": {"atom": {"mediaType": "application/atom+xml", "baseName": "atom"}},
    "mediaTypes": {"application/atom+xml": {"suffixes": ["xml"]}},
    "outputs": {"home": ["html", "atom"], "section": ["html"], "term": ["html"]},
    "markup": {
        "goldmark": {
            "extensions": {
                "typographer": {
                    "leftDoubleQuote": "&bdquo;",
                    "rightDoubleQuote": "&ldquo;",
                    "leftSingleQuote": "&sbquo;",
                    "rightSingleQuote": "&lsquo;",
                }
            }
        }
    },
}


def pelican_files(corpus: Corpus) -> dict[str, str]:
    """One folder that Pelican builds site by site: `SITE=ampen pelican -s pelicanconf.py`."""
    settings = {"pelicanconf.py": (HERE / "pelican" / "pelicanconf.py").read_text(encoding="utf-8")}
    files = settings | below(HERE / "pelican" / "templates", "templates")
    files["sites.json"] = json.dumps(_network(corpus), ensure_ascii=False, default=str)
    for document in corpus.documents:
        text = f"{_meta(_PELICAN_HEADS[document.kind](document))}\n{_pelican_body(document)}"
        files[f"content/{document.site}/{document.kind}/{document.slug}.md"] = text
    for site, name, head in _pelican_extras(corpus):
        files[f"content/{site}/seiten/{name}.md"] = _meta(head)
    for site in corpora.slugs(corpus):
        files |= {f"content/{site}/seiten/{slug}.md": files[f"content/main/seiten/{slug}.md"] for slug in LEGAL}
    return files | {f"content/{site}/{path}": text for site, path, text in _static(corpus)}


def _meta(head: Mapping[str, Any]) -> str:
    """Python-Markdown's front matter; a list stands in indented lines."""
    values = {key: "\n    ".join(value) if isinstance(value, list) else value for key, value in head.items()}
    return "".join(f"{key}: {value}\n" for key, value in values.items())


def _pelican_body(document: Document) -> str:
    def link(found: re.Match[str]) -> str:
        site, kind, slug = found.groups()
        return f"{{filename}}/{kind}/{slug}.md" if site == document.site else f"{address_of(site)}/{kind}/{slug}/"

    return _LINK.sub(link, document.body)


def _pelican_head(document: Document, **more: Any) -> dict[str, Any]:
    return {"Title": document.head["title"], "Summary": document.head["summary"], **more}


def _pelican_project(document: Document) -> dict[str, Any]:
    head = document.head
    kinds = {"Authors": head["stage"], "Tags": ", ".join(head["themes"]), "Date": head["start"]}
    steps = [f"{step['title']} ({step['state']})" for step in head["steps"]]
    offers = [(how, line) for key, how in (("seeks", "Gesucht"), ("offers", "Geboten")) for line in head.get(key, [])]
    lines = [f"{line['category']}: {how}: {line['what']}" for how, line in offers]
    return _pelican_head(document, **kinds, Steps=steps, **({"Lines": lines} if lines else {}))


def _pelican_address(document: Document) -> dict[str, Any]:
    shown = {key.capitalize(): document.head[key] for key in ("kind", "phone", "email", "street")}
    return _pelican_head(document, Date="2026-01-01", Tel=document.head["phone"].replace(" ", ""), **shown)


def _pelican_page(document: Document) -> dict[str, Any]:
    layout = "matrix" if document.slug == "coaching" else _LAYOUTS.get(document.slug)
    return _pelican_head(document, **({"Template": layout} if layout else {}))


_PELICAN_HEADS = {
    "aktuelles": lambda document: _pelican_head(document, Date=document.head["date"]),
    "termine": lambda document: _pelican_head(document, Date=document.head["start"].replace("T", " ")),
    "projekte": _pelican_project,
    "adressen": _pelican_address,
    "seiten": _pelican_page,
}


def _pelican_extras(corpus: Corpus) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Site, name and front matter of pages that have no text of their own."""
    yield "main", "adressen", {"Title": "Adressen", "Template": "leer"}
    for site in ("main", *corpora.slugs(corpus)):
        place, layout = PRINTED["main" if site == "main" else "village"]
        printed = {"Title": layout.capitalize(), "Template": layout, "Url": f"{place}/"}
        yield site, layout, {**printed, "Save_as": f"{place}/index.html"}
    for slug in corpora.slugs(corpus):
        yield slug, "coaching", {"Title": "Coaching", "Template": "phasen"}
        yield slug, "pinnwand", {"Title": "Pinnwand", "Template": "pinnwand"}
        place = f"projekte/dorf/{slug}/"
        facet = {"Title": f"Projekte: {slug}", "Template": "facet", "Choice": slug, "Url": place}
        yield "main", f"dorf-{slug}", {**facet, "Save_as": f"{place}index.html"}


def _network(corpus: Corpus) -> dict[str, Any]:
    villages = {village.slug: corpora.village_entry(village) for village in corpus.villages}
    study = corpora.study()
    places = {
        kind: [("Start", "/", "index.html"), *((_called(slug), f"/{slug}/", f"{slug}/") for slug in slugs)]
        for kind, slugs in PLACES.items()
    }
    legal = {"legal": [(slug.capitalize(), f"/{slug}/") for slug in LEGAL], "legal_slugs": LEGAL}
    words = {"phases": study["phases"], "summary": study["summary"], "categories": CATEGORIES, "today": TODAY}
    return {"sites": {"main": corpora.main_entry(), **villages}, "places": places, **legal, **words}
