"""LAW: what lasts, and what one norm is to another, is over tables what it is in a case: conditions
on a stretch of time, states that must not be, duties on a breach, repairs, norms that override.

As in `test_law_over_tables`, each example is a table of many orders.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

import pytest

from lexcheck.bulk.from_norms import plans
from lexcheck.bulk.model import NormPlan
from lexcheck.bulk.unplanned import every_column
from lexcheck.evaluate.from_norms import evaluate
from tests.differential.seeds import seeds
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import Told, differences
from tests.differential.test_law_over_tables import ACTS, AS_OF, WORDS, check, documents
from tests.differential.test_shipped_tables import LATE
from tests.judging import Document, at, case_of, hour, ruleset_of

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
RECEIVED = "for each o: Order"
ORDER = f"{RECEIVED}\n  from o.received"
REPAIRING = (*ACTS, "halt", "halt", "halt")

TARGETS = ("known(o)", "told(o)")


def norms(random: Random, name: str = "duty", *, kind: str = "", lasting: bool = False) -> str:
    """A norm on an order; `lasting`: with an exception that looks at a stretch of time."""
    kind = kind or random.choice(("obligation", "prohibition"))
    must = "must" if kind == "obligation" else "must not"
    about = random.choice(TARGETS)
    clauses = ["for each o: Order", f"{must} {about}"]
    length = random.choice(("3 hours", "30 hours", "o.allowed otherwise 5 hours"))
    arises = random.choice(("from o.received", f"within {length} of o.received", ""))
    if kind == "obligation" and (about == "told(o)" or not arises):
        arises = f"within {length} of o.received"
    clauses += [arises] if arises else []
    clauses += ["until o.asked"] if random.random() < 0.5 else []
    clauses += [f"when {random.choice(LASTING)}"] if random.randint(0, 3) == 0 else []
    if lasting or random.randint(0, 3) == 0:
        clauses.append(f"unless {random.choice(LASTING)} {random.choice(MOMENTS)}")
    return f"{kind} {name}\n" + "".join(f"  {clause}\n" for clause in clauses)


def lasting(random: Random) -> str:
    text = norms(random, lasting=True)
    if random.random() < 0.5:
        text += (
            f"exception e0 to duty\n  when {random.choice(LASTING)}\n  {random.choice(MOMENTS)}\n"
        )
        text += f"exception e1 to e0\n  when {random.choice(LASTING)}\n  {random.choice(MOMENTS)}\n"
    return text


def overriding(random: Random) -> str:
    """Two or three norms, each overridden by those after it."""
    found = [norms(random, "duty")]
    for number, name in enumerate(("rival", "other")[: random.randint(1, 2)]):
        over = ("duty", "duty, rival")[number]
        found.append(f"{norms(random, name)}  overrides {over}\n")
    return "".join(found)


def on_breach(random: Random) -> str:
    """A norm, one that arises on its breach and may repair it, and at times one on that breach."""
    found = [norms(random, "duty")]
    obliged = found[0].startswith("obligation")
    chain = (("duty", "second", "halt"), ("second", "third", "ease"))
    for over, name, act in chain[: random.randint(1, 2)]:
        anchor = random.choice(("o.received", "breach", "o.asked"))
        clauses = [f"on breach of {over}(o)", f"must {act}(o)", f"within 20 hours of {anchor}"]
        clauses += [f"repairs {over}"] if obliged and random.random() < 0.5 else []
        clauses += ["when breach > o.asked"] if random.randint(0, 3) == 0 else []
        clauses += [f"unless {random.choice(LASTING)} throughout"] if random.random() < 0.5 else []
        found.append(f"obligation {name}\n" + "".join(f"  {clause}\n" for clause in clauses))
        obliged = True
    return "".join(found)


@pytest.mark.parametrize("seed", seeds(3, more=8))
@pytest.mark.parametrize("of", [lasting, overriding, on_breach])
def test_they_are_the_same_over_tables(of: Callable[[Random], str], seed: int) -> None:
    random = Random(f"together {of.__name__} {seed}")
    check(DEFINES + of(random), documents(random, words=REPAIRING if of is on_breach else ACTS))


@pytest.mark.parametrize("seed", seeds(1, more=3))
@pytest.mark.parametrize("of", [lasting, overriding, on_breach])
def test_of_definite_facts_few_are_judged_case_by_case(
    of: Callable[[Random], str], seed: int
) -> None:
    random = Random(f"definite {of.__name__} {seed}")
    text = of(random)
    found = check(DEFINES + text, documents(random, exact=True))
    if "repairs" not in text:
        assert set(found.cases.values()) == {0}, "by SQL, all of it"


@pytest.mark.parametrize(
    "of",
    [overriding, *(pytest.param(of, marks=pytest.mark.slow) for of in (lasting, on_breach))],
)
def test_they_are_the_same_in_parts(of: Callable[[Random], str]) -> None:
    random = Random("together in parts")
    ruleset = ruleset_of(WORDS + DEFINES + of(random))
    case = case_of(documents(random), ruleset.schema)
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


def judged(text: str, *acts: tuple[str, object]) -> dict[str, Told]:
    """What becomes of one order, received at hour 0, by norm. Acts: what, and the hour."""
    order = {"kind": "plain", "owner": "p0", "received": at(0), "asked": "none"}
    done = [
        {"id": f"a{n}", word: "o0", "at": at(when) if isinstance(when, int | float) else when}
        for n, (word, when) in enumerate(acts)
    ]
    records = {"Party": {"p0": {}}, "Order": {"o0": order}}
    facts: Document = {"case": "law", "built_from": "log", "records": records, "acts": done}
    found = check(text, facts).findings
    return {name.partition("(")[0]: told for name, told in found.items()}


MICROSECOND = 1 / 3_600_000_000


@pytest.mark.parametrize("end", [0, -MICROSECOND])
def test_what_ends_at_the_trigger_did_not_hold_from_it_on(end: float) -> None:
    text = f"prohibition duty\n  {ORDER}\n  must not known(o)\n"
    assert judged(text, ("told", -1), ("untold", end))["duty"]["verdict"] == "pending"
    assert judged(text, ("told", -1), ("untold", MICROSECOND))["duty"]["verdict"] == "breached"


def test_what_is_done_at_the_as_of_is_done() -> None:
    text = f"prohibition duty\n  {ORDER}\n  must not told(o)\n"
    assert judged(text, ("told", AS_OF))["duty"]["verdict"] == "breached"
    assert judged(text, ("told", AS_OF + MICROSECOND))["duty"]["verdict"] == "pending"


def test_a_repair_in_doubt_leaves_the_breach_in_doubt() -> None:
    """The second duty is due 20 hours after the breach, at hour 23."""
    text = f"obligation duty\n  {RECEIVED}\n  must told(o)\n  within 3 hours of o.received\n"
    text += "obligation second\n  on breach of duty(o)\n  must halt(o)\n"
    text += "  within 20 hours of breach\n  repairs duty\n"
    found = judged(text, ("halt", {"after": at(10), "before": at(40)}))
    assert found["second"]["possible"] == "complied|complied_late"
    assert found["duty"]["possible"] == "repaired|breached"


def test_what_begins_as_it_ends_goes_on_until_the_next_end() -> None:
    text = f"obligation duty\n  {RECEIVED}\n  must known(o)\n  within 3 hours of o.received\n"
    found = judged(text, ("told", 5), ("untold", 5), ("untold", 8))["duty"]
    assert (found["verdict"], found["breached_at"]) == ("breached", hour(8))


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
