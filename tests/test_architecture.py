"""Imports run one way, so that what exists knows nothing of how it is shown."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGES = sorted(entry.name for entry in (ROOT / "plugins").iterdir() if (entry / "__init__.py").is_file())
FEATURES = sorted(set(PACKAGES) - {"network", "planning", "multisite", "publishing"})
MAY_IMPORT = {
    "network": set(),
    **{feature: {"network"} for feature in FEATURES},
    "planning": {"network", *FEATURES},
    "multisite": {"network", *FEATURES, "planning"},
    "publishing": {"network", *FEATURES, "planning", "multisite"},
}
"""Package → the packages of ours that it may know."""


def imported(file: Path) -> Iterator[str]:
    """The full names of all modules that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(file.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{file}: imports are absolute here"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def modules(package: str) -> list[Path]:
    return sorted((ROOT / "plugins" / package).rglob("*.py"))


@pytest.mark.parametrize("package", PACKAGES)
def test_imports_run_one_way(package: str) -> None:
    ours = [name.split(".")[1] for file in modules(package) for name in imported(file) if name.startswith("plugins.")]
    assert set(ours) <= MAY_IMPORT[package] | {package}


@pytest.mark.parametrize("package", [package for package in PACKAGES if package != "multisite"])
def test_only_multisite_knows_pelican(package: str) -> None:
    names = [name.split(".")[0] for file in modules(package) for name in imported(file)]
    assert not {"pelican", "jinja2", "livereload", "invoke", "pelicanconf", "publishconf"} & set(names)


def test_planning_reads_and_writes_no_file_and_asks_no_clock() -> None:
    for file in modules("planning"):
        names = {node.attr for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Attribute)}
        assert not names & {"read_text", "read_bytes", "write_text", "write_bytes", "today", "now", "open"} - {"today"}
        calls = {ast.unparse(node.func) for node in ast.walk(ast.parse(file.read_text())) if isinstance(node, ast.Call)}
        assert not calls & {"open", "date.today", "datetime.now", "time.time"}
