"""LAW: what lasts, and what one norm is to another, is over tables what it is in a case: conditions
on a stretch of time, states that must not be, duties on a breach, repairs, norms that override.

As in `test_law_over_tables`, each example is a table of many orders.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.model import NormPlan
from lexcheck.bulk.unplanned import every_column
from lexcheck.evaluate.from_norms import evaluate
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import differences
from tests.differential.test_law_over_tables import AS_OF, WORDS, check, documents
from tests.differential.test_shipped_tables import LATE
from tests.judging import Document, at, case_of, hour, ruleset_of
from tests.properties.numbers_of_examples import examples

DEFINES = """
define fresh(o: Order) at t = told(o) happened at most 5 hours before t
define open(o: Order) at t = o.received + 3 hours <= t and t - 2 hours < o.asked
define often(o: Order) at t = (count of e: halt(o) up to t) >= 2
define mixed(o: Order) at t = (stayed(o) at t and o.kind = plain) or t = o.asked
"""
LASTING = (
    "stayed(o)", "not stayed(o)", "partly stayed(o)", "fresh(o)", "not fresh(o)", "open(o)",
    "not open(o)", "often(o)", "mixed(o)", "not mixed(o)", "o.kind = urgent", "halt(o) happened",
)  # fmt: skip
MOMENTS = ("throughout", "at any time")

condition = st.sampled_from(LASTING)
target = st.sampled_from(("known(o)", "told(o)"))


@st.composite
def norms(draw: st.DrawFn, name: str = "duty", *, kind: str = "", lasting: bool = False) -> str:
    """A norm on an order; `lasting`: with an exception that looks at a stretch of time."""
    kind = kind or draw(st.sampled_from(("obligation", "prohibition")))
    must = "must" if kind == "obligation" else "must not"
    about = draw(target)
    clauses = ["for each o: Order", f"{must} {about}"]
    length = draw(st.sampled_from(("3 hours", "30 hours", "o.allowed otherwise 5 hours")))
    arises = draw(st.sampled_from(("from o.received", f"within {length} of o.received", "")))
    if kind == "obligation" and (about == "told(o)" or not arises):
        arises = f"within {length} of o.received"
    clauses += [arises] if arises else []
    clauses += ["until o.asked"] if draw(st.booleans()) else []
    clauses += [f"when {draw(condition)}"] if draw(st.integers(0, 3)) == 0 else []
    if lasting or draw(st.integers(0, 3)) == 0:
        clauses.append(f"unless {draw(condition)} {draw(st.sampled_from(MOMENTS))}")
    return f"{kind} {name}\n" + "".join(f"  {clause}\n" for clause in clauses)


@st.composite
def lasting(draw: st.DrawFn) -> str:
    text = draw(norms(lasting=True))
    if draw(st.booleans()):
        text += (
            f"exception e0 to duty\n  when {draw(condition)}\n  {draw(st.sampled_from(MOMENTS))}\n"
        )
        text += (
            f"exception e1 to e0\n  when {draw(condition)}\n  {draw(st.sampled_from(MOMENTS))}\n"
        )
    return text


@st.composite
def overriding(draw: st.DrawFn) -> str:
    """Two or three norms, each overridden by those after it."""
    found = [draw(norms("duty"))]
    for number, name in enumerate(("rival", "other")[: draw(st.integers(1, 2))]):
        over = ("duty", "duty, rival")[number]
        found.append(f"{draw(norms(name))}  overrides {over}\n")
    return "".join(found)


@st.composite
def on_breach(draw: st.DrawFn) -> str:
    """A norm, one that arises on its breach and may repair it, and at times one on that breach."""
    found = [draw(norms("duty"))]
    obliged = found[0].startswith("obligation")
    chain = (("duty", "second", "halt"), ("second", "third", "ease"))
    for over, name, act in chain[: draw(st.integers(1, 2))]:
        anchor = draw(st.sampled_from(("o.received", "breach", "o.asked")))
        clauses = [f"on breach of {over}(o)", f"must {act}(o)", f"within 20 hours of {anchor}"]
        clauses += [f"repairs {over}"] if obliged and draw(st.booleans()) else []
        clauses += ["when breach > o.asked"] if draw(st.integers(0, 3)) == 0 else []
        clauses += [f"unless {draw(condition)} throughout"] if draw(st.booleans()) else []
        found.append(f"obligation {name}\n" + "".join(f"  {clause}\n" for clause in clauses))
        obliged = True
    return "".join(found)


texts = st.one_of(lasting(), overriding(), on_breach())


@examples(8)
@given(lasting(), documents())
def test_a_stretch_of_time_is_looked_at_the_same_over_tables(text: str, facts: Document) -> None:
    check(DEFINES + text, facts)


@examples(8)
@given(overriding(), documents())
def test_norms_override_the_same_over_tables(text: str, facts: Document) -> None:
    check(DEFINES + text, facts)


@examples(8)
@given(on_breach(), documents())
def test_duties_on_a_breach_are_the_same_over_tables(text: str, facts: Document) -> None:
    check(DEFINES + text, facts)


@examples(6)
@given(texts, documents(exact=True))
def test_of_definite_facts_few_are_judged_case_by_case(text: str, facts: Document) -> None:
    found = check(DEFINES + text, facts)
    if "repairs" not in text:
        assert set(found.cases.values()) == {0}, "by SQL, all of it"


@examples(2)
@given(texts, documents())
def test_they_are_the_same_in_parts(text: str, facts: Document) -> None:
    ruleset = ruleset_of(WORDS + DEFINES + text)
    case = case_of(facts, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_in_parts(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []


def test_what_ceases_just_after_a_moment_does_not_hold_throughout() -> None:
    """Five hours after an act, no longer being “at most five hours” from it is all that changes."""
    text = "define near(o: Order) at t = halt(o) happened at most 5 hours before t\n"
    text += "obligation duty\n  for each o: Order\n  must known(o)\n  from o.received\n"
    order = {"kind": "plain", "owner": "p0", "received": at(0)}
    records = {"Party": {"p0": {}}, "Order": {"o0": order}}
    acts = [{"id": "a0", "halt": "o0", "at": at(-1)}]
    facts: Document = {"case": "law", "built_from": "log", "records": records, "acts": acts}
    found = check(f"{text}  unless near(o) throughout\n", facts)
    assert found.findings["duty(o0)"]["verdict"] == "breached"
    found = check(f"{text}  unless near(o) at any time\n", facts)
    assert found.findings["duty(o0)"]["verdict"] == "excused"
    assert found.cases == {"duty": 0}


ORDER = "for each o: Order\n  from o.received"


STILL = {
    "a state that must not be": f"prohibition duty\n  {ORDER}\n  must not known(o)\n",
    "throughout": f"obligation duty\n  {ORDER}\n  must known(o)\n  unless stayed(o) throughout\n",
    "overrides": f"""obligation duty\n  {ORDER}\n  must known(o)
prohibition rival\n  {ORDER}\n  must not known(o)\n  overrides duty\n""",
    "on breach": f"""obligation duty\n  {ORDER}\n  must known(o)
obligation second\n  on breach of duty(o)\n  must told(o)\n  within 2 days of breach
  repairs duty\n""",
}


@pytest.mark.parametrize("text", STILL.values(), ids=STILL)
def test_they_have_plans_whatever_is_in_doubt(text: str) -> None:
    ruleset = ruleset_of(WORDS + text)
    for doubt in (False, True):
        found = plans(ruleset, every_column(ruleset.schema, doubt=doubt), LATE)
        assert [plan for plan in found if not isinstance(plan, NormPlan)] == []
