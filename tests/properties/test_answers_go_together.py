"""LAW: the answers of one completion go together: of what is asked of several doubtful moments, or
numbers, at once, those answers are left that some choice of all of them gives.

Conditions are worked out here over a grid: bounds and offsets are whole, so that with three values
in doubt quarters tell all the orders apart that there can be.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from operator import eq, ge, gt, le, lt, ne
from typing import Any

import attrs
from hypothesis import given
from hypothesis import strategies as st

from tests.judging import Document, at, between, judge, verdicts
from tests.properties.numbers_of_examples import examples
from tests.properties.strategies.chooser import Chooser

RULES = """\
ruleset together
  timezone "UTC"
record Order
  received: time
  a: time
  b: time
  c: time
  n: number
  m: number
  k: number
action do(o: Order)
obligation n for each o: Order when {} must do(o) within 5 hours of o.received
"""
OPERATORS: dict[str, Callable[[int, int], bool]] = {
    "<": lt, "<=": le, ">": gt, ">=": ge, "=": eq, "!=": ne,
}  # fmt: skip
#: Steps in a whole hour, or in a whole number.
FINE = 4

Values = dict[str, int]
Holds = Callable[[Values], bool]


@attrs.frozen
class Asked:
    """A condition as it is written, whether it holds of given values, and what each may be."""

    text: str
    holds: Holds
    given: Document
    ways: dict[str, tuple[int, ...]]


@st.composite
def conditions(draw: st.DrawFn, names: tuple[str, ...]) -> Asked:
    choose = Chooser(draw)
    text, holds = _junction(choose, names, 2)
    fields = {name: _value(choose, name) for name in names}
    return Asked(
        text,
        holds,
        {name: shown for name, (shown, _) in fields.items()},
        {name: ways for name, (_, ways) in fields.items()},
    )


def _value(choose: Chooser, name: str) -> tuple[Any, tuple[int, ...]]:
    """A value as a case has it, with what it may be in steps."""
    low = choose.upto(0, 3)
    high = low + choose.upto(1, 2)
    is_time = name in "abc"
    match choose.upto(0, 3):
        case 0:
            return (at(low) if is_time else str(low)), (low * FINE,)
        case 1:
            options = [at(low), at(high)] if is_time else [str(low), str(high)]
            return {"one of": options}, (low * FINE, high * FINE)
        case _:
            shown = dict(between(low, high)) if is_time else f"{low}..{high}"
            return shown, tuple(range(low * FINE, high * FINE + 1))


def _junction(choose: Chooser, names: tuple[str, ...], depth: int) -> tuple[str, Holds]:
    form = choose.one(("and", "and", "or", "not", "")) if depth else ""
    if not form:
        return _comparison(choose, names)
    first, holds = _junction(choose, names, depth - 1)
    if form == "not":
        return f"(not {first})", lambda values: not holds(values)
    second, other = _junction(choose, names, depth - 1)
    both = form == "and"
    return (
        f"({first} {form} {second})",
        lambda values: (
            (holds(values) and other(values)) if both else (holds(values) or other(values))
        ),
    )


def _comparison(choose: Chooser, names: tuple[str, ...]) -> tuple[str, Holds]:
    left, right = choose.some(names, 2, 2)
    more, operator = choose.upto(0, 2), choose.one(tuple(OPERATORS))
    unit = " hours" if left in "abc" else ""
    compare = OPERATORS[operator]
    return (
        f"(o.{left} + {more}{unit} {operator} o.{right})",
        lambda values: compare(values[left] + more * FINE, values[right]),
    )


def told(asked: Asked) -> set[str]:
    order = {"received": at(0), **asked.given}
    document = {"case": "c", "built_from": "log", "records": {"Order": {"o": order}}, "acts": []}
    return set(verdicts(judge(RULES.format(asked.text), document, 100))["n(o)"])


def worked_out(asked: Asked) -> set[str]:
    answers = {
        asked.holds(dict(zip(asked.ways, values, strict=True)))
        for values in product(*asked.ways.values())
    }
    return {"breached" if answer else "not_applicable" for answer in answers}


@examples(300)
@given(conditions(("a", "b", "c")))
def test_of_moments(asked: Asked) -> None:
    assert told(asked) == worked_out(asked)


@examples(300)
@given(conditions(("n", "m", "k")))
def test_of_numbers(asked: Asked) -> None:
    assert told(asked) == worked_out(asked)
