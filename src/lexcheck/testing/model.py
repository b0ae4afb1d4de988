"""Hearings, and what they show of a ruleset.

A *hearing* is one case under one ruleset and one choice of what a run is asked for, with what the
case expects of it. A *point* is a place of a ruleset that some hearing should turn on; a *mutant*
is the ruleset with one small change that some hearing should notice.

Source: mutants and their score after DeMillo, Lipton and Sayward, "Hints on test data selection"
(1978); a point is decisive by the but-for test of causation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.facts.case import Case, Expectation
from lexcheck.norms.model import Ruleset
from lexcheck.syntax.model import File
from lexcheck.verdicts.model import Run, Verdict

#: What a run is asked for, as a case says it: `as_of`, `viewpoint`, `reading`, … with their texts.
Asked = tuple[tuple[str, str], ...]

#: Judges a case. What it raises is for whoever began.
Judge = Callable[[Ruleset, Case, Asked], Run]


@light(kw_only=True, eq=False)
class Rules:
    """A ruleset with the files that it was made of, itself last."""

    ruleset: Ruleset
    files: tuple[File, ...]


@light(kw_only=True, eq=False)
class Hearing:
    """`run` is what comes of it as the ruleset is written."""

    case: Case
    rules: Rules
    asked: Asked
    expectations: tuple[Expectation, ...]
    run: Run


@light
class Difference:
    """What is not as expected, told in a line; for one word of it, what would have been right."""

    text: str
    word: str = ""
    found: str = ""


@light(kw_only=True)
class Trial:
    """An expectation, and what is not as it says: nothing where it holds."""

    case: Case
    expectation: Expectation
    differences: tuple[Difference, ...]

    @property
    def id(self) -> str:
        """`cases/x.yaml:12: comply(order_1, acc_a) [reading=strict]`"""
        asked = ", ".join(f"{word}={text}" for word, text in self.expectation.selectors)
        span = self.expectation.span
        told = f"{span.source.name}:{span.line}: {self.expectation.instance}"
        return f"{told} [{asked}]" if asked else told


Kind = Literal[
    "obligation",
    "prohibition",
    "exception",
    "permission",
    "clause",
    "counts as",
    "sanction",
    "assessment",
]


@light(kw_only=True)
class Point:
    """A place of a ruleset that may decide something.

    `owner` is the norm, exception, sanction, assessment or `what counts as what` that it belongs
    to, and `reading` the reading that it stands in, if any. `label` is its text in one line.
    """

    kind: Kind
    owner: str
    label: str
    span: Span
    reading: str = ""


@light(kw_only=True)
class Decided:
    """A point, and where it was decisive: `case: instance`; empty for nowhere."""

    point: Point
    where: str


@light(kw_only=True)
class Shown:
    """The verdicts that cases expect of the instances of a norm, and find."""

    norm: str
    verdicts: tuple[Verdict, ...]


@light(kw_only=True)
class Coverage:
    """What the cases show of one file of a ruleset, in the order of the file."""

    file: File
    points: tuple[Decided, ...]
    shown: tuple[Shown, ...]

    @property
    def missing(self) -> tuple[Point, ...]:
        return tuple(each.point for each in self.points if not each.where)

    @property
    def share(self) -> tuple[int, int]:
        """How many points are decisive, of how many."""
        return len(self.points) - len(self.missing), len(self.points)


@light(kw_only=True)
class Mutant:
    """A small change: what was, what stands there instead (nothing: taken away)."""

    owner: str
    span: Span
    before: str
    after: str


@light(kw_only=True)
class Fate:
    """A mutant, and the expectation that noticed it: `case:line: instance`; empty for none."""

    mutant: Mutant
    noticed_by: str


@light(kw_only=True)
class Mutation:
    """What the cases notice of one file, in the order of the file.

    `void` counts the mutants that are no rulesets, or the same one: they are not in `fates`.
    """

    file: File
    fates: tuple[Fate, ...]
    void: int

    @property
    def survivors(self) -> tuple[Mutant, ...]:
        return tuple(each.mutant for each in self.fates if not each.noticed_by)

    @property
    def share(self) -> tuple[int, int]:
        """How many mutants are noticed, of how many."""
        return len(self.fates) - len(self.survivors), len(self.fates)
