"""Files and functions stay small enough to be read at one go."""

import ast
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
MAX_FILE_LINES = 500
MAX_FUNCTION_LINES = 60
GENERATED = {ROOT / "src/lexcheck/syntax/tables.py"}


def sources() -> Iterator[Path]:
    """Every Python file under src/ and tests/ that somebody wrote, in order of its path."""
    for top in ("src", "tests"):
        for path in sorted((ROOT / top).rglob("*.py")):
            if path not in GENERATED:
                yield path


def functions(source: str) -> Iterator[tuple[str, int, int]]:
    """Name, first line and number of lines of each function; decorators are not counted."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1


def test_files_are_short() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}: {lines} lines"
        for path in sources()
        if (lines := len(path.read_text("utf-8").splitlines())) > MAX_FILE_LINES
    ]
    assert not offenders, "\n".join([f"longer than {MAX_FILE_LINES} lines:", *offenders])


def test_functions_are_short() -> None:
    offenders = [
        f"{path.relative_to(ROOT)}:{line}: {name}: {lines} lines"
        for path in sources()
        for name, line, lines in functions(path.read_text("utf-8"))
        if lines > MAX_FUNCTION_LINES
    ]
    assert not offenders, "\n".join([f"longer than {MAX_FUNCTION_LINES} lines:", *offenders])


def test_the_measure_sees_nested_and_decorated_functions() -> None:
    source = "@decorated\ndef outer():\n    def inner():\n        pass\n    return inner\n"
    assert sorted(functions(source)) == [("inner", 3, 2), ("outer", 2, 4)]
