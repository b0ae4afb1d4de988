"""States in conditions: whether one holds at a moment.

It does where some act started it by then, well enough, and no act has ended it since; at one
instant ends come before starts. So it is asked of the acts that start it and, within that, of those
that end it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import attrs

from lexcheck.bulk.model import (
    FALSE,
    Acts,
    Column,
    Expr,
    Literal_,
    Nested,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.values import NOW, Env, NotLowered, Value, if_told, times, unless
from lexcheck.facts.case import Grade
from lexcheck.facts.schema import Kind, Type
from lexcheck.norms.model import CountsAs, Effect
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.bulk.terms import Lowering

_STARTS = {Grade.PARTIAL: (Effect.FULL, Effect.PARTIAL), Grade.FULL: (Effect.FULL,)}

_TIME = Type(Kind.TIME, "time")


def holds(level: Lowering, term: t.StateHolds, env: Env) -> Expr:
    """Whether a state holds; null where what that hangs on is in doubt."""
    at = env.get(NOW) if term.at is None else level.value(term.at, env)
    things = tuple(level.value(argument, env) for argument in term.arguments)
    if at is None or term.at_least not in _STARTS or any(each.may_be_absent for each in things):
        raise NotLowered(f"`{term.span.text}`", term.span)
    told = [each for each in level.counts_as if each.target == term.state]
    asked = _Asked(
        things=things,
        by=at,
        ends=tuple(each for each in told if each.effect is Effect.END),
    )
    starts = [each for each in told if each.effect in _STARTS[term.at_least]]
    found = any_of(*(asked.started(level, each) for each in starts))
    if found == FALSE:  # no table holds acts that start it
        return FALSE
    return if_told(unless(any_of(*(each.doubt for each in things)), found), at, at)


@attrs.frozen(kw_only=True)
class _Asked:
    """What it is asked of: the things of the state, up to a moment; and what ends it."""

    things: tuple[Value, ...]
    by: Value
    ends: tuple[CountsAs, ...]

    def started(self, level: Lowering, start: CountsAs) -> Expr:
        """Is there an act that started it by then, and none since that ended it?"""
        return self._act(level, start, None)

    def _act(self, level: Lowering, statement: CountsAs, began: Value | None) -> Expr:
        """Is there an act of a statement about these things by then; since it `began`, one that
        ends it; else one since which nothing has?
        """
        relation = Acts(statement.action)
        if not level.profile.has(relation):
            return FALSE
        inner = level.nested()
        alias = inner.join("a", relation)
        at = inner.column(relation, alias, "at", _TIME)
        where = [
            *self._about(inner, statement, alias, at),
            times("<=", at, Value(Literal_(level.as_of))),
            times("<=", at, self.by),
        ]
        if began is None:
            where.append(negated(any_of(*(self._act(inner, each, at) for each in self.ends))))
        else:
            where.append(times("<", began, at))
        return Nested("exists", tuple(inner.joined), all_of(*where))

    def _about(self, level: Lowering, statement: CountsAs, alias: str, at: Value) -> list[Expr]:
        relation = Acts(statement.action)
        env = {
            name: Value(Column(alias, f"arg_{place}"))
            for place, (name, _) in enumerate(statement.variables, 1)
        }
        env[NOW] = at
        found = []
        for argument, thing in zip(statement.arguments, self.things, strict=True):
            value = level.value(argument, env)
            if value.doubt != FALSE or value.may_be_absent:
                raise NotLowered("what an act counts as is about something unsure", statement.span)
            found.append(call("=", value.expr, thing.expr))
        if statement.territory is not None:
            found.append(level.acts.covers(relation, alias, statement.territory))
        if statement.by is not None:
            found.append(level.acts.by(relation, alias, level.value(statement.by, env)))
        if statement.when is not None:
            found.append(level.condition(statement.when, env))
        return found
