"""A day written for a moment is its start or its end, as the place asks."""

from datetime import date

import pytest

from lexcheck.base.time.instants import day_end, day_start, read_moment, zone
from lexcheck.resolved import terms
from tests.unit.resolved.programs import HEAD, lowered, norm

ZONE = zone("Asia/Kolkata")
START = day_start(date(2021, 2, 10), ZONE)
END = day_end(date(2021, 2, 10), ZONE)


def body(expression: str) -> terms.Term:
    """A condition on an order `o` and an item `i`, as a term."""
    found = norm(
        f"""obligation a
        for each o: Order, i: Item in o.items
        when {expression}
        must answer(o)
        until o.revoked"""
    ).when
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("o.issued < 2021-02-10", START),
        ("o.issued >= 2021-02-10", START),
        ("o.issued <= 2021-02-10", END),
        ("o.issued > 2021-02-10", END),
        ("2021-02-10 > o.issued", START),
        ("2021-02-10 <= o.issued", START),
        ("2021-02-10 >= o.issued", END),
        ("2021-02-10 < o.issued", END),
    ],
)
def test_in_a_comparison(expression: str, expected: int) -> None:
    found = body(expression)
    assert isinstance(found, terms.Compared)
    day = found.right if isinstance(found.right, terms.Constant) else found.left
    assert isinstance(day, terms.Constant)
    assert day.value == expected


@pytest.mark.parametrize(
    ("bound", "expected"),
    [("before", START), ("since", START), ("after", END), ("up to", END)],
)
def test_in_a_bound(bound: str, expected: int) -> None:
    found = body(f"restore(i) happened {bound} 2021-02-10")
    assert isinstance(found, terms.Happened)
    (only,) = found.occurrence.bounds
    assert isinstance(only.of, terms.Constant)
    assert only.of.value == expected


def test_in_the_clauses_of_a_norm() -> None:
    found = norm(
        """prohibition a
        for each i: Item
        must not restore(i)
        from 2021-02-10
        until the earlier of 2021-02-10 and 2021-02-10T09:00"""
    )
    assert isinstance(found.trigger, terms.Constant)
    assert found.trigger.value == START
    assert isinstance(found.until, terms.EarlierLater)
    assert isinstance(found.until.left, terms.Constant)
    assert isinstance(found.until.right, terms.Constant)
    assert found.until.left.value == END
    # A moment without an offset is read in the zone of the ruleset.
    assert found.until.right.value == read_moment("2021-02-10T09:00+05:30", None).earliest


def test_not_later_than_a_day_is_until_its_end() -> None:
    found = norm("obligation a for each o: Order must answer(o) not later than 2021-02-10")
    assert isinstance(found.deadline, terms.Constant)
    assert found.deadline.value == END


def test_civil_days_may_run_from_a_day() -> None:
    found = norm("obligation a for each o: Order must answer(o) within 3 days of 2021-02-10")
    assert isinstance(found.deadline, terms.PeriodOf)
    assert isinstance(found.deadline.anchor, terms.Constant)
    assert found.trigger == found.deadline.anchor


def test_a_day_stays_a_day_beside_a_date() -> None:
    found = body("o.signed = 2021-02-10")
    assert isinstance(found, terms.Compared)
    assert isinstance(found.right, terms.Constant)
    assert (found.right.value, str(found.right.type)) == ("2021-02-10", "date")


def test_a_clock_set_back_makes_a_moment_doubtful() -> None:
    text = HEAD.replace("Asia/Kolkata", "Europe/Berlin") + (
        "define d(o: Order) = o.issued < 2021-10-31T02:30+01:00"
    )
    lowered(text)
