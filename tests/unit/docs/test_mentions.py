"""What the manual, the help and the hints name is there: commands, options, extras, files.

And no fenced example is outside of what some test runs: `KINDS` says which one does.
"""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import yaml

from lexcheck.bulk import from_tree
from lexcheck.cli.group import root

ROOT = Path(__file__).parents[3]

#: By page, or folder of pages: the fences there, by what stands after the backticks, and who runs
#: them. A title makes a file of any.
KINDS = {
    "README.md": {
        "lex": "test_readme", "yaml": "test_readme", "console": "test_readme",
        "python": "test_readme", "": "test_mentions",
    },
    "CHANGELOG.md": {},
    "CONTRIBUTING.md": {},
    "grammar/language.md": {"lex": "test_language_examples", "yaml": "test_language_examples"},
    "editors/vscode/README.md": {},
    "docs/decisions": {},
    "docs": {
        "console": "test_pages", "python": "test_pages", "sh": "test_mentions",
        "yaml": "test_mentions", "toml": "test_mentions",
        "lua": "of Neovim, which is not there: its command is looked at by test_mentions",
    },
}  # fmt: skip

PAGES = [
    path
    for name in KINDS
    for path in ([ROOT / name] if name.endswith(".md") else sorted((ROOT / name).rglob("*.md")))
    if name != "docs" or "decisions" not in path.parts
]
FENCE = re.compile(r"^ *```(\w*)([^\n`]*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
SPAN = re.compile(r"(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)")
CALL = re.compile(r"(?:^|[ /])lexcheck +([a-z]+)\b([^`\n|]*)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)")

_CONTEXT = click.Context(root, info_name="lexcheck")
COMMANDS = {name: root.get_command(_CONTEXT, name) for name in root.list_commands(_CONTEXT)}
OPTIONS = {
    name: {"--help", *(o for p in command.params for o in p.opts)}
    for name, command in COMMANDS.items()
    if command is not None
}
ALL_OPTIONS = {"--version", *(option for each in OPTIONS.values() for option in each)}
ALL_OPTIONS.add("--size")  # of benchmarks.tables


def kinds(page: Path) -> dict[str, str]:
    name = page.relative_to(ROOT).as_posix()
    return KINDS.get(name) or KINDS[max((k for k in KINDS if name.startswith(k)), key=len)]


def named(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


def calls(text: str) -> Iterator[tuple[str, str]]:
    """Each command of lexcheck that is called, with the options given to it."""
    for found in CALL.finditer(text):
        yield found[1], found[2]


def code(text: str) -> Iterator[str]:
    """What stands in fences, but for what commands print, and in code spans."""
    for fence in FENCE.finditer(text):
        shown = fence[3].splitlines()
        if fence[1] == "console":
            shown = [line for line in shown if line.startswith("$ ")]
        yield re.sub(r"\n +(?=--)", " ", "\n".join(shown))  # options below their command
    yield from (" ".join(each.split()) for each in SPAN.findall(FENCE.sub("", text)))


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_each_fence_is_run_by_some_test(page: Path) -> None:
    text = page.read_text("utf-8")
    found = list(FENCE.finditer(text))
    assert len(re.findall(r"^ *```", text, re.MULTILINE)) == 2 * len(found)
    for fence in found:
        if "title=" in fence[2]:
            continue
        line = text.count("\n", 0, fence.start()) + 1
        assert fence[1] in kinds(page), f"{named(page)}:{line}: nothing runs ```{fence[1]}"


@pytest.mark.parametrize("page", PAGES, ids=named)
def test_commands_and_options_that_pages_name(page: Path) -> None:
    for text in code(page.read_text("utf-8")):
        for command, rest in calls(text):
            assert command in COMMANDS, f"{text!r}: there is no `lexcheck {command}`"
            strange = set(OPTION.findall(rest)) - OPTIONS[command]
            assert not strange, f"{text!r}: `lexcheck {command}` has no {strange}"
        if "lexcheck" not in text and text.startswith("--"):
            strange = set(OPTION.findall(text)) - ALL_OPTIONS
            assert not strange, f"{text!r}: no command has that"


def strings(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def test_commands_that_the_program_names() -> None:
    """In its help, hints and docstrings."""
    named_ = 0
    for path in sorted((ROOT / "src").rglob("*.py")):
        for text in strings(path):
            for span in SPAN.findall(text):
                for command, rest in calls(" ".join(span.split())):
                    named_ += 1
                    assert command in COMMANDS, f"{path.name}: {span!r}"
                    assert set(OPTION.findall(rest)) <= OPTIONS[command], f"{path.name}: {span!r}"
    assert named_ > 20


def test_extras_that_pages_name() -> None:
    """`pip install 'lexcheck[bulk]'`, and all of them in the README."""
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"][
        "optional-dependencies"
    ]
    for page in PAGES:
        for listed in re.findall(r"(?:lexcheck|'\.)\[([a-z,]+)\]", page.read_text("utf-8")):
            assert set(listed.split(",")) <= set(extras), f"{named(page)}: [{listed}]"


def test_the_page_on_tables_knows_every_entry_of_a_manifest() -> None:
    page = (ROOT / "docs/how-to/tables.md").read_text("utf-8")
    spans = " ".join(SPAN.findall(FENCE.sub("", page)))
    entries = {*from_tree.DATASET_KEYS, *from_tree.TABLE_KEYS, *from_tree.GIVEN_KEYS}
    assert not {key for key in entries if not re.search(rf"\b{key}\b", spans)}


def test_excerpts_are_of_the_files_that_they_name() -> None:
    """YAML without a title is a part of the file named above it, or of one of another program."""
    seen = 0
    for page in PAGES:
        text = page.read_text("utf-8")
        for fence in FENCE.finditer(text):
            if fence[1] in ("yaml", "toml") and not fence[2] and "docs" in page.parts:
                above = text[: fence.start()].rstrip().splitlines()[-1]
                file = re.search(r"\(`([\w/.-]+)`\):$", above)
                if file:
                    seen += 1
                    assert fence[3] in (ROOT / file[1]).read_text("utf-8"), named(page)
                elif fence[1] == "yaml":
                    assert yaml.safe_load(fence[3].replace("<", "").replace(">", ""))
                else:
                    assert tomllib.loads(fence[3])
    assert seen
