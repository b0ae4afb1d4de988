"""LAW: tables and a case of the same facts have the same findings, doubt or none, whatever the
ruleset: verdict, possible set, reason, moments, deciding act, gaps, parties.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.duties import Trial, trials
from tests.differential.tables import differences, judge_tables, tamed
from tests.judging import case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.doubt import doubtful
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Doubted] = rulesets(presumptions=True).flatmap(
    lambda rules: doubted(rules, most=10**6, doubts=3, exact=False)
)


@examples(12)
@given(trials())
def test_a_definite_duty_is_judged_the_same_over_tables(trial: Trial) -> None:
    ruleset = ruleset_of(trial.rules)
    case = tamed(case_of(trial.document, ruleset.schema), ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(trial.as_of))
    found = judge_tables(ruleset, case, hour(trial.as_of))
    assert differences(found, run.findings) == []


@examples(12)
@given(cases)
def test_a_doubtful_case_is_judged_the_same_over_tables(case: Doubted) -> None:
    ruleset = ruleset_of(case.rules.text)
    facts = tamed(case_of(doubtful(case.document), ruleset.schema), ruleset.schema)
    run = evaluate(ruleset, facts, as_of=hour(case.as_of))
    found = judge_tables(ruleset, facts, hour(case.as_of))
    assert differences(found, run.findings) == []
