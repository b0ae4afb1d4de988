"""Whether two values of one type are the same, and which of two moments is the earlier."""

from __future__ import annotations

from datetime import date

from lexcheck.base.time.periods import Duration
from lexcheck.evaluate.lengths import comparable
from lexcheck.evaluate.numbers import is_number
from lexcheck.evaluate.values import ABSENT, DoubtfulList, LengthTerm, OpenList, Time, TimeTerm
from lexcheck.evaluate.world import World
from lexcheck.facts.schema import Kind


def same_value(world: World, left: object, right: object) -> bool:
    """Equality of two present or absent values of any one type."""
    if left is ABSENT or right is ABSENT:
        return False
    if left == right:
        return True
    if is_number(left) or is_number(right):
        return world.numbers.compare("=", left, right)
    if isinstance(left, Duration | LengthTerm) and isinstance(right, Duration | LengthTerm):
        return times_compared(world, "=", *comparable(world, left, right))
    if isinstance(left, TimeTerm) or isinstance(right, TimeTerm):
        return times_compared(world, "=", ordinal(world, left), ordinal(world, right))
    return world.same(left, right)


def is_listed(world: World, value: object, listed: object) -> bool:
    """Is a value on a list? Anything may be on one of which nothing is known."""
    if value is ABSENT:
        return False
    if isinstance(listed, OpenList):
        value = world.settled(value)
        shown = world.name_of(value, Kind.DATE) if isinstance(value, TimeTerm) else value
        return world.is_so(
            listed.doubt, f"is {shown} among {listed.doubt.told}?", ("listed", value)
        )
    if isinstance(listed, DoubtfulList):
        return any(
            same_value(world, value, other) and world.holds(doubt)
            for other, doubt in listed.members
        )
    return isinstance(listed, tuple) and any(same_value(world, value, other) for other in listed)


def ordinal(world: World, value: object) -> Time:
    """A day as a number; a moment stays what it is."""
    value = world.settled(value)
    if isinstance(value, str):
        return date.fromisoformat(value).toordinal()
    assert isinstance(value, int | TimeTerm)
    return value


def times_compared(world: World, operator: str, a: Time, b: Time) -> bool:
    match operator:
        case "<=":
            return world.le(a, b)
        case "<":
            return world.lt(a, b)
        case ">=":
            return world.le(b, a)
        case ">":
            return world.lt(b, a)
        case "=":
            return world.le(a, b) and world.le(b, a)
        case _:
            return not (world.le(a, b) and world.le(b, a))
