"""The steps of a composite action, run as GitHub's runner runs them, without GitHub.

The action is a checkout of its own; what it is used in, another folder. Each `run` is a script for
its shell, in that folder, with what the runner puts into the environment. Once a step has failed,
those that ask for no more than success are left out. `actions/setup-python` is a new environment.

Source: GitHub, "Metadata syntax for GitHub Actions", "Contexts reference", "Workflow syntax",
`jobs.<job_id>.steps[*].shell`, and "Workflow commands for GitHub Actions".
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sysconfig
import venv
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import attrs
import yaml

ROOT = Path(__file__).parents[3]

#: As the runner starts them, with the script's file.
SHELLS = {"bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"], "sh": ["sh", "-e"]}

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_COMMAND = re.compile(r"^::(?P<command>[a-z-]+)(?: (?P<properties>[^:]*))?::(?P<message>.*)$")


@attrs.frozen
class Step:
    """What a step did; `code` None: it was left out."""

    name: str
    code: int | None
    output: str


@attrs.frozen
class Annotation:
    """A line of output that the runner shows beside a line of a file."""

    level: str
    properties: Mapping[str, str]
    message: str


def checkout(folder: Path) -> Path:
    """The files that git has of this repository, as they stand: what a runner would load."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    for name in filter(None, listed.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists() or (ROOT / name).is_symlink():
            shutil.copy2(ROOT / name, folder / name, follow_symlinks=False)
    return folder


def environment(folder: Path) -> Path:
    """A new Python, with pip. All that this one has is installed there, so no network is asked."""
    venv.create(folder, with_pip=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "these.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    for each in Path(sysconfig.get_path("purelib")).glob("*.pth"):
        if "lexcheck" not in each.name:  # which is to be installed by the action
            shutil.copy2(each, packages / each.name)
    return folder / "bin"


def run(action: Path, used_in: Path, given: Mapping[str, str], python: Path) -> list[Step]:
    """All steps of an action with these inputs, in the folder of whoever uses it."""
    told = yaml.safe_load((action / "action.yml").read_text("utf-8"))
    assert set(given) <= set(told["inputs"]), "the runner warns of an input that is none"
    inputs = {
        name: given.get(name, each.get("default", "")) for name, each in told["inputs"].items()
    }
    contexts = {f"inputs.{name}": str(value) for name, value in inputs.items()}
    contexts["github.action_path"] = str(action)
    steps: list[Step] = []
    failed = False
    for step in told["runs"]["steps"]:
        name = step.get("name", step.get("uses", ""))
        if not _holds(step.get("if", "success()"), contexts, failed):
            steps.append(Step(name, None, ""))
        elif "uses" in step:
            assert step["uses"].startswith("actions/setup-python@"), (
                "what the runner here can stand for"
            )
            assert _expanded(step["with"]["python-version"], contexts)
            steps.append(Step(name, 0, ""))
        else:
            ran = _run(step, contexts, used_in, python)
            failed = failed or ran.code != 0
            steps.append(ran)
    return steps


def _run(step: dict[str, Any], contexts: Mapping[str, str], folder: Path, python: Path) -> Step:
    beside = folder.parent / "runner"
    beside.mkdir(exist_ok=True)
    script = beside / "step.sh"
    script.write_text(_expanded(step["run"], contexts), "utf-8")
    runners = {
        "CI": "true",
        "GITHUB_ACTIONS": "true",
        "GITHUB_ACTION_PATH": contexts["github.action_path"],
        "GITHUB_WORKSPACE": str(folder),
    }
    for each in ("GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_PATH", "GITHUB_STEP_SUMMARY"):
        (beside / each).touch()
        runners[each] = str(beside / each)
    own = {name: _expanded(str(text), contexts) for name, text in step.get("env", {}).items()}
    kept = {"PATH": f"{python}{os.pathsep}{os.environ['PATH']}", "HOME": str(beside)}
    offline = {"PIP_NO_BUILD_ISOLATION": "0", "PIP_NO_INDEX": "1"}  # pip reads the 0 as `no`
    ran = subprocess.run(
        [*SHELLS[step["shell"]], str(script)],
        cwd=folder / step.get("working-directory", "."),
        env={**kept, **offline, **runners, **own},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Step(step.get("name", ""), ran.returncode, ran.stdout)


def _expanded(text: str, contexts: Mapping[str, str]) -> str:
    return _EXPRESSION.sub(lambda found: contexts[found[1]], text)


def _holds(condition: str, contexts: Mapping[str, str], failed: bool) -> bool:
    """An `if`; one that names no function of the state asks for success besides."""
    whole = _EXPRESSION.fullmatch(condition.strip())
    text = condition if whole is None else whole[1]
    if not re.search(r"\b(always|cancelled|failure|success)\(\)", text):
        text = f"success() && ({text})"
    for name in sorted(contexts, key=len, reverse=True):
        text = re.sub(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", repr(contexts[name]), text)
    text = text.replace("&&", " and ").replace("||", " or ")
    text = re.sub(r"!(?!=)", " not ", text)
    states = {
        "always": lambda: True,
        "cancelled": lambda: False,
        "failure": lambda: failed,
        "success": lambda: not failed,
    }
    return bool(eval(text, {"__builtins__": {}}, states))


def shown(output: str) -> list[Annotation]:
    """What the runner would show of some output; a line that is nearly a command is a fault."""
    found = []
    for line in output.splitlines():
        if not line.startswith("::"):
            continue
        command = _COMMAND.match(line)
        assert command is not None, line
        if command["command"] not in ("error", "warning", "notice"):
            continue
        pairs = [each.partition("=") for each in (command["properties"] or "").split(",") if each]
        properties = {name: unquote(value) for name, _, value in pairs}
        found.append(Annotation(command["command"], properties, unquote(command["message"])))
    return found
