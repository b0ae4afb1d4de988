"""Cases whose record is not complete, and the acts that may have gone unrecorded."""

from __future__ import annotations

from typing import Any

import attrs
from hypothesis import strategies as st

from tests.judging import Document, at
from tests.properties.strategies.cases import NUMBERS, PARTIES, VALUES, Doubted
from tests.properties.strategies.chooser import Chooser
from tests.properties.strategies.vocabularies import ACTIONS, PLACED, WEIGHTED

EVERY = (*ACTIONS, "grant", "lift")


@attrs.frozen
class Stretch:
    """Where acts may be missing: of an action, on things other than `but_for`, between two hours,
    neither included.
    """

    action: str
    start: int
    end: int
    but_for: str = ""


@attrs.frozen(kw_only=True)
class Patchy:
    """A doubtful case whose record has open stretches."""

    doubted: Doubted
    stretches: tuple[Stretch, ...]

    @property
    def document(self) -> Document:
        """The case as it stands, its holes left in."""
        known = {"built_from": "reports", "coverage": self.coverage}
        return {**self.doubted.document, **known}

    @property
    def coverage(self) -> list[Document]:
        opened = {stretch.action for stretch in self.stretches}
        found: list[Document] = [{"complete": [a for a in EVERY if a not in opened]}]
        for stretch in self.stretches:
            found.append({"complete": [stretch.action], "until": at(stretch.start)})
            found.append({"complete": [stretch.action], "from": at(stretch.end)})
            if stretch.but_for:
                found.append({"complete": [stretch.action], "for": [stretch.but_for]})
        return found


@st.composite
def patchy(draw: st.DrawFn, doubted: Doubted) -> Patchy:
    """The case with one to three open stretches, each of another action."""
    choose = Chooser(draw)
    state = "must on(" in doubted.rules.text or "must not on(" in doubted.rules.text
    bearing = ("start", "half", "stop") if state else ("send", "mail", "draft")
    # What stops a clock bears on its deadline.
    clocks = ("paused while", "restarts after")
    stops = ("lift", "grant", "lift") if any(c in doubted.rules.text for c in clocks) else ()
    likely = (*bearing, *EVERY, *stops, *stops)
    actions = dict.fromkeys(choose.one(likely) for _ in range(choose.upto(1, 3)))
    found = []
    for action in actions:
        start = choose.upto(-3, 8) + doubted.rules.shift
        end = start + choose.one((2, 3, 5, 40))
        but_for = choose.one(("", "", "", "o1", "i1"))
        if but_for == "i1" and (action in ("grant", "lift") or "i" not in _things(doubted)):
            but_for = ""
        found.append(Stretch(action, start, end, but_for))
    return Patchy(doubted=doubted, stretches=tuple(found))


def _things(doubted: Doubted) -> tuple[str, ...]:
    return doubted.rules.vocabulary.things


@st.composite
def unrecorded(draw: st.DrawFn, case: Patchy, most: int = 3) -> list[Document]:
    """Up to three acts that may have gone unrecorded in a case."""
    choose = Chooser(draw)
    found: list[Document] = []
    for number in range(choose.upto(0, most)):
        act = _act(choose, case, number)
        if act is not None:
            found.append(act)
    return found


def _act(choose: Chooser, case: Patchy, number: int) -> Document | None:
    stretch = choose.one(case.stretches)
    action, vocabulary = stretch.action, case.doubted.rules.vocabulary
    records = case.doubted.document["records"]
    things = {"o": choose.one(list(records["Order"])), "i": choose.one(list(records["Item"]))}
    names = vocabulary.things if action in ACTIONS else ("o",)
    arguments = {name: things[name] for name in names}
    last = min(stretch.end, case.doubted.as_of + 1)
    halves = choose.upto(1, max(1, 2 * (last - stretch.start) - 1))
    moment = stretch.start + halves / 2
    if stretch.but_for in arguments.values() or not stretch.start < moment < stretch.end:
        return None
    act: dict[str, Any] = {action: arguments, "id": f"hidden{number}", "at": at(moment)}
    act["by"] = choose.one(PARTIES)
    if action in WEIGHTED:
        act["weight"] = choose.one(NUMBERS)
    if action in PLACED and vocabulary.territorial:
        act["in"] = choose.one(VALUES["territory"])
    return act
