"""The hooks by pre-commit itself, where it is there: installed from this repository, and run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.unit.offered.test_action import RIGHT, repository
from tests.unit.offered.test_hooks import EXPECTING, HOOKS
from tests.unit.offered.workflow import checkout

PRE_COMMIT = shutil.which("pre-commit")

#: It makes an environment for the hooks, with what they need from the package index.
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PRE_COMMIT is None, reason="pre-commit is not there"),
]


def git(folder: Path, *arguments: str) -> str:
    who = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    ran = subprocess.run(
        ["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=True
    )
    return ran.stdout.strip()


def committed(folder: Path) -> str:
    """A folder as a repository of its own, with one commit; its name."""
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "all")
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture(scope="module")
def offered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, Path]:
    """This repository as it stands, its commit, and where pre-commit keeps what it installs."""
    folder = checkout(tmp_path_factory.mktemp("lexcheck"))
    return folder, committed(folder), tmp_path_factory.mktemp("kept")


def hooked(root: Path, offered: tuple[Path, str, Path]) -> tuple[int, str]:
    here, commit, kept = offered
    hooks = "".join(f"      - id: {each['id']}\n" for each in HOOKS)
    config = f"repos:\n  - repo: {here}\n    rev: {commit}\n    hooks:\n{hooks}"
    (root / ".pre-commit-config.yaml").write_text(config, "utf-8")
    committed(root)
    assert PRE_COMMIT is not None
    ran = subprocess.run(
        [PRE_COMMIT, "run", "--all-files", "--color", "never"],
        cwd=root,
        env={**os.environ, "PRE_COMMIT_HOME": str(kept)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return ran.returncode, ran.stdout


def passed(output: str) -> dict[str, bool]:
    """Which hooks passed, by what pre-commit prints of each."""
    lines = (line for line in output.splitlines() if line.endswith(("Passed", "Failed")))
    return {line.partition(".")[0]: line.endswith("Passed") for line in lines}


def test_what_is_right_passes(offered: tuple[Path, str, Path], tmp_path: Path) -> None:
    code, output = hooked(repository(tmp_path), offered)
    assert code == 0, output
    assert passed(output) == {each["name"]: True for each in HOOKS}, output


def test_what_is_wrong_is_stopped(offered: tuple[Path, str, Path], tmp_path: Path) -> None:
    wrong = RIGHT.replace("o.seller\n  must", "o.selller\n   must")
    case = EXPECTING.replace("verdict: complied", "verdict: breached")
    root = repository(tmp_path, wrong, case)
    code, output = hooked(root, offered)
    assert code != 0
    assert "LX203" in output
    assert not any(passed(output).values()), "nor is it in form, nor can a case be judged by it"
    assert "\n  must" in (root / "rulesets/shop.lex").read_text("utf-8"), "now it is in form"
