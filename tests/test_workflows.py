"""What runs on GitHub, Forgejo and GitLab: valid, the same on all three, with least rights, and every site in a shard."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke.collection import Collection
from invoke.parser import Parser

import tasks
from plugins.multisite.listing import sites_of, sites_of_shard

ROOT = Path(__file__).parents[1]
GITHUB, FORGEJO, GITLAB = ".github/workflows/ci.yml", ".forgejo/workflows/ci.yml", ".gitlab-ci.yml"
PINNED = re.compile(r"(https://data\.forgejo\.org/)?[\w-]+(/[\w-]+){1,2}@[0-9a-f]{40} # v\d+(\.\d+)*")


@dataclass(frozen=True)
class Workflow:
    """What a host runs, whatever its language: job → commands, for one of the shards."""

    commands: dict[str, list[str]]
    shards: list[str]
    """The shards that its matrix builds, like 1/4."""


def text(host: str) -> str:
    return (ROOT / host).read_text()


@cache
def parsed(host: str) -> dict[str, Any]:
    return dict(yaml.safe_load(text(host)))


def steps(job: dict[str, Any], action: str) -> list[dict[str, Any]]:
    """A job's steps that use an action."""
    return [step for step in job["steps"] if re.search(rf"(^|/){action}@", step.get("uses", ""))]


def of_actions(host: str) -> Workflow:
    """A workflow in the language of GitHub and Forgejo."""
    jobs = parsed(host)["jobs"]
    commands = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}
    named = [line.replace("${{ matrix.shard }}", "{}") for line in commands["build"]]
    shard = re.search(r"--shard (\S+)", named[0])
    assert shard
    numbers = jobs["build"]["strategy"]["matrix"]["shard"]
    build = [line.replace("{}", "1") for line in named]
    return Workflow({**commands, "build": build}, [shard[1].format(number) for number in numbers])


def of_gitlab() -> Workflow:
    """The workflow of GitLab, which counts a job's copies itself."""
    jobs = {name: job for name, job in parsed(GITLAB).items() if isinstance(job, dict) and "script" in job}
    count = str(jobs["build"]["parallel"])
    commands = {name: [line.replace("$CI_NODE_TOTAL", count) for line in job["script"]] for name, job in jobs.items()}
    commands["build"] = [line.replace("$CI_NODE_INDEX", "1") for line in commands["build"]]
    return Workflow(commands, [f"{number}/{count}" for number in range(1, int(count) + 1)])


WORKFLOWS = {GITHUB: of_actions(GITHUB), FORGEJO: of_actions(FORGEJO), GITLAB: of_gitlab()}
hosts = pytest.mark.parametrize("host", WORKFLOWS)
actions_hosts = pytest.mark.parametrize("host", [GITHUB, FORGEJO])


@pytest.mark.parametrize(
    ("host", "schema"), [(GITHUB, "github-workflows"), (FORGEJO, "github-workflows"), (GITLAB, "gitlab-ci")]
)
def test_workflows_are_valid(host: str, schema: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", str(ROOT / host)]
    checked = subprocess.run(command, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@hosts
def test_every_site_is_in_exactly_one_shard_of_the_matrix(host: str) -> None:
    built = [site for shard in WORKFLOWS[host].shards for site in sites_of_shard(ROOT, shard)]
    assert sorted(built) == sorted(sites_of(ROOT))


@pytest.mark.parametrize("job", ["check", "build", "assemble"])
def test_all_hosts_run_the_same(job: str) -> None:
    commands = {host: workflow.commands[job] for host, workflow in WORKFLOWS.items()}
    assert commands[GITHUB] == commands[FORGEJO] == commands[GITLAB]
    assert WORKFLOWS[GITHUB].shards == WORKFLOWS[FORGEJO].shards == WORKFLOWS[GITLAB].shards


def ours() -> Iterator[str]:
    """Every command of ours that a workflow runs."""
    for workflow in WORKFLOWS.values():
        for commands in workflow.commands.values():
            yield from (command for command in commands if re.match(r"\./|tests/", command))


@pytest.mark.parametrize("command", sorted(set(ours())))
def test_what_workflows_run_is_there_with_these_options(command: str) -> None:
    program, *words = command.split()
    assert os.access(ROOT / program, os.X_OK)
    if program == "./site":
        contexts = Collection.from_module(tasks).to_contexts()
        (task,) = Parser(contexts=contexts).parse_argv(words)  # refuses what no task has
        assert not task.missing_positional_args
        assert not any("$" in word for word in words)


@hosts
def test_shards_are_built_and_assembled_with_the_real_addresses(host: str) -> None:
    for job in ("build", "assemble"):
        assert "--settings publishconf.py" in WORKFLOWS[host].commands[job][0]


@pytest.mark.parametrize("job", ["build", "assemble"])
def test_shards_are_built_and_assembled_for_one_day(job: str) -> None:
    for host in (GITHUB, FORGEJO):
        given = parsed(host)["jobs"][job]
        assert given["env"] == {"SOURCE_DATE_EPOCH": "${{ needs.day.outputs.epoch }}"} and "day" in given["needs"]
    assert parsed(GITLAB)[job]["extends"] == ".day"
    assert "SOURCE_DATE_EPOCH" in parsed(GITLAB)[".day"]["before_script"][0]


@hosts
def test_nothing_is_handed_out_that_was_not_checked(host: str) -> None:
    if host == GITLAB:
        assert parsed(host)["stages"] == [parsed(host)["check"]["stage"], parsed(host)["assemble"]["stage"]]
        assert "allow_failure" not in text(host)
    else:
        assert {"check", "build"} <= set(parsed(host)["jobs"]["assemble"]["needs"])
        assert "continue-on-error" not in text(host)


@actions_hosts
def test_actions_are_pinned_by_commit(host: str) -> None:
    used = re.findall(r"uses: (.*)", text(host))
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    pins = {(re.sub(r"(?<=/cache)/\w+$", "", name), pin) for name, _, pin in (action.partition("@") for action in used)}
    assert len(pins) == len({name for name, _ in pins}), "one action, several versions"


@actions_hosts
def test_workflows_have_least_rights_and_an_end(host: str) -> None:
    document = parsed(host)
    assert document["permissions"] == {"contents": "read"}
    assert document["concurrency"]["cancel-in-progress"] is True
    for name, job in document["jobs"].items():
        assert "permissions" not in job and job["timeout-minutes"] <= 60, name
        assert all(step["with"]["persist-credentials"] is False for step in steps(job, "checkout")), name
        assert all(
            "${{" not in step["run"].replace("${{ matrix.shard }}", "") for step in job["steps"] if "run" in step
        )
    assert "secrets." not in text(host)


@hosts
def test_the_whole_history_is_fetched_wherever_pages_are_made_or_compared(host: str) -> None:
    if host == GITLAB:
        assert parsed(host)["variables"]["GIT_DEPTH"] == "0"
    else:
        checkouts = [step for job in parsed(host)["jobs"].values() for step in steps(job, "checkout")]
        assert len(checkouts) >= 3 and all(step["with"]["fetch-depth"] == 0 for step in checkouts)


@actions_hosts
def test_what_a_shard_hands_on_is_what_is_assembled(host: str) -> None:
    jobs = parsed(host)["jobs"]
    (up,), (down,) = steps(jobs["build"], "upload-artifact"), steps(jobs["assemble"], "download-artifact")
    assert up["with"]["name"] == "shard-${{ matrix.shard }}" and down["with"]["pattern"] == "shard-*"
    assert up["with"]["path"].split() == parsed(GITLAB)["build"]["artifacts"]["paths"]
    assert up["with"]["include-hidden-files"] is True  # the manifest and the papers
    assert f"--shards {down['with']['path']}" in WORKFLOWS[host].commands["assemble"][0]


@actions_hosts
def test_the_store_that_is_kept_is_the_one_that_is_fetched(host: str) -> None:
    jobs = parsed(host)["jobs"]
    (fetched,), (kept,) = steps(jobs["build"], "cache/restore"), steps(jobs["assemble"], "cache/save")
    assert fetched["with"]["path"] == kept["with"]["path"] == ".cache/store"
    assert kept["with"]["key"].startswith(fetched["with"]["restore-keys"])
    assert steps(jobs["check"], "cache/restore") == steps(jobs["check"], "cache/save") == []
