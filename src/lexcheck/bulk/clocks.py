"""Clocks that may stop, start anew or be given more time.

A clock runs as any other where no act was done by which what stops it could hold at any moment, and
that is asked here, whatever the moment. What an act did to a clock is for the case evaluator: of
most instances no clock was ever touched. Whether more time is granted is asked at one moment, the
end as it is without, so both ends are counted, and one of them holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lexcheck.base.light import evolve
from lexcheck.base.time.periods import Duration
from lexcheck.bulk.known import inside
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    Acts,
    Column,
    DisputedDeadline,
    Expr,
    Literal_,
    Nested,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.values import NOW, Env, NotLowered, Value, unless
from lexcheck.norms.model import Asked, Effect, Norm, NormException
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.bulk.terms import Lowering

#: What may hold at one moment and not at another.
_HISTORY = (t.Chosen, t.StateHolds, t.Happened, t.CountOf, t.SumOf, t.Quantified)


def reckoned(level: Lowering, term: t.PeriodOf, env: Env) -> Value:
    """The end of a period by its clock; in doubt where that may have stopped or begun anew."""
    clock = term.clock
    if clock is None:
        return level.period(term, env)
    conditions = [each for each in (clock.paused, clock.restarts) if each is not None]
    stopped = any_of(*(_may_hold(level, each, env) for each in conditions))
    end = _extended(level, term, env, (), clock.extensions)
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


def _if(held: Expr, then: Expr, other: Expr) -> Expr:
    """One of two; null where it is not known which."""
    return unless(call("is null", held), call("if", held, then, other))


def _may_hold(level: Lowering, term: t.Term, env: Env) -> Expr:
    """Whether a condition may hold at some moment; never null."""
    match term:
        case t.All(operands=operands):
            return all_of(*(_may_hold(level, each, env) for each in operands))
        case t.Any(operands=operands):
            return any_of(*(_may_hold(level, each, env) for each in operands))
        case t.Happened(occurrence=done):
            things = [level.value(argument, env) for argument in done.arguments]
            names = [each.name for each in level.schema.action[done.action].parameters]
            return _was_done(level, done.action, names, None, things)
        case t.StateHolds():
            things = [level.value(argument, env) for argument in term.arguments]
            starts = [
                each
                for each in level.counts_as
                if each.target == term.state and each.effect is not Effect.END
            ]
            return any_of(
                *(
                    _was_done(level, each.action, dict(each.variables), each.arguments, things)
                    for each in starts
                )
            )
        case _:
            if _changes(term):
                raise NotLowered(f"a clock that hangs on `{term.span.text}`", term.span)
            return _at_least_maybe(level.condition(term, env))


def _changes(term: object) -> bool:
    """May it hold at one moment and not at another?"""
    if isinstance(term, _HISTORY) or (isinstance(term, t.Apply) and term.moment is not None):
        return True
    return any(map(_changes, inside(term)))


def _was_done(
    level: Lowering,
    action: str,
    names: Iterable[str],
    arguments: tuple[t.Term, ...] | None,
    things: Sequence[Value],
) -> Expr:
    """Whether there is an act about these things: of this action, whose parameters have these
    names, and whose `arguments` over them are the things; None: the parameters themselves.
    """
    relation = Acts(action)
    if not level.profile.has(relation):
        return FALSE
    inner = level.nested()
    alias = inner.join("a", relation)
    own = {name: Value(Column(alias, f"arg_{place}")) for place, name in enumerate(names, 1)}
    found = list(own.values())
    if arguments is not None:
        found = [inner.value(argument, own) for argument in arguments]
    alike = [call("=", one.expr, thing.expr) for one, thing in zip(found, things, strict=True)]
    return _at_least_maybe(Nested("exists", tuple(inner.joined), all_of(*alike)))


def _at_least_maybe(condition: Expr) -> Expr:
    return condition if condition in (TRUE, FALSE) else call("coalesce", condition, TRUE)


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
