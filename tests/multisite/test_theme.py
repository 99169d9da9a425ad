"""The theme's files as sites get them: named by their content, so that a browser may keep each for ever."""

import re
from pathlib import Path

import pytest

from plugins.multisite.theme import Theme, hashed, open_theme
from plugins.network.study import Plan
from tests.minisite import MiniSite


@pytest.fixture
def plan(minisite: MiniSite) -> Plan:
    return minisite.network().plan


def theme_of(folder: Path, plan: Plan, **files: str) -> Theme:
    """A theme of a style sheet, a font, and what is given."""
    standard = {
        "css/main.css": "a{src:url('../fonts/a.woff2')}b{c:url(data:x)}d{e:url(#f)}",
        "fonts/a.woff2": "Schrift",
    }
    for name, text in {**standard, **files}.items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return open_theme(folder, plan)


def test_every_site_gets_every_file_under_a_name_of_its_content(tmp_path: Path, plan: Plan) -> None:
    theme = theme_of(tmp_path, plan)
    assert set(theme.assets) == set(theme.files) == {"main", "anger", "bachtal"}
    for site in theme.files:
        files = dict(theme.files[site])
        assert theme.assets[site]["fonts/a.woff2"] == hashed("fonts/a.woff2", b"Schrift")
        assert {url[1:] for url in theme.assets[site].values()} == set(files)
        assert all(re.fullmatch(r"theme/\w+/\w+\.[0-9a-f]{8}\.\w+", name) for name in files)


def test_a_style_sheet_leads_to_the_names_that_files_got(tmp_path: Path, plan: Plan) -> None:
    theme = theme_of(tmp_path, plan)
    sheet = dict(theme.files["anger"])[theme.assets["anger"]["css/main.css"][1:]].decode()
    assert sheet == f'a{{src:url("{hashed("fonts/a.woff2", b"Schrift")}")}}b{{c:url(data:x)}}d{{e:url(#f)}}'


def test_a_changed_font_changes_the_name_of_the_sheet_too(tmp_path: Path, plan: Plan) -> None:
    before = theme_of(tmp_path, plan).assets["anger"]
    (tmp_path / "static/fonts/a.woff2").write_text("Andere Schrift")
    after = open_theme(tmp_path, plan).assets["anger"]
    assert before["fonts/a.woff2"] != after["fonts/a.woff2"]
    assert before["css/main.css"] != after["css/main.css"]


def test_a_style_sheet_that_names_a_missing_file_stops_the_build(tmp_path: Path, plan: Plan) -> None:
    with pytest.raises(KeyError, match=r"b\.woff2"):
        theme_of(tmp_path, plan, **{"css/b.css": "a{src:url(../fonts/b.woff2)}"})


def test_each_site_has_its_colours_and_those_of_all_for_their_cards(tmp_path: Path, plan: Plan) -> None:
    theme = theme_of(tmp_path, plan)
    tokens = {site: dict(theme.files[site])[theme.assets[site]["css/tokens.css"][1:]].decode() for site in theme.files}
    assert tokens["anger"].startswith(":root{--accent-light:#8a2c49;--accent-dark:#f2a3ba}")
    assert tokens["main"].startswith(":root{--accent-light:#1f4e5f;--accent-dark:#8cc8da}")
    for text in tokens.values():
        assert ".in-bachtal{--accent-light:#2f6a35;--accent-dark:#9bd494}" in text


def test_a_style_sheet_that_imports_the_tokens_holds_them(tmp_path: Path, plan: Plan) -> None:
    theme = theme_of(tmp_path, plan, **{"css/main.css": '/* a */\n@import "tokens.css";\nb{}'})
    for site in theme.files:
        own, sheet = (
            dict(theme.files[site])[theme.assets[site][name][1:]].decode()
            for name in ("css/tokens.css", "css/main.css")
        )
        assert sheet == f"/* a */\n{own}b{{}}"
    assert theme.assets["anger"]["css/main.css"] != theme.assets["bachtal"]["css/main.css"]


def test_hidden_files_stay_at_home(tmp_path: Path, plan: Plan) -> None:
    theme = theme_of(tmp_path, plan, **{".DS_Store": "x", "css/.swp": "x"})
    assert not [name for name in theme.assets["main"] if "DS_Store" in name or "swp" in name]
