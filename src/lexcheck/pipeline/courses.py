"""One case judged as of one moment after another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import Literal

from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.light import evolve
from lexcheck.base.text import in_call
from lexcheck.base.time.instants import (
    EARLIEST,
    LATEST,
    Instant,
    Interval,
    day_end,
    local_day,
    zone,
)
from lexcheck.evaluate import from_norms
from lexcheck.facts.case import Case, OneOf
from lexcheck.norms.model import Ruleset
from lexcheck.pipeline import runs
from lexcheck.pipeline.refusals import SelectorRefused
from lexcheck.verdicts.model import Run

#: More moments than these nobody would read, and would take long to judge.
_MOST_MOMENTS = 750


def course(
    ruleset: Ruleset,
    case: Case,
    asked: runs.Selectors,
    by: Literal["day", "fact"],
    norms: Collection[str] = (),
) -> tuple[Ruleset, tuple[Run, ...]]:
    """The runs, in order of their as-of, the last at what is asked for: the findings of these norms
    alone, if any are named, and nothing drawn from them. The deadlines of all norms are moments.
    Raises as `judge` does.
    """
    wanted = norms or tuple(ruleset.versions)
    meant, last = runs.judge(ruleset, case, asked, wanted if by == "day" else ruleset.versions)
    stamps = [stamp for stamp in _stamps(case) if EARLIEST < stamp <= last.as_of]
    if by == "day":
        moments = list(_days(min(stamps, default=last.as_of), last))
    else:
        due = [
            end
            for finding in last.findings
            if finding.deadline is not None
            for end in (finding.deadline.earliest, finding.deadline.latest)
            if end is not None and EARLIEST < end <= min(last.as_of, LATEST)
        ]
        moments = sorted({*stamps, *due, last.as_of})
    if len(moments) > _MOST_MOMENTS:
        raise SelectorRefused([_too_many(len(moments), by, case)])
    last = evolve(last, findings=tuple(f for f in last.findings if f.norm in wanted))
    judged = (
        last
        if moment == last.as_of
        else from_norms.evaluate(
            meant,
            case,
            as_of=moment,
            known_by=last.known_by,
            law_as_of=last.law_as_of,
            viewpoint=asked.viewpoint,
            reading=last.reading,
            parameters=asked.parameters,
            only=wanted,
        )
        for moment in moments
    )
    return meant, tuple(judged)


def _days(first: int, last: Run) -> Iterator[int]:
    """The ends of the days from the first fact on, and the as-of itself."""
    tz = zone(last.timezone)
    found = local_day(Instant(first), tz)
    while (end := day_end(found, tz)) < last.as_of:
        yield end
        found += timedelta(days=1)
    yield last.as_of


def _stamps(case: Case) -> Iterator[int]:
    """The bounds of all moments in a case."""
    facts = [fact for record in case.records for fact in record.fields]
    facts += [fact for act in case.acts for fact in act.fields]
    values = [claim.value for fact in facts for claim in fact.claims]
    values += [option for value in values if isinstance(value, OneOf) for option in value.options]
    found = [value for value in values if isinstance(value, Interval)]
    found += [observation.at for observation in case.observations]
    for interval in found:
        yield from (end for end in (interval.earliest, interval.latest) if end is not None)


def _too_many(number: int, by: str, case: Case) -> Diagnostic:
    return Diagnostic(
        code="LX597",
        message=f"that is {number:,} moments to judge, and {_MOST_MOMENTS} at most are shown",
        hint="choose an earlier --as-of, or --by day or --by fact instead",
        span=in_call("--by", by),
        labels=(runs.of_case(case),),
    )
