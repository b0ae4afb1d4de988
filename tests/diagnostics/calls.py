"""What is printed of the calls and the tables that the manual shows, by the program itself."""

from __future__ import annotations

import shlex
import shutil
from pathlib import Path

from lexcheck.cli import run
from lexcheck.report.manual import Example
from tests.unit.samples import write

ROOT = Path(__file__).parents[2]


def call(example: Example, folder: Path) -> int:
    """Run the command line, in a folder with a case, its ruleset and tables. The exit code."""
    write(folder)
    (folder / "tables").mkdir(exist_ok=True)
    _first_tables(folder / "tables")
    manifest = (ROOT / "datasets/start/dataset.yaml").read_text("utf-8")
    text = manifest.replace("../../cases/start/", "")
    (folder / "tables/dataset.yaml").write_text(text, "utf-8")
    _beside(example, folder)
    code = run(shlex.split(example.text.removeprefix("$ lexcheck ")))
    for name, _ in example.beside:
        (folder / name).unlink()
    return code


def judge_tables(example: Example, folder: Path) -> int:
    """Judge a dataset that stands beside the tables and the ruleset of the first steps."""
    _first_tables(folder)
    _beside(example, folder)
    (folder / example.name).write_text(example.text, "utf-8")
    return run(["evaluate", example.name])


def _first_tables(folder: Path) -> None:
    for path in (*(ROOT / "datasets/start").glob("*.csv"), ROOT / "cases/start/blocking.lex"):
        shutil.copy(path, folder)


def _beside(example: Example, folder: Path) -> None:
    for name, text in example.beside:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, "utf-8")
