"""LAW: what an unknown reference may name, and what is on a list, is the same over tables as in a
case, though the case evaluator is given just the rows that an instance needs.
"""

from __future__ import annotations

from itertools import product

import pytest

from lexcheck.evaluate.from_norms import evaluate
from tests.differential.tables import differences, judge_tables
from tests.judging import Document, at, case_of, hour, ruleset_of

WORDS = """
ruleset open_references
  timezone "UTC"
record Party
record Item
record Order
  received: time
  sender:   Party
  addressee: Party
  items:    list of Item?
  more:     list of Item
action tell(o: Order)
action nod(o: Order)
  to: Party?
action block(i: Item)
nod(o) by o.addressee counts as tell(o)
"""

RULES = ruleset_of(
    WORDS
    + """
define everything(o: Order) = o.more
obligation to_itself
  for each o: Order
  when     o.sender = o.addressee
  must     tell(o)
  within   1 hours of o.received
obligation told
  for each o: Order
  must     tell(o)
  within   1 hours of o.received
obligation nodded_to_sender
  for each o: Order
  when     some n: nod(o) has (n.to = o.sender)
  must     tell(o)
  within   1 hours of o.received
obligation of_either_list
  for each o: Order, i: Item in (o.items otherwise o.more)
  must     block(i)
  within   1 hours of o.received
obligation of_a_defined_list
  for each o: Order, i: Item in everything(o)
  must     block(i)
  within   1 hours of o.received
"""
)

ACTS: tuple[list[Document], ...] = (
    [],
    [{"tell": "o1", "id": "a1", "at": at(0)}],
    [{"nod": "o1", "id": "a1", "at": at(0), "by": "unknown", "to": "unknown"}],
    [{"nod": "o1", "id": "a1", "at": at(0), "by": "p"}],
)


@pytest.mark.parametrize("acts", ACTS)
def test_an_unknown_reference_may_name_whatever_there_is(acts: list[Document]) -> None:
    for sender, addressee in product(("p", "q", "unknown"), repeat=2):
        order = {"received": at(0), "sender": sender, "addressee": addressee, "more": ["x", "y"]}
        document = {
            "case": "open", "built_from": "log", "acts": acts,
            "records": {"Party": {"p": {}, "q": {}}, "Item": {"x": {}, "y": {}, "z": {}},
                        "Order": {"o1": {**order, "items": []}}},
        }  # fmt: skip
        case = case_of(document, RULES.schema)
        run = evaluate(RULES, case, as_of=hour(5))
        assert differences(judge_tables(RULES, case, hour(5)), run.findings) == [], order
