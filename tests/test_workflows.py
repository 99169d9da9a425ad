"""What runs on GitHub, Forgejo and GitLab: valid, the same on all three, with least rights, and every site in a shard."""

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from invoke.collection import Collection
from invoke.parser import Parser

import tasks
from plugins.multisite.clock import build_date
from plugins.multisite.listing import sites_of, sites_of_shard
from plugins.publishing.ssh import HOSTS, KEY

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


@pytest.mark.parametrize("job", ["check", "test", "build", "assemble", "publish"])
def test_all_hosts_run_the_same(job: str) -> None:
    commands = {host: [as_everywhere(one) for one in ours_of(host, job)] for host in WORKFLOWS}
    assert commands[GITHUB] == commands[FORGEJO] == commands[GITLAB] != []
    assert WORKFLOWS[GITHUB].shards == WORKFLOWS[FORGEJO].shards == WORKFLOWS[GITLAB].shards


def ours_of(host: str, job: str) -> list[str]:
    """The commands of ours that a job runs."""
    return [command for command in WORKFLOWS[host].commands[job] if re.match(r"\./|tests/", command)]


def as_everywhere(command: str) -> str:
    """A command without what each host is told in its own way: the form of findings, and since when."""
    return re.sub(r'( --format \w+)|(?<=--since )".*"| > \S+$', "", command)


def ours() -> Iterator[str]:
    """Every command of ours that a workflow runs."""
    for host, workflow in WORKFLOWS.items():
        for job in workflow.commands:
            yield from ours_of(host, job)


@pytest.mark.parametrize("command", sorted(set(ours())))
def test_what_workflows_run_is_there_with_these_options(command: str) -> None:
    program, *words = shlex.split(command.partition(" > ")[0])
    assert os.access(ROOT / program, os.X_OK)
    if program == "./site":
        contexts = Collection.from_module(tasks).to_contexts()
        (task,) = Parser(contexts=contexts).parse_argv(words)  # refuses what no task has
        assert not task.missing_positional_args
        loose = re.sub(r'"\$(\w+|\{\w+:-\$\w+\})"', "", command)  # between quotation marks a value is one word
        assert "$" not in loose


@hosts
def test_shards_are_built_and_assembled_with_the_real_addresses(host: str) -> None:
    for job in ("build", "assemble"):
        assert "--settings publishconf.py" in WORKFLOWS[host].commands[job][0]


@pytest.mark.parametrize("job", ["build", "assemble", "publish"])
def test_shards_are_built_and_assembled_for_one_day(job: str) -> None:
    for host in (GITHUB, FORGEJO):
        given = parsed(host)["jobs"][job]
        assert given["env"] == {"SOURCE_DATE_EPOCH": "${{ needs.day.outputs.epoch }}"} and "day" in given["needs"]
    assert parsed(GITLAB)[job]["extends"] == ".day"
    assert "SOURCE_DATE_EPOCH" in parsed(GITLAB)[".day"]["before_script"][0]


@hosts
def test_nothing_is_handed_out_that_was_not_checked(host: str) -> None:
    jobs = parsed(host) if host == GITLAB else parsed(host)["jobs"]
    assert {"check", "build"} <= set(jobs["assemble"]["needs"])
    if host == GITLAB:
        stages = ["build", "assemble", "publish"]
        assert parsed(host)["stages"] == stages
        assert [jobs[job]["stage"] for job in ("test", "assemble", "publish")] == stages
        assert "needs" not in jobs["publish"]  # so it waits for all stages before
    else:
        assert {"check", "test", "assemble"} <= set(jobs["publish"]["needs"])
    assert not re.search("continue-on-error|allow_failure|always\\(|failure\\(", text(host))


@hosts
def test_only_main_goes_live_and_only_where_somebody_said_to_which_place(host: str) -> None:
    jobs = parsed(host) if host == GITLAB else parsed(host)["jobs"]
    publishing = [
        name for name in WORKFLOWS[host].commands if any("./site publish" in one for one in ours_of(host, name))
    ]
    assert publishing == ["publish"]
    if host == GITLAB:
        assert jobs["publish"]["rules"] == [{"if": "$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $PUBLISH_DESTINATION"}]
    else:
        conditions = set(jobs["publish"]["if"].split(" && "))
        assert conditions == {
            "github.ref == 'refs/heads/main'",
            "github.event_name != 'pull_request'",
            "vars.PUBLISH_DESTINATION != ''",
        }


@hosts
def test_what_goes_live_goes_one_after_the_other_and_is_not_cut(host: str) -> None:
    if host == GITLAB:
        assert parsed(host)["publish"]["resource_group"] and parsed(host)["publish"]["interruptible"] is False
    else:
        assert parsed(host)["concurrency"] == {
            "group": "${{ github.workflow }}-${{ github.ref }}",
            "cancel-in-progress": "${{ github.ref != 'refs/heads/main' }}",
        }


@hosts
def test_secrets_are_given_to_the_step_that_publishes_and_to_no_other(host: str) -> None:
    if host == GITLAB:
        assert "PUBLISH_SSH" not in text(host)  # they are variables of the environment `production`
        assert [name for name, job in parsed(host).items() if "environment" in job] == ["publish"]
        return
    step = parsed(host)["jobs"]["publish"]["steps"][-1]
    assert (
        set(re.findall(r"secrets\.(\w+)", text(host))) == set(re.findall(r"secrets\.(\w+)", str(step))) == {KEY, HOSTS}
    )
    assert {KEY, HOSTS} < step["env"].keys()


@actions_hosts
def test_every_night_everything_is_built_anew_for_the_new_day(host: str) -> None:
    triggers = parsed(host)[True]  # YAML 1.1 reads `on` so
    assert set(triggers) == {"push", "pull_request", "schedule", "workflow_dispatch"}
    minute, hour, *days = triggers["schedule"][0]["cron"].split()
    assert days == ["*", "*", "*"]
    for summer_time in (1, 2):  # hours before UTC
        assert (int(hour) + summer_time) % 24 in (0, 1), "soon after midnight in Germany"
    assert int(minute) % 30, "when many others do not"
    assert "schedule" not in parsed(host)["jobs"]["publish"]["if"]


@actions_hosts
def test_what_is_published_is_what_was_assembled(host: str) -> None:
    jobs = parsed(host)["jobs"]
    (up,), (down,) = steps(jobs["assemble"], "upload-artifact"), steps(jobs["publish"], "download-artifact")
    assert up["with"]["name"] == down["with"]["name"] == "output"
    assert up["with"]["path"].rstrip("/") == down["with"]["path"] == "output"
    assert up["with"]["include-hidden-files"] is True  # the manifest, from which the next build knows what is there
    (fetched,) = steps(jobs["publish"], "cache/restore")
    assert fetched["with"]["key"] == steps(jobs["assemble"], "cache/save")[0]["with"]["key"]


@dataclass(frozen=True)
class Run:
    """What a job's script came to on this machine: every call of `site`, and the code it ended with."""

    calls: list[list[str]]
    code: int
    folder: Path


def run(host: str, job: str, folder: Path, code: int = 0, **given: str) -> Run:
    """Run a job's shell with programs that only note their words; `given`: what the host or the workflow sets."""
    folder.mkdir(exist_ok=True)
    for name in ("site", "apt-get"):
        program = folder / name
        program.write_text(
            f'#!/bin/sh\nprintf "%s\\0" "${{0##*/}}" "$@" >> "{folder}/calls"\necho >> "{folder}/calls"\nexit {code}\n'
        )
        program.chmod(0o755)
    surroundings = {"PATH": f"{folder}:/usr/bin:/bin", **given}
    script = "\n".join(["set -e", *before(host, job), *WORKFLOWS[host].commands[job]])
    done = subprocess.run(
        ["bash", "-c", script], cwd=folder, env=surroundings, capture_output=True, text=True, timeout=60
    )
    noted = (folder / "calls").read_text() if (folder / "calls").exists() else ""
    return Run([line.split("\0")[:-1] for line in noted.splitlines()], done.returncode, folder)


def before(host: str, job: str) -> list[str]:
    """What GitLab runs before a job's own script."""
    return list(parsed(host)[".day"]["before_script"]) if host == GITLAB and job in ("assemble", "publish") else []


ON_MAIN = {"CI_COMMIT_BRANCH": "main", "CI_DEFAULT_BRANCH": "main"}
SINCE = {
    GITHUB: {"SINCE": "0123abc"},
    FORGEJO: {"SINCE": "0123abc"},
    GITLAB: {"CI_COMMIT_BEFORE_SHA": "0123abc", **ON_MAIN},
}


@hosts
def test_the_check_is_told_since_when_whatever_the_host_says(host: str, tmp_path: Path) -> None:
    (call,) = run(host, "check", tmp_path, **SINCE[host]).calls
    assert call[:2] == ["site", "check"] and call[-2:] == ["--since", "0123abc"]
    assert ("--format" in call) is (host != FORGEJO)
    for folder, odd in (("nothing", ""), ("odd", "a; exit 0 $(b) *")):
        given = {name: value if name in ON_MAIN else odd for name, value in SINCE[host].items()}
        (call,) = run(host, "check", tmp_path / folder, **given).calls
        assert call[-2:] == ["--since", odd]


def test_a_branch_is_compared_with_main_also_when_it_is_new(tmp_path: Path) -> None:
    given = {**ON_MAIN, "CI_COMMIT_BRANCH": "zweig; exit", "CI_COMMIT_BEFORE_SHA": "0" * 40}
    (call,) = run(GITLAB, "check", tmp_path, **given).calls
    assert call[-2:] == ["--since", "origin/main"]
    for host in (GITHUB, FORGEJO):
        since = steps_that_run(host, "check")[-1]["env"]["SINCE"]
        assert "format('origin/{0}', github.event.repository.default_branch)" in since


def steps_that_run(host: str, job: str) -> list[dict[str, Any]]:
    """A job's steps with commands of ours."""
    return [step for step in parsed(host)["jobs"][job]["steps"] if "run" in step]


def test_on_gitlab_a_branch_is_not_run_twice_because_somebody_has_asked_to_merge_it() -> None:
    first, *_ = parsed(GITLAB)["workflow"]["rules"]
    assert first == {"if": '$CI_PIPELINE_SOURCE == "merge_request_event"', "when": "never"}


@hosts
@pytest.mark.parametrize("job", ["check", "publish"])
def test_what_fails_fails_the_job(host: str, job: str, tmp_path: Path) -> None:
    assert run(host, job, tmp_path, code=1, CI_PIPELINE_CREATED_AT="2026-11-24T23:30:00Z").code == 1


@hosts
def test_the_place_to_publish_is_one_word(host: str, tmp_path: Path) -> None:
    done = run(
        host, "publish", tmp_path, PUBLISH_DESTINATION="der server", CI_PIPELINE_CREATED_AT="2026-11-24T23:30:00Z"
    )
    assert done.code == 0
    assert done.calls[-1] == ["site", "publish", "--destination", "der server", "--output", "output"]


def test_the_report_of_gitlab_lies_where_it_is_looked_for(tmp_path: Path) -> None:
    report = parsed(GITLAB)["check"]["artifacts"]["reports"]["codequality"]
    assert (run(GITLAB, "check", tmp_path, CI_COMMIT_BEFORE_SHA="0").folder / report).exists()
    assert parsed(GITLAB)["check"]["artifacts"]["when"] == "always"


def test_the_day_is_that_of_the_pipeline(tmp_path: Path) -> None:
    out = tmp_path / "out"
    subprocess.run(
        ["bash", "-c", WORKFLOWS[GITHUB].commands["day"][0]], env={**os.environ, "GITHUB_OUTPUT": str(out)}, check=True
    )
    assert re.fullmatch(r"epoch=\d{10}\n", out.read_text())
    script = f"{parsed(GITLAB)['.day']['before_script'][0]}; echo $SOURCE_DATE_EPOCH"
    given = {**os.environ, "CI_PIPELINE_CREATED_AT": "2026-11-24T23:30:00Z"}
    done = subprocess.run(["bash", "-c", script], env=given, capture_output=True, text=True, check=True)
    assert build_date({"SOURCE_DATE_EPOCH": done.stdout.strip()}, datetime.now(UTC)) == date(2026, 11, 25)


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
    for name, job in document["jobs"].items():
        assert "permissions" not in job and job["timeout-minutes"] <= 60, name
        assert all(step["with"]["persist-credentials"] is False for step in steps(job, "checkout")), name
        assert all(
            "${{" not in step["run"].replace("${{ matrix.shard }}", "") for step in job["steps"] if "run" in step
        )


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
