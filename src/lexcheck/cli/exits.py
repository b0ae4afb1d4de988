"""Exit codes: each has one meaning, which no option shifts."""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum


class Exit(IntEnum):
    DONE = 0
    FOUND = 1
    USAGE = 2
    RULESET = 3
    CASE = 4
    NOTHING = 5
    BUG = 70


#: If several apply, the first of these is given.
PRECEDENCE = (
    Exit.BUG,
    Exit.USAGE,
    Exit.RULESET,
    Exit.CASE,
    Exit.NOTHING,
    Exit.FOUND,
    Exit.DONE,
)

EXPLAINED = """\b
Exit codes:
  0   done
  1   what was looked for was found: a verdict at or above --fail-on, a file
      that is not in its form (fmt --check, --diff), a remark (lint), an
      expectation that fails, or less than --min-coverage or --min-noticed
  2   wrong usage, or a file that cannot be read or written
  3   a ruleset was refused
  4   a case was refused (the others are still judged, and counted)
  5   nothing was judged, checked or formatted
  70  a fault of lexcheck itself
If several apply: 70, 2, 3, 4, 5, 1, in this order."""


def gravest(codes: Iterable[Exit]) -> Exit:
    """The code that is given where several apply."""
    found = set(codes)
    return next((code for code in PRECEDENCE if code in found), Exit.DONE)
