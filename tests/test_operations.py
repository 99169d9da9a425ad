"""The operators' handbook (docs/betrieb.md) tells the truth: its commands, options, variables and examples are real."""

import inspect
import re
from pathlib import Path

import pytest
import yaml

import tasks
from plugins.network.destinations import Destination
from plugins.network.study import Security
from plugins.publishing import pushes, ssh
from plugins.publishing.materials import BILL
from plugins.publishing.places import HEAD, MANIFEST
from plugins.publishing.releases import CARRIED, KEPT, is_name

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs/betrieb.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$|`[^`]+`", "", TEXT, flags=re.MULTILINE | re.DOTALL)
COMMANDS = sorted(set(re.findall(r"\./site (\w+)", TEXT)))


@pytest.mark.parametrize("command", COMMANDS)
def test_commands_exist(command):
    assert hasattr(tasks, command)


def test_every_command_of_publishing_is_explained():
    assert {"publish", "rollback", "releases", "verify", "nginx", "caddy", "hooks", "load", "vendor"} <= set(COMMANDS)


def test_what_hooks_do_is_called_so():
    assert set(re.findall(r"site hooks (\w+)", TEXT)) <= {"install", "publish"}
    assert pushes.LIVE.format(commit="8fb5c3b") in TEXT


def test_the_packages_that_a_server_needs_are_those_of_the_tests():
    named = re.search(r"apt install --no-install-recommends (.*)", TEXT)[1].split()
    assert {"nginx-light", "libnginx-mod-http-brotli-static", "git", "python3"} <= set(named)


@pytest.mark.parametrize(("command", "option"), sorted(set(re.findall(r"\./site (\w+) --([a-z-]+)", TEXT))))
def test_commands_are_called_with_options_that_they_have(command, option):
    assert option.replace("-", "_") in inspect.signature(getattr(tasks, command).body).parameters


def test_the_bill_of_materials_and_the_folder_of_wheels_are_called_so():
    assert f"`{BILL}`" in TEXT
    assert "python3 bootstrap/from_vendor.py vendor" in TEXT
    assert inspect.signature(tasks.vendor.body).parameters["output"].default == "vendor"
    pythons = re.search(
        r'^PYTHONS = \("(.+)", "(.+)", "(.+)"\)', (ROOT / "bootstrap/vendor.py").read_text(), re.MULTILINE
    )
    assert f"Python {pythons[1]}, {pythons[2]} und {pythons[3]}" in TEXT


def test_at_night_means_the_same_for_gitlab():
    assert yaml.safe_load((ROOT / ".github/workflows/ci.yml").read_text())[True]["schedule"] == [
        {"cron": "23 23 * * *"}
    ]
    assert "0:23 Uhr" in TEXT


def test_options_of_publish_are_all_of_them():
    named = {option.replace("-", "_") for option in re.findall(r"^\| `--([a-z-]+)", TEXT, re.MULTILINE)}
    assert named == inspect.signature(tasks.publish.body).parameters.keys() - {"context"}


def test_the_examples_for_villages_yaml_are_valid():
    kinds = set()
    for example in re.findall(r"```yaml\n(publish:.*?)```", TEXT, re.DOTALL):
        given = yaml.load(example, yaml.BaseLoader)
        kinds |= {Destination.model_validate(entry).kind.value for entry in given["publish"]}
        assert "security" not in given or Security.model_validate(given["security"])
    assert kinds == {"folder", "ssh", "static"}


def test_variables_and_files_are_called_so():
    of_ci = set(re.findall(r"vars\.(PUBLISH_\w+)", (ROOT / ".github/workflows/ci.yml").read_text()))
    assert set(re.findall(r"PUBLISH_\w+", TEXT)) == {ssh.KEY, ssh.HOSTS} | of_ci
    assert HEAD in TEXT
    assert MANIFEST in TEXT
    assert all(is_name(name) for name in re.findall(r"\d{8}T\d{6}Z\S*(?=/|$| )", TEXT) if not name.endswith("/"))


def test_numbers_are_those_of_the_code():
    assert (KEPT, CARRIED) == (10, 2)
    assert "Zehn werden aufgehoben" in TEXT
    assert "noch zwei Veröffentlichungen lang" in TEXT


def test_what_the_server_needs_is_named():
    for tool in re.search(r"for tool in (.*);", (ROOT / "plugins/publishing/server.sh").read_text())[1].split():
        assert f"`{tool}`" in TEXT


def test_links_lead_somewhere():
    headings = re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    for file, anchor in re.findall(r"\]\((?!https://)([^)#]*)#?([^)]*)\)", TEXT):
        assert (ROOT / "docs" / file).exists() if file else anchor in anchors, (file, anchor)


def test_quotation_marks_are_german():
    assert re.findall(r".*[\"\u201d].*|.*„[^“]*$", PROSE) == []
