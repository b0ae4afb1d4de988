"""What is checked, and what a check remarks."""

from __future__ import annotations

from collections.abc import Iterator

from lexcheck.base.diagnostics import Diagnostic, Label, Severity
from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.norms.model import Norm, NormException, Ruleset
from lexcheck.syntax.model import File


@light(kw_only=True, eq=False)
class Subject:
    """A ruleset file, and the ruleset that it is, with all that it uses. `for_others`: another file
    uses it.
    """

    file: File
    ruleset: Ruleset
    for_others: bool = False

    @property
    def norms(self) -> tuple[Norm, ...]:
        """The norms that stand in this file: those of used files are remarked on there."""
        return tuple(norm for norm in self.ruleset.norms if self.has(norm.span))

    def has(self, span: Span) -> bool:
        return span.source is self.file.span.source


@light(kw_only=True)
class Fix:
    """What may stand in the place of a stretch of text without changing any verdict."""

    span: Span
    text: str


@light(kw_only=True)
class Remark:
    """What a check has to say, and how it may be mended, if that is safe."""

    diagnostic: Diagnostic
    fix: Fix | None = None


def remark(
    code: str,
    message: str,
    span: Span,
    hint: str,
    cause: tuple[Span, str] | None = None,
    fix: Fix | None = None,
) -> Remark:
    labels = () if cause is None else (Label(span=cause[0], message=cause[1]),)
    diagnostic = Diagnostic(
        code=code, message=message, span=span, hint=hint, labels=labels, severity=Severity.WARNING
    )
    return Remark(diagnostic=diagnostic, fix=fix)


def exceptions_of(norm: Norm) -> Iterator[NormException]:
    """The exceptions of a norm, and those to them, and so on."""
    waiting = list(norm.exceptions)
    while waiting:
        exception = waiting.pop(0)
        yield exception
        waiting += exception.exceptions
