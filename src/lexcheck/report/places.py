"""Where a finding points: to a line of the case, and to its norm."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from lexcheck.base.text import Span
from lexcheck.norms.model import Norm, Ruleset
from lexcheck.report import wording
from lexcheck.report.clauses import clauses
from lexcheck.verdicts.model import Finding, UsedFact, Verdict

#: What is less than full compliance, but no breach.
SHORT = frozenset({Verdict.PARTIAL, Verdict.PARTIAL_LATE, Verdict.COMPLIED_LATE, Verdict.REPAIRED})


def norm_of(finding: Finding, ruleset: Ruleset) -> Norm:
    """The version of the norm that a finding is of."""
    versions = ruleset.versions[finding.norm]
    return next((n for n in versions if str(n.in_force) == finding.version), versions[0])


def case_span(finding: Finding) -> Span | None:
    """The line of the case that a finding is about.

    That of the act that was prohibited or decided, else of the last act that was looked at (what
    undid it, say), else of the first fact; None where the finding rests on no line.
    """
    placed = [fact for fact in finding.facts if fact.span is not None]
    acts = [fact for fact in placed if fact.fact.startswith("act ")]
    for named in (*finding.prohibited_acts, *finding.deciding_acts):
        found = next((fact for fact in acts if _is_of(fact, named)), None)
        if found is not None:
            return found.span
    chosen = acts[-1:] or placed[:1]
    return chosen[0].span if chosen else None


def _is_of(fact: UsedFact, act: str) -> bool:
    return fact.fact == f"act {act}" or fact.fact.startswith(f"act {act}: ")


def said(finding: Finding) -> str:
    """`breached (reversed)`"""
    reasons = ", ".join(wording.words(reason) for reason in finding.reasons)
    return wording.words(finding.verdict) + (f" ({reasons})" if reasons else "")


def sentence(finding: Finding, tz: ZoneInfo) -> str:
    """`comply(order_7, page_c): breached (reversed); due 2021-02-01 22:00; …`"""
    things = "" if finding.count == (1, 1) else f" [{wording.count(finding.count)} things]"
    parts = [f"{finding.id}{things}: {said(finding)}", *clauses(finding, tz)]
    return wording.localised("; ".join(parts), tz)


def place(span: Span) -> str:
    return f"{span.source.name}:{span.line}"
