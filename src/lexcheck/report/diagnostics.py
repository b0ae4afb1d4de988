"""Diagnostics, for people (place, message, the line with a caret, hint) and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence

from lexcheck.base.diagnostics import Diagnostic, Severity, excerpt
from lexcheck.base.text import Span
from lexcheck.report.layout import BOLD, CYAN, RED, YELLOW, clean, finished, painted

Json = dict[str, object]


def text(diagnostics: Iterable[Diagnostic], *, colour: bool, width: int = 80) -> str:
    """The diagnostics, one below the other, without a new line at the end."""
    lines = [line for diagnostic in diagnostics for line in _lines(diagnostic, width)]
    return finished(lines, colour=colour).removesuffix("\n")


def one_line(d: Diagnostic) -> str:
    """The diagnostic as editors and `grep` like it: place, code, message, hint."""
    hint = f" ({d.hint})" if d.hint else ""
    return clean(f"{d.span.place}: {d.severity}[{d.code}]: {d.message}{hint}")


def _lines(d: Diagnostic, width: int) -> Iterator[str]:
    severity = painted(d.severity, RED if d.severity is Severity.ERROR else YELLOW)
    yield f"{painted(clean(d.span.place), BOLD)}: {severity}[{d.code}]: {clean(d.message)}"
    yield from _excerpt(d.span, width)
    for label in d.labels:
        yield f"  {clean(label.span.place)}: {clean(label.message)}"
        yield from _excerpt(label.span, width)
    if d.hint:
        yield f"  {painted('hint', CYAN)}: {clean(d.hint)}"


def _excerpt(span: Span, width: int) -> Iterator[str]:
    room = max(20, width - len(str(span.line)) - 3)
    return (clean(line) for line in excerpt(span, width=room))


#: The formats of diagnostics that are a result of their own.
FORMATS = ("text", "line", "json", "github", "sarif")


def for_machines(diagnostics: Sequence[Diagnostic], format_: str, version: str) -> bytes:
    """The diagnostics as lines, as annotations of a workflow, or as SARIF."""
    if format_ == "line":
        return "".join(f"{one_line(each)}\n" for each in diagnostics).encode()
    from lexcheck.report import github, sarif  # imported where they are asked for

    if format_ == "github":
        return github.annotated(diagnostics)
    return sarif.of_diagnostics(diagnostics, version)


def as_json(diagnostics: Iterable[Diagnostic]) -> list[Json]:
    return [_plain(diagnostic) for diagnostic in diagnostics]


def _plain(d: Diagnostic) -> Json:
    return {
        "code": d.code,
        "severity": d.severity.value,
        "message": d.message,
        "hint": d.hint,
        **place(d.span),
        "labels": [{"message": label.message, **place(label.span)} for label in d.labels],
    }


def place(span: Span) -> Json:
    """Where it is: lines and columns from 1, columns in characters. A call is a file `<call>`."""
    return {"file": span.source.name, "line": span.line, "column": span.column}


def checked(files: Iterable[tuple[str, str]], diagnostics: Iterable[Diagnostic]) -> bytes:
    """What `check` found, as JSON: the files with what each was, and all diagnostics."""
    found = as_json(diagnostics)
    document = {
        "schema": "lexcheck.check/1",
        "files": [{"path": path, "role": role} for path, role in files],
        "diagnostics": found,
        "counts": {
            severity.value: sum(each["severity"] == severity.value for each in found)
            for severity in Severity
        },
    }
    return (json.dumps(document, ensure_ascii=False, indent=2) + "\n").encode()
