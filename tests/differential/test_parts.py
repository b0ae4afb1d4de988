"""LAW: judged in parts, a dataset has the findings that it has as a whole.

Every golden case that tables can say, the examples of blocking orders, and random rulesets over
random facts, with doubt: by a cluster in this process, which stands where Spark does.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given

from lexcheck.bulk.spread.driver import CannotSplit
from lexcheck.evaluate import from_norms
from tests.cases.test_golden import case_files, name_of
from tests.cases.test_w1_examples import AS_OF, EXAMPLES, RULES, document
from tests.differential.duties import Trial, trials
from tests.differential.spreading import Here, judge_in_parts
from tests.differential.tables import differences, tamed
from tests.differential.test_golden_tables import hold_to_the_case
from tests.differential.test_tables import cases
from tests.judging import case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted
from tests.properties.strategies.doubt import doubtful

#: Tried by `make check`; the other golden cases, seconds each, by `make slow`.
QUICK = ("start/", "patterns/shares", "de.netzdg/late", "us.take_it_down/partial")

GOLDEN = [
    pytest.param(path, id=name, marks=[] if name.startswith(QUICK) else [pytest.mark.slow])
    for path in case_files()
    for name in [name_of(path)]
]


@pytest.mark.parametrize("path", GOLDEN)
def test_a_golden_case_has_the_same_findings_in_parts(path: Path) -> None:
    hold_to_the_case(path, judge_in_parts)


@pytest.mark.slow
def test_examples_of_blocking_orders_are_the_same_in_parts() -> None:
    ruleset = ruleset_of(RULES)
    for example in EXAMPLES:
        case = case_of(document(example), ruleset.schema)
        run = from_norms.evaluate(ruleset, case, as_of=hour(AS_OF))
        found = judge_in_parts(ruleset, case, hour(AS_OF))
        assert differences(found, run.findings) == [], example
        assert found.whole == frozenset()


@examples(5)
@given(trials())
def test_a_definite_duty_is_judged_the_same_in_parts(trial: Trial) -> None:
    ruleset = ruleset_of(trial.rules)
    case = tamed(case_of(trial.document, ruleset.schema), ruleset.schema)
    run = from_norms.evaluate(ruleset, case, as_of=hour(trial.as_of))
    found = judge_in_parts(ruleset, case, hour(trial.as_of), Here(parallel=5))
    assert differences(found, run.findings) == []


@examples(5)
@given(cases)
def test_a_doubtful_case_is_judged_the_same_in_parts(case: Doubted) -> None:
    ruleset = ruleset_of(case.rules.text)
    facts = tamed(case_of(doubtful(case.document), ruleset.schema), ruleset.schema)
    run = from_norms.evaluate(ruleset, facts, as_of=hour(case.as_of))
    found = judge_in_parts(ruleset, facts, hour(case.as_of))
    assert differences(found, run.findings) == []


def test_a_norm_that_looks_at_too_much_at_once_is_refused_by_name() -> None:
    ruleset = ruleset_of(RULES)
    case = case_of(document(EXAMPLES[3]), ruleset.schema)
    with pytest.raises(CannotSplit) as refused:
        judge_in_parts(ruleset, case, hour(AS_OF), whole=1)
    assert [each.norm for each in refused.value.norms] == ["comply"]
    assert refused.value.norms[0].what == "all records of Order"
