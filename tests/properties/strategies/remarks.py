"""What a case may say beside its records and acts: observations, groups, counts, sources."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from tests.judging import Document, at, between
from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.partial_records import Patchy

GRADES = ("none", "partial", "full", "at least partial", "at most partial", "unknown")
COUNTS = (1, 2, 257, "500..", "3..9", "..4", "unknown")


@st.composite
def remarked(draw: st.DrawFn, case: Patchy) -> Document:
    """The case with observations, counts, groups and sources; the record open where it was."""
    choose = Chooser(draw)
    document: Document = {**case.document, "timezone": "Asia/Kolkata"}
    document["sources"] = {
        "log": {"title": "a log", "published": at(2)},
        "article": {"published": choose.one(("2021-03-01", "2021-03-02", "unknown"))},
    }
    if choose.chance(2):
        document["observations"] = [_observation(choose, case) for _ in range(choose.upto(1, 2))]
    if choose.chance(2):
        document |= _counted(choose, document)
    document["acts"] = [_sourced(choose, act) for act in document["acts"]]
    return document


def _observation(choose: Chooser, case: Patchy) -> Document:
    words = case.doubted.rules.vocabulary
    records = case.doubted.document["records"]
    things = {"o": choose.one(list(records["Order"])), "i": choose.one(list(records["Item"]))}
    state = choose.one(("on", "on", "stay"))
    names = ("o",) if state == "stay" else words.things
    hours = choose.upto(-2, 10) + case.doubted.rules.shift
    found: Document = {
        state: {name: things[name] for name in names},
        "grade": choose.one(GRADES),
        "at": at(hours) if choose.chance(2) else between(hours, hours + 2),
    }
    told: Document = _sourced(choose, found)
    return told


def _counted(choose: Chooser, document: Document) -> Document:
    """Counts of the items, and a group of them all that may have them."""
    items = {
        name: {**item, "count": choose.one(COUNTS)}
        for name, item in document["records"]["Item"].items()
    }
    records = {**document["records"], "Item": items}
    return {
        "records": records,
        "groups": {"everything": {"items": list(items), "total": "unknown"}},
    }


def _sourced(choose: Chooser, fact: Any) -> Any:
    """The fact with those who say it, at times."""
    if not isinstance(fact, dict) or "denies" in fact or not choose.chance(4):
        return fact
    return {**fact, "sources": [choose.one(("log", "article"))], "asserts": ["q"]}
