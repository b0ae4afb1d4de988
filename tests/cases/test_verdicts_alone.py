"""Verdicts asked for alone are those of the findings, where all is known and where much is not."""

from pathlib import Path

import pytest

import lexcheck
from lexcheck.evaluate.from_norms import evaluate, verdicts

CASES = Path(__file__).parents[2] / "cases"


@pytest.mark.parametrize("viewpoint", ["all", "S4", "twitter"])
def test_verdicts_alone_are_those_of_the_findings(viewpoint: str) -> None:
    ruleset = lexcheck.load_ruleset("in.it_act.s69a")
    case = lexcheck.load_case(CASES / "in.it_act.s69a/twitter-2021.yaml")
    found = evaluate(ruleset, case, viewpoint=viewpoint).findings
    alone = list(verdicts(ruleset, case, viewpoint=viewpoint))
    assert alone == [(each.id, frozenset(each.possible)) for each in found]
