"""What is printed of the calls and the tables that the manual shows, by the program itself."""

from __future__ import annotations

import shlex
import shutil
import sys
from pathlib import Path
from unittest.mock import patch

from lexcheck import Refused
from lexcheck.cli import run
from lexcheck.report import diagnostics
from lexcheck.report.manual import Example
from tests.diagnostics.apart import on_machines_apart
from tests.diagnostics.written import write as write_file
from tests.unit.samples import write

ROOT = Path(__file__).parents[2]


def call(example: Example, folder: Path) -> int:
    """Run the command line, in a folder with a case, its ruleset and tables. The exit code.

    Spark is another cluster here, of machines that are apart.
    """
    write(folder)
    (folder / "tables").mkdir(exist_ok=True)
    _first_tables(folder / "tables")
    manifest = (ROOT / "datasets/start/dataset.yaml").read_text("utf-8")
    text = manifest.replace("../../cases/start/", "")
    (folder / "tables/dataset.yaml").write_text(text, "utf-8")
    _beside(example, folder)
    with patch("lexcheck.pipeline.spreading.on_spark", on_machines_apart):
        code = _run(example.text)
    for name, _ in example.beside:
        (folder / name).unlink()
    return code


def _run(text: str) -> int:
    if text.startswith("$ "):
        return run(shlex.split(text.removeprefix("$ lexcheck ")))
    try:
        exec(text, {})
    except Refused as refused:
        sys.stderr.write(diagnostics.text(refused.diagnostics, colour=False) + "\n")
        return 2
    return 0


def judge_tables(example: Example, folder: Path) -> int:
    """Judge a dataset that stands beside the tables and the ruleset of the first steps."""
    _first_tables(folder)
    _beside(example, folder)
    write_file(folder / example.name, example.text)
    return run(["evaluate", example.name])


def _first_tables(folder: Path) -> None:
    for path in (*(ROOT / "datasets/start").glob("*.csv"), ROOT / "cases/start/blocking.lex"):
        shutil.copy(path, folder)


def _beside(example: Example, folder: Path) -> None:
    for name, text in example.beside:
        (folder / name).parent.mkdir(exist_ok=True)
        write_file(folder / name, text)
