"""The import contracts of pyproject.toml hold, and starting up stays light."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[3]

HEAVY = ["duckdb", "hypothesis", "icalendar", "jsonschema", "pandas", "polars", "pyarrow", "rich"]

#: What judging a case does without: `yaml` is for cases in YAML.
UNNEEDED = [*HEAVY, "difflib", "numpy", "shutil", "sqlite3", "yaml"]


def test_rooms_import_only_what_they_may() -> None:
    run = subprocess.run(
        [
            sys.executable,
            "-c",
            "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def test_the_command_line_starts_without_anything_heavy() -> None:
    """`rich` is for terminals and loaded where one is drawn; the others are never needed."""
    assert _imported_by("lexcheck.cli", HEAVY) == []


def test_judging_imports_nothing_that_it_does_without() -> None:
    assert _imported_by("lexcheck.cli.evaluate, lexcheck.facts.from_json", UNNEEDED) == []


def _imported_by(modules: str, unwanted: list[str]) -> list[str]:
    program = f"import sys, {modules}; print(*sorted(set({unwanted!r}) & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    return run.stdout.split()
