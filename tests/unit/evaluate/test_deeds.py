"""The acts that a drawing shows are those that the verdicts rest on."""

from __future__ import annotations

from pathlib import Path

import pytest

import lexcheck
from lexcheck.evaluate.deeds import deeds
from lexcheck.facts.case import Grade
from lexcheck.verdicts.model import InstanceId, Verdict

ROOT = Path(__file__).parents[3]
CASES = sorted([*(ROOT / "cases").rglob("*.yaml")])


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_what_decides_is_among_them(path: Path) -> None:
    case = lexcheck.load_case(path)
    for name in case.rulesets:
        ruleset = lexcheck.load_ruleset(name, beside=path)
        run = lexcheck.evaluate(ruleset, case)
        found = deeds(ruleset, case, run)
        for finding in run.findings:
            done = {deed.act: deed for deed in found.get(finding.id, ())}
            assert {*finding.deciding_acts, *finding.prohibited_acts} <= set(done)
            if finding.deciding_act is not None:
                decided = done[finding.deciding_act]
                assert decided.certain
                low, high = finding.grade
                assert low in decided.grades or high in decided.grades


def test_grades_times_and_doubt() -> None:
    path = ROOT / "cases/in.it_act.s69a/twitter-2021.yaml"
    case = lexcheck.load_case(path)
    ruleset = lexcheck.load_ruleset(case.rulesets[0], beside=path)
    found = deeds(ruleset, case, lexcheck.evaluate(ruleset, case))
    (enforced,) = found[
        InstanceId("comply(order_1, o1_enforced)")
    ]  # suspended or restricted: full or partial
    assert (enforced.actions, enforced.grades) == (
        ("suspend", "restrict"),
        (Grade.PARTIAL, Grade.FULL),
    )
    (withheld,) = found[InstanceId("comply(order_1, o1_withheld)")]
    assert withheld.grades == (Grade.PARTIAL,)
    assert withheld.at.earliest != withheld.at.latest
    blocked, restored = found[InstanceId("comply(order_1, o1_restored)")]
    assert (blocked.grades, restored.grades) == ((Grade.FULL,), (Grade.NONE,))
    assert blocked.at.earliest is not None
    assert restored.at.earliest is not None
    assert blocked.at.earliest < restored.at.earliest
    assert "comply(order_1, o1_never)" not in found


def test_nothing_after_the_as_of_is_seen() -> None:
    case = lexcheck.load_case(ROOT / "cases/start/log.yaml")
    ruleset = lexcheck.load_ruleset(ROOT / "cases/start/blocking.lex")
    run = lexcheck.evaluate(ruleset, case, as_of="2021-02-02")
    found = deeds(ruleset, case, run)
    assert [deed.act for deed in found[InstanceId("comply(order_7, page_c)")]] == ["a3"]
    assert run.findings[2].verdict is Verdict.COMPLIED
