"""The deadlines of a run: what is due and when, what is still open first.

Drawn from findings, which carry a deadline as an interval with the steps that computed it; so it is
the same whatever rule counted it, and whichever engine judged.
"""

from __future__ import annotations

from enum import StrEnum

from lexcheck.base.light import light
from lexcheck.base.time.instants import EARLIEST, LATEST
from lexcheck.norms.model import Ruleset
from lexcheck.verdicts.model import Finding, Reason, Run, Verdict, When


class Standing(StrEnum):
    """Where a duty stands; what somebody has to see to comes first.

    OVERDUE: not done, or not all of it, and the deadline is over. DUE: the deadline lies ahead.
    OPEN: whether anything is still to be done is undetermined. CLOSED: performed, let off, or
    ended; nothing is to be done now.
    """

    OVERDUE = "overdue"
    DUE = "due"
    OPEN = "open"
    CLOSED = "closed"


@light(kw_only=True)
class Deadline:
    """When a duty is due: in `due`, an end of which is None where nothing bounds it."""

    finding: Finding
    standing: Standing
    due: When


def deadlines(run: Run, ruleset: Ruleset) -> tuple[Deadline, ...]:
    """All obligations with a deadline, by standing, then by when they are due at the earliest.

    A prohibition is never due, and neither is a duty that has not arisen.
    """
    obligations = {norm.name for norm in ruleset.norms if norm.kind == "obligation"}
    found = [
        Deadline(
            finding=finding,
            standing=_standing(finding, run.as_of),
            due=_known(finding.deadline),
        )
        for finding in run.findings
        if finding.norm in obligations
        and finding.deadline is not None
        and finding.verdict is not Verdict.NOT_APPLICABLE
    ]
    order = list(Standing)
    return tuple(sorted(found, key=lambda each: (order.index(each.standing), *_when(each.due))))


def _standing(finding: Finding, as_of: int) -> Standing:
    match finding.verdict:
        case Verdict.PENDING:
            return Standing.DUE
        case Verdict.UNDETERMINED:
            return Standing.OPEN
        case Verdict.BREACHED | Verdict.PARTIAL | Verdict.PARTIAL_LATE:
            horizon = None if finding.horizon is None else finding.horizon.latest
            ended = horizon is not None and horizon < as_of
            performed = finding.reasons == (Reason.LAPSED,)
            return Standing.CLOSED if ended or performed else Standing.OVERDUE
        case _:
            return Standing.CLOSED


def _known(due: When) -> When:
    """Without ends that no calendar has."""
    low, high = due.earliest, due.latest
    return When(
        low if low is not None and EARLIEST <= low <= LATEST else None,
        high if high is not None and high <= LATEST else None,
    )


def _when(due: When) -> tuple[int, int]:
    """What is known to be due soonest first; what nothing bounds last."""
    first = due.earliest if due.earliest is not None else due.latest
    return (LATEST if first is None else first, LATEST if due.latest is None else due.latest)
