"""Diagnostics for people, with a caret, and for machines."""

from __future__ import annotations

import json

from lexcheck.base.decoding import decode
from lexcheck.base.diagnostics import Diagnostic, Label, Severity
from lexcheck.base.text import Source, Span, in_call
from lexcheck.report.diagnostics import as_json, checked, text

SOURCE = Source(name="a.lex", text="ruleset a\n\tsource \x1b[31m 'x'\n" + "x" * 300 + "\n")

FAULT = Diagnostic(
    code="LX101",
    message="this is wrong",
    span=Span(SOURCE, 11, 17),
    hint="write it right",
    labels=(Label(span=Span(SOURCE, 0, 7), message="since this is so"),),
)
ELSEWHERE = Diagnostic(
    code="LX400",
    message="`b.lex` does not exist",
    span=in_call("", "b.lex"),
    severity=Severity.WARNING,
)


def test_the_caret_stands_below_what_is_meant() -> None:
    lines = text([FAULT], colour=False).splitlines()
    assert lines[0] == "a.lex:2:2: error[LX101]: this is wrong"
    assert lines[2].index("source") == lines[3].index("^^^^^^")
    assert lines[4] == "  a.lex:1:1: since this is so"
    assert lines[-1] == "  hint: write it right"


def test_no_code_of_a_file_reaches_the_terminal() -> None:
    assert "\x1b" not in text([FAULT], colour=False)


def test_a_long_line_is_cut_around_what_is_meant() -> None:
    at = SOURCE.text.index("xxx") + 200
    lines = text(
        [Diagnostic(code="LX101", message="here", span=Span(SOURCE, at, at + 3))],
        colour=False,
        width=60,
    ).splitlines()
    assert max(map(len, lines)) <= 60


def test_what_is_asked_for_is_a_text_with_a_place() -> None:
    assert text([ELSEWHERE], colour=False).splitlines() == [
        "<call>:1:1: warning[LX400]: `b.lex` does not exist",
        "  |",
        "1 | b.lex",
        "  | ^^^^^",
    ]
    joe = Diagnostic(code="LX501", message="no", span=in_call("--viewpoint", "joe"))
    assert text([joe], colour=False).splitlines()[-1] == "  |             ^^^"


def test_of_an_empty_file_the_first_line_is_shown_with_nothing_in_it() -> None:
    """It has a first line, as editors show it; the caret is where something should stand."""
    (empty,) = decode(b"", "b.yaml")[1]
    assert text([empty], colour=False).splitlines()[:4] == [
        "b.yaml:1:1: error[LX401]: the file is empty",
        "  |",
        "1 |",
        "  | ^",
    ]


def test_json_has_all_of_it() -> None:
    first, second = as_json([FAULT, ELSEWHERE])
    assert first["line"] == 2
    assert first["column"] == 2
    assert first["labels"] == [
        {"message": "since this is so", "file": "a.lex", "line": 1, "column": 1}
    ]
    assert (second["file"], second["line"]) == ("<call>", 1)


def test_what_check_found() -> None:
    found = json.loads(checked([("a.lex", "ruleset")], [FAULT, ELSEWHERE]))
    assert found["counts"] == {"error": 1, "warning": 1}
    assert found["files"] == [{"path": "a.lex", "role": "ruleset"}]
