"""Which of two moments comes first, whatever the facts are."""

from __future__ import annotations

from decimal import Decimal

from lexcheck.base.time.periods import Duration
from lexcheck.resolved import terms as t


def after(left: t.Term, right: t.Term) -> bool:
    """Does the one surely come after the other?"""
    order = _order(left, right)
    return order is not None and order > 0


def not_after(left: t.Term, right: t.Term) -> bool:
    """Does the one surely come before the other, or with it?"""
    order = _order(left, right)
    return order is not None and order <= 0


def _order(left: t.Term, right: t.Term) -> int | None:
    """Below 0, 0 or above 0, as the first is earlier, the same or later; None if that is open.

    Two periods from one anchor are told apart by their lengths, if both are in one unit.
    """
    if left == right:
        return 0
    if isinstance(left, t.Constant) and isinstance(right, t.Constant):
        if isinstance(left.value, int) and isinstance(right.value, int):
            return (left.value > right.value) - (left.value < right.value)
        return None
    (mine, from_mine), (theirs, from_theirs) = _counted(left), _counted(right)
    if from_mine != from_theirs or mine is None or theirs is None:
        return None
    if mine.amount and theirs.amount and (mine.unit, mine.working) != (theirs.unit, theirs.working):
        if mine.civil or theirs.civil:
            return None
        return (mine.micros > theirs.micros) - (mine.micros < theirs.micros)
    return (mine.amount > theirs.amount) - (mine.amount < theirs.amount)


def _counted(term: t.Term) -> tuple[Duration | None, t.Term]:
    """A length and the moment that it is counted from; no length from the moment itself."""
    if isinstance(term, t.PeriodOf):
        length = term.period.value if isinstance(term.period, t.Constant) else None
        return (length if isinstance(length, Duration) else None), term.anchor
    return Duration(Decimal(0), "second"), term
