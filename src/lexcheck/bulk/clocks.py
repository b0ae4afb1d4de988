"""Clocks that may stop, start anew or be given more time: whether one surely did none of it.

Such a clock runs as any other where no act was done by which its conditions could hold at any
moment, and that is asked here, whatever the moment. What an act did to a clock is for the case
evaluator: of most instances no clock was ever touched.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lexcheck.base.light import evolve
from lexcheck.bulk.known import inside
from lexcheck.bulk.model import FALSE, TRUE, Acts, Column, Expr, Nested, all_of, any_of, call
from lexcheck.bulk.values import Env, NotLowered, Value, unless
from lexcheck.norms.model import Effect
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.bulk.terms import Lowering

#: What may hold at one moment and not at another.
_HISTORY = (t.Chosen, t.StateHolds, t.Happened, t.CountOf, t.SumOf, t.Quantified)


def ran(level: Lowering, clock: t.Clock | None, end: Value, env: Env) -> Value:
    """The end of a period whose clock did nothing but run; in doubt where it may have done more."""
    if clock is None:
        return end
    stopped = _touched(level, clock, env)
    latest = None if end.latest is None else unless(stopped, end.latest)
    doubt = any_of(end.doubt, stopped)
    return evolve(end, expr=unless(stopped, end.expr), latest=latest, doubt=doubt)


def _touched(level: Lowering, clock: t.Clock, env: Env) -> Expr:
    """Whether a clock may have done more; never null. Raises NotLowered where it always may."""
    conditions = [each.condition for each in clock.extensions]
    conditions += [each for each in (clock.paused, clock.restarts) if each is not None]
    found: list[Expr] = []
    for condition in conditions:
        if condition is None:
            raise NotLowered("a period that is always extended", None)
        found.append(_may_hold(level, condition, env))
    return any_of(*found)


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
