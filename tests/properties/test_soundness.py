"""LAW: no completion gives a verdict that the open one rules out, nor a time, a length, a grade or
an act that it does.

Some completions of each case are drawn, among rulesets and doubts of every kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle, product
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from tests.judging import Document
from tests.properties.judged import as_given, beyond, difference, judged, outside
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.doubt import completed, completions, number_of_completions, ways_of
from tests.properties.strategies.rulesets import rulesets

#: Completions that are drawn of one case.
DRAWN = 20

#: How long a standard without a number may be found to be.
LENGTHS = ["0 hours", "90 minutes", "5 hours", "400 hours"]

cases: st.SearchStrategy[Doubted] = rulesets().flatmap(
    lambda rules: doubted(rules, most=10**9, doubts=6, exact=False)
)


def drawn(case: Doubted, seed: int) -> Iterator[Document]:
    """Some completions; all, if there are no more than are drawn."""
    by_day = case.rules.by_day
    if number_of_completions(case.document, by_day) <= DRAWN:
        yield from completions(case.document, by_day)
        return
    random = Random(seed)
    ways = ways_of(case.document, by_day)
    for _ in range(DRAWN):
        yield completed(case.document, {hole: random.choice(found) for hole, found in ways.items()})


@examples(150)
@given(cases, st.integers(0, 1_000))
def test_no_completion_leads_outside_an_open_finding(case: Doubted, seed: int) -> None:
    open_ = as_given(case)
    lengths = LENGTHS if case.rules.has_standard else [""]
    laws = cycle(product(lengths, case.rules.rules))
    for definite, (length, rule) in zip(drawn(case, seed), laws, strict=False):
        way = judged(case, definite, length, rule)
        for instance in {*open_.findings, *way.findings}:
            left, found = open_.possible(instance), way.possible(instance)
            assert found <= left, difference(instance, left, found)
        for instance in {*open_.findings} & {*way.findings}:
            assert outside(open_.findings[instance], way.findings[instance]) == [], instance
        for name, assessment in way.assessments.items():
            assert beyond(open_.assessments[name], assessment) == [], name
