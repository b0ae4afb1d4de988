"""LAW: an observation rules out the completions that it contradicts, and no other; where it
contradicts them all, the facts conflict.

Whether a definite case agrees with what was observed is worked out by the formula for s(t).
"""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import read_moment
from lexcheck.verdicts.model import Reason, Verdict
from tests.differential.naive import Bearing, Grade, grade
from tests.judging import Document, at, between
from tests.properties.judged import Judged, difference, judged_by
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.doubt import GONE, Hole, completions, doubtful

RULES = """\
ruleset observed
  timezone "UTC"
record Order
  received: time
  ends: time?
action start(o: Order)
action half(o: Order)
action stop(o: Order)
action check(o: Order)
state on(o: Order)
start(o) counts as on(o)
half(o) counts as partly on(o)
stop(o) ends on(o)
obligation duty for each o: Order must on(o) within 4 hours of o.received until o.ends
prohibition ban for each o: Order must not on(o) from o.received until o.ends subject to duty
obligation review for each o: Order when on(o) must check(o) within 4 hours of o.received
"""
NORMS = ("duty(o)", "ban(o)", "review(o)")
AS_OF = 10
EFFECTS = {"start": Grade.FULL, "half": Grade.PARTIAL, "stop": Grade.NONE}

#: What an observation may say, as the least and the most grade.
SEEN = {
    "none": (Grade.NONE, Grade.NONE),
    "partial": (Grade.PARTIAL, Grade.PARTIAL),
    "full": (Grade.FULL, Grade.FULL),
    "at least partial": (Grade.PARTIAL, Grade.FULL),
    "at most partial": (Grade.NONE, Grade.PARTIAL),
}


def _act(choose: Chooser, number: int) -> Any:
    action = choose.one(("start", "half", "stop"))
    moment = choose.upto(-1, 9)
    act: Document = {action: "o", "id": f"a{number}", "at": at(moment)}
    match choose.upto(0, 4):
        case 0:
            act["at"] = Hole(between(moment, moment + 2), None, moment, moment + 2)
        case 1:
            return Hole({**act, "denies": ["p"]}, (act, GONE))
        case 2:
            del act[action]
            names = sorted([action, next(name for name in EFFECTS if name != action)])
            ways = tuple({name: "o"} for name in names)
            act["*"] = Hole({f"one of [{', '.join(names)}]": "o"}, ways)
    return act


@st.composite
def seen(draw: st.DrawFn) -> Document:
    """A case with up to three acts, some in doubt, and one or two definite observations."""
    choose = Chooser(draw)
    order = {"received": at(0), "ends": choose.one(("none", at(12), at(6), at(2)))}
    return {
        "case": "observed",
        "built_from": "log",
        "records": {"Order": {"o": order}},
        "acts": [_act(choose, number) for number in range(choose.upto(1, 3))],
        "observations": [
            {"on": "o", "grade": choose.one(tuple(SEEN)), "at": at(choose.upto(0, AS_OF - 1) + 0.5)}
            for _ in range(choose.upto(1, 2))
        ],
    }


def bearings(document: Document) -> list[Bearing]:
    found = []
    for act in document["acts"]:
        (action,) = act.keys() & EFFECTS.keys()
        found.append(
            Bearing(read_moment(act["at"], None).earliest or 0, act["id"], EFFECTS[action])
        )
    return found


def agrees(document: Document) -> bool:
    """Does the definite case agree with what was observed?"""
    for observation in document["observations"]:
        moment = read_moment(observation["at"], None).earliest or 0
        least, most = SEEN[observation["grade"]]
        if not least <= grade(bearings(document), moment) <= most:
            return False
    return True


def conflicting(judged: Judged, instance: str) -> bool:
    return judged.findings[instance].reason is Reason.CONFLICTING_FACTS


@examples(150)
@given(seen())
def test_completions_that_were_seen_not_to_be_are_left_out(document: Document) -> None:
    told = judged_by(RULES, doubtful(document), AS_OF)
    left: dict[str, set[Verdict]] = {instance: set() for instance in NORMS}
    for definite in completions(document, by_day=False):
        way = judged_by(RULES, definite, AS_OF)
        assert all(conflicting(way, instance) is not agrees(definite) for instance in NORMS)
        if agrees(definite):
            unseen = judged_by(RULES, {**definite, "observations": []}, AS_OF)
            for instance, verdicts in left.items():
                verdicts.update(unseen.possible(instance))
    for instance, verdicts in left.items():
        if verdicts:
            given_ = told.possible(instance)
            assert given_ == verdicts, difference(instance, given_, verdicts)
        else:
            assert conflicting(told, instance)


@examples(100)
@given(seen())
def test_what_was_seen_adds_no_verdict(document: Document) -> None:
    one = judged_by(RULES, {**doubtful(document), "observations": []}, AS_OF)
    other = judged_by(RULES, doubtful(document), AS_OF)
    for instance in one.findings:
        if not conflicting(other, instance):
            assert other.possible(instance) <= one.possible(instance)
