"""What of the language has no plan in SQL yet, construct by construct: a norm with one of these is
judged case by case, all of it, with the same verdicts. The list may only grow shorter.
"""

from __future__ import annotations

import pytest

from lexcheck.bulk.unplanned import unplanned
from tests.judging import ruleset_of

WORDS = """
ruleset small
  timezone "UTC"
enum Kind = urgent, plain
record Party
record Item
  special: boolean
record Order
  kind: Kind
  place: territory
  received: time
  closed: time?
  allowed: duration
  n: number
  fine: money
  to: Party
  next: Item?
  items: list of Item
action start(o: Order) in territory
  weight: number
  paid: money
action tell(o: Order)
action mark(i: Item)
state on(o: Order)
state marked(i: Item)
start(o) counts as on(o)
{more}
obligation duty
  for each o: Order{binders}
  must {target}
  within 3 hours of {anchor}
{clauses}
"""

#: By what is said: a clause of the smallest duty that has it, or a statement beside it; and why.
WITHOUT = {
    "the first or last act": ("when (last start(o)).weight > 2", "the last act of several"),
    "a product": ("when 2 * o.n > 3", "a product"),
    "money": ("when o.fine > 4 EUR", "`fine`, money"),
    "a sum of money": ("when (sum of e.paid for e: start(o)) > 4 EUR", "`paid`, money"),
    "a territory that is compared": ("when o.place = IN", "a comparison of territory"),
    "a count of records": (
        "when (count of i: Item in o.items where i.special) > 1", "a count of records",
    ),
    "civil lengths that are compared": (
        "when o.allowed > 2 days", "a comparison of civil lengths",
    ),
    "a field of what may be absent": (
        "when o.next.special", "a field of what may be absent",
    ),
    "a define asked at a moment that may be absent": (
        "when told(o) at o.closed", "a moment of asking that may be absent",
    ),
    "a length that moves with the moment of asking": (
        "unless slow(o) throughout", "`slow(o)`",
    ),
    "an exception at the act": ("must not", "an exception asked at the act"),
    "a target by somebody": ("target start(o) by o.to", "a target by somebody"),
    "an act that counts by what a record says": (
        "state", "what an act counts as depends on other records",
    ),
}  # fmt: skip

DEFINES = """
define told(o: Order) at t = tell(o) happened before t
define slow(o: Order) at t = o.allowed of t < o.received
"""


def text_of(said: str) -> str:
    more, target, binders, clauses, anchor = DEFINES, "on(o)", "", said, "o.received"
    if said.startswith("target "):
        target, clauses = said.removeprefix("target "), ""
    if said == "state":
        more += "mark(i) counts as marked(i) when i.special\n"
        target, binders, clauses = "marked(i)", ", i: Item in o.items", ""
    text = WORDS.format(
        more=more, binders=binders, target=target, anchor=anchor, clauses=f"  {clauses}"
    )
    if said == "must not":
        text = text.replace("obligation duty", "prohibition duty").replace(
            "must on(o)", "must not start(o)"
        )
        text = text.replace("  must not\n", "")
        text += "permission leave to duty\n  when tell(o) happened\n  at the act\n"
    return text


@pytest.mark.parametrize(("said", "why"), WITHOUT.values(), ids=list(WITHOUT))
def test_it_is_judged_case_by_case_and_says_why(said: str, why: str) -> None:
    ruleset = ruleset_of(text_of(said))
    (plan,) = unplanned(ruleset)
    assert plan.norm == "duty"
    assert plan.why.startswith(why)
