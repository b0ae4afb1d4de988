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
        # a length that is added to the moment itself
        ("t + 5 hours = o.due", "w(o) at any time", "excused"),
        ("t + 5 hours != o.due", "w(o) throughout", "breached"),
        ("o.due <= t + 5 hours and o.due > t + 2 hours", "w(o) at any time", "excused"),
        ("o.due > t + 5 hours or o.due <= t + 2 hours", "w(o) throughout", "breached"),
    ],
)
def test_a_condition_may_change_at_the_moments_of_a_record(
    body: str, unless: str, told: str
) -> None:
    rules = f"define w(o: Order) at t = {body}\n{DUTY} unless {unless}"
    assert found(rules, case({"due": at(20), "end": at(30)})) == {"n(o)": (told,)}


@pytest.mark.parametrize(
    ("condition", "order", "told"),
    [
        # a moment of an act that is bound, or chosen, at the moment of asking
        ("some e: gamma(o) has e.then = t", {}, "excused"),
        ("(last gamma(o)).then = t", {}, "excused"),
        ("(last gamma(o) before t).then + 1 hours = t + 2 hours", {}, "excused"),
        ("(last gamma(o)).then + 1 hours = t + 200 hours", {}, "breached"),
        # defines in defines, each with a moment, and as many lengths as are written
        ("later(o) at (t + 1 hours)", {"due": at(30)}, "excused"),
        ("later(o) at (t + 1 hours)", {"due": at(105)}, "breached"),
        (
            "t + 1 hours + 2 hours + 4 hours = o.due + 8 hours - 16 hours",
            {"due": at(40)},
            "excused",
        ),
        ("t - 3 hours = o.due", {"due": at(40)}, "excused"),
        ("gamma(o) happened at most 3 hours after t and t < o.due", {"due": at(8)}, "excused"),
        ("gamma(o) happened at most 3 hours after t and t < o.due", {"due": at(6)}, "breached"),
        # a day is compared with a moment that moves too: it changes every day, at six
        ("1 days of t < t + 30 hours", {}, "excused"),
        ("1 days of t < t + 24 hours", {}, "breached"),
        # how many days back, no law says; and nobody knows how long is allowed
        ("t - o.allowed = o.due", {"allowed": "3 days", "due": at(-40)}, "breached|excused"),
        ("t + o.allowed = o.due", {"allowed": "unknown", "due": at(40)}, "breached|excused"),
        ("t + o.allowed = o.due", {"allowed": "3 hours", "due": at(40)}, "excused"),
    ],
)
def test_a_condition_may_change_where_what_it_compares_does(
    condition: str, order: Document, told: str
) -> None:
    """Asked between the start of the duty and its horizon; gamma at hour 10, for hour 21."""
    rules = (
        "action gamma(o: Order)\n  then: time\n"
        "define later(o: Order) at m = m + 2 hours = o.due\n"
        f"define w(o: Order) at t = {condition}\n{DUTY} unless w(o) at any time"
    )
    document = case(order, [{"gamma": "o", "at": at(10), "then": at(21)}])
    assert found(rules, document) == {"n(o)": tuple(told.split("|"))}
    unasked = rules.replace("unless w(o) at any time", "unless not w(o) throughout")
    other = {"breached": "excused", "excused": "breached"}
    assert found(unasked, document) == {
        "n(o)": tuple(sorted(other[way] for way in told.split("|")))
    }


def test_a_state_that_was_seen_to_hold_held_then() -> None:
    seen = [{"stay": "o", "grade": "full", "at": at(3)}]
    document = case(observations=seen) | {"built_from": "reports"}
    assert found(f"{DUTY} unless stay(o) at any time", document) == {"n(o)": ("excused",)}


@pytest.mark.parametrize(
    ("due", "end", "told"),
    [
        (40, 70, "excused"),  # from the first midnight, at hour 12, to the second
        (40, 59, "breached"),  # the day ends at hour 60
        (70, 90, "excused"),
        (30, 36, "excused"),  # up to the first midnight
        (36, 59, "breached"),
    ],
)
def test_a_condition_may_change_at_midnight(due: int, end: int, told: str) -> None:
    rules = "define w(o: Order) at t = 1 days of t > o.due and 1 days of t < o.end\n"
    document = case({"due": at(due), "end": at(end)})
    assert found(f"{rules}{DUTY} unless w(o) at any time", document) == {"n(o)": (told,)}


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


@pytest.mark.parametrize(
    ("unless", "acts", "told"),
    [
        ("stay(o) at any time", [("grant", 1), ("do", 3), ("lift", 5)], "excused"),
        ("stay(o) at any time", [("do", 3)], "breached"),
        ("stay(o) throughout", [("do", 3), ("grant", 5)], "breached"),
        ("not stay(o) at any time", [("grant", 1), ("do", 3)], "excused"),
        ("not stay(o) throughout", [("grant", 1), ("do", 3), ("lift", 5)], "breached"),
    ],
)
def test_a_standing_prohibition_is_asked_of_all_time(
    unless: str, acts: list[tuple[str, int]], told: str
) -> None:
    rules = f"prohibition n for each o: Order must not do(o) unless {unless}"
    written = [{name: "o", "at": at(hours)} for name, hours in acts]
    placed = [{**act, "in": "IN"} if "do" in act else act for act in written]
    assert found(rules, case(acts=placed)) == {"n(o)": (told,)}


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


def test_the_version_that_is_in_force_at_its_own_trigger_decides() -> None:
    rules = (
        "obligation n for each o: Order from o.due must do(o) within 1 hours of o.due\n"
        "  in force from 2020-01-01 until 2021-02-01\n"
        "obligation n for each o: Order from o.received must do(o) within 1 hours of o.received\n"
        "  in force from 2021-02-02"
    )
    assert found(rules, case({"due": "none"})) == {"n(o)": ("breached",)}
    assert found(rules, case({"due": "2021-01-05T00:00:00Z"})) == {"n(o)": ("breached",)}
    assert found(rules, case({"due": "2021-03-01T00:00:00Z"})) == {"n(o)": ("breached",)}
    early = {"received": "2021-01-05T00:00:00Z"}
    assert found(rules, case({"due": "none", **early})) == {"n(o)": ("not_applicable",)}
    assert found(rules, case({"due": "2021-03-01T00:00:00Z", **early})) == {
        "n(o)": ("not_applicable",)
    }


@pytest.mark.parametrize(
    ("old", "done", "told"),
    [
        ("2021-01-05T00:00:00Z", None, ["breached"]),
        ("2021-01-05T00:00:00Z", 20, ["complied_late"]),
        ("2021-01-05T00:00:00Z", 5, ["complied", "complied_late"]),
        ("2020-01-05T00:00:00Z", 5, ["complied"]),  # under the old one, its condition is false
    ],
)
def test_what_arises_under_two_versions_leaves_open_which_governs(
    old: str, done: int | None, told: list[str]
) -> None:
    rules = (
        "obligation n for each o: Order from o.due when o.due > 2021-01-01\n"
        "  must do(o) within 1 hours of o.due in force from 2020-01-01 until 2021-02-01\n"
        "obligation n for each o: Order from o.received must do(o) within 9 hours of o.received\n"
        "  in force from 2021-02-02"
    )
    acts = [] if done is None else [{"do": "o", "at": at(done), "in": "IN"}]
    assert found(rules, case({"due": old}, acts)) == {"n(o)": tuple(told)}


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
