"""An explanation: the verdict, the derivation with its lines, and all that bears on it."""

from __future__ import annotations

import json

import lexcheck
from lexcheck.report import Options
from lexcheck.report.explanation import RENDERERS, Explained
from lexcheck.report.layout import width
from lexcheck.verdicts.model import Explanation, Step, Verdict
from tests.unit.report.making import full, judged


def explained(instance: str) -> Explained:
    one = judged()
    return Explained(
        version="0.0.0",
        explanation=lexcheck.explain(one.ruleset, one.case, instance),
        ruleset=one.ruleset,
        case=one.case,
        asked=(("as_of", "2024-03-05"),),
    )


def doubtful() -> Explained:
    """Two ways that the verdict may fall, made by hand."""
    one = judged()
    norm = one.ruleset.norms[0]
    steps = (Step(depth=0, text="deliver(o1, p1)", span=norm.span), Step(depth=1, text="why"))
    ways = tuple(
        (verdict, (f"was it shipped? {answer}",), steps)
        for verdict, answer in ((Verdict.COMPLIED_LATE, "yes"), (Verdict.BREACHED, "no"))
    )
    return Explained(
        version="0.0.0",
        explanation=Explanation(finding=full(), ways=ways),
        ruleset=one.ruleset,
        case=one.case,
    )


def shown(one: Explained) -> str:
    return RENDERERS["text"](one, Options()).decode()


def test_a_definite_verdict_has_one_derivation() -> None:
    text = shown(explained("deliver(o1, p2)"))
    assert text.startswith("deliver(o1, p2): complied late\n")
    assert "It is" not in text
    assert "test.desk, case three-parcels · as of 2024-03-05" in text
    assert "due: 2024-03-02 09:00" in text


def test_an_open_verdict_has_one_for_each_way() -> None:
    text = shown(doubtful())
    assert "It is complied late if:\n  - was it shipped? yes\n" in text
    assert "It is breached if:\n  - was it shipped? no\n" in text
    for title in (
        "Facts used",
        "Exceptions considered",
        "Taken for granted",
        "What would settle it",
        "What would have complied",
    ):
        assert f"\n{title}\n" in text
    assert (
        "source diary; asserted by jo; denied by ed; because who knows [case.yaml:2]"
        in " ".join(text.split())
    )


def test_it_fits_the_terminal() -> None:
    for one in (explained("deliver(o1, p3)"), doubtful()):
        assert max(map(width, shown(one).splitlines())) <= 80


def test_as_json() -> None:
    found = json.loads(RENDERERS["json"](doubtful(), Options()))
    assert [way["verdict"] for way in found["ways"]] == ["complied_late", "breached"]
    assert found["ways"][0]["steps"][0]["line"] == judged().ruleset.norms[0].span.line
    assert found["finding"]["facts"] == ["f1", "f2"]
    assert found["norm"]["exceptions"].keys() == {"storm"}
