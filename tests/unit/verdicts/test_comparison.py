"""Two runs compared: what is the same is not told, what differs is told once, in a fixed order."""

from __future__ import annotations

from typing import Any

import attrs

from lexcheck.facts.case import ActId
from lexcheck.verdicts.comparison import ASPECTS, compare
from lexcheck.verdicts.model import Finding, InstanceId, Run, Verdict, When

RUN = Run(
    case="a case",
    ruleset="a.ruleset",
    timezone="UTC",
    as_of=0,
    known_by=None,
    viewpoint="all",
    reading="",
    parameters=(),
    findings=(),
)


def finding(name: str, verdict: Verdict = Verdict.COMPLIED, **more: Any) -> Finding:
    made = Finding(
        id=InstanceId(name),
        norm=name.partition("(")[0],
        version="always",
        bindings=(),
        verdict=verdict,
        possible=(verdict,),
    )
    return attrs.evolve(made, **more)


def run(*findings: Finding) -> Run:
    return attrs.evolve(RUN, findings=findings)


def test_a_run_does_not_differ_from_itself() -> None:
    one = run(finding("n(a)"), finding("n(b)", Verdict.BREACHED))
    found = compare(one, one)
    assert found.differences == ()
    assert found.alike == 2


def test_what_differs_is_named_the_verdict_first() -> None:
    before = finding("n(a)", version="until 2026-02-19", deadline=When(5, 5))
    after = finding("n(a)", Verdict.BREACHED, version="from 2026-02-20", deadline=When(3, 3))
    (difference,) = compare(run(before), run(after)).differences
    assert difference.aspects == ("verdict", "possible", "version", "deadline")
    assert difference.flipped
    assert (difference.before, difference.after) == (before, after)


def test_another_deadline_alone_is_a_difference_and_no_flip() -> None:
    before, after = (finding("n(a)", deadline=When(n, n)) for n in (5, 6))
    (difference,) = compare(run(before), run(after)).differences
    assert difference.aspects == ("deadline",)
    assert not difference.flipped


def test_what_only_one_run_has_is_a_flip() -> None:
    found = compare(run(finding("n(a)"), finding("n(b)")), run(finding("n(c)"), finding("n(b)")))
    assert [(each.id, each.flipped) for each in found.differences] == [
        ("n(a)", True),
        ("n(c)", True),
    ]
    assert found.alike == 1


def test_every_aspect_is_seen() -> None:
    """Each aspect is a field of a finding, and a change of that field alone is told by its name."""
    others: dict[str, Any] = {
        "verdict": Verdict.PENDING,
        "version": "from 2026-02-20",
        "bearer": "somebody",
        "count": (2, None),
        "deciding_acts": (ActId("a1"),),
    }
    for field, value in others.items():
        assert field in ASPECTS
        changed = attrs.evolve(finding("n(a)"), **{field: value})
        (difference,) = compare(run(finding("n(a)")), run(changed)).differences
        assert difference.aspects == (field,)
