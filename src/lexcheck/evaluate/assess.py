"""Assessments: counts and shares over findings, against a threshold; and sanctions.

An instance that is not applicable has no share in anything. One whose verdict is open may fall
either way, so the figure has bounds; the threshold is met, missed, or open between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Literal

from lexcheck.evaluate.docket import Docket, Instance
from lexcheck.evaluate.shares import Cell, Measured, Range, Sizes, measure
from lexcheck.evaluate.terms import NOW, Env
from lexcheck.evaluate.world import TooMany, World, explore
from lexcheck.facts.case import Grade
from lexcheck.norms.model import Assessment, Sanction
from lexcheck.norms.thresholds import Threshold, threshold_of
from lexcheck.verdicts.model import (
    AssessmentFinding,
    Bounds,
    Finding,
    Outcome,
    SanctionFinding,
    Verdict,
)
from lexcheck.verdicts.naming import named

Judged = Sequence[tuple[Instance, Finding]]


class Assessor:
    """Assesses the findings of one run."""

    def __init__(self, docket: Docket, judged: dict[str, list[tuple[Instance, Finding]]]) -> None:
        self.docket = docket
        self.judged = judged
        evidence = docket.evidence
        counts = {record.id: record.count for record in evidence.records.values()}
        self.sizes = Sizes(counts, evidence.groups)

    def assessments(self) -> Iterator[AssessmentFinding]:
        for assessment in self.docket.terms.ruleset.assessments:
            for env, _ in self.docket.bindings(assessment.binders, {}):
                yield self._assess(assessment, env)

    def _assess(self, assessment: Assessment, env: Env) -> AssessmentFinding:
        cells = [
            self._cell(assessment, instance, finding, surely)
            for instance, finding, surely in self._chosen(assessment, env)
        ]
        cells = [cell for cell in cells if cell.best != "none" or cell.worst != "none"]
        measured = measure(cells, self.sizes) if cells else None
        bindings = tuple((name, str(value)) for name, value in env.items())
        values = [value for _, value in bindings]
        name = named(assessment.name, values) if bindings else assessment.name
        threshold = threshold_of(assessment, self.docket.terms.ruleset)
        return AssessmentFinding(
            id=name,
            name=assessment.name,
            bindings=bindings,
            text=assessment.text,
            measured=assessment.measured,
            outcome=_outcome(assessment, cells, measured, threshold),
            figure=_figure(assessment, measured),
            counted=_whole(measured.counted) if measured else (0, 0),
            not_counted=_whole(measured.not_counted) if measured else (0, 0),
            total=_whole(measured.total) if measured else (0, 0),
            threshold="" if threshold is None else threshold.words,
            citations=assessment.citations,
            span=assessment.span,
        )

    def _chosen(self, assessment: Assessment, env: Env) -> Iterator[tuple[Instance, Finding, bool]]:
        """The findings whose bindings match the arguments, surely or perhaps; `*` matches all."""
        inner = {**env, NOW: self.docket.evidence.as_of}
        of = self.docket.terms.of
        meanings = [None if one is None else of(one) for one in assessment.arguments]

        def wanted(world: World) -> tuple[str | None, ...]:
            return tuple(
                None if one is None else str(world.settled(one(world, inner))) for one in meanings
            )

        try:
            ways = [path.result for path in explore(self.docket.evidence, wanted)]
        except TooMany:
            ways = [tuple(None for _ in meanings), ()]
        for instance, finding in self.judged.get(assessment.norm, ()):
            values = [value for _, value in finding.bindings]
            match = [len(way) == len(values) and _fits(way, values) for way in ways]
            if any(match):
                yield instance, finding, all(match)

    def _cell(
        self, assessment: Assessment, instance: Instance, finding: Finding, surely: bool
    ) -> Cell:
        ways = _ways(assessment, finding) | (set() if surely else {"none"})
        best = "in" if "in" in ways else ("none" if "none" in ways else "out")
        worst = "out" if "out" in ways else ("none" if "none" in ways else "in")
        weight = 1
        open_items = []
        for value in instance.env.values():
            record = self.docket.evidence.records.get(value) if isinstance(value, str) else None
            if record is None or record.count == (1, 1):
                continue
            if record.count[0] == record.count[1] and not self._in_open_group(record.id):
                weight *= record.count[0]
            else:
                open_items.append(record.id)
        item = open_items[0] if open_items else None
        if len(open_items) > 1:
            # The product of two open sizes is bounded by itself: no total says anything of it.
            item, weight = finding.id, 1
            self.sizes.counts[item] = finding.count
        return Cell(item, weight, best, worst, "none" in ways)

    def _in_open_group(self, item: str) -> bool:
        return any(item in group.items for group in self.sizes.groups)

    # ── Sanctions ──────────────────────────────────────────────────────────────────────────────

    def sanctions(self) -> Iterator[SanctionFinding]:
        for sanction in self.docket.terms.ruleset.sanctions:
            for instance, finding in self.judged.get(sanction.norm, ()):
                if Verdict.BREACHED in finding.possible:
                    yield self._sanction(sanction, instance, finding)

    def _sanction(
        self, sanction: Sanction, instance: Instance, finding: Finding
    ) -> SanctionFinding:
        liable = ""
        if sanction.liable is not None:
            env = {**instance.env, NOW: self.docket.evidence.as_of}
            liable = self.docket.named(sanction.liable, env, World(self.docket.evidence))
        return SanctionFinding(
            name=sanction.name,
            instance=finding.id,
            liable=liable,
            exposure=sanction.exposure,
            certain=finding.verdict is Verdict.BREACHED,
            imposed=self._imposed(sanction, instance),
            citations=sanction.citations,
            span=sanction.span,
        )

    def _imposed(
        self, sanction: Sanction, instance: Instance
    ) -> Literal["yes", "no", "unknown", "not stated"]:
        target = sanction.imposed_by
        if target is None:
            return "not stated"
        terms, evidence = self.docket.terms, self.docket.evidence
        arguments = [terms.of(argument) for argument in target.arguments]

        def imposed(world: World) -> bool:
            env = {**instance.env, NOW: evidence.as_of}
            key = (target.name, tuple(world.settled(a(world, env)) for a in arguments))
            if terms.timelines.events(world, key, evidence.as_of):
                return True
            return terms.timelines.grade_at(world, *key, evidence.as_of) > Grade.NONE

        try:
            answers = {path.result for path in explore(evidence, imposed)}
        except TooMany:
            return "unknown"
        if len(answers) > 1:
            return "unknown"
        return "yes" if True in answers else "no"


def _fits(wanted: Sequence[str | None], values: Sequence[str]) -> bool:
    return all(want is None or want == value for want, value in zip(wanted, values, strict=True))


def _ways(assessment: Assessment, finding: Finding) -> set[str]:
    """How a member of an instance may fall: in, out, or under no duty."""
    ways: set[str] = set()
    if assessment.graded is not None:
        wanted = Grade.FULL if assessment.graded == "full" else Grade.PARTIAL
        if finding.possible != (Verdict.NOT_APPLICABLE,):
            if finding.grade[1] >= wanted:
                ways.add("in")
            if finding.grade[0] < wanted:
                ways.add("out")
        if Verdict.NOT_APPLICABLE in finding.possible:
            ways.add("none")
        return ways
    for verdict in finding.possible:
        if verdict is Verdict.NOT_APPLICABLE:
            ways.add("none")
        else:
            ways.add("in" if verdict.value in assessment.among else "out")
    return ways


def _outcome(
    assessment: Assessment,
    cells: list[Cell],
    measured: Measured | None,
    threshold: Threshold | None,
) -> Outcome:
    if not cells:
        return Outcome.NOT_APPLICABLE
    if measured is None:
        return Outcome.UNDETERMINED
    figure = measured.share if assessment.measured == "share" else measured.counted
    if threshold is None:
        return Outcome.MEASURED
    if figure is None or measured.total.least == 0:
        return Outcome.UNDETERMINED
    one: Bounded = (figure.least, figure.most)
    other: Bounded = (threshold.least, threshold.most)
    if assessment.bound == "at_most":
        one, other = other, one
    met, missed = _reaches(one, other), _falls_short(one, other)
    return Outcome.MET if met else Outcome.NOT_MET if missed else Outcome.UNDETERMINED


Bounded = tuple[Fraction, Fraction | None]


def _reaches(one: Bounded, other: Bounded) -> bool:
    """Is the one at least the other, wherever in their bounds they are?"""
    return other[1] is not None and one[0] >= other[1]


def _falls_short(one: Bounded, other: Bounded) -> bool:
    """Is the one less than the other, wherever in their bounds they are?"""
    return one[1] is not None and one[1] < other[0]


def _figure(assessment: Assessment, measured: Measured | None) -> Bounds | None:
    if measured is None:
        return None
    figure = measured.share if assessment.measured == "share" else measured.counted
    if figure is None:
        return None
    least = (figure.least.numerator, figure.least.denominator)
    if figure.most is None:
        return Bounds(least, None)
    return Bounds(least, (figure.most.numerator, figure.most.denominator))


def _whole(range_: Range) -> tuple[int, int | None]:
    """Bounds on a count, as whole numbers."""
    least = -(-range_.least.numerator // range_.least.denominator)
    if range_.most is None:
        return least, None
    return least, range_.most.numerator // range_.most.denominator
