"""What is raised where something cannot be used: one class for each thing that may be at fault."""

from __future__ import annotations

from lexcheck.base.diagnostics import Diagnostic, Refused
from lexcheck.base.light import evolve
from lexcheck.base.text import Span, in_call


class Unreadable(Exception):
    """A file that cannot be read or written, as the user named it, and why."""

    def __init__(self, file: str, why: str, hint: str = "") -> None:
        message = f"`{file}` {why}"
        super().__init__(message)
        span = in_call("", file)
        self.diagnostic = Diagnostic(code="LX400", message=message, hint=hint, span=span)

    def named(self, span: Span) -> Unreadable:
        """The same of a file that another file names, there."""
        self.diagnostic = evolve(self.diagnostic, span=span)
        return self


class RulesetRefused(Refused):
    """A ruleset or vocabulary with an error in it, or one that is not found."""


class CaseRefused(Refused):
    """A case file with an error in it, or a case that cannot be judged."""


class NotACase(Refused):
    """A file that was found in a folder, and is plainly something else."""


class SelectorRefused(Refused):
    """A call asks for a reading, viewpoint, parameter, moment or instance that there is not."""
