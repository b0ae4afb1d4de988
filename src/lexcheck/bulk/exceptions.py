"""What takes an instance out of a norm, or allows what it forbids."""

from __future__ import annotations

import attrs

from lexcheck.base.light import evolve
from lexcheck.bulk.model import (
    FALSE,
    TRUE,
    Column,
    Expr,
    Literal_,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.stretches import at_any_time, throughout
from lexcheck.bulk.terms import Lowering
from lexcheck.bulk.values import NOW, Env, NotLowered, Value, columns_in, if_told, times, unless
from lexcheck.norms.model import Asked, Norm, NormException
from lexcheck.resolved import terms as t

#: Before every moment: when what has no trigger began.
ALWAYS = Literal_(-(1 << 62))


@attrs.frozen
class Asking:
    """The moments of an instance at which exceptions are asked; None where there is none."""

    level: Lowering
    env: Env
    trigger: Value | None
    deadline: Value | None
    end: Value | None
    as_of: int

    def let_off(self, norm: Norm) -> tuple[Expr, Expr]:
        """Whether an exception takes it out, and whether one allows what is done."""
        allowing = tuple(each for each in norm.exceptions if each.asked is Asked.ACT)
        excusing = tuple(each for each in norm.exceptions if each.asked is not Asked.ACT)
        excused = self._any(excusing)
        if norm.kind != "prohibition" or norm.target.is_state or not allowing:
            return excused, FALSE
        return excused, self._allowed(allowing)

    def _allowed(self, exceptions: tuple[NormException, ...]) -> Expr:
        """Whether one of those that are asked at the act allows it: whenever it is done, or at the
        one instant at which it is forbidden at all.
        """
        act = Value(Column("act", "at"))
        found = self._any(exceptions, act)
        if act.expr not in columns_in(found):
            return found
        if self.trigger is None or self.end != self.trigger:
            raise NotLowered("an exception asked at the act", exceptions[0].span)
        return self._any(exceptions, there(self.trigger))

    def _any(self, exceptions: tuple[NormException, ...], act: Value | None = None) -> Expr:
        """Whether one of them holds, and no exception of its own. `act`: when an act was done."""
        return any_of(
            *(
                all_of(self._holds(each, act), negated(self._any(each.exceptions, act)))
                for each in exceptions
            )
        )

    def _holds(self, exception: NormException, act: Value | None) -> Expr:
        """Whether its condition does, at the moment or moments at which it is asked."""
        condition = exception.condition
        match exception.asked:
            case Asked.TRIGGER:
                began = there(self.trigger) or self._horizon
                return TRUE if condition is None else self._at(condition, began)
            case Asked.ACT:
                if condition is None or act is None:
                    return TRUE if condition is None else FALSE
                return self._at(condition, act)
            case Asked.DEADLINE:
                return self._at_deadline(condition)
            case Asked.THROUGHOUT | Asked.ANY_TIME:
                return TRUE if condition is None else self._lasting(exception.asked, condition)

    def _at(self, condition: t.Term, moment: Value) -> Expr:
        return self.level.condition(condition, {**self.env, NOW: moment})

    @property
    def _horizon(self) -> Value:
        found = earlier(self.end, Value(Literal_(self.as_of)))
        assert found is not None
        return found

    def _at_deadline(self, condition: t.Term | None) -> Expr:
        """Asked once the deadline is there; where an end takes its place, there may be none."""
        as_of = Value(Literal_(self.as_of))
        if self.deadline is not None:
            due, seen = self.deadline, call("<=", self.deadline.expr, as_of.expr)
        elif self.end is not None:
            due, seen = self.end, if_told(times("<=", self.end, as_of), self.end, as_of)
        else:
            return FALSE
        if condition is None:
            return seen
        return all_of(seen, self._at(condition, evolve(due, may_be_absent=False)))

    def _lasting(self, asked: Asked, condition: t.Term) -> Expr:
        """Whether it holds throughout, or at any moment, from the trigger to the horizon."""
        horizon = self._horizon
        start = ALWAYS if self.trigger is None else self.trigger.expr
        unsure = horizon.inexact
        if self.trigger is not None:
            unsure = any_of(unsure, self.trigger.inexact)
        lasting = throughout if asked is Asked.THROUGHOUT else at_any_time
        found = lasting(lambda at: self._at(condition, at), condition, start, horizon.expr)
        return unless(unsure, found)


def there(moment: Value | None) -> Value | None:
    """A moment that is there wherever it is asked about: without it no duty arises, or the instance
    is in doubt.
    """
    return None if moment is None else evolve(moment, may_be_absent=False)


def earlier(one: Value | None, other: Value | None) -> Value | None:
    """The end that comes first. None is no end."""
    if one is None or other is None:
        return one or other
    return Value(
        call("least", one.expr, other.expr),
        any_of(one.inexact, other.inexact),
        one.may_be_absent and other.may_be_absent,
    )
