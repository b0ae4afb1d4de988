"""One vocabulary and one norm for the tests of this room: a condition is asked of an order."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.judging import Document, at, judge, verdicts

VOCABULARY = """\
ruleset asked
  timezone "UTC"
enum Kind = red, green
record Party
record Item
  special: boolean
record Order
  received: time
  due: time?
  end: time?
  name: text
  other: text
  kind: Kind
  n: number
  m: number
  rate: percent
  cash: money
  paid: money
  day: date
  allowed: duration
  place: territory
  who: Party
  whom: Party
  flag: boolean
  items: list of Item
action do(o: Order) in territory
action undo(o: Order)
action alpha(o: Order)
  weight: number
action beta(thing: Order)
action grant(o: Order)
  amount: money
action lift(o: Order)
state on(o: Order)
state stay(o: Order)
do(o) counts as on(o)
undo(o) ends on(o)
grant(o) counts as stay(o)
lift(o) ends stay(o)
"""

AS_OF = 100

#: With no act that starts the state, the duty is breached where it arises.
TRUE = ("breached",)
FALSE = ("not_applicable",)
OPEN = ("breached", "not_applicable")


def case(order: Document | None = None, acts: Sequence[Document] = (), **parts: Any) -> Document:
    """A case of one order, received at hour 0."""
    records = {"Order": {"o": {"received": at(0), **(order or {})}}, **parts.pop("records", {})}
    return {"case": "c", "built_from": "log", "records": records, "acts": list(acts), **parts}


def found(rules: str, document: Document, as_of: int = AS_OF) -> dict[str, tuple[str, ...]]:
    """The possible verdicts by instance."""
    return verdicts(judge(VOCABULARY + rules, document, as_of))


def asked(condition: str, document: Document, bind: str = "") -> tuple[str, ...]:
    """What a duty comes to that arises on a condition, and that nobody performs."""
    rules = (
        f"obligation n for each o: Order{bind} when {condition}\n"
        "  must on(o) within 5 hours of o.received"
    )
    (told,) = set(found(rules, document).values())
    return told
