"""What bears on the target of a norm: acts that perform it, start it or end it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

from lexcheck.bulk.model import FALSE, TRUE, Acts, Bearing, Column, Expr, Literal_, all_of
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.terms import Lowering
from lexcheck.bulk.values import NOW, NotLowered, Value, asks
from lexcheck.facts.schema import Kind, Type
from lexcheck.norms.model import CountsAs, Effect, Norm, Ruleset

_GRADES: Mapping[Effect, Literal[0, 1, 2]] = {Effect.FULL: 2, Effect.PARTIAL: 1, Effect.END: 0}

TIME = Type(Kind.TIME, "time")


class Targets:
    """The targets of one ruleset's norms. `level` makes a level of its own for each statement."""

    def __init__(
        self, ruleset: Ruleset, profile: Profile, as_of: int, level: Callable[[], Lowering]
    ) -> None:
        self.ruleset, self.profile, self.as_of, self._level = ruleset, profile, as_of, level

    def of(
        self, norm: Norm, level: Lowering, env: Mapping[str, Value]
    ) -> tuple[tuple[Value, ...], tuple[Bearing, ...]]:
        target = norm.target
        now = {**env, NOW: Value(Literal_(self.as_of))}
        about = tuple(level.value(argument, now) for argument in target.arguments)
        # Where a thing is absent its column is null, and no act is about it.
        if target.by is not None:
            raise NotLowered("a target by somebody", target.span)
        found: list[Bearing] = []
        if target.name in self.ruleset.schema.action:
            found += self._own(norm, target.name)
        for statement in self.ruleset.counts_as:
            if statement.target == target.name:
                found += self._counting(norm, statement)
        return about, tuple(found)

    def _own(self, norm: Norm, action: str) -> list[Bearing]:
        """Acts perform themselves."""
        relation = Acts(action)
        if not self.profile.has(relation):
            return []
        number = len(self.ruleset.schema.action[action].parameters)
        about = tuple(Column("a", f"arg_{place + 1}") for place in range(number))
        where = self._aimed(norm, relation)
        return [Bearing(relation=relation, grade=2, about=about, where=where)]

    def _counting(self, norm: Norm, statement: CountsAs) -> list[Bearing]:
        relation = Acts(statement.action)
        if not self.profile.has(relation):
            return []
        level = self._level()
        names = [name for name, _ in statement.variables]
        env = {name: Value(Column("a", f"arg_{place + 1}")) for place, name in enumerate(names)}
        at = level.column(relation, "a", "at", TIME)
        env[NOW] = at
        about = []
        for argument in statement.arguments:
            value = level.value(argument, env)
            if value.doubt != FALSE or value.may_be_absent:
                raise NotLowered("what an act counts as is about something unsure", statement.span)
            about.append(value.expr)
        where = [self._aimed(norm, relation)]
        if statement.territory is not None:
            where.append(level.acts.covers(relation, "a", statement.territory))
        if statement.by is not None:
            where.append(level.acts.by(relation, "a", level.value(statement.by, env)))
        if statement.when is not None:
            where.append(level.condition(statement.when, env))
        if level.joined:
            raise NotLowered("what an act counts as depends on other records", statement.span)
        fits = all_of(*where)
        return [
            Bearing(
                relation=relation,
                grade=_GRADES[statement.effect],
                about=tuple(about),
                where=fits,
                unsure=asks(fits) and not self.profile.spotless,
            )
        ]

    def _aimed(self, norm: Norm, relation: Acts) -> Expr:
        """Does an act cover the territory that the norm itself asks for?"""
        if norm.target.territory is None:
            return TRUE
        return self._level().acts.covers(relation, "a", norm.target.territory)
