"""LAW: more evidence may shrink the set of possible verdicts, never leave it.

Evidence is added in every way there is: a moment is narrowed, an unknown value or a choice settled,
a dispute decided, the record completed, an act that had gone unrecorded found.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.judging import Document, at
from tests.properties.judged import Judged, difference, judged_by
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import doubted
from tests.properties.strategies.doubt import STRANGERS, Hole, doubtful, filled, holes, ways_of
from tests.properties.strategies.partial_records import Patchy, patchy, unrecorded
from tests.properties.strategies.rulesets import rulesets

cases: st.SearchStrategy[Patchy] = (
    rulesets()
    .flatmap(lambda rules: doubted(rules, most=10**9, doubts=5, exact=False))
    .flatmap(patchy)
)


def found(case: Patchy, document: Document) -> Judged:
    return judged_by(case.doubted.rules.text, document, case.doubted.as_of)


def check(case: Patchy, before: Document, after: Document) -> None:
    less, more = found(case, before), found(case, after)
    for instance in {*less.findings, *more.findings}:
        left, now = less.possible(instance), more.possible(instance)
        assert now <= left, (difference(instance, left, now), before, after)


def settled(data: st.DataObject, case: Patchy, base: Document, hole: Hole) -> Document:
    """The document with one doubt settled, or, if it is of a moment, perhaps only lessened."""
    given_: dict[Hole, Any]
    if hole.ways is None and hole.high - hole.low > 1 and data.draw(st.booleans()):
        low = data.draw(st.integers(hole.low, hole.high - 1))
        high = data.draw(st.integers(low + 1, hole.high))
        given_ = {hole: {"after": at(low), "before": at(high)}}
    else:
        ways = ways_of(base, case.doubted.rules.by_day)[hole]
        given_ = {hole: ways[data.draw(st.integers(0, len(ways) - 1))]}
    after: Document = filled(base, given_)
    return after | {"records": _listed(after["records"])}


def _listed(records: Document) -> Document:
    """The records with those parties that a settled doubt has turned out to mean."""
    return {**records, "Party": {**records["Party"], **{name: {} for name in STRANGERS}}}


@examples(120)
@given(cases, st.data())
def test_settling_a_doubt_adds_no_verdict(case: Patchy, data: st.DataObject) -> None:
    # The parties are listed from the start: that there is another one is no evidence.
    base = {**case.doubted.document}
    base["records"] = _listed(base["records"])
    for hole in holes(base):
        check(case, doubtful(base), settled(data, case, base, hole))


@examples(60)
@given(cases, st.data())
def test_a_more_complete_record_adds_no_verdict(case: Patchy, data: st.DataObject) -> None:
    before = doubtful(case.document)
    stretch = data.draw(st.sampled_from(case.stretches))
    middle = data.draw(st.integers(stretch.start, stretch.end))
    more: Document = {"complete": [stretch.action], "from": at(stretch.start), "until": at(middle)}
    check(case, before, {**before, "coverage": [*before["coverage"], more]})


@examples(70)
@given(cases, st.data())
def test_an_act_found_where_the_record_is_open_adds_no_verdict(
    case: Patchy, data: st.DataObject
) -> None:
    before = doubtful(case.document)
    hidden = data.draw(unrecorded(case))
    check(case, before, {**before, "acts": [*before["acts"], *hidden]})
