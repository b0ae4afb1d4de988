"""Lengths of time that are reckoned with or compared: of one unit, of two, and unknown ones."""

from __future__ import annotations

import pytest

from lexcheck.base.time.instants import HOUR
from tests.judging import Document, at, between, hour, judge
from tests.unit.evaluate.asking import FALSE, OPEN, TRUE, VOCABULARY, asked, case, found


def deadline(within: str, order: Document) -> tuple[float | None, float | None]:
    """The deadline in hours after receipt, its earliest and its latest; None where it is open."""
    duty = f"obligation n for each o: Order must do(o) within {within} of o.received"
    (finding,) = judge(VOCABULARY + duty, case(order), 1_000).findings
    assert finding.deadline is not None
    ends = (finding.deadline.earliest, finding.deadline.latest)
    low, high = (None if end is None else (end - hour(0)) / HOUR for end in ends)
    return low, high


@pytest.mark.parametrize(
    ("within", "order", "ends"),
    [
        ("(o.n * 1 hours)", {"n": "2.5"}, (2.5, 2.5)),
        ("(2 * o.allowed)", {"allowed": "3 hours"}, (6, 6)),
        ("(2 * o.allowed)", {"allowed": "unknown"}, (0, None)),
        ("(o.n * 1 hours)", {"n": "2..3"}, (2, 3)),
        ("(o.allowed + 2 hours)", {"allowed": "30 minutes"}, (2.5, 2.5)),
        ("(o.allowed + 2 hours)", {"allowed": "5 hours"}, (7, 7)),
        ("(o.allowed + 2 hours)", {"allowed": "unknown"}, (2, None)),
        ("(o.allowed - 1 hours)", {"allowed": "90 minutes"}, (0.5, 0.5)),
        ("o.allowed", {"allowed": "unknown", "received": dict(between(1, 4))}, (1, None)),
        (
            "o.allowed",
            {"allowed": {"one of": ["2 hours", "5 hours"]}, "received": dict(between(1, 4))},
            (3, 9),
        ),
        ("(0 * o.allowed)", {"allowed": "unknown"}, (0, 0)),
        ("(o.n * o.allowed)", {"allowed": "3 hours", "n": "-2..-1"}, (0, 0)),
        ("(o.n * 1 days)", {"n": "1"}, (36 - 1 / 3.6e9, 36 - 1 / 3.6e9)),
    ],
)
def test_a_deadline_may_be_reckoned(
    within: str, order: Document, ends: tuple[float, float | None]
) -> None:
    assert deadline(within, order) == ends


@pytest.mark.parametrize("within", ["(o.allowed + 2 hours)", "(o.allowed - 1 hours)"])
def test_amounts_of_two_units_are_never_added(within: str) -> None:
    """One day and two hours are not three days; when they end may be left open."""
    low, high = deadline(within, {"allowed": "1 days"})
    # A day from noon ends with the next midnight but one, 36 hours later, less a microsecond.
    assert low is None or low <= 39
    assert high is None or high >= 34


@pytest.mark.parametrize(
    ("allowed", "surely"),
    [("3 days", TRUE), ("unknown", OPEN), ({"one of": ["3 days", "2 hours"]}, OPEN)],
)
def test_a_civil_length_before_a_moment_may_be_open(
    allowed: object, surely: tuple[str, ...]
) -> None:
    """No law says how days are counted backwards; but three of them are more than 30 hours."""
    document = case({"allowed": allowed, "due": at(-30)})
    assert set(surely) <= set(asked("o.received - o.allowed < o.due", document))


@pytest.mark.parametrize(
    ("condition", "allowed", "told"),
    [
        ("o.allowed < 2 days", "3 hours", TRUE),
        ("o.allowed > 14 days", "2 years", TRUE),
        ("o.allowed <= 14 days", "2 weeks", TRUE),
        ("o.allowed = 14 days", "2 weeks", TRUE),
        ("o.allowed != 14 days", "2 weeks", FALSE),
        ("o.allowed = 12 months", "1 years", TRUE),
        ("o.allowed > 1 months", "27 days", FALSE),
        ("o.allowed > 1 months", "32 days", TRUE),
        ("o.allowed < 2 days", {"one of": ["3 hours", "1 days"]}, TRUE),
        ("o.allowed < 2 days", "unknown", OPEN),
        # how many days are worked in, no calendar says; but one is no less than a day
        ("o.allowed = 2 days", "2 working days", OPEN),
        ("o.allowed < 40 hours", "2 working days", FALSE),
        ("o.allowed + 1 days = 3 days", "2 working days", OPEN),
        # a sum is as open as what it is made of, and a month stays as long as it is
        ("o.allowed + 2 hours < 3 days", "1 days", TRUE),
        ("o.allowed + 2 hours > 24 hours", "1 days", TRUE),
        ("o.allowed - 1 hours > 2 days", "1 weeks", TRUE),
        ("o.allowed + 2 days = 9 days", "1 weeks", TRUE),
        ("o.allowed - 2 months = 10 months", "1 years", TRUE),
        ("o.allowed < 30 days and o.allowed > 30 days", "1 months", FALSE),
        ("o.allowed * 2 = 2 days", "1 days", TRUE),
        ("o.allowed * 2 > 60 hours", "unknown", OPEN),
        ("o.allowed * o.n > 2 hours", "90 minutes", OPEN),
    ],
)
def test_lengths_of_two_units_are_compared_where_that_can_be(
    condition: str, allowed: object, told: tuple[str, ...]
) -> None:
    assert asked(condition, case({"allowed": allowed})) == told


@pytest.mark.parametrize("operator", ["<", ">", "="])
def test_a_month_may_be_thirty_days(operator: str) -> None:
    told = asked(f"o.allowed {operator} 30 days", case({"allowed": "1 months"}))
    assert set(told) >= set(TRUE), "in some months it is so"


def test_working_days_are_not_counted_as_days() -> None:
    duty = "obligation n for each o: Order must do(o) within o.allowed of o.received"
    try:
        told = found(duty, case({"allowed": "2 working days"}), 70)
    except AssertionError:  # refused: there is no calendar
        return
    assert told == {"n(o)": ("breached", "pending")}


@pytest.mark.parametrize("day", ["o.received", "o.due"])
def test_what_no_calendar_reaches_is_early_or_late_all_the_same(day: str) -> None:
    document = case({"due": {"after": at(0), "before": at(9)}})
    for long_ago in (f"({day} - 99999999 hours)", f"({day} - 9 hours - 99999999 hours)"):
        assert asked(f"2 days of {long_ago} < o.received", document) == TRUE
        assert asked(f"1 months of {long_ago} > o.received", document) == FALSE
        duty = f"obligation n for each o: Order must on(o) within 2 days of {long_ago}"
        assert found(duty, document) == {"n(o)": ("breached",)}
    assert asked(f"3 years of ({day} + 99999999 hours) > o.received", document) == TRUE
    assert asked(f"999999999 years of {day} > o.received", document) == TRUE
