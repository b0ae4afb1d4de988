"""LAW: with up to six doubtful facts on an instance, an open verdict holds what some completion
gives, and nothing else.

Every doubtful fact is replaced by each of the ways that stand for all (`strategies.doubt`), and the
definite cases that this gives are judged one by one.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.properties.judged import as_given, difference, judged, union
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.doubt import completions
from tests.properties.strategies.rulesets import rulesets

#: Completions of one case.
MOST = 150

cases: st.SearchStrategy[Doubted] = rulesets(exact=True).flatmap(
    lambda rules: doubted(rules, most=MOST, doubts=4, exact=True)
)


@examples(250)
@given(cases)
def test_an_open_verdict_holds_what_completions_give_and_nothing_else(case: Doubted) -> None:
    given_ = as_given(case)
    ways = [
        judged(case, definite, rule=rule)
        for definite in completions(case.document, case.rules.by_day)
        for rule in case.rules.rules
    ]
    instances = {*given_.findings, *(instance for way in ways for instance in way.findings)}
    found = union(ways, sorted(instances))
    for instance, verdicts in found.items():
        told = given_.possible(instance)
        assert told == verdicts, difference(instance, told, verdicts)
