"""What binds the variables of a norm: the rows that list its instances."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from lexcheck.bulk.model import (
    FALSE,
    Acts,
    Column,
    Expr,
    Joined,
    Members,
    Records,
    Relation,
    all_of,
    call,
)
from lexcheck.bulk.profile import Profile
from lexcheck.bulk.terms import Lowering
from lexcheck.bulk.values import NotLowered, Value
from lexcheck.facts.schema import Kind
from lexcheck.resolved import terms as t


@attrs.frozen
class Binders:
    """Binds variables over the tables that there are."""

    profile: Profile

    def every(self, level: Lowering, binder: t.Binder) -> Value | None:
        """All that may be what a binder binds, where no column says which: the case evaluator does.
        None where no table lists all of them.
        """
        within = None if isinstance(binder, t.ActBinder) else binder.within
        within = None if within is None else _body_of(within)
        if isinstance(within, t.FieldOf) and within.of.type.kind is Kind.RECORD:
            relation = Members(within.of.type.name, within.field)
            if self.profile.has(relation):
                return Value(Column(level.join("m", relation), "member"))
        if self.profile.lists_all(Records(binder.type.name)):
            return Value(Column(level.scan("r", binder.type.name), "id"))
        return None

    def unheld(self, binder: t.Binder) -> str:
        """What a binder is about, where no table holds any of it; else empty."""
        if isinstance(binder, t.ActBinder):
            relation: Relation = Acts(binder.occurrence.action)
            what = f"acts of {binder.occurrence.action}"
        elif binder.within is None:
            relation, what = Records(binder.type.name), f"records of {binder.type.name}"
        elif isinstance(within := _body_of(binder.within), t.FieldOf):
            owner = within.of.type.name
            relation = Members(owner, within.field)
            what = f"lists of {owner}.{within.field}"
        else:
            return ""
        return "" if self.profile.has(relation) else f"no table holds {what}"

    def bound(
        self,
        level: Lowering,
        binder: t.Binder,
        env: Mapping[str, Value],
        candidate: list[Expr],
        *,
        loosely: bool = False,
    ) -> Value:
        """A variable's value; what must be true of a row is added to `candidate`."""
        if isinstance(binder, t.ActBinder):
            return self._bound_act(level, binder, env, candidate, loosely=loosely)
        if binder.within is None:
            if not self.profile.has(Records(binder.type.name)):
                raise NotLowered(
                    f"every {binder.type.name}: there is no table of them", binder.span
                )
            alias = level.scan("r", binder.type.name)
            return Value(Column(alias, "id"))
        within, env = _body_of(binder.within), _inside(binder.within, level, env)
        if isinstance(within, t.FieldOf) and within.of.type.kind is Kind.RECORD:
            relation = Members(within.of.type.name, within.field)
            owner = level.value(within.of, env)
            if self.profile.has(relation) and owner.doubt == FALSE:  # what is absent lists nothing
                alias = self._member_alias(level, relation, owner.expr)
                return Value(Column(alias, "member"))
        raise NotLowered(f"`{within.span.text}`", binder.span)

    def _member_alias(self, level: Lowering, relation: Members, owner: Expr) -> str:
        alias = level.names.fresh("m")
        on = call("=", Column(alias, "of"), owner)
        level.joined.append(Joined(alias=alias, relation=relation, on=on))
        return alias

    def _bound_act(
        self,
        level: Lowering,
        binder: t.ActBinder,
        env: Mapping[str, Value],
        candidate: list[Expr],
        *,
        loosely: bool,
    ) -> Value:
        occurrence = binder.occurrence
        relation = Acts(occurrence.action)
        things = [] if loosely else [level.value(each, env) for each in occurrence.arguments]
        alias = level.join("a", relation)
        found = Value(Column(alias, "id"), act=relation, alias=alias)
        if not self.profile.has(relation):
            return found
        if not loosely:
            for place, thing in enumerate(things, 1):
                if thing.doubt == FALSE:  # what the rows can be joined by, not only filtered
                    equal = call("=", Column(alias, f"arg_{place}"), thing.expr)
                    level.joined[-1] = _narrowed(level.joined[-1], equal)
            candidate.append(level.acts.occurs(occurrence, alias, env))
            return found
        for place, argument in enumerate(occurrence.arguments, 1):
            if isinstance(argument, t.Variable) and argument.name in env:
                value = env[argument.name].expr
                level.joined[-1] = _narrowed(
                    level.joined[-1], call("=", Column(alias, f"arg_{place}"), value)
                )
        return found


def _body_of(term: t.Term) -> t.Term:
    """What a term is defined as, if it is."""
    while isinstance(term, t.Apply):
        term = term.body
    return term


def _inside(term: t.Term, level: Lowering, env: Mapping[str, Value]) -> Mapping[str, Value]:
    """The variables over which a term is defined."""
    while isinstance(term, t.Apply):
        env = level.applied(term, env)
        term = term.body
    return env


def _narrowed(joined: Joined, condition: Expr) -> Joined:
    return Joined(
        alias=joined.alias, relation=joined.relation, on=all_of(joined.on, condition),
        optional=joined.optional,
    )  # fmt: skip
