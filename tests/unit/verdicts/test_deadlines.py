"""What is due and when: which duties are listed, where each stands, and in which order."""

from __future__ import annotations

import pytest

from lexcheck.base.time.instants import LATEST
from lexcheck.verdicts.deadlines import deadlines
from lexcheck.verdicts.model import When
from tests.judging import Document, at, between, case_of, hour, judge, ruleset_of
from tests.unit.evaluate.asking import VOCABULARY, case

RULES = VOCABULARY + (
    "obligation n for each o: Order must beta(o) within 10 hours of o.received until o.end\n"
    "prohibition p for each o: Order from o.received must not do(o) until 20 hours of o.received\n"
)


def standings(document: Document, as_of: int, rules: str = RULES) -> list[tuple[str, str]]:
    ruleset = ruleset_of(rules)
    run = judge(rules, document, as_of)
    assert case_of(document, ruleset.schema).name == run.case
    return [(each.finding.id, each.standing) for each in deadlines(run, ruleset)]


DONE: list[Document] = [{"beta": "o", "at": at(4)}]


@pytest.mark.parametrize(
    ("order", "acts", "as_of", "standing"),
    [
        ({}, [], 5, "due"),
        ({}, [], 15, "overdue"),
        ({}, DONE, 5, "closed"),
        ({}, DONE, 15, "closed"),
        ({"end": at(2)}, [], 15, "closed"),  # ended before it was due
        ({"end": at(12)}, [], 15, "closed"),  # breached, and over: nothing is to be done now
        ({"end": at(18)}, [], 15, "overdue"),
        ({"received": between(0, 10)}, [], 15, "open"),
    ],
)
def test_where_a_duty_stands(
    order: Document, acts: list[Document], as_of: int, standing: str
) -> None:
    """The prohibition is never due, whatever is done."""
    assert standings(case(order, acts), as_of) == [("n(o)", standing)]


def test_what_has_not_arisen_is_not_due() -> None:
    assert standings(case({"received": at(50)}), 15) == []


def test_what_is_open_comes_first_and_then_what_is_due_first() -> None:
    orders = {
        "a": {"received": at(-9)},
        "b": {"received": at(0)},
        "c": {"received": at(-3)},
        "d": {"received": at(-20)},
        "e": {"received": at(-30), "end": at(-25)},
    }
    document = {"case": "c", "built_from": "log", "records": {"Order": orders}}
    assert standings(document, 0) == [
        ("n(d)", "overdue"),
        ("n(a)", "due"),
        ("n(c)", "due"),
        ("n(b)", "due"),
        ("n(e)", "closed"),
    ]


def test_a_deadline_that_nothing_bounds_is_open_at_that_end() -> None:
    rules = VOCABULARY + (
        "obligation n for each o: Order must beta(o) within o.allowed of o.received\n"
    )
    ruleset = ruleset_of(rules)
    (found,) = deadlines(judge(rules, case(), 5), ruleset)
    assert found.due == When(hour(0), None)
    assert found.finding.deadline is not None
    assert (found.finding.deadline.latest or LATEST) >= LATEST
