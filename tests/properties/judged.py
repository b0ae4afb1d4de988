"""Doubtful cases judged as they are, and in every completion."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

import attrs

from lexcheck.verdicts.model import (
    AssessmentFinding,
    Bounds,
    Finding,
    Length,
    Outcome,
    Reason,
    Verdict,
    When,
)
from tests.judging import Document, judge
from tests.properties.strategies.cases import Doubted
from tests.properties.strategies.doubt import STRANGERS, doubtful

Findings = dict[str, Finding]


@attrs.frozen
class Judged:
    """The findings by instance, but for those on what the case does not name: a stranger is another
    in each case. The assessments by their id.
    """

    findings: Findings
    assessments: dict[str, AssessmentFinding]

    def possible(self, instance: str) -> frozenset[Verdict]:
        """The verdicts that are left to an instance; one that is not there is not applicable."""
        finding = self.findings.get(instance)
        return NOTHING if finding is None else frozenset(finding.possible)


#: What holds of an instance that a case does not have at all.
NOTHING = frozenset({Verdict.NOT_APPLICABLE})


def judged_by(rules: str, document: Document, as_of: int) -> Judged:
    run = judge(rules, document, as_of)
    return Judged(
        {
            finding.id: finding
            for finding in run.findings
            if not any(_is_new(value) for _, value in finding.bindings)
        },
        {assessment.id: assessment for assessment in run.assessments},
    )


def _is_new(thing: str) -> bool:
    """Is this none that the case names? Only recorded acts are triggers, so hidden ones are new."""
    return thing.startswith(("?", "hidden")) or thing in STRANGERS


def as_given(doubted: Doubted) -> Judged:
    """The case with its doubts."""
    return judged_by(doubted.rules.text, doubtful(doubted.document), doubted.as_of)


def judged(doubted: Doubted, definite: Document, length: str = "", rule: int = 0) -> Judged:
    """One completion, in which no fact is open, though what no law orders may be. `length`: of a
    standard; `rule`: which of two rules for counting holds.
    """
    rules = doubted.rules.settled(length, rule)
    found = judged_by(rules, definite, doubted.as_of)
    for finding in found.findings.values():
        if all(question.reason is Reason.NEEDS_JUDGEMENT for question in finding.questions):
            assert finding.questions or finding.possible == (finding.verdict,)
        else:
            raise AssertionError(f"a definite case leaves {finding.id} open: {definite}")
    return found


def union(completions: Iterable[Judged], instances: Iterable[str]) -> dict[str, set[Verdict]]:
    """The verdicts that completions give to each instance."""
    found: dict[str, set[Verdict]] = {instance: set() for instance in instances}
    for way in completions:
        for instance in found:
            found[instance] |= way.possible(instance)
    return found


# ── What else a finding says ───────────────────────────────────────────────────────────────────


def outside(open_: Finding, definite: Finding) -> list[str]:
    """What a definite finding says that the open one rules out."""
    found = [
        name
        for name in ("trigger", "deadline", "horizon", "breach_at", "opening")
        if not _holds(getattr(open_, name), getattr(definite, name))
    ]
    if not _measures(open_.lateness, definite.lateness):
        found.append("lateness")
    if not open_.grade[0] <= definite.grade[0] <= definite.grade[1] <= open_.grade[1]:
        found.append("grade")
    if not set(definite.deciding_acts) <= set(open_.deciding_acts):
        found.append("deciding_acts")
    if not set(definite.prohibited_acts) <= set(open_.prohibited_acts):
        found.append("prohibited_acts")
    return found


def _holds(wide: When | None, narrow: When | None) -> bool:
    if narrow is None:
        return True
    if wide is None or narrow.earliest is None or narrow.latest is None:
        return False
    return (wide.earliest is None or wide.earliest <= narrow.earliest) and (
        wide.latest is None or narrow.latest <= wide.latest
    )


def _measures(wide: Length | None, narrow: Length | None) -> bool:
    if narrow is None:
        return True
    if wide is None or narrow.most is None:
        return False
    return wide.least <= narrow.least and (wide.most is None or narrow.most <= wide.most)


def beyond(open_: AssessmentFinding, definite: AssessmentFinding) -> list[str]:
    """What a definite assessment says that the open one rules out."""
    found = [
        name
        for name in ("counted", "not_counted", "total")
        if not _counts(getattr(open_, name), getattr(definite, name))
    ]
    if not _figures(open_.figure, definite.figure):
        found.append("figure")
    allowed = {open_.outcome}
    if open_.outcome is Outcome.MEASURED and open_.total[0] == 0:
        allowed.add(Outcome.NOT_APPLICABLE)  # there may be nothing to measure, as the total says
    if open_.outcome is not Outcome.UNDETERMINED and definite.outcome not in allowed:
        found.append(f"outcome {definite.outcome}")
    return found


def _counts(wide: tuple[int, int | None], narrow: tuple[int, int | None]) -> bool:
    return wide[0] <= narrow[0] and (
        wide[1] is None or (narrow[1] is not None and narrow[1] <= wide[1])
    )


def _figures(wide: Bounds | None, narrow: Bounds | None) -> bool:
    if wide is None or narrow is None:  # nothing bears a duty, or perhaps nothing
        return True
    assert narrow.most is not None
    least, most = Fraction(*wide.least), wide.most
    return least <= Fraction(*narrow.least) and (
        most is None or Fraction(*narrow.most) <= Fraction(*most)
    )


@attrs.frozen
class Difference:
    """Where a law does not hold, told so that the case can be read off it."""

    instance: str
    given: list[str]
    completions: list[str]


def difference(instance: str, given: Iterable[Verdict], found: Iterable[Verdict]) -> Difference:
    return Difference(instance, sorted(map(str, given)), sorted(map(str, found)))
