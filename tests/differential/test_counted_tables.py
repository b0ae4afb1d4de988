"""LAW: a period is counted over tables as in a case: by its rule, its calendar and its zone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.tables import differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples

WORDS = """
ruleset counted
  timezone "Europe/Dublin"

calendar closed
  weekend:  saturday, sunday
  covers:   2021-01-01 to 2021-03-{horizon}
  closed:   2021-03-02 "a holiday", 2021-03-04 "another"

record Order
  received: time
  allowed: duration
  revoked: time?
action told(o: Order)
action hinted(o: Order)

hinted(o) counts as partly told(o)

obligation duty
  for each o: Order
  must told(o)
  {window}
  counting {rule}
"""

RULES = (
    "elapsed",
    "civil",
    "civil by closed",
    "general_clauses_act by closed",
    "regulation_1182_71 by closed",
    "frcp_6a by closed",
)
PERIODS = ("3 hours", "90 minutes", "2 days", "1 week", "1 month", "3 working days", "o.allowed")

#: Hours after the first of the tests; the last is past the horizon of the nearer calendar.
AS_OF = 24 * 9


@st.composite
def rules(draw: st.DrawFn) -> str:
    period = draw(st.sampled_from(PERIODS))
    window = f"within {period} of o.received"
    if draw(st.booleans()) and "allowed" not in period:
        window += "\n  until o.revoked"
    horizon = draw(st.sampled_from(("04", "31")))
    able = RULES[2:] if "working" in period else RULES
    return WORDS.format(rule=draw(st.sampled_from(able)), window=window, horizon=horizon)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    moments = st.integers(-30, AS_OF).map(at)
    orders: Document = {}
    acts: list[Document] = []
    for number in range(8):
        order = f"o{number}"
        received = moments if number else st.just("unknown")
        days = st.just({"after": at(20), "before": at(60)})
        orders[order] = {
            "received": draw(st.one_of(received, received, received, days)),
            "allowed": draw(st.sampled_from(("5 hours", "2 days", "1 month", "2 working days"))),
            "revoked": draw(st.one_of(st.just("none"), moments)),
        }
        for _ in range(draw(st.integers(0, 2))):
            word = draw(st.sampled_from(("told", "told", "hinted")))
            acts.append({"id": f"a{len(acts)}", word: order, "at": draw(moments)})
    return {
        "case": "counted", "built_from": "log", "acts": acts, "records": {"Order": orders},
    }  # fmt: skip


@examples(25)
@given(rules(), documents())
def test_periods_are_counted_the_same_over_tables(text: str, document: Document) -> None:
    ruleset = ruleset_of(text)
    case = case_of(document, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset(), "counted by SQL"
