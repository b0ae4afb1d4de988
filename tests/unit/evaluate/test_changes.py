"""The smallest change that would have complied: which it is, argued case by case, and its bound."""

from __future__ import annotations

from typing import Any

import pytest

from lexcheck.base.time.instants import HOUR
from lexcheck.evaluate.explain import explain
from lexcheck.verdicts.model import Search, Verdict
from tests.judging import Document, at, between, case_of, hour, ruleset_of

WORDS = """\
ruleset small
  timezone "UTC"
  in force from 2000-01-01
record Item
record Order
  received: time
  items:    list of Item
action whole(i: Item)
action undo(i: Item)
action tell(i: Item)
state on(i: Item)
whole(i) counts as on(i)
undo(i)  ends on(i)
obligation duty
  for each o: Order, i: Item in o.items
"""
STATE = "  must on(i)\n  within 5 hours of o.received\n"


def act(name: str, action: str, when: Any) -> dict[str, Any]:
    return {"id": name, action: "i", "at": when}


def searched(
    clauses: str, *acts: dict[str, Any], received: Any = None, rules: str = WORDS
) -> Search:
    ruleset = ruleset_of(rules + clauses)
    order = {"received": at(0) if received is None else received, "items": ["i"]}
    document: Document = {
        "case": "small",
        "built_from": "log",
        "records": {"Item": {"i": {}}, "Order": {"o": order}},
        "acts": list(acts),
    }
    case = case_of(document, ruleset.schema)
    found = explain(ruleset, case, "duty(o, i)", as_of=hour(96)).search
    assert found is not None
    return found


def told(search: Search) -> list[tuple[str, str, float]]:
    """Each edit: its kind, its act, and by how many hours it is moved, or when it is added."""
    assert search.change is not None
    assert search.change.verdict is Verdict.COMPLIED
    return [
        (e.kind, str(e.act), (e.at - hour(0) if e.kind == "add" else e.shift) / HOUR)
        for e in search.change.edits
    ]


def test_what_was_undone_is_not_undone() -> None:
    search = searched(STATE, act("a", "whole", at(1)), act("b", "undo", at(9)))
    assert (told(search), search.complete) == ([("leave out", "b", 0)], True)


def test_what_was_never_done_is_done_at_the_last_moment() -> None:
    search = searched(STATE)
    assert (told(search), search.complete) == ([("add", "added_1", 5)], True)


def test_with_an_uncertain_deadline_it_is_done_by_the_earliest() -> None:
    """Received between 0 and 2, so due between 5 and 7: at 5 it complies whichever is true."""
    essence = STATE + "  time is of the essence\n"
    search = searched(essence, act("a", "whole", at(9)), received=between(0, 2))
    assert (told(search), search.complete) == ([("move", "a", -4)], True)


def test_an_imprecise_act_is_moved_from_its_nearer_end() -> None:
    """Between 8 and 9; due at 5."""
    essence = STATE + "  time is of the essence\n"
    search = searched(essence, act("a", "whole", between(8, 9)))
    assert (told(search), search.complete) == ([("move", "a", -3)], True)


@pytest.mark.parametrize(("done", "days", "due"), [(6, 2, 60), (30, 1, 60), (6, 1, 36)])
def test_civil_days_counted_from_an_act_are_reckoned_with(done: int, days: int, due: int) -> None:
    """Hour 0 is noon. Due at the end of the n-th day after the act, which no length is: from the
    18th hour of a day two days end 54 hours later.
    """
    clauses = (
        f"  must tell(i) or earlier\n  within {days} days of (last whole(i)).at\n"
        "  time is of the essence\n"
    )
    search = searched(clauses, act("a", "whole", at(done)), act("t", "tell", at(90)))
    assert search.change is not None
    assert [(e.kind, e.act, e.at) for e in search.change.edits] == [("move", "t", hour(due) - 1)]
    assert search.complete


def test_of_two_that_undo_both_are_left_out() -> None:
    """One more that does would come after a gap, and time is of the essence."""
    search = searched(
        STATE + "  time is of the essence\n",
        act("a", "whole", at(1)),
        act("b", "undo", at(6)),
        act("c", "undo", at(7)),
    )
    assert (told(search), search.complete) == (
        [("leave out", "b", 0), ("leave out", "c", 0)],
        True,
    )


def test_changes_of_more_than_three_acts_are_not_looked_for() -> None:
    undone = [act(f"b{n}", "undo", at(6 + n)) for n in range(4)]
    search = searched(STATE + "  time is of the essence\n", act("a", "whole", at(1)), *undone)
    assert (search.change, search.most) == (None, 3)


def test_where_nothing_can_be_done_it_is_known() -> None:
    """No action brings the state about."""
    ruleset = WORDS.replace("whole(i) counts as on(i)", "whole(i) counts as partly on(i)")
    search = searched(STATE, rules=ruleset)
    assert (search.change, search.complete) == (None, True)


def test_it_says_so_when_the_bound_is_hit() -> None:
    undone = [act(f"b{n:02}", "undo", at(6 + n)) for n in range(30)]
    search = searched(STATE + "  time is of the essence\n", act("a", "whole", at(1)), *undone)
    assert (search.change, search.complete) == (None, False)


def test_nothing_is_asked_of_what_is_open() -> None:
    ruleset = ruleset_of(WORDS + STATE)
    order = {"received": between(0, 95), "items": ["i"]}
    records = {"Item": {"i": {}}, "Order": {"o": order}}
    document: Document = {"case": "small", "built_from": "log", "records": records, "acts": []}
    case = case_of(document, ruleset.schema)
    found = explain(ruleset, case, "duty(o, i)", as_of=hour(96))
    assert found.finding.verdict is Verdict.UNDETERMINED
    assert found.search is None
