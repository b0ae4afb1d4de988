"""The surface of the package: what it offers, with which arguments. A change here is a decision."""

from __future__ import annotations

import inspect
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import lexcheck

ROOT = Path(__file__).parents[2]

SURFACE = {
    "load_ruleset": "(ruleset: str | PathLike[str], *, beside: str | PathLike[str] | None = None)"
    " -> Ruleset",
    "load_case": "(case: str | PathLike[str], *, ruleset: Ruleset | None = None) -> Case",
    "check": "(path: str | PathLike[str]) -> tuple[Diagnostic, ...]",
    "evaluate": "(ruleset: Ruleset, case: Case, *, as_of: str | date | None = None,"
    " known_by: str | date | None = None, law_as_of: str | date | None = None,"
    " viewpoint: str = 'all', reading: str = 'base',"
    " parameters: Mapping[str, str] | None = None) -> Run",
    "evaluate_dataset": "(dataset: str | PathLike[str] | Mapping[str, object],"
    " tables: object = None, *, ruleset: Ruleset | None = None,"
    " as_of: str | date | None = None, law_as_of: str | date | None = None,"
    " reading: str = 'base', parameters: Mapping[str, str] | None = None,"
    " findings: str | PathLike[str] | None = None, max_rejects: int = 0, memory: str = '',"
    " threads: int = 0, spark: object = None) -> DatasetRun",
    "explain": "(ruleset: Ruleset, case: Case, instance: str, *, as_of: str | date | None = None,"
    " known_by: str | date | None = None, law_as_of: str | date | None = None,"
    " viewpoint: str = 'all', reading: str = 'base',"
    " parameters: Mapping[str, str] | None = None) -> Explanation",
    "Ruleset": "class",
    "Case": "class",
    "Run": "class",
    "DatasetRun": "class",
    "Finding": "class",
    "Verdict": "class",
    "Reason": "class",
    "Grade": "class",
    "Explanation": "class",
    "Diagnostic": "class",
    "Refused": "class",
    "Unreadable": "class",
    "__version__": "text",
}

CALLS = [name for name, shape in SURFACE.items() if shape.startswith("(")]


def shape(name: str) -> str:
    found = getattr(lexcheck, name)
    if isinstance(found, str):
        return "text"
    if inspect.isclass(found):
        return "class"
    return str(inspect.signature(found)).replace("'str", "str").replace("\"'", "'")


def plain(text: str) -> str:
    """A signature without the quotes around its annotations."""
    return text.replace("'", "")


def test_the_surface_is_this_and_nothing_else() -> None:
    assert list(SURFACE) == lexcheck.__all__
    assert {name: plain(shape(name)) for name in lexcheck.__all__} == {
        name: plain(text) for name, text in SURFACE.items()
    }


def test_every_name_is_documented() -> None:
    for name in lexcheck.__all__:
        if name != "__version__":
            assert inspect.getdoc(getattr(lexcheck, name)), name


@pytest.mark.parametrize("name", CALLS)
def test_every_call_has_an_example(name: str) -> None:
    assert ">>> " in (inspect.getdoc(getattr(lexcheck, name)) or "")


def test_dir_lists_the_surface() -> None:
    assert dir(lexcheck) == sorted(lexcheck.__all__)


def test_what_there_is_not_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute `evaluat`"):
        lexcheck.evaluat  # type: ignore[attr-defined] # noqa: B018 - asking is the test


def test_the_version_is_that_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert lexcheck.__version__ == project["version"]


@pytest.mark.parametrize(
    "program",
    [
        "import lexcheck; lexcheck.load_ruleset; e = lexcheck.evaluate",
        "import lexcheck; import lexcheck.evaluate.from_norms; e = lexcheck.evaluate",
        "import lexcheck.evaluate.from_norms; from lexcheck import evaluate as e",
        "from lexcheck import *; e = evaluate",
    ],
)
def test_evaluate_is_the_function_whatever_was_imported_before(program: str) -> None:
    """A room of the package has the same name."""
    run = subprocess.run(
        [sys.executable, "-c", f"{program}; assert callable(e), e"],
        capture_output=True,
        check=False,
    )
    assert run.returncode == 0, run.stderr.decode()


def test_importing_the_package_imports_no_room() -> None:
    program = "import sys, lexcheck; print(*(m for m in sys.modules if m.startswith('lexcheck.')))"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert run.stdout.split() == []


def test_the_package_is_typed() -> None:
    assert (ROOT / "src/lexcheck/py.typed").is_file()
