"""LAW: the change that would have complied does comply, and no smaller one does.

The change is made on the document, as its author would, and the document judged from its text. What
is smaller is gone through on a grid of half hours: each act at each other time, each left out, and,
where two acts are named, one more of each kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import HOUR
from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Change, Edit, Verdict
from tests.judging import Document, case_of, hour, judge, ruleset_of
from tests.judging import at as stamp
from tests.properties.numbers_of_examples import examples

WORDS = """\
ruleset small
  timezone "UTC"
  in force from 2000-01-01
record Item
record Order
  received: time
  revoked:  time?
  items:    list of Item
action whole(i: Item)
action half(i: Item)
action undo(i: Item)
state on(i: Item)
whole(i) counts as on(i)
half(i)  counts as partly on(i)
undo(i)  ends on(i)
"""

DUTIES = (
    (
        "obligation duty for each o: Order, i: Item in o.items must on(i)"
        " within {n} hours of o.received until o.revoked"
    ),
    (
        "obligation duty for each o: Order, i: Item in o.items must on(i)"
        " within {n} hours of o.received time is of the essence"
    ),
    (
        "obligation duty for each o: Order, i: Item in o.items must whole(i)"
        " not before 1 hours of o.received within {n} hours of o.received"
    ),
    (
        "prohibition duty for each o: Order, i: Item in o.items from o.received must not whole(i)"
        " within {n} hours of o.received"
    ),
    (
        "prohibition duty for each o: Order, i: Item in o.items from o.received must not on(i)"
        " until o.revoked"
    ),
)

LAST = 10
INSTANCE = "duty(o, i)"


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Document]:
    rules = WORDS + draw(st.sampled_from(DUTIES)).format(n=draw(st.integers(1, 5))) + "\n"
    acts = [
        {"id": f"a{n}", draw(st.sampled_from(("whole", "half", "undo"))): "i", "at": stamp(at)}
        for n, at in enumerate(draw(st.lists(st.integers(0, 9), max_size=3)))
    ]
    revoked = draw(st.sampled_from((None, None, 4, 8)))
    order = {
        "received": stamp(1),
        "revoked": "none" if revoked is None else stamp(revoked),
        "items": ["i"],
    }
    records = {"Item": {"i": {}}, "Order": {"o": order}}
    return rules, {"case": "small", "built_from": "log", "records": records, "acts": acts}


# ── Changing a document ────────────────────────────────────────────────────────────────────────


def changed(document: Document, edits: tuple[Edit, ...]) -> Document:
    acts: list[dict[str, Any]] = [dict(act) for act in document["acts"]]
    for edit in edits:
        at = stamp((edit.at - hour(0)) / HOUR)
        match edit.kind:
            case "leave out":
                acts = [act for act in acts if act["id"] != edit.act]
            case "move":
                next(act for act in acts if act["id"] == edit.act)["at"] = at
            case "add":
                (action,) = edit.actions
                acts.append({"id": edit.act, action: "i", "at": at})
    return {**document, "acts": acts}


def verdict(rules: str, document: Document) -> Verdict:
    (found,) = (f for f in judge(rules, document, LAST).findings if f.id == INSTANCE)
    return found.verdict


def grid() -> Iterator[float]:
    yield from (half / 2 for half in range(2 * LAST + 1))


def smaller(document: Document, found: Change | None) -> Iterator[Document]:
    """Every smaller change of one act, on the grid; all, where none was found."""
    rank, most = 3, None
    if found is not None and len(found.edits) == 1:
        (edit,) = found.edits
        rank = {"move": 0, "leave out": 1, "add": 2}[edit.kind]
        most = abs(edit.shift) if rank == 0 else None
    for number, act in enumerate(document["acts"]):
        rest = [other for other in document["acts"] if other is not act]
        for at in grid():
            shift = hour(at) - hours_of(act) if most is not None else 0
            if most is not None and abs(shift) >= most:
                continue
            if "undo" in act and hour(at) < hours_of(act):
                continue
            acts = list(document["acts"])
            acts[number] = {**act, "at": stamp(at)}
            yield {**document, "acts": acts}
        if rank > 1:
            yield {**document, "acts": rest}
    if rank > 2:
        for action in ("whole", "half"):
            for at in grid():
                added = {"id": "more", action: "i", "at": stamp(at)}
                yield {**document, "acts": [*document["acts"], added]}


def hours_of(act: dict[str, Any]) -> int:
    """The instant of an act, from the stamp that it was written as."""
    return next(hour(at) for at in grid() if stamp(at) == act["at"])


@examples(120)
@given(cases())
def test_it_complies_and_no_smaller_one_does(made: tuple[str, Document]) -> None:
    rules, document = made
    ruleset = ruleset_of(rules)
    explanation = explain(ruleset, case_of(document, ruleset.schema), INSTANCE, as_of=hour(LAST))
    found = explanation.search and explanation.search.change
    if explanation.finding.verdict is not Verdict.BREACHED:
        assert found is None
        return
    goal = {Verdict.COMPLIED}
    if "prohibition" in rules:
        goal.add(Verdict.PENDING)
    if found is None:
        assert len(document["acts"]) > 2, "two acts can be left out, or one of them and one added"
    else:
        assert found.verdict in goal
        assert verdict(rules, changed(document, found.edits)) is found.verdict
    for other in smaller(document, found):
        assert verdict(rules, other) not in goal, (found, other)
