"""Every golden case, as tables, through the bulk engine: the same findings as the case evaluator's.

What no table can say (a dispute, a cohort, a coverage) is counted, so that the test cannot come to
test nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

import lexcheck
from lexcheck.evaluate import from_norms
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.cases.test_golden import CASES, case_files
from tests.cases.test_w1_examples import AS_OF, EXAMPLES, RULES, Example, document
from tests.differential.tables import NotTabular, dataset_of, differences, judge_tables
from tests.judging import case_of, hour, ruleset_of


@cache
def _ruleset(name: str, beside: Path) -> Ruleset:
    return lexcheck.load_ruleset(name, beside=beside)


def runs() -> list[tuple[str, Ruleset, Case]]:
    found = []
    for path in case_files():
        case = lexcheck.load_case(path)
        for named in case.rulesets:
            ruleset = _ruleset(named, path)
            name = path.relative_to(CASES).with_suffix("").as_posix()
            found.append((f"{name}:{ruleset.name}", ruleset, case))
    return found


RUNS = runs()


@pytest.mark.parametrize(("ruleset", "case"), [r[1:] for r in RUNS], ids=[r[0] for r in RUNS])
def test_a_golden_case_has_the_same_findings_as_tables(ruleset: Ruleset, case: Case) -> None:
    run = lexcheck.evaluate(ruleset, case)
    try:
        found = judge_tables(ruleset, case, run.as_of)
    except NotTabular as why:
        pytest.skip(str(why))
    assert differences(found, run.findings) == []


def test_most_golden_cases_can_be_said_in_tables() -> None:
    tabular = 0
    for _, ruleset, case in RUNS:
        try:
            dataset_of(case, ruleset.schema)
        except NotTabular:
            continue
        tabular += 1
    assert tabular * 2 > len(RUNS), f"{tabular} of {len(RUNS)}"


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda e: f"{e.acts}|{e.order}".replace(" ", "_"))
def test_an_example_of_blocking_orders_is_the_same_as_tables(example: Example) -> None:
    ruleset = ruleset_of(RULES)
    case = case_of(document(example), ruleset.schema)
    run = from_norms.evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset()
