"""What a reader wants to know of a finding, in short clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from zoneinfo import ZoneInfo

from lexcheck.facts.case import Grade
from lexcheck.report import wording
from lexcheck.verdicts.model import Finding, Verdict

_MOST_ACTS = 4

GRADES = {Grade.NONE: "nothing", Grade.PARTIAL: "in part", Grade.FULL: "in full"}


def clauses(finding: Finding, tz: ZoneInfo, *, brief: bool = False) -> Iterator[str]:
    """What a reader wants to know of a finding, the most pressing first.

    `brief`: without what would settle it, or would have complied, for who tells that apart.
    """
    if finding.verdict is Verdict.UNDETERMINED:
        yield " or ".join(wording.words(verdict) for verdict in finding.possible)
    yield from finding.law
    if finding.deadline is not None and finding.verdict is not Verdict.NOT_APPLICABLE:
        yield f"due {wording.when(finding.deadline, tz)}"
    if finding.lateness is not None and (finding.lateness.most is None or finding.lateness.most):
        yield f"late by {wording.length(finding.lateness)}"
    if finding.gaps and finding.verdict is not Verdict.UNDETERMINED:
        yield _gaps(finding, tz)
    if finding.grade != (Grade.NONE, Grade.NONE) and finding.verdict in (
        Verdict.PENDING,
        Verdict.UNDETERMINED,
    ):
        low, high = (GRADES[grade] for grade in finding.grade)
        yield f"done so far: {low}" if low == high else f"done so far: {low} to {high}"
    if finding.deciding_acts:
        yield f"decided by {_acts(finding.deciding_acts)}"
    if finding.prohibited_acts:
        yield f"prohibited: {_acts(finding.prohibited_acts)}"
    for exception in finding.exceptions:
        label = wording.exception(exception)
        if exception.outcome == "held":
            because = f" (because {exception.because})" if exception.because else ""
            yield f"{label} holds{because}"
        elif exception.outcome == "open":
            yield f"{label} is open"
        elif exception.presumed:
            yield f"{label} is presumed absent"
    if brief:
        return
    if finding.remedy:
        yield f"would have complied: {finding.remedy}"
    if finding.questions:
        more = len(finding.questions) - 1
        yield f"to settle: {finding.questions[0].question}" + (f" (+{more} more)" if more else "")


def _gaps(finding: Finding, tz: ZoneInfo) -> str:
    first = finding.gaps[0]
    start, end = wording.when(first.start, tz), wording.when(first.end, tz)
    exact = first.start.exact and first.end.exact
    said = f"gap from {start} to {end}" if exact else f"gap begins {start}, ends {end}"
    more = len(finding.gaps) - 1
    return f"{said} (+{more} more)" if more else said


def _acts(acts: Sequence[str]) -> str:
    shown = " or ".join(acts[:_MOST_ACTS])
    return shown if len(acts) <= _MOST_ACTS else f"{shown} or {len(acts) - _MOST_ACTS} others"
