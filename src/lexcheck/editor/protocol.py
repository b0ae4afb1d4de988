"""Places and diagnostics as the protocol puts them.

Source: Language Server Protocol 3.17. Positions count UTF-16 code units.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable

from lsprotocol import types as lsp

from lexcheck.base.diagnostics import Diagnostic, Severity
from lexcheck.base.text import Source, Span

Locate = Callable[[Span], lsp.Location]


def position(source: Source, offset: int) -> lsp.Position:
    line = bisect_right(source.line_starts, offset) - 1
    return lsp.Position(line, _units(source.text[source.line_starts[line] : offset]))


def _units(text: str) -> int:
    return len(text) if text.isascii() else len(text.encode("utf-16-le")) // 2


def offset_of(source: Source, at: lsp.Position) -> int:
    if at.line >= len(source.line_starts):
        return len(source.text)
    start = source.line_starts[at.line]
    text = source.line_text(at.line + 1)
    units = text.encode("utf-16-le")[: 2 * at.character]
    return start + len(units.decode("utf-16-le", "ignore"))


def range_of(span: Span) -> lsp.Range:
    return lsp.Range(position(span.source, span.start), position(span.source, span.end))


def plain(diagnostic: Diagnostic, locate: Locate) -> lsp.Diagnostic:
    error = diagnostic.severity is Severity.ERROR
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return lsp.Diagnostic(
        range=range_of(diagnostic.span),
        message=diagnostic.message + hint,
        severity=lsp.DiagnosticSeverity.Error if error else lsp.DiagnosticSeverity.Warning,
        code=diagnostic.code,
        source="lexcheck",
        related_information=[
            lsp.DiagnosticRelatedInformation(locate(label.span), label.message)
            for label in diagnostic.labels
        ],
    )


def packed(
    source: Source, found: Iterable[tuple[int, int, str]], legend: tuple[str, ...]
) -> list[int]:
    """Stretches of one line each, as the protocol packs them: each from the one before."""
    data: list[int] = []
    starts = source.line_starts
    before = line = 0
    for start, end, colour in found:
        on = bisect_right(starts, start, line) - 1
        moved = _units(source.text[before if on == line else starts[on] : start])
        data += [on - line, moved, _units(source.text[start:end]), legend.index(colour), 0]
        before, line = start, on
    return data
