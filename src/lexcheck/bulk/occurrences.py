"""Acts in conditions: whether they happened, how many; and whether one is of an occurrence."""

from __future__ import annotations

from typing import TYPE_CHECKING, assert_never

from lexcheck.base.territory import GROUPS, WORLDWIDE
from lexcheck.base.text import Span
from lexcheck.base.time.instants import day_start, zone
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    Acts,
    Column,
    Expr,
    Literal_,
    Members,
    Nested,
    Records,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.values import NOW, Env, NotLowered, Value, if_told, times, unless
from lexcheck.facts.schema import Kind, Type
from lexcheck.resolved import terms as t

if TYPE_CHECKING:
    from lexcheck.bulk.terms import Lowering


class Occurrences:
    """The acts that one level of a query speaks of."""

    def __init__(self, level: Lowering) -> None:
        self.level = level

    def happened(self, occurrence: t.Occurrence, env: Env) -> Expr:
        inner = self.level.nested()
        relation = Acts(occurrence.action)
        if not self.level.profile.has(relation):
            return FALSE
        alias = inner.join("a", relation)
        where = inner.acts.occurs(occurrence, alias, env)
        return Nested("exists", tuple(inner.joined), where)

    def quantified(self, term: t.Quantified, env: Env) -> Expr:
        """Is there one of which it holds, for `some`; one of which it does not, for `every`?"""
        inner, binder = self.level.nested(), term.binder
        where: list[Expr] = []
        if isinstance(binder, t.ActBinder):
            acts = Acts(binder.occurrence.action)
            if not self.level.profile.has(acts):
                return TRUE if term.quantifier == "every" else FALSE
            alias = inner.join("a", acts)
            where.append(inner.acts.occurs(binder.occurrence, alias, env))
            found = Value(Column(alias, "id"), act=acts, alias=alias)
        elif binder.within is None:
            if not self.level.profile.lists_all(Records(binder.type.name)):
                raise NotLowered(f"every {binder.type.name}: no table lists all", binder.span)
            found = Value(Column(inner.scan("r", binder.type.name), "id"))
        else:
            alias, owner = self._members(inner, binder.within, env)
            where.append(unless(owner.doubt, call("=", Column(alias, "of"), owner.expr)))
            found = Value(Column(alias, "member"))
        has = inner.condition(term.has, {**env, binder.name: found})
        where.append(negated(has) if term.quantifier == "every" else has)
        exists = Nested("exists", tuple(inner.joined), all_of(*where))
        return negated(exists) if term.quantifier == "every" else exists

    def _members(self, inner: Lowering, within: t.Term, env: Env) -> tuple[str, Value]:
        """The alias of the members of a list, and what it is a list of."""
        if isinstance(within, t.FieldOf) and within.of.type.kind is Kind.RECORD:
            relation = Members(within.of.type.name, within.field)
            owner = self.level.value(within.of, env)
            if self.level.profile.has(relation) and not owner.may_be_absent:
                return inner.join("m", relation), owner
        raise NotLowered(f"`{within.span.text}`", within.span)

    def counted(self, term: t.CountOf | t.SumOf, env: Env) -> Value:
        if not isinstance(term.binder, t.ActBinder):
            raise NotLowered("a count of records", term.span)
        inner = self.level.nested()
        relation = Acts(term.binder.occurrence.action)
        if not self.level.profile.has(relation):
            return Value(Literal_(0))
        alias = inner.join("a", relation)
        own = {**env, term.binder.name: Value(Column(alias, "id"), act=relation, alias=alias)}
        where = inner.acts.occurs(term.binder.occurrence, alias, env)
        if term.where is not None:
            where = all_of(where, inner.condition(term.where, own))
        value = None
        if isinstance(term, t.SumOf):
            added = inner.value(term.of, own)
            if term.of.type.kind is not Kind.NUMBER or added.doubt != FALSE:
                raise NotLowered("a sum of these", term.span)
            value = added.expr
        asked = "count" if value is None else "sum"
        found = Nested(asked, tuple(inner.joined), where, value)  # type: ignore[arg-type]
        return Value(found, doubt=FALSE if self.level.profile.spotless else call("is null", found))

    def occurs(self, occurrence: t.Occurrence, alias: str, env: Env) -> Expr:
        """Is the act under this alias one of the occurrence?"""
        relation = Acts(occurrence.action)
        parts: list[Expr] = []
        for place, argument in enumerate(occurrence.arguments, 1):
            wanted = self.level.value(argument, env)
            held = Value(Column(alias, f"arg_{place}"))
            parts.append(if_told(call("=", held.expr, wanted.expr), held, wanted))
        at = self.level.column(relation, alias, "at", Type(Kind.TIME, "time"))
        parts.append(times("<=", at, Value(Literal_(self.level.as_of))))
        parts += self._bounds(occurrence, at, env)
        if occurrence.by is not None:
            parts.append(self.by(relation, alias, self.level.value(occurrence.by, env)))
        if occurrence.territory is not None:
            parts.append(self.covers(relation, alias, occurrence.territory))
        return all_of(*parts)

    def _bounds(self, occurrence: t.Occurrence, at: Value, env: Env) -> list[Expr]:
        parts: list[Expr] = []
        upper = False
        for bound in occurrence.bounds:
            of = self.level.value(bound.of, env)
            pairs: list[tuple[str, Value, Value]] = []
            match bound.kind:
                case "before" | "up_to":
                    upper = True
                    pairs = [("<" if bound.kind == "before" else "<=", at, of)]
                case "after" | "since":
                    pairs = [("<" if bound.kind == "after" else "<=", of, at)]
                case "at_most_before" | "at_most_after":
                    assert bound.duration is not None
                    upper = True
                    start, end = (at, of) if bound.kind == "at_most_before" else (of, at)
                    last = self._end(start, self.level.value(bound.duration, env), bound.of.span)
                    pairs = [("<=", start, end), ("<=", end, last)]
                case _:
                    assert_never(bound.kind)
            parts += [if_told(times(op, left, right), left, right) for op, left, right in pairs]
        if not upper and NOW in env:
            parts.append(times("<=", at, env[NOW]))
        return parts

    def _end(self, start: Value, length: Value, span: Span) -> Value:
        if length.may_be_absent or not length.elapsed:
            raise NotLowered(f"`{span.text}`", span)
        late = None if start.latest is None else call("+", start.latest, length.expr)
        end = call("+", start.expr, length.expr)
        return Value(end, any_of(start.doubt, length.doubt), start.may_be_absent, late)

    def by(self, relation: Acts, alias: str, party: Value) -> Expr:
        if party.may_be_absent:
            raise NotLowered("a party that may be absent", None)
        doer = self.level.column(relation, alias, "by", Type(Kind.RECORD, "Party"))
        return unless(any_of(doer.doubt, party.doubt), call("=", doer.expr, party.expr))

    def covers(self, relation: Acts, alias: str, asked: t.Term) -> Expr:
        """Does the act cover a territory? One that is not territorial holds everywhere."""
        if not self.level.schema.action[relation.action].territorial:
            return TRUE
        if not isinstance(asked, t.Constant) or not isinstance(asked.value, str):
            raise NotLowered(f"`in {asked.span.text}`", asked.span)
        held = self.level.column(relation, alias, "territory", Type(Kind.TERRITORY, "territory"))
        if not self.level.profile.of(relation, "territory").imprecise:
            found = call("in", held.expr, Literal_(asked.value), Literal_(WORLDWIDE))
        else:
            found = call("covers", held.expr, Literal_(asked.value))
        if asked.value not in GROUPS:
            return found
        # No country is all of a group; before a group has members, each is.
        first = min(first for first, _ in GROUPS[asked.value].values())
        founded = Value(Literal_(day_start(first, zone(self.level.timezone))))
        at = self.level.column(relation, alias, "at", Type(Kind.TIME, "time"))
        return any_of(found, times("<", at, founded))
