"""A finding, and a case, in which every text is markup."""

from __future__ import annotations

import attrs

from lexcheck.facts.case import ActId
from lexcheck.report.model import Input, Judged, Report
from lexcheck.verdicts.model import Deed, Finding, InstanceId, Verdict, When
from tests.unit.report.making import at, finding, full, judged

ATTACK = '</style></script><img src=x onerror="document.title=1"><script>alert(1)</script>\'"&`=+@'


def attacked(place: str) -> str:
    return f"{place}{ATTACK}"


def hostile() -> Finding:
    """All that can be text is an attack."""
    one = full()
    return attrs.evolve(
        one,
        id=InstanceId(attacked("id")),
        bindings=(("o", attacked("binding")), ("p", attacked("second"))),
        bearer=attacked("bearer"),
        counterparty=attacked("counterparty"),
        steps=(attacked("step"),),
        deciding_acts=(ActId(attacked("act")),),
        prohibited_acts=(ActId(attacked("prohibited")),),
        exceptions=tuple(
            attrs.evolve(e, name=attacked("exception"), because=attacked("because"))
            for e in one.exceptions
        ),
        assumptions=(attacked("assumption"),),
        facts=tuple(
            attrs.evolve(
                fact,
                fact=attacked("fact"),
                value=attacked("value"),
                sources=(attacked("source"),),
                asserts=(attacked("asserts"),),
                denies=(attacked("denies"),),
                because=attacked("why"),
            )
            for fact in one.facts
        ),
        questions=tuple(
            attrs.evolve(
                question,
                question=attacked("question"),
                answers=((attacked("answer"), (Verdict.BREACHED,)),),
            )
            for question in one.questions
        ),
        remedy=attacked("remedy"),
    )


def hostile_report() -> Report:
    one = judged()
    found = (hostile(), finding("p2", Verdict.COMPLIED))
    run = attrs.evolve(
        one.run,
        case=attacked("case"),
        viewpoint=attacked("viewpoint"),
        reading=attacked("reading"),
        parameters=((attacked("parameter"), attacked("setting")),),
        findings=found,
        notes=(attacked("note"),),
        sanctions=tuple(
            attrs.evolve(s, liable=attacked("liable"), exposure=attacked("exposure"))
            for s in one.run.sanctions
        ),
        assessments=tuple(
            attrs.evolve(a, text=attacked("assessed"), threshold=attacked("threshold"))
            for a in one.run.assessments
        ),
    )
    norms = tuple(
        attrs.evolve(norm, text=attacked("norm"), because=attacked("normative"))
        for norm in one.ruleset.norms
    )
    ruleset = attrs.evolve(one.ruleset, title=attacked("ruleset"), norms=norms)
    case = attrs.evolve(one.case, title=attacked("title"))
    deed = Deed(
        act=ActId(attacked("deed")),
        actions=(attacked("action"),),
        grades=one.run.findings[0].grade[:1],
        at=When(at("2024-03-01"), at("2024-03-02")),
        certain=True,
        span=None,
    )
    return Report(
        version="0.0.0",
        inputs=(Input(path=attacked("path"), sha256="0" * 64, role="case"),),
        runs=(Judged(run=run, ruleset=ruleset, case=case, deeds=lambda: {hostile().id: (deed,)}),),
        passed_over=(attacked("passed"),),
    )
