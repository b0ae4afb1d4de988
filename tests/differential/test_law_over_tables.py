"""LAW: versions, clocks, rules in dispute and states mean over tables what they mean in a case.

Each example is a table of many orders, drawn evenly, so that few examples try many of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

import pytest

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.seeds import seeds
from tests.differential.spreading import judge_in_parts
from tests.differential.tables import Trial, differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of

WORDS = """
ruleset law
  timezone "Europe/Dublin"

calendar closed
  weekend:  saturday, sunday
  covers:   2021-01-01 to 2021-03-31
  closed:   2021-03-03 "a holiday"

enum Kind = urgent, plain
record Party
record Order
  kind: Kind
  owner: Party
  received: time
  asked: time?
  allowed: duration?
  other: duration?
action told(o: Order)
action hinted(o: Order)
action untold(o: Order)
action halt(o: Order)
action ease(o: Order)
action resume(o: Order)
action cover(o: Order) in territory
state known(o: Order)
state stayed(o: Order)

told(o) counts as known(o)
hinted(o) counts as partly known(o)
untold(o) ends known(o)
halt(o) counts as stayed(o)
ease(o) counts as partly stayed(o) when no told(o) happened
resume(o) ends stayed(o)
cover(o) in EU counts as known(o)
cover(o) counts as partly known(o)

"""

ACTS = ("told", "told", "hinted", "untold", "halt", "ease", "resume", "cover")

#: Hours after the first of the tests.
AS_OF = 24 * 4

ORDERS = 30

LENGTHS = (
    "3 hours",
    "2 days",
    "o.allowed",
    "o.allowed otherwise 2 days",
    "o.allowed otherwise 5 hours",
    "o.other otherwise o.allowed otherwise 5 hours",
)
STATES = ("stayed(o)", "partly stayed(o)", "not stayed(o)", "stayed(o) at o.received")
ASKED = ("", " at the deadline", " presumed absent")


def duties(random: Random, name: str = "duty") -> str:
    clauses = ["for each o: Order", f"must {random.choice(('known(o)', 'told(o)'))}"]
    clauses.append(f"within {random.choice(LENGTHS)} of o.received")
    if random.random() < 0.5:
        asked = random.choice(ASKED)
        clauses.append(f"unless {random.choice(STATES)}{asked}")
    if random.random() < 0.5:
        clauses.append(f"when {random.choice(STATES)}")
    return f"obligation {name}\n" + "".join(f"  {clause}\n" for clause in clauses)


def documents(random: Random, *, exact: bool = False, words: tuple[str, ...] = ACTS) -> Document:
    def moment() -> Any:
        """Often the very moment of something else, or as long after it as is allowed."""
        return at(6 * random.randint(-5, AS_OF // 6) + random.choice((0, 0, 0, 3, 5, 1.5)))

    def maybe(number: int) -> Any:
        """A moment; one in so many is in doubt."""
        if exact or random.randrange(number):
            return moment()
        first = 6 * random.randint(-5, AS_OF // 6)
        ends = {"after": at(first), "before": at(first + random.choice((1, 6, 30)))}
        return random.choice((ends, ends, "unknown", {**ends, "after": "unknown"}))

    orders: Document = {}
    acts: list[Document] = []
    for number in range(ORDERS):
        order = f"o{number}"
        orders[order] = {
            "owner": "p0",
            "kind": random.choice(("urgent", "plain", "plain" if exact else "unknown")),
            "asked": random.choice(("none", moment(), maybe(1))),
            "received": maybe(4),
            "allowed": random.choice(("5 hours", "2 days", "90 minutes", "none")),
            "other": random.choice(("none", "none", "6 hours")),
        }
        for _ in range(random.randint(0, 4)):
            word = random.choice(words)
            acts.append({"id": f"a{len(acts)}", word: order, "at": maybe(8)})
            if word == "cover":
                acts[-1]["in"] = random.choice(("EU", "DE", "US", "worldwide"))
    records = {"Party": {"p0": {}}, "Order": orders}
    return {"case": "law", "built_from": "log", "acts": acts, "records": records}


def check(text: str, document: Document, law: date | None = None) -> Trial:
    ruleset = ruleset_of(WORDS + text)
    case = case_of(document, ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF), law_as_of=law)
    found = judge_tables(ruleset, case, hour(AS_OF), law)
    assert differences(found, run.findings) == []
    assert found.whole == frozenset(), "lowered"
    return found


@pytest.mark.parametrize("seed", seeds(4, more=4))
def test_states_and_lengths_are_the_same_over_tables(seed: int) -> None:
    random = Random(f"states and lengths {seed}")
    check(duties(random), documents(random))


#: Versions whose edges lie among the moments of the tests.
FORCE = (
    ("from 2020-01-01 until 2021-03-01", "from 2021-03-02"),
    ("from 2020-01-01 until 2021-03-01 pending end", "from 2021-03-03"),
    (
        "from 2020-01-01 until 2021-02-28",
        "from 2021-03-01 until 2021-03-02 pending end",
        "from 2021-03-04",
    ),
    ("from 2020-01-01 until 2021-03-01", "from 2021-03-02 annulled 2021-03-05"),
    ("from 2020-01-01 until 2021-03-01 annulled 2021-03-04", "from 2021-03-02"),
    ("from 2021-03-02 until 2021-03-03 pending end",),
)
TARGETS = ("known(o)", "told(o)")
FROM = ("", "from o.received", "from o.asked")
LAWS = (None, None, *(date(2021, 3, day) for day in (1, 2, 5)))


def versions(random: Random) -> str:
    """Versions that arise alike."""
    target, arises = random.choice(TARGETS), random.choice(FROM)
    ends = random.random() < 0.5
    found = []
    for force in random.choice(FORCE):
        clauses = [f"in force {force}", "for each o: Order", f"must {target}"]
        clauses += ["duty of o.owner"] if random.random() < 0.5 else []
        clauses += [arises] if arises else []
        clauses.append(f"within {random.choice(LENGTHS)} of o.received")
        clauses += [f"when {random.choice(STATES)}"] if random.random() < 0.5 else []
        clauses += [f"unless {random.choice(STATES)}"] if random.random() < 0.5 else []
        clauses += ["until o.asked"] if ends and random.random() < 0.5 else []
        clauses += ["counting elapsed or civil by closed"] if random.randint(0, 3) == 0 else []
        found.append("obligation duty\n" + "".join(f"  {clause}\n" for clause in clauses))
    return "".join(found)


@pytest.mark.parametrize("seed", seeds(4, more=6))
def test_versions_are_told_apart_the_same_over_tables(seed: int) -> None:
    random = Random(f"versions {seed}")
    check(versions(random), documents(random), random.choice(LAWS))


RULES = ("elapsed", "civil", "regulation_1182_71", "frcp_6a")
LASTING = ("stayed(o)", "partly stayed(o)", "stayed(o) and o.kind = urgent", "o.kind = urgent")
GRANTED = ("halt(o) happened", "stayed(o) or ease(o) happened", "o.kind = urgent")


def clocked(random: Random) -> str:
    """Periods whose clock may stop, run anew or for longer, and rules in dispute."""
    clauses = ["for each o: Order", f"must {random.choice(TARGETS)}"]
    lengths = list(LENGTHS[:4])
    match random.choice(("dispute", "pause", "restart", "extension", "both")):
        case "dispute" | "both":
            one, other = random.sample(RULES, 2)
            clauses.append(f"counting {one} or {other} by closed")
            if random.random() < 0.5:
                clauses.append("when o.asked > 20 hours of o.received")
        case "pause":
            clauses.append(f"paused while {random.choice(LASTING)}")
        case "restart":
            clauses.append(f"restarts after {random.choice(LASTING)}")
        case _:
            for _ in range(random.randint(1, 2)):
                more = random.choice(("2 days", "3 hours", "1 week"))
                clauses.append(f"extended by {more} if {random.choice(GRANTED)}")
                lengths = lengths[:2]
    clauses.append(f"within {random.choice(lengths)} of o.received")
    if random.random() < 0.5:
        clauses.append("until o.asked")
    return "obligation duty\n" + "".join(f"  {clause}\n" for clause in clauses)


@pytest.mark.parametrize("seed", seeds(4, more=6))
def test_clocks_and_disputes_are_the_same_over_tables(seed: int) -> None:
    random = Random(f"clocks {seed}")
    check(clocked(random), documents(random))


@pytest.mark.parametrize("seed", seeds(2, more=3))
def test_a_deadline_in_dispute_is_judged_by_each_rule(seed: int) -> None:
    random = Random(f"disputed deadline {seed}")
    target, (one, other) = random.choice(TARGETS), random.sample(RULES, 2)
    found = check(
        f"obligation duty\n  for each o: Order\n  must {target}\n  within 3 hours of o.received\n"
        f"  until o.asked\n  counting {one} or {other} by closed\n",
        documents(random, exact=True),
    )
    assert found.cases["duty"] == 0, "by SQL, all of it"


@pytest.mark.parametrize(
    "of", [versions, *(pytest.param(of, marks=pytest.mark.slow) for of in (clocked, duties))]
)
def test_they_are_the_same_in_parts(of: Callable[[Random], str]) -> None:
    random = Random("law in parts")
    ruleset, law = ruleset_of(WORDS + of(random)), random.choice(LAWS)
    case = case_of(documents(random), ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF), law_as_of=law)
    found = judge_in_parts(ruleset, case, hour(AS_OF), law_as_of=law)
    assert differences(found, run.findings) == []
