"""When conditions are asked, and of which stretch of time."""

from __future__ import annotations

import pytest

from tests.judging import Document, at, hour, judge
from tests.unit.evaluate.asking import VOCABULARY, case, found

DUTY = "obligation n for each o: Order must on(o) within 5 hours of o.received"


@pytest.mark.parametrize(
    ("body", "unless", "told"),
    [
        ("o.due <= t and t < o.end", "w(o) at any time", "excused"),
        ("o.due <= t and t < o.end", "w(o) throughout", "breached"),
        ("o.due > t or t >= o.end", "w(o) throughout", "breached"),
        ("o.due > t or t >= o.end", "w(o) at the trigger", "excused"),
        ("o.due > t or t >= o.end", "w(o) at the deadline", "excused"),
        ("o.due = t", "w(o) at any time", "excused"),
        ("o.due != t", "w(o) throughout", "breached"),
        ("t < 2 hours of o.due", "not w(o) at any time", "excused"),
    ],
)
def test_a_condition_may_change_at_the_moments_of_a_record(
    body: str, unless: str, told: str
) -> None:
    rules = f"define w(o: Order) at t = {body}\n{DUTY} unless {unless}"
    assert found(rules, case({"due": at(20), "end": at(30)})) == {"n(o)": (told,)}


@pytest.mark.parametrize(
    ("moments", "told"), [([-1, 13, 95], "excused"), ([-1, 6, 13], "excused"), ([-1], "excused")]
)
def test_a_condition_may_change_a_while_after_an_act(moments: list[int], told: str) -> None:
    quiet = "define quiet(o: Order) at t = no beta(o) happened at most 7 hours before t"
    acts = [{"beta": "o", "at": at(moment)} for moment in moments]
    assert found(f"{quiet}\n{DUTY} unless quiet(o) at any time", case(acts=acts)) == {
        "n(o)": (told,)
    }


def test_no_moment_is_quiet_where_acts_are_close() -> None:
    quiet = "define quiet(o: Order) at t = no beta(o) happened at most 7 hours before t"
    acts = [{"beta": "o", "at": at(moment)} for moment in range(-1, 101, 7)]
    rules = f"{quiet}\n{DUTY} unless quiet(o) at any time"
    assert found(rules, case(acts=acts)) == {"n(o)": ("breached",)}


@pytest.mark.parametrize(
    ("unless", "granted", "told"),
    [
        ("stay(o) at any time", 5, "breached"),
        ("stay(o) at any time", 2, "excused"),
        ("not stay(o) throughout", 5, "excused"),
        ("not stay(o) throughout", 2, "breached"),
    ],
)
def test_exceptions_are_asked_within_the_window_of_a_prohibition(
    unless: str, granted: int, told: str
) -> None:
    ban = "prohibition n for each o: Order must not do(o) within 3 hours of o.received"
    acts = [{"do": "o", "at": at(1), "in": "IN"}, {"grant": "o", "at": at(granted)}]
    assert found(f"{ban} unless {unless}", case(acts=acts)) == {"n(o)": (told,)}


# ── Defines in the window itself ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "window",
    [
        "within 5 hours of start(o)",
        "from start(o) within 5 hours of o.received",
        "from o.received within 9 hours of o.received until 5 hours of start(o)",
        "from o.received not later than 5 hours of start(o)",
    ],
)
def test_a_define_may_give_a_moment_of_the_window(window: str) -> None:
    rules = (
        f"define start(o: Order) = o.received\nobligation n for each o: Order must do(o) {window}"
    )
    told = found(rules, case())["n(o)"]
    assert told == ("excused",) if "until" in window else told == ("breached",)


def test_a_define_may_give_what_is_gone_through() -> None:
    rules = (
        "define listed(o: Order) = o.items\n"
        "obligation n for each o: Order, i: Item in listed(o)\n"
        "  must do(o) within 1 hours of o.received"
    )
    document = case({"items": ["i"]}, records={"Item": {"i": {}, "j": {}}})
    assert found(rules, document) == {"n(o, i)": ("breached",)}


# ── In force, and breach ───────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        ("2020-06-01T00:00:00Z", ("pending",)),
        ("2021-01-01T00:00:00Z", ("breached",)),
        ("2021-02-28T23:59:59Z", ("breached",)),
        ("2021-03-01T00:00:00Z", ("breached",)),
    ],
)
def test_a_prohibition_without_a_trigger_forbids_while_it_is_in_force(
    moment: str, told: tuple[str, ...]
) -> None:
    rules = (
        "prohibition n for each o: Order must not do(o) in force from 2021-01-01 until 2021-02-28\n"
        "prohibition n for each o: Order must not do(o) in force from 2021-03-01"
    )
    document = case(acts=[{"do": "o", "in": "IN", "at": moment}])
    assert found(rules, document) == {"n(o)": told}


def breach(acts: list[tuple[str, int]]) -> int | None:
    """The hour of a breach."""
    written: list[Document] = [{name: "o", "at": at(hours)} for name, hours in acts]
    rules = VOCABULARY + "obligation n for each o: Order must on(o) within 10 hours of o.received"
    (finding,) = judge(rules, case(acts=written), 100).findings
    assert finding.verdict == "breached"
    assert finding.breach_at is not None
    assert finding.breach_at.exact
    found = finding.breach_at.earliest
    return next((hours for hours in range(101) if hour(hours) == found), None)


@pytest.mark.parametrize(
    ("acts", "moment"),
    [
        ([], 10),
        ([("do", 5), ("undo", 20)], 20),
        ([("do", 5), ("undo", 20), ("undo", 30)], 20),
        ([("do", 5), ("undo", 20), ("do", 40), ("undo", 50)], 50),
        ([("do", 5), ("undo", 8)], 10),
        ([("do", 5), ("undo", 8), ("undo", 30)], 10),
    ],
)
def test_a_duty_is_breached_when_nothing_holds_any_more(
    acts: list[tuple[str, int]], moment: int
) -> None:
    assert breach(acts) == moment
