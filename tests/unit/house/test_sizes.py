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
    waiting: list[ast.AST] = [ast.parse(source)]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            assert node.end_lineno is not None
            yield node.name, node.lineno, node.end_lineno - node.lineno + 1
        # Functions stand among statements: expressions, which are most of it, hold none.
        for name in ("body", "orelse", "finalbody", "handlers", "cases"):
            inner = getattr(node, name, ())
            waiting += inner if isinstance(inner, list) else ()


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
    for around in (
        "if x:\n    pass\nelse:\n    {}", "try:\n    {}\nfinally:\n    pass",
        "try:\n    pass\nexcept E:\n    {}", "try:\n    pass\nfinally:\n    {}",
        "match x:\n    case 1:\n        {}", "with x:\n    {}", "class C:\n    {}",
        "while x:\n    pass\nelse:\n    {}", "for x in y:\n    {}",
    ):  # fmt: skip
        assert [name for name, _, _ in functions(around.format("def f(): pass"))] == ["f"], around
