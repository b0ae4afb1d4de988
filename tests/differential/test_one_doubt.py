"""LAW: where one moment is in doubt, SQL looks into it and finds what the case evaluator finds.

Each example is a table of many orders, so that few examples try many doubts.
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.tables import differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples

WORDS = """
ruleset one_doubt
  timezone "Asia/Kolkata"
  {in_force}

enum Kind = red, blue
record Item
record Order
  kind: Kind
  received: time
  allowed: duration
  revoked: time?
  items: list of Item
action full(i: Item) in territory
action half(i: Item) in territory
action stop(i: Item)
action told(o: Order)
action hinted(o: Order)
state on(i: Item)

full(i) in DE counts as on(i)
half(i) in DE counts as partly on(i) when no stop(i) happened
stop(i) ends on(i)
hinted(o) counts as partly told(o)
"""

DUTIES = (
    "obligation duty\n  for each o: Order, i: Item in o.items\n  must on(i)\n",
    "obligation duty\n  for each o: Order\n  must told(o)\n",
)
CLAUSES = (
    "  within o.allowed of o.received\n",
    "  within 3 hours of o.received\n",
    "  within o.allowed of o.received\n  time is of the essence\n",
    "  within o.allowed of o.received\n  when o.kind = red\n",
    "  within o.allowed of o.received\n  or earlier\n",
    "  within 1 day of o.received\n",
)
#: In the middle of the acts, so that a trigger in doubt may fall outside.
IN_FORCE = ("", "in force from 2021-03-01", "in force from 2020-01-01 until 2021-03-01")

AS_OF = 12

_ACTS = ("full",) * 4 + ("half",) * 4 + ("told",) * 3 + ("hinted",) * 2 + ("stop",) * 4


@st.composite
def rules(draw: st.DrawFn) -> str:
    clauses: str = draw(st.sampled_from(CLAUSES))
    duty: str = draw(st.sampled_from(DUTIES if "earlier" not in clauses else DUTIES[1:]))
    until: str = draw(st.sampled_from(("", "  until o.revoked\n")))
    in_force: str = draw(st.sampled_from(IN_FORCE))
    return WORDS.format(in_force=in_force) + duty + clauses + until


@st.composite
def moments(draw: st.DrawFn, low: int, high: int, *, doubtful: int) -> Any:
    """An exact moment, or, one time in so many, a doubtful one."""
    hour_ = draw(st.integers(low, high))
    if draw(st.integers(1, doubtful)) > 1:
        return at(hour_)
    ends = {"after": at(hour_), "before": at(hour_ + draw(st.integers(1, 6)))}
    return draw(
        st.sampled_from(
            (
                ends,
                ends,
                "unknown",
                {"after": ends["after"], "before": "unknown"},
                {"after": "unknown", "before": ends["before"]},
            )
        )
    )


@st.composite
def documents(draw: st.DrawFn) -> Document:
    orders: Document = {}
    items: Document = {}
    acts: list[Document] = []
    for number in range(8):
        order, item = f"o{number}", f"i{number}"
        items[item] = {}
        orders[order] = {
            "kind": draw(st.sampled_from(("red", "red", "blue"))),
            "received": draw(moments(-2, AS_OF + 2, doubtful=2)),
            "allowed": f"{draw(st.integers(0, 6))} hours",
            "revoked": draw(st.sampled_from(("none", "none", at(draw(st.integers(-1, 14)))))),
            "items": [item],
        }
        for _ in range(draw(st.integers(0, 3))):
            word = draw(st.sampled_from(_ACTS))
            act: Document = {"id": f"a{len(acts)}", "at": draw(moments(-3, 14, doubtful=7))}
            act[word] = order if word in ("told", "hinted") else item
            if word in ("full", "half"):
                act["in"] = draw(st.sampled_from(("DE", "DE", "worldwide", "US", "EU")))
            acts.append(act)
    return {
        "case": "doubts", "built_from": "log", "acts": acts,
        "records": {"Item": items, "Order": orders},
    }  # fmt: skip


@examples(14)
@given(rules(), documents())
def test_one_doubtful_moment_is_decided_as_the_case_evaluator_decides_it(
    text: str, document: Document
) -> None:
    ruleset = ruleset_of(text)
    case = case_of(document, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset()
