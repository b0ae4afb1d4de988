"""LAW: where the record is complete for some things only, tables are judged as the case is.

Norms that ask about nothing that may be missing are decided by SQL; the others case by case.
"""

from __future__ import annotations

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate import from_norms
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import NotTabular, Trial, differences, judge_tables, tamed
from tests.judging import Document, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.cases import doubted
from tests.properties.strategies.doubt import doubtful
from tests.properties.strategies.partial_records import Patchy, patchy
from tests.properties.strategies.rulesets import rulesets


@st.composite
def gaps(draw: st.DrawFn) -> Patchy:
    """A case with gaps, half the time in what few norms ask about."""
    rules = draw(rulesets())
    found = draw(patchy(draw(doubted(rules, most=10**9, doubts=2, exact=False))))
    if draw(st.booleans()):
        elsewhere = attrs.evolve(found.stretches[0], action="note", but_for="")
        found = attrs.evolve(found, stretches=(elsewhere,))
    return found


def same(ruleset: Ruleset, case: Case, as_of: int) -> Trial | None:
    run = from_norms.evaluate(ruleset, case, as_of=as_of)
    try:
        found = judge_tables(ruleset, case, as_of)
    except NotTabular:
        return None
    assert differences(found, run.findings) == []
    return found


@examples(12)
@given(gaps(), st.sampled_from(("log", "reports")))
def test_a_record_with_gaps_is_judged_the_same_over_tables(patchy: Patchy, kind: str) -> None:
    ruleset = ruleset_of(patchy.doubted.rules.text)
    document = {**doubtful(patchy.document), "built_from": kind}
    case = tamed(case_of(document, ruleset.schema), ruleset.schema)
    same(ruleset, case, hour(patchy.doubted.as_of))


RULES = """
ruleset gaps
  timezone "UTC"
record Item
  due: time?
record Order
  received: time
  items:    list of Item
action block(i: Item)
action lift(i: Item)
action answer(o: Order)
  weight: number?
state blocked(i: Item)
block(i) counts as blocked(i)
lift(i) ends blocked(i)
obligation comply
  for each o: Order, i: Item in o.items
  must     blocked(i)
  within   10 hours of o.received
obligation reply
  for each o: Order
  must     answer(o)
  within   10 hours of o.received
"""


def document(kind: str, coverage: list[Document], due: str | None = "none") -> Document:
    items: Document = {"i1": {"due": due}, "i2": {"due": due}} if due else {"i1": {}, "i2": {}}
    weighed: Document = {"weight": due} if due else {}
    return {
        "case": "gaps", "timezone": "UTC", "as_of": "2021-03-03T00:00:00Z", "built_from": kind,
        "records": {
            "Item": items,
            "Order": {"o": {"received": "2021-03-01T00:00:00Z", "items": ["i1", "i2"]}},
        },
        "acts": [
            {"block": {"i": "i1"}, "at": "2021-03-01T05:00:00Z", "id": "a"},
            {"lift": {"i": "i2"}, "at": "2021-03-01T05:00:00Z", "id": "b"},
            {"answer": {"o": "o"}, "at": "2021-03-01T12:00:00Z", "id": "c", **weighed},
        ],
        "coverage": coverage,
    }  # fmt: skip


ALL: Document = {"complete": "all"}
SOME: Document = {"complete": ["block", "lift"]}
SHORT: Document = {"complete": ["block", "lift"], "until": "2021-03-02T00:00:00Z"}


@pytest.mark.parametrize(
    ("kind", "coverage", "due", "whole"),
    [
        ("log", [], None, set()),
        ("reports", [], "none", {"comply", "reply"}),
        ("reports", [ALL], "none", set()),
        # What items, and answers, leave out is unknown …
        ("reports", [ALL], None, {"comply", "reply"}),
        # … unless it is said that they leave nothing out, which can be said of records.
        ("reports", [ALL, {"fields": ["Item.due"]}], None, {"reply"}),
        ("reports", [ALL, {"fields": ["Item.due"], "for": ["i1"]}], None, {"comply", "reply"}),
        ("reports", [SOME], "none", {"reply"}),
        # A log that says of some actions how far it goes goes on for all others.
        ("log", [SHORT], None, {"comply"}),
        ("log", [SHORT, SOME], None, set()),
        ("log", [{**SOME, "for": ["i1"]}], None, {"comply"}),
        ("log", [{**SOME, "by": "p"}], None, {"comply"}),
        ("log", [{**SOME, "from": "2021-03-01T00:00:00Z"}], None, {"comply"}),
        ("log", [ALL], None, set()),
    ],
)
def test_sql_decides_what_nothing_can_be_missing_from(
    kind: str, coverage: list[Document], due: str | None, whole: set[str]
) -> None:
    held_to_the_case(document(kind, coverage, due), END, whole)


#: When the log ends.
END = hour(36)


@pytest.mark.parametrize(
    ("coverage", "due", "whole"),
    [
        ([], "none", {"comply", "reply"}),
        ([SOME], "none", {"reply"}),
        # Until when an item is due may be known since.
        ([SOME], None, {"comply", "reply"}),
        ([{"complete": ["answer"]}], None, {"comply"}),
    ],
)
def test_a_log_that_has_ended_is_complete_for_what_it_says_so_of(
    coverage: list[Document], due: str | None, whole: set[str]
) -> None:
    held_to_the_case(document("log", coverage, due), hour(48), whole)


def held_to_the_case(given_: Document, as_of: int, whole: set[str]) -> None:
    ruleset = ruleset_of(RULES)
    case = case_of(given_, ruleset.schema)
    found = same(ruleset, case, as_of)
    assert found is not None
    assert found.whole == whole
    assert judge_in_parts(ruleset, case, as_of).findings == found.findings
