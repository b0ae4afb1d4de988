"""LAW: a period is counted over tables as in a case: by its rule, its calendar and its zone."""

from __future__ import annotations

from random import Random

import pytest

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.seeds import seeds
from tests.differential.tables import differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of

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

ORDERS = 30


def rules(random: Random) -> str:
    period = random.choice(PERIODS)
    window = f"within {period} of o.received"
    if random.random() < 0.5 and "allowed" not in period:
        window += "\n  until o.revoked"
    horizon = random.choice(("04", "31"))
    able = RULES[2:] if "working" in period else RULES
    return WORDS.format(rule=random.choice(able), window=window, horizon=horizon)


def documents(random: Random) -> Document:
    days = {"after": at(20), "before": at(60)}
    orders: Document = {}
    acts: list[Document] = []
    for number in range(ORDERS):
        order = f"o{number}"
        received = at(random.randint(-120, 4 * AS_OF) / 4) if number else "unknown"
        orders[order] = {
            "received": random.choice((received, received, received, days)),
            "allowed": random.choice(("5 hours", "2 days", "1 month", "2 working days")),
            "revoked": random.choice(("none", at(random.randint(-30, AS_OF)))),
        }
        for _ in range(random.randint(0, 2)):
            word = random.choice(("told", "told", "hinted"))
            acts.append({"id": f"a{len(acts)}", word: order, "at": at(random.randint(-30, AS_OF))})
    return {
        "case": "counted", "built_from": "log", "acts": acts, "records": {"Order": orders},
    }  # fmt: skip


@pytest.mark.parametrize("seed", seeds(6, more=8))
def test_periods_are_counted_the_same_over_tables(seed: int) -> None:
    random = Random(f"counted {seed}")
    ruleset = ruleset_of(rules(random))
    case = case_of(documents(random), ruleset.schema)
    run = evaluate(ruleset, case, as_of=hour(AS_OF))
    found = judge_tables(ruleset, case, hour(AS_OF))
    assert differences(found, run.findings) == []
    assert found.whole == frozenset(), "counted by SQL"
