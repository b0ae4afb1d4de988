"""What hangs on other norms: duties that arise from a breach, norms that others override.

Of another norm it is asked what becomes of its instances, apart from any repair. So that norm is
judged first, by its own plan, and what it comes to is joined like any other facts. Where one of its
instances is in doubt, so is what hangs on it.
"""

from __future__ import annotations

from collections.abc import Callable

import attrs

from lexcheck.bulk.binders import Binders
from lexcheck.bulk.model import (
    FALSE,
    Acts,
    Column,
    Expr,
    Judgements,
    Literal_,
    Nested,
    NormPlan,
    all_of,
    any_of,
    call,
)
from lexcheck.bulk.terms import Lowering
from lexcheck.bulk.values import NOW, NotLowered, Value, if_told
from lexcheck.norms.model import BREACH, Norm, Ruleset
from lexcheck.resolved import terms as t


@attrs.frozen(kw_only=True)
class Others:
    """The norms of a ruleset as others see them. `plan` gives one's plan, or raises NotLowered."""

    ruleset: Ruleset
    binders: Binders
    as_of: int
    plan: Callable[[str], NormPlan]

    def binders_of(self, norm: Norm) -> tuple[t.Binder, ...]:
        """What binds each of its variables: those that a breach brings along come first."""
        if norm.on_breach is None:
            return norm.binders
        primary = self.ruleset.versions[norm.on_breach.norm][0]
        return (*self.binders_of(primary), *norm.binders)

    def rested_on(self, norm: Norm) -> tuple[NormPlan, ...]:
        """The plans of the norms whose judgements it asks for. Raises NotLowered."""
        names = [other.name for other in self._overriding(norm)]
        if norm.on_breach is not None:
            names.append(norm.on_breach.norm)
        found = []
        for name in dict.fromkeys(names):
            try:
                found.append(self.plan(name))
            except NotLowered as why:
                raise NotLowered(f"a norm that hangs on `{name}`: {why}", why.span) from why
        return tuple(found)

    def broken(self, norm: Norm, level: Lowering) -> dict[str, Value]:
        """The variables that a breach brings along, and `breach`, its moment."""
        if norm.on_breach is None:
            return {}
        primary = self.ruleset.versions[norm.on_breach.norm][0]
        alias = level.join("j", Judgements(primary.name))
        env = dict(zip(norm.on_breach.variables, self._bound(primary, level, alias), strict=True))
        return {**env, BREACH: Value(Column(alias, "breach_at"), alias=alias)}

    def overridden(self, norm: Norm, level: Lowering, about: tuple[Value, ...]) -> Expr:
        """Does an instance of a norm that overrides this one apply to the same target?"""
        found = []
        for other in self._overriding(norm):
            inner = level.nested()
            alias = inner.join("j", Judgements(other.name))
            env = dict(zip(other.variables, self._bound(other, inner, alias), strict=True))
            now = {**env, NOW: Value(Literal_(self.as_of))}
            things = [inner.value(argument, now) for argument in other.target.arguments]
            alike = [
                if_told(call("=", one.expr, thing.expr), one, thing)
                for one, thing in zip(about, things, strict=True)
            ]
            where = all_of(*alike, Column(alias, "applies"))
            found.append(Nested("exists", tuple(inner.joined), where))
        return any_of(*found) if found else FALSE

    def _overriding(self, norm: Norm) -> list[Norm]:
        """Those that may override it: of which there are instances, and that meet its target."""
        found = []
        for name in norm.overridden_by:
            other = self.ruleset.versions[name][0]
            unheld = any(map(self.binders.unheld, self.binders_of(other)))
            if not unheld and self._meets(other, norm):
                found.append(other)
        return found

    def _meets(self, other: Norm, norm: Norm) -> bool:
        """Are the targets of two norms one, or is one an act that bears on the other?"""
        one, two = other.target, norm.target
        bears = {(each.action, each.target) for each in self.ruleset.counts_as}
        alike = one.name == two.name or bears & {(one.name, two.name), (two.name, one.name)}
        return bool(alike) and len(one.arguments) == len(two.arguments)

    def _bound(self, norm: Norm, level: Lowering, alias: str) -> list[Value]:
        """The variables of a norm, by the keys of its judgements."""
        found = []
        for place, binder in enumerate(self.binders_of(norm), 1):
            key = Column(alias, f"key_{place}")
            if isinstance(binder, t.ActBinder):
                relation = Acts(binder.occurrence.action)
                act = level.act(relation, key)
                found.append(Value(Column(act, "id"), act=relation, alias=act))
            else:
                found.append(Value(key))
        return found
