"""LAW: where the record is not complete, no act that it may lack gives a verdict that the open one
rules out.

Up to three acts, of any action, grade and place, at any moment of the open stretches, are added to
the case, whose record is then taken as complete.
"""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests.judging import Document
from tests.properties.judged import difference, judged, judged_by
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import Doubted, doubted
from tests.properties.strategies.doubt import completed, doubtful, ways_of
from tests.properties.strategies.partial_records import Patchy, patchy, unrecorded
from tests.properties.strategies.rulesets import rulesets

#: Ways of filling in one case.
DRAWN = 8

cases: st.SearchStrategy[Patchy] = (
    rulesets()
    .filter(lambda rules: not rules.has_standard)
    .flatmap(lambda rules: doubted(rules, most=10**9, doubts=2, exact=False))
    .flatmap(patchy)
)


@st.composite
def whole(draw: st.DrawFn, case: Doubted, hidden: list[Document]) -> Document:
    """The case with its doubts settled somehow, and with the acts that were hidden."""
    ways = ways_of(case.document, case.rules.by_day)
    settled = {hole: found[draw(st.integers(0, len(found) - 1))] for hole, found in ways.items()}
    document = completed(case.document, settled)
    return {**document, "acts": [*document["acts"], *hidden]}


@examples(100)
@given(cases, st.data())
def test_no_unrecorded_act_leads_outside_an_open_verdict(case: Patchy, data: st.DataObject) -> None:
    told = judged_by(case.doubted.rules.text, doubtful(case.document), case.doubted.as_of)
    for _ in range(DRAWN):
        hidden = data.draw(unrecorded(case))
        way = judged(case.doubted, data.draw(whole(case.doubted, hidden)))
        for instance in {*told.findings, *way.findings}:
            found, left = way.possible(instance), told.possible(instance)
            assert found <= left, (difference(instance, left, found), hidden)
