"""A ruleset to remarks: every check asked, what is suppressed with a reason left out.

A check is a module: its docstring is its page of the manual, `CODE` its code, and `check` yields
its remarks. To add one, write it, and name it in `CHECKS`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Protocol

from lexcheck.lint import (
    absent_anchor,
    constant_exceptions,
    empty_window,
    hole_between_versions,
    idle_reading,
    never_breached,
    no_citation,
    reaches_nothing,
    suppression,
    unused,
)
from lexcheck.lint.model import Fix, Remark, Subject


class Check(Protocol):
    """A module of this room."""

    CODE: str

    def check(self, subject: Subject, /) -> Iterator[Remark]: ...


CHECKS: Sequence[Check] = (
    never_breached,
    reaches_nothing,
    constant_exceptions,
    no_citation,
    absent_anchor,
    unused,
    hole_between_versions,
    empty_window,
    idle_reading,
)

#: The page of each code.
MANUAL = {
    suppression.CODE: suppression.__doc__ or "",
    **{each.CODE: each.__doc__ or "" for each in CHECKS},
}


def remarks(subject: Subject, ignored: Collection[str] = ()) -> list[Remark]:
    """What there is to remark on a file, in order, but for the codes that are ignored."""
    found = [each for one in CHECKS for each in one.check(subject)]
    settled = suppression.settled(subject.file, found)
    return [each for each in settled if each.diagnostic.code not in ignored]


def fixed(text: str, fixes: Collection[Fix]) -> str:
    """The text with the fixes made; a statement that is taken away goes with its lines."""
    for fix in sorted(fixes, key=lambda each: each.span.start, reverse=True):
        start, end = fix.span.start, fix.span.end
        if not fix.text:
            start = text.rfind("\n", 0, start) + 1 if not _left(text, start).strip() else start
            rest = text.find("\n", end)
            end = rest + 1 if rest >= 0 and not text[end:rest].strip() else end
        text = text[:start] + fix.text + text[end:]
    return text


def _left(text: str, start: int) -> str:
    return text[text.rfind("\n", 0, start) + 1 : start]
