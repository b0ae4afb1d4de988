"""LAW: where one moment is in doubt, SQL looks into it and finds what the case evaluator finds.

Each example is a table of many orders, drawn evenly, so that few examples try many doubts.
"""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from lexcheck.evaluate.from_norms import evaluate
from lexcheck.facts.case import Case
from lexcheck.norms.model import Ruleset
from tests.differential.seeds import seeds
from tests.differential.tables import differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of

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

ORDERS = 80

_ACTS = ("full",) * 4 + ("half",) * 4 + ("told",) * 3 + ("hinted",) * 2 + ("stop",) * 4


def rules(random: Random) -> str:
    clauses = random.choice(CLAUSES)
    duty = random.choice(DUTIES if "earlier" not in clauses else DUTIES[1:])
    until = random.choice(("", "  until o.revoked\n"))
    in_force = random.choice(IN_FORCE)
    return WORDS.format(in_force=in_force) + duty + clauses + until


def moment(random: Random, low: int, high: int, *, doubtful: float) -> Any:
    """An exact moment, or, so often, a doubtful one: of hours or days, since a border shows only
    where three verdicts lie in what a moment may be.
    """
    hour_ = random.randint(low, high)
    if random.random() >= doubtful:
        return at(hour_)
    ends = {"after": at(hour_), "before": at(hour_ + random.randint(1, 16))}
    return random.choice(
        (
            ends,
            ends,
            "unknown",
            {"after": ends["after"], "before": "unknown"},
            {"after": "unknown", "before": ends["before"]},
        )
    )


def document(random: Random) -> Document:
    orders: Document = {}
    items: Document = {}
    acts: list[Document] = []
    for number in range(ORDERS):
        order, item = f"o{number}", f"i{number}"
        items[item] = {}
        orders[order] = {
            "kind": random.choice(("red", "red", "blue")),
            "received": moment(random, -6, AS_OF + 2, doubtful=0.5),
            "allowed": f"{random.randint(0, 6)} hours",
            "revoked": random.choice(("none", "none", at(random.randint(-1, 14)))),
            "items": [item],
        }
        for _ in range(random.choice((0, 1, 1, 2, 3, 4))):
            word = random.choice(_ACTS)
            act: Document = {"id": f"a{len(acts)}", "at": moment(random, -3, 14, doubtful=0.15)}
            act[word] = order if word in ("told", "hinted") else item
            if word in ("full", "half"):
                act["in"] = random.choice(("DE", "DE", "worldwide", "US", "EU"))
            acts.append(act)
    return {
        "case": "doubts", "built_from": "log", "acts": acts,
        "records": {"Item": items, "Order": orders},
    }  # fmt: skip


def trial(seed: int) -> tuple[Ruleset, Case]:
    random = Random(f"one doubt {seed}")
    ruleset = ruleset_of(rules(random))
    return ruleset, case_of(document(random), ruleset.schema)


@pytest.mark.parametrize("seed", seeds(10, more=10))
def test_one_doubtful_moment_is_decided_as_the_case_evaluator_decides_it(seed: int) -> None:
    ruleset, case = trial(seed)
    run = evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset()
