"""LAW: what is said to settle an open verdict, and which way, does so in the case file.

Acts and a receipt are doubtful moments. Every way of writing them down exactly, on a grid of half
hours, that agrees with the answers named is judged anew, from its text: it has the verdict that was
promised. And where no answer at all is needed, none is asked for.
"""

from __future__ import annotations

import re
from datetime import datetime
from itertools import product
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from lexcheck.base.time.instants import DAY, HOUR, MINUTE, SECOND, from_datetime
from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Settlement, Verdict
from tests.judging import Document, at, between, case_of, hour, judge, ruleset_of
from tests.properties.numbers_of_examples import examples
from tests.properties.test_smallest_change import DUTIES, INSTANCE, LAST, WORDS

QUESTION = re.compile(r"is (.+?) at or before (.+)\?")
SIDE = re.compile(r"(.+?)(?: (plus|less) (.+))?")

UNITS = {"day": DAY, "hour": HOUR, "minute": MINUTE, "second": SECOND, "microsecond": 1}

#: The hours that a doubtful moment is drawn of: from one to another, both included.
Doubtful = dict[str, tuple[int, int]]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Document, Doubtful]:
    rules = WORDS + draw(st.sampled_from(DUTIES)).format(n=draw(st.integers(1, 5))) + "\n"
    acts, doubtful = [], {}
    for number, (when, wide) in enumerate(
        draw(st.lists(st.tuples(st.integers(0, 8), st.sampled_from((0, 2))), max_size=2))
    ):
        action = draw(st.sampled_from(("whole", "half", "undo")))
        if wide:
            doubtful[time_of(f"a{number}")] = (when, when + wide)
        given_at = between(when, when + wide) if wide else at(when)
        acts.append({"id": f"a{number}", action: "i", "at": given_at})
    received: Any = at(1)
    if draw(st.booleans()):
        doubtful["o.received"] = (0, 2)
        received = between(0, 2)
    order = {"received": received, "revoked": "none", "items": ["i"]}
    records = {"Item": {"i": {}}, "Order": {"o": order}}
    document = {"case": "small", "built_from": "log", "records": records, "acts": acts}
    return rules, document, doubtful


def time_of(act: str) -> str:
    """What a question calls it."""
    return f"the time of act {act}"


def known(document: Document, moments: dict[str, float]) -> Document:
    """The document with its doubtful moments written down."""
    acts = [
        {**act, "at": at(moments[name])} if (name := time_of(act["id"])) in moments else act
        for act in document["acts"]
    ]
    order = dict(document["records"]["Order"]["o"])
    if "o.received" in moments:
        order["received"] = at(moments["o.received"])
    records = {**document["records"], "Order": {"o": order}}
    return {**document, "acts": acts, "records": records}


def agrees(found: Settlement, moments: dict[str, float]) -> bool:
    """Would whoever knows these moments give these answers?"""
    for question, given_answers in found.answers:
        asked = QUESTION.fullmatch(question)
        assert asked is not None, question
        left, right = (instant(side, moments) for side in asked.groups())
        if ("yes" if left <= right else "no") not in given_answers:
            return False
    return True


def instant(side: str, moments: dict[str, float]) -> int:
    """`o.received`, `o.received plus 3 hours`, a stamp"""
    named = SIDE.fullmatch(side)
    assert named is not None
    if named[1] not in moments:
        return from_datetime(datetime.fromisoformat(side))
    length = 0
    for number, unit in re.findall(r"(\d+) (\w+)", named[3] or ""):
        length += int(number) * UNITS[unit.removesuffix("s")]
    return hour(moments[named[1]]) + (length if named[2] == "plus" else -length)


@examples(120)
@given(cases())
def test_what_settles_it_settles_it(made: tuple[str, Document, Doubtful]) -> None:
    rules, document, doubtful = made
    ruleset = ruleset_of(rules)
    found = explain(ruleset, case_of(document, ruleset.schema), INSTANCE, as_of=hour(LAST))
    if found.finding.verdict is not Verdict.UNDETERMINED:
        assert found.settlements == ()
        assert found.unsettled == ()
        return
    settled = {each.verdict for each in found.settlements}
    assert settled | {*found.unsettled} == {*found.finding.possible}
    grids = [
        [low + half / 2 for half in range(2 * (high - low) + 1)] for low, high in doubtful.values()
    ]
    for way in product(*grids):
        moments = dict(zip(doubtful, way, strict=True))
        promised = {each.verdict for each in found.settlements if agrees(each, moments)}
        if promised:
            (one,) = [
                each
                for each in judge(rules, known(document, moments), LAST).findings
                if each.id == INSTANCE
            ]
            assert promised == {one.verdict}, moments
