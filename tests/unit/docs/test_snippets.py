"""What the manual asks its readers to copy into files of other programs is what these can read."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.unit.docs.pages import Fence, fences

ROOT = Path(__file__).parents[3]
PAGES = sorted([*ROOT.glob("docs/**/*.md"), *ROOT.glob("*.md"), ROOT / "grammar/language.md"])
EDITORS = ROOT / "docs/how-to/editor.md"
REPOSITORY = ROOT / "docs/how-to/repository.md"
VSCODE = ROOT / "editors/vscode"
READERS: dict[str, Callable[[str], Any]] = {
    "yaml": yaml.safe_load,
    "toml": tomllib.loads,
    "json": json.loads,
}
SNIPPETS = [
    (f"{page.name}:{fence.line}", fence)
    for page in PAGES
    for fence in fences(page)
    if fence.language in READERS
]


def package() -> Any:
    return json.loads((VSCODE / "package.json").read_text("utf-8"))


def command() -> list[str]:
    """How the extension starts the server."""
    settings = package()["contributes"]["configuration"]["properties"]
    found: list[str] = settings["lexcheck.command"]["default"]
    return found


def language() -> Any:
    (found,) = package()["contributes"]["languages"]
    return found


def only(page: Path, kind: str) -> str:
    (found,) = (each.text for each in fences(page) if each.language == kind)
    return found


@pytest.mark.parametrize("fence", [f for _, f in SNIPPETS], ids=[name for name, _ in SNIPPETS])
def test_a_snippet_can_be_read(fence: Fence) -> None:
    assert READERS[fence.language](fence.text)


def test_there_are_snippets_of_each_kind() -> None:
    assert {fence.language for _, fence in SNIPPETS} >= {"yaml", "toml"}


def test_helix_is_told_what_the_extension_says() -> None:
    found = tomllib.loads(only(EDITORS, "toml"))
    (server,) = found["language-server"]
    (helix,) = found["language"]
    started = found["language-server"][server]
    assert [started["command"], *started["args"]] == command()
    assert helix["language-servers"] == [server]
    assert helix["name"] == language()["id"]
    assert [f".{each}" for each in helix["file-types"]] == language()["extensions"]
    (colours,) = package()["contributes"]["grammars"]
    assert helix["scope"] == colours["scopeName"]
    comments = json.loads((VSCODE / "language-configuration.json").read_text("utf-8"))["comments"]
    assert helix["comment-token"] == comments["lineComment"]


def test_neovim_is_told_what_the_extension_says() -> None:
    text = only(EDITORS, "lua")
    assert re.sub(r'"[^"\n]*"|[^(){}"]', "", text) == "({{}})({{}{}{}})()", (
        "brackets, outside texts"
    )
    lists = {
        name: re.findall(r'"([^"]*)"', it) for name, it in re.findall(r"(\w+) = \{([^{}]*)\}", text)
    }
    assert lists["cmd"] == command()
    assert lists["filetypes"] == [language()["id"]]
    assert lists["root_markers"] == [".git"]
    (extension,) = language()["extensions"]
    assert f'{extension[1:]} = "{language()["id"]}"' in text
    assert set(re.findall(r'vim\.lsp\.(?:config|enable)\("(\w+)"', text)) == {language()["id"]}


def test_the_setting_of_the_extension_is_what_it_takes() -> None:
    settings = package()["contributes"]["configuration"]["properties"]
    shown = re.compile(r'\["\.[^\]`]*"\]')
    told = [
        settings["lexcheck.command"]["description"],
        (VSCODE / "README.md").read_text("utf-8"),
        EDITORS.read_text("utf-8"),
    ]
    found = [json.loads(each) for text in told for each in shown.findall(text)]
    assert found == [[".venv/bin/lexcheck", *command()[1:]]] * 3


def test_the_hooks_and_the_workflow_of_the_manual_exist() -> None:
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))
    action = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
    read = [yaml.safe_load(f.text) for f in fences(REPOSITORY) if f.language == "yaml"]
    (chosen,) = (each["repos"] for each in read if "repos" in each)
    assert [h["id"] for repo in chosen for h in repo["hooks"]] == [each["id"] for each in hooks]
    (jobs,) = (each["jobs"] for each in read if "jobs" in each)
    steps = [step for job in jobs.values() for step in job["steps"]]
    (ours,) = (step for step in steps if "/lexcheck@" in step["uses"])
    assert set(ours["with"]) <= set(action["inputs"])
    (sent,) = (step["with"] for step in steps if "upload-sarif" in step["uses"])
    assert sent["sarif_file"] == ours["with"]["sarif"]
