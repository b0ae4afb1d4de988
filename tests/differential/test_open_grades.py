"""An act that is surely done in part, and perhaps in full, is in doubt over tables, too."""

from __future__ import annotations

import pytest

from lexcheck.evaluate.from_norms import evaluate
from lexcheck.verdicts.model import Verdict
from tests.differential.tables import differences, judge_tables
from tests.judging import at, case_of, hour, ruleset_of

RULES = ruleset_of(
    """
ruleset test
  timezone "UTC"
record Item
record Order
  received: time
  items: list of Item
action block(i: Item) in territory
action restore(i: Item) in territory
state blocked(i: Item)
block(i) in EU counts as blocked(i)
block(i) counts as partly blocked(i)
restore(i) ends blocked(i)

obligation comply
  for each o: Order, i: Item in o.items
  must     blocked(i)
  within   2 hours of o.received
"""
)


@pytest.mark.parametrize(
    ("territory", "possible"),
    [
        ("unknown", (Verdict.COMPLIED, Verdict.PARTIAL)),
        ("EU", (Verdict.COMPLIED,)),
        ("worldwide", (Verdict.COMPLIED,)),
        ("FR", (Verdict.PARTIAL,)),
    ],
)
def test_a_grade_that_hangs_on_an_unknown_territory_is_open(
    territory: str, possible: tuple[Verdict, ...]
) -> None:
    case = case_of(
        {
            "case": "open",
            "built_from": "log",
            "records": {
                "Item": {"x": {}},
                "Order": {"o1": {"received": at(0), "items": ["x"]}},
            },
            "acts": [{"block": "x", "id": "a1", "at": at(1), "in": territory}],
        },
        RULES.schema,
    )
    run = evaluate(RULES, case, as_of=hour(5))
    assert run.findings[0].possible == possible
    assert differences(judge_tables(RULES, case, hour(5)), run.findings) == []
