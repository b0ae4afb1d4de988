"""Clocks that may stop, start anew or be given more time.

A clock runs as any other where what stops it holds at no moment from its start to its end, nothing
after the as-of being seen. What did stop it is for the case evaluator: of most instances no clock
was ever touched. Whether more time is granted is asked at one moment, the
end as it is without, so both ends are counted, and one of them holds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lexcheck.base.light import evolve
from lexcheck.base.time.periods import Duration
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    DisputedDeadline,
    Expr,
    Literal_,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.stretches import at_any_time
from lexcheck.bulk.values import NOW, Env, NotLowered, Value, unless
from lexcheck.norms.model import Asked, Norm, NormException
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.bulk.terms import Lowering


def reckoned(level: Lowering, term: t.PeriodOf, env: Env) -> Value:
    """The end of a period by its clock; in doubt where that may have stopped or begun anew."""
    clock = term.clock
    if clock is None:
        return level.period(term, env)
    end = _extended(level, term, env, (), clock.extensions)
    anchor = level.value(term.anchor, env)
    until = call("least", end.last, Literal_(level.as_of))
    conditions = [each for each in (clock.paused, clock.restarts) if each is not None]
    touched = any_of(*(_holds_once(level, each, env, anchor.expr, until) for each in conditions))
    stopped = all_of(negated(call("is null", anchor.expr)), touched)
    latest = None if end.latest is None else unless(stopped, end.latest)
    doubt = any_of(end.doubt, stopped)
    return evolve(end, expr=unless(stopped, end.expr), latest=latest, doubt=doubt)


def _extended(
    level: Lowering,
    term: t.PeriodOf,
    env: Env,
    granted: tuple[Duration, ...],
    extensions: tuple[t.Extension, ...],
) -> Value:
    """The end with what was granted, and what else is: asked for at that end, as far as is seen."""
    end = level.period(term, env, granted)
    if not extensions:
        return end
    first, *others = extensions
    if not (isinstance(first.length, t.Constant) and isinstance(first.length.value, Duration)):
        raise NotLowered("an extension whose length a record gives", first.span)
    more = _extended(level, term, env, (*granted, first.length.value), tuple(others))
    if first.condition is None:
        return more
    none = _extended(level, term, env, granted, tuple(others))
    seen = Literal_(level.as_of)
    asked = evolve(
        end,
        expr=call("least", end.expr, seen),
        latest=None if end.latest is None else call("least", end.latest, seen),
    )
    held = level.condition(first.condition, {**env, NOW: asked})
    if held in (TRUE, FALSE):
        return more if held == TRUE else none
    latest = None
    if more.latest is not None or none.latest is not None:
        latest = _if(held, more.last, none.last)
    doubt = call("is null", held)
    if (more.doubt, none.doubt) != (FALSE, FALSE):
        doubt = any_of(doubt, more.doubt, none.doubt)
    return Value(_if(held, more.expr, none.expr), doubt, end.may_be_absent, latest)


def _holds_once(level: Lowering, condition: t.Term, env: Env, start: Expr, end: Expr) -> Expr:
    """Whether a condition may hold at some moment of a stretch; never null."""
    found = at_any_time(
        lambda at: level.condition(condition, {**env, NOW: at}), condition, start, end
    )
    return found if found in (TRUE, FALSE) else call("coalesce", found, TRUE)


def _if(held: Expr, then: Expr, other: Expr) -> Expr:
    """One of two; null where it is not known which."""
    return unless(call("is null", held), call("if", held, then, other))


# ── Rules in dispute ───────────────────────────────────────────────────────────────────────────


def disputed(
    norm: Norm, deadline: Value | None, applies: Expr, excused: Expr, others: Expr
) -> DisputedDeadline | None:
    """A deadline of which only the rule that counts it is in dispute. `others`: something else of
    the instance is in doubt.
    """
    if deadline is None or len(deadline.rivals) != 2 or _asked_at_deadline(norm.exceptions):
        return None
    unsure = any_of(others, deadline.doubt, *(each.inexact for each in deadline.rivals))
    told = negated(call("is null", excused)) if excused != FALSE else TRUE
    return DisputedDeadline(other=deadline.last, else_sure=all_of(applies, negated(unsure), told))


def _asked_at_deadline(exceptions: tuple[NormException, ...]) -> bool:
    return any(
        each.asked is Asked.DEADLINE or _asked_at_deadline(each.exceptions) for each in exceptions
    )
