"""Reports made from the sample, and findings made by hand."""

from __future__ import annotations

from functools import cache

import attrs

import lexcheck
from lexcheck.base.diagnostics import Diagnostic
from lexcheck.base.text import Source, Span
from lexcheck.base.time.instants import Instant, read_moment, zone
from lexcheck.facts.case import ActId, Grade
from lexcheck.pipeline.runs import Selectors, judge
from lexcheck.report.model import Input, Judged, Refusal, Report
from lexcheck.verdicts.model import (
    ExceptionFinding,
    Finding,
    Gap,
    InstanceId,
    Length,
    Question,
    Reason,
    UsedFact,
    Verdict,
    When,
)
from tests.unit.samples import CASE, WHOLE

BERLIN = zone("Europe/Berlin")


def at(text: str) -> Instant:
    """The instant of a time in Berlin, the last of it."""
    moment = read_moment(text, BERLIN).latest
    assert moment is not None
    return moment


def when(first: str, last: str | None = None) -> When:
    return When(at(first), at(last or first))


@cache
def judged(reading: str = "base", as_of: str = "2024-03-05", case: str = CASE) -> Judged:
    """The sample, judged."""
    ruleset = lexcheck.load_ruleset(WHOLE)
    loaded = lexcheck.load_case(case, ruleset=ruleset)
    meant, run = judge(ruleset, loaded, Selectors(reading=reading, as_of=as_of))
    return Judged(run=run, ruleset=meant, case=loaded)


def report(*runs: Judged) -> Report:
    """A report with something in each of its parts."""
    span = Span(Source(name="bad.yaml", text="case: x\nrecieved: 1\n"), 8, 16)
    fault = Diagnostic(code="LX421", message="no entry `recieved`", span=span, hint="`received`?")
    return Report(
        version="0.0.0",
        inputs=(Input(path="case.yaml", sha256="0" * 64, role="case"),),
        runs=runs,
        refused=(Refusal(path="bad.yaml", what="case", diagnostics=(fault,)),),
        passed_over=("notes.yaml",),
    )


def with_findings(*findings: Finding) -> Judged:
    """The sample, with other findings in it."""
    one = judged()
    run = attrs.evolve(one.run, findings=findings, assessments=(), sanctions=())
    return Judged(run=run, ruleset=one.ruleset, case=one.case)


def finding(item: str, verdict: Verdict, *, number: int = 1) -> Finding:
    return Finding(
        id=InstanceId(f"deliver(o{number}, {item})"),
        norm="deliver",
        version="always",
        bindings=(("o", f"o{number}"), ("p", item)),
        verdict=verdict,
        possible=(verdict,),
    )


def full(item: str = "p1") -> Finding:
    """A finding in which nothing is left out: doubtful in every way that there is."""
    ruleset = judged().ruleset
    norm = ruleset.norms[0]
    span = Span(Source(name="case.yaml", text="case: x\nacts: []\n"), 8, 12)
    return attrs.evolve(
        finding(item, Verdict.UNDETERMINED),
        possible=(Verdict.COMPLIED_LATE, Verdict.BREACHED),
        reasons=(Reason.DISPUTED, Reason.MISSING_FACT),
        grade=(Grade.NONE, Grade.FULL),
        bearer="jo",
        counterparty="ed",
        trigger=When(None, None),
        opening=When(at("2024-03-01"), None),
        deadline=when("2024-03-02T09:00", "2024-03-02T10:00"),
        steps=("counted from the “receipt”",),
        horizon=When(None, at("2024-03-05")),
        deciding_acts=(ActId("a1"), ActId("a2")),
        gaps=(Gap(when("2024-03-02T09:00"), when("2024-03-03T12:00")),),
        lateness=Length(1, None),
        took=Length(3_600_000_000, 7_200_000_000),
        breach_at=when("2024-03-02T09:00"),
        prohibited_acts=(ActId("a3"),),
        exceptions=(
            ExceptionFinding(
                name="storm",
                kind="exception",
                outcome="open",
                presumed=True,
                text="in a storm",
                because="nobody can ship",
                citations=norm.citations,
                span=norm.span,
            ),
        ),
        assumptions=("the log is complete",),
        facts=(
            UsedFact(
                fact="act a1",
                value='ship "p1"\\',
                span=span,
                sources=("diary",),
                asserts=("jo",),
                denies=("ed",),
                because="who knows",
            ),
            UsedFact(fact="coverage", value="none", span=None),
        ),
        questions=(
            Question(
                question="was it shipped by 2024-03-02T09:00:00+01:00?",
                reason=Reason.DISPUTED,
                answers=(("yes", (Verdict.COMPLIED_LATE,)), ("no", (Verdict.BREACHED,))),
                span=span,
            ),
        ),
        remedy="ship it",
        count=(3, None),
    )
