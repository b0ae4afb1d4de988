"""LAW: the change that would have complied does comply, and no smaller one does.

The change is made on the document, as its author would, and the document judged from its text. What
is smaller is gone through on a grid of half hours: every change of one act on what the duty is
about, and of those of two acts a sample, drawn alike whenever it is run. The order is that of
decision note 60. A prohibition of each act by itself is kept, too, if the act was not done.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, product
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import HOUR
from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Edit, Verdict
from tests.judging import Document, between, case_of, hour, judge, ruleset_of
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
action tell(i: Item)
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
    (  # civil days, counted from an act
        "obligation duty for each o: Order, i: Item in o.items"
        " when whole(i) happened must on(i) within {n} days of (first whole(i)).at"
        " until o.revoked"
    ),
    (
        "obligation duty for each o: Order, i: Item in o.items must on(i)"
        " within {n} hours of o.received until o.revoked"
        " unless (first whole(i)).at + 1 days > o.received throughout"
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

#: Each act is an instance: it may be moved, too, or not be done at all.
OF_THE_ACT = (
    (
        "prohibition duty for each o: Order, i: Item in o.items, e: whole(i)"
        " from e.at until e.at must not whole(i)"
        " unless count of x: whole(i) at most {n} hours before e.at <= 1 at the act"
    ),
    (
        "prohibition duty for each o: Order, i: Item in o.items, e: whole(i)"
        " from e.at until e.at must not whole(i) unless half(i) happened at the act"
    ),
    (
        "prohibition duty for each o: Order, i: Item in o.items, e: whole(i)"
        " from o.received until {n} hours of o.received must not whole(i)"
    ),
)

LAST = 10
INSTANCE = "duty(o, i)"

#: Changes of two acts that are tried of each example.
DRAWN = 60


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Document]:
    rules = (
        WORDS + draw(st.sampled_from(DUTIES + OF_THE_ACT)).format(n=draw(st.integers(1, 5))) + "\n"
    )
    acts = []
    for number, at in enumerate(draw(st.lists(st.integers(0, 9), max_size=3))):
        action = draw(st.sampled_from(("whole", "half", "undo")))
        vague = draw(st.sampled_from((False, False, True)))
        acts.append(
            {"id": f"a{number}", action: "i", "at": between(at, at + 1) if vague else stamp(at)}
        )
    revoked = draw(st.sampled_from((None, None, 4, 8)))
    received = draw(st.sampled_from((stamp(1), stamp(1), between(1, 2))))
    order = {
        "received": received,
        "revoked": "none" if revoked is None else stamp(revoked),
        "items": ["i"],
    }
    records = {"Item": {"i": {}}, "Order": {"o": order}}
    return rules, {"case": "small", "built_from": "log", "records": records, "acts": acts}


# ── Changing a document ────────────────────────────────────────────────────────────────────────

RANK = {"move": 0, "leave out": 1, "add": 2}

#: A change of one act: its kind, the act (or the action of a new one), and the hour.
One = tuple[str, str, float]

#: How large a change is: acts touched, their kinds, how far they are moved, the farthest first.
Size = tuple[int, int, list[int]]


def changed(document: Document, ones: tuple[One, ...]) -> Document:
    acts: list[dict[str, Any]] = [dict(act) for act in document["acts"]]
    for number, (kind, which, at) in enumerate(ones):
        match kind:
            case "leave out":
                acts = [act for act in acts if act["id"] != which]
            case "move":
                next(act for act in acts if act["id"] == which)["at"] = stamp(at)
            case "add":
                acts.append({"id": f"more{number}", which: "i", "at": stamp(at)})
    return {**document, "acts": acts}


def one_of(edit: Edit) -> One:
    which = edit.actions[0] if edit.kind == "add" else edit.act
    return edit.kind, which, (edit.at - hour(0)) / HOUR


def size_of(document: Document, ones: tuple[One, ...]) -> Size:
    shifts = [shift(document, which, at) for kind, which, at in ones if kind == "move"]
    return len(ones), sum(RANK[kind] for kind, _, _ in ones), sorted(shifts, reverse=True)


def shift(document: Document, which: str, at: float) -> int:
    """How far an act is moved, in microseconds; 0 where it may have been done then."""
    low, high = span(next(act for act in document["acts"] if act["id"] == which))
    return max(low - hour(at), hour(at) - high, 0)


def span(act: dict[str, Any]) -> tuple[int, int]:
    """The instants of an act, from the stamps that it was written as."""
    given = act["at"]
    ends = (given, given) if isinstance(given, str) else (given["after"], given["before"])
    low, high = (next(hour(at) for at in grid() if stamp(at) == end) for end in ends)
    return low, high


def grid() -> Iterator[float]:
    yield from (half / 2 for half in range(2 * LAST + 1))


def ones(rules: str, document: Document) -> Iterator[One]:
    """Every change of one act on what the duty is about, on the grid; what undoes is moved later
    only.
    """
    bearing = {"whole"} if "whole(i)" in rules.partition("must")[2] else {"whole", "half", "undo"}
    for act in document["acts"]:
        if bearing.isdisjoint(act):
            continue
        yield "leave out", act["id"], 0
        for at in grid():
            back = "undo" in act and hour(at) < span(act)[0]
            if shift(document, act["id"], at) and not back:
                yield "move", act["id"], at
    for action, at in product(sorted(bearing - {"undo"}), grid()):
        yield "add", action, at


def smaller(rules: str, document: Document, most: Size | None) -> Iterator[tuple[One, ...]]:
    """Every smaller change of one act, and some of two; of any size, if none was found."""
    single = [*ones(rules, document)]
    pairs = [
        pair
        for pair in combinations(single, 2)
        if pair[0][1] != pair[1][1] or "add" in (pair[0][0], pair[1][0])
    ]
    drawn = Random(repr(document)).sample(pairs, min(DRAWN, len(pairs)))
    for made in [*((one,) for one in single), *drawn]:
        if most is None or size_of(document, made) < most:
            yield made


def in_doubt(document: Document) -> bool:
    given = [act["at"] for act in document["acts"]]
    return not all(
        isinstance(at, str) for at in [*given, document["records"]["Order"]["o"]["received"]]
    )


def verdict(rules: str, document: Document, instance: str) -> Verdict:
    """An instance that is not there is not applicable."""
    found = [f for f in judge(rules, document, LAST).findings if f.id == instance]
    return found[0].verdict if found else Verdict.NOT_APPLICABLE


@examples(150)
@given(cases())
def test_it_complies_and_no_smaller_one_does(made: tuple[str, Document]) -> None:
    rules, document = made
    findings = judge(rules, document, LAST).findings
    broken = [f.id for f in findings if f.possible == (Verdict.BREACHED,)]
    instance = broken[0] if broken else findings[0].id if findings else None
    if instance is None:
        return
    ruleset = ruleset_of(rules)
    explanation = explain(ruleset, case_of(document, ruleset.schema), instance, as_of=hour(LAST))
    search = explanation.search
    if not broken:
        assert search is None
        return
    assert search is not None
    goal = {Verdict.COMPLIED}
    if "prohibition" in rules:
        goal.add(Verdict.PENDING)
    if "e: whole(i)" in rules:
        goal.add(Verdict.NOT_APPLICABLE)
    most = None
    if search.change is None:
        hard = len(document["acts"]) > 2 or "unless" in rules or in_doubt(document)
        assert hard, "all can be left out, and one added"
    else:
        found = tuple(map(one_of, search.change.edits))
        assert search.change.verdict in goal
        assert verdict(rules, changed(document, found), instance) is search.change.verdict
        most = size_of(document, found)
    if not in_doubt(document):
        assert search.complete
    if search.complete:
        for other in smaller(rules, document, most):
            assert verdict(rules, changed(document, other), instance) not in goal, (most, other)
