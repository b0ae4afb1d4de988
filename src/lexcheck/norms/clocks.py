"""The clock of a norm's deadline: what makes it stand still, run anew, or run for longer."""

from __future__ import annotations

from lexcheck.base.light import evolve
from lexcheck.norms.clauses import Clauses
from lexcheck.resolved.counting import counting_for
from lexcheck.resolved.scope import BOOLEAN, DURATION, Scope
from lexcheck.resolved.terms import (
    Clock,
    EarlierLater,
    Extension,
    OrElse,
    PeriodOf,
    Plus,
    Standard,
    Term,
)
from lexcheck.syntax import model as syntax


def clock_of(clauses: Clauses, scope: Scope) -> Clock | None:
    """What the clauses say of the clock; None where they say nothing."""
    paused, restarts = clauses.one(syntax.PausedWhile), clauses.one(syntax.RestartsAfter)
    extended = clauses.every(syntax.ExtendedBy)
    if paused is None and restarts is None and not extended:
        return None
    extensions = [_extension(clause, scope) for clause in extended]
    return Clock(
        paused=None if paused is None else scope.typed(paused.condition, BOOLEAN),
        restarts=None if restarts is None else scope.typed(restarts.condition, BOOLEAN),
        extensions=tuple(each for each in extensions if each is not None),
    )


def _extension(clause: syntax.ExtendedBy, scope: Scope) -> Extension | None:
    length = scope.typed(clause.length, DURATION)
    node = clause.condition
    condition = None if node is None else scope.typed(node, BOOLEAN)
    if length is None or (condition is None) != (node is None):
        return None
    if counting_for(length, scope) is None:
        return None
    return Extension(length=length, condition=condition, span=clause.span)


def periods_in(deadline: Term) -> tuple[PeriodOf | Standard, ...]:
    """The periods of which a deadline is made, from left to right."""
    match deadline:
        case PeriodOf() | Standard():
            return (deadline,)
        case EarlierLater() | Plus():
            return (*periods_in(deadline.left), *periods_in(deadline.right))
        case OrElse():
            return (*periods_in(deadline.first), *periods_in(deadline.second))
        case _:
            return ()


def clocked(deadline: Term, clock: Clock) -> Term:
    """The deadline, every period of it counted by this clock."""
    match deadline:
        case PeriodOf() | Standard():
            return evolve(deadline, clock=clock)
        case EarlierLater() | Plus():
            left, right = clocked(deadline.left, clock), clocked(deadline.right, clock)
            return evolve(deadline, left=left, right=right)
        case OrElse():
            first, second = clocked(deadline.first, clock), clocked(deadline.second, clock)
            return evolve(deadline, first=first, second=second)
        case _:
            return deadline
