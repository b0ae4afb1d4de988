"""What is offered to other repositories works there: hooks before a commit, a step of a workflow.

No network: the hooks' entries and the action's scripts run as they stand, in a small repository.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from lexcheck.base.text import Source
from lexcheck.syntax.canonical import canonical
from tests.unit.samples import CASE, RULESET, VOCABULARY

ROOT = Path(__file__).parents[3]
HOOKS: list[dict[str, Any]] = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))

#: Source: pre-commit, "Creating new hooks"; what it refuses a manifest without.
A_HOOK = {
    "type": "object",
    "required": ["id", "name", "entry", "language"],
    "additionalProperties": False,
    "properties": {
        "id": {"type": "string"},
        "name": {"type": "string"},
        "description": {"type": "string"},
        "entry": {"type": "string"},
        "language": {"const": "python"},
        "additional_dependencies": {"type": "array", "items": {"type": "string"}},
        "files": {"type": "string", "format": "regex"},
        "pass_filenames": {"type": "boolean"},
    },
}

#: Source: GitHub, "Metadata syntax for GitHub Actions", composite actions.
AN_ACTION = {
    "type": "object",
    "required": ["name", "description", "runs"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "description": {"type": "string", "maxLength": 125},
        "branding": {"type": "object"},
        "inputs": {
            "type": "object",
            "additionalProperties": {
                "type": "object",
                "required": ["description"],
                "properties": {"default": {"type": "string"}},
            },
        },
        "runs": {
            "type": "object",
            "required": ["using", "steps"],
            "properties": {
                "using": {"const": "composite"},
                "steps": {
                    "type": "array",
                    "items": {
                        "oneOf": [{"required": ["uses"]}, {"required": ["run", "shell"]}],
                    },
                },
            },
        },
    },
}

EXPECTING = f"""\
{CASE}expect:
  - deliver(o1, p1): {{verdict: complied}}
    because: "shipped after three hours"
"""


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository of rulesets, in their form, with one case; what follows runs in it."""
    rulesets, cases = tmp_path / "rulesets", tmp_path / "cases"
    rulesets.mkdir()
    cases.mkdir()
    for name, text in (("desk.lex", VOCABULARY), ("shop.lex", RULESET)):
        form, _ = canonical(Source(name=name, text=text))
        assert form is not None
        (rulesets / name).write_text(form, "utf-8")
    case = EXPECTING.replace("ruleset: test.desk", "ruleset: ../rulesets/shop.lex")
    (cases / "a.yaml").write_text(case.replace("uses: desk\n", ""), "utf-8")
    return tmp_path


def ran(command: list[str], folder: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """A command where `lexcheck` is that of this environment."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    environment = {**os.environ, "PATH": path, **given}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def test_the_manual_tells_of_each_hook_and_input() -> None:
    page = (ROOT / "docs/how-to/repository.md").read_text("utf-8")
    assert re.findall(r"- id: (\S+)", page) == [each["id"] for each in HOOKS]
    defaults = {name: each["default"] for name, each in ACTION["inputs"].items()}
    assert dict(re.findall(r"^\| `([a-z-]+)` \| `?([^`|]*?)`? ?\|", page, re.MULTILINE)) == defaults


# ── Before a commit ────────────────────────────────────────────────────────────────────────────


def test_the_hooks_are_what_pre_commit_reads() -> None:
    jsonschema.validate(HOOKS, {"type": "array", "items": A_HOOK})
    assert [each["id"].removeprefix("lexcheck-") for each in HOOKS] == [
        "fmt",
        "check",
        "lint",
        "test",
    ]


def hooked(hook: dict[str, Any], folder: Path) -> subprocess.CompletedProcess[str]:
    """A hook as pre-commit calls it: with the files that it asks for, from the root."""
    listed = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())
    files = [name for name in listed if re.search(hook["files"], name)]
    assert files, "it asks for none of the files"
    more = files if hook.get("pass_filenames", True) else []
    return ran([*shlex.split(hook["entry"]), *more], folder)


@pytest.mark.parametrize("hook", HOOKS, ids=[each["id"] for each in HOOKS])
def test_a_hook_passes_what_is_right(hook: dict[str, Any], repository: Path) -> None:
    found = hooked(hook, repository)
    assert found.returncode == 0, found.stdout + found.stderr


SPOILT = {
    "lexcheck-check": ("rulesets/shop.lex", "o.seller\n", "o.selller\n", "LX203"),
    "lexcheck-lint": ("rulesets/shop.lex", "source code", 'source x "X"\nsource code', "LX906"),
    "lexcheck-test": ("cases/a.yaml", "verdict: complied", "verdict: breached", "found complied"),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_hook_stops_what_is_wrong(name: str, repository: Path) -> None:
    where, before, after, told = SPOILT[name]
    text = (repository / where).read_text("utf-8")
    assert before in text
    (repository / where).write_text(text.replace(before, after, 1), "utf-8")
    (hook,) = (each for each in HOOKS if each["id"] == name)
    found = hooked(hook, repository)
    assert found.returncode != 0
    assert told in found.stdout + found.stderr


def test_the_first_hook_writes_the_form(repository: Path) -> None:
    path = repository / "rulesets/shop.lex"
    spoilt = path.read_text("utf-8").replace("  must ", "    must ")
    path.write_text(spoilt, "utf-8")
    assert hooked(HOOKS[0], repository).returncode == 0
    assert "\n  must " in path.read_text("utf-8")


# ── In a workflow ──────────────────────────────────────────────────────────────────────────────


def scripts() -> dict[str, dict[str, Any]]:
    return {step["name"]: step for step in ACTION["runs"]["steps"] if "run" in step}


def stepped(name: str, folder: Path, **inputs: str) -> subprocess.CompletedProcess[str]:
    """A step with these inputs, and else the defaults, as the runner calls its script."""
    step = scripts()[name]
    values = {key: each.get("default", "") for key, each in ACTION["inputs"].items()}
    values |= {key.replace("_", "-"): value for key, value in inputs.items()}
    given = {}
    for variable, expression in step["env"].items():
        asked = re.fullmatch(r"\$\{\{ inputs\.([a-z-]+) \}\}", expression)
        assert asked is not None
        given[variable] = values[asked[1]]
    return ran(["bash", "-e", "-o", "pipefail", "-c", step["run"]], folder, **given)


def test_the_action_is_what_github_reads() -> None:
    jsonschema.validate(ACTION, AN_ACTION)
    told = (ROOT / "action.yml").read_text("utf-8")
    used = set(re.findall(r"inputs\.([a-z-]+)", told))
    assert used == set(ACTION["inputs"]), "each input is used"
    for step in scripts().values():
        assert "${{" not in step["run"], "what a stranger writes is never part of a script"


def test_the_action_passes_what_is_right(repository: Path) -> None:
    found = stepped("Check, lint and test", repository)
    assert found.returncode == 0, found.stdout + found.stderr
    assert "::error" not in found.stdout


@pytest.mark.parametrize("name", SPOILT)
def test_the_action_shows_what_is_wrong_beside_its_line(name: str, repository: Path) -> None:
    where, before, after, told = SPOILT[name]
    text = (repository / where).read_text("utf-8").replace(before, after, 1)
    (repository / where).write_text(text, "utf-8")
    found = stepped("Check, lint and test", repository)
    assert found.returncode == 1
    shown = [line for line in found.stdout.splitlines() if line.startswith("::") and told in line]
    assert shown, found.stdout + found.stderr
    number = text[: text.index(after)].count("\n") + 1
    lines = [re.search(r"file=([^,]+),line=(\d+)", line) for line in shown]
    assert any(
        place is not None and place[1] == where and abs(int(place[2]) - number) <= 1
        for place in lines
    ), shown


def test_the_action_asks_for_coverage(repository: Path) -> None:
    assert stepped("Check, lint and test", repository, min_coverage="100").returncode == 1
    assert stepped("Check, lint and test", repository, min_coverage="1").returncode == 0


def test_the_action_judges(repository: Path) -> None:
    found = stepped("Judge", repository, sarif="out.sarif", fail_on="breached")
    assert found.returncode == 1
    assert "::error file=cases/a.yaml" in found.stdout
    assert '"version": "2.1.0"' in (repository / "out.sarif").read_text("utf-8")
    assert stepped("Judge", repository, sarif="out.sarif").returncode == 0
