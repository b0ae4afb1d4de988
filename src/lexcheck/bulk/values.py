"""What terms become: values, with their doubt, and comparisons of them with three values."""

from __future__ import annotations

from collections.abc import Mapping

import attrs

from lexcheck.base.light import light
from lexcheck.base.text import Span
from lexcheck.bulk.model import (
    FALSE,
    NULL,
    TRUE,
    Acts,
    Call,
    Column,
    Expr,
    Nested,
    all_of,
    any_of,
    call,
    negated,
)


class NotLowered(Exception):
    """This term has no translation. `why` is lower case, fit for a note."""

    def __init__(self, why: str, span: Span | None) -> None:
        super().__init__(why)
        self.why, self.span = why, span


@light
class Value:
    """What a term yields. `expr` is null where it is absent, or in `doubt`.

    `rivals`: a moment is one of these, as rules in dispute have it; it lies between the two.
    `latest`: for a moment that may be imprecise, the last it may be. `may_be_absent`: null may
    stand for nothing at all. `act`: the relation of an act whose id this is, under `alias`.
    `any_from`: a moment in doubt that may be any, from this one on.
    """

    expr: Expr
    doubt: Expr = FALSE
    may_be_absent: bool = False
    latest: Expr | None = None
    elapsed: bool = True
    act: Acts | None = None
    alias: str = ""
    any_from: Expr | None = None
    rivals: tuple[Value, ...] = ()

    @property
    def last(self) -> Expr:
        return self.expr if self.latest is None else self.latest

    @property
    def is_absent(self) -> bool:
        """Is there surely nothing?"""
        return self.expr == NULL and self.doubt == FALSE and self.may_be_absent

    @property
    def inexact(self) -> Expr:
        """In doubt, or no single instant."""
        if self.latest is None:
            return self.doubt
        return any_of(self.doubt, call("<", self.expr, self.latest))


#: The moment of asking, in an environment.
NOW = "now"
Env = Mapping[str, Value]


@attrs.define
class Names:
    """Aliases, unique within a plan."""

    made: int = 0

    def fresh(self, stem: str) -> str:
        self.made += 1
        return f"{stem}_{self.made}"


def columns_in(expr: Expr) -> frozenset[Column]:
    """Every column that an expression reads, those of nested queries among them."""
    if isinstance(expr, Column):
        return frozenset({expr})
    if isinstance(expr, Call):
        return frozenset().union(*map(columns_in, expr.args))
    if isinstance(expr, Nested):
        parts = (expr.where, *(each.on for each in expr.joined))
        value = () if expr.value is None else (expr.value,)
        return frozenset().union(*map(columns_in, (*parts, *value, *expr.by)))
    return frozenset()


def asks(expr: Expr) -> bool:
    """Does it ask anything of other rows?"""
    return isinstance(expr, Nested) or (isinstance(expr, Call) and any(map(asks, expr.args)))


def relations_in(expr: Expr) -> frozenset[str]:
    """The aliases that an expression speaks of, those of a nested query aside."""
    if isinstance(expr, Column):
        return frozenset({expr.relation})
    if isinstance(expr, Call):
        return frozenset().union(*map(relations_in, expr.args))
    return frozenset()


# ── Three values ───────────────────────────────────────────────────────────────────────────────


def unless(doubt: Expr, found: Expr) -> Expr:
    """Null where there is doubt."""
    return found if doubt == FALSE else call("if", doubt, NULL, found)


def held(value: Value) -> Expr:
    """A truth value as a condition: what is absent does not hold."""
    if not value.may_be_absent:
        return value.expr
    return unless(value.doubt, call("coalesce", value.expr, FALSE))


def together(left: Value, right: Value) -> tuple[Expr, bool]:
    return any_of(left.doubt, right.doubt), left.may_be_absent or right.may_be_absent


def times(operator: str, left: Value, right: Value) -> Expr:
    """A comparison of moments that may be imprecise; null where they overlap."""
    if left.latest is None and right.latest is None:
        return call(operator, left.expr, right.expr)  # type: ignore[arg-type]
    match operator:
        case "<=":
            return _at_most(left, right)
        case "<":
            return negated(_at_most(right, left))
        case ">=":
            return _at_most(right, left)
        case ">":
            return negated(_at_most(left, right))
        case "=":
            return all_of(_at_most(left, right), _at_most(right, left))
        case _:
            return negated(all_of(_at_most(left, right), _at_most(right, left)))


def _at_most(left: Value, right: Value) -> Expr:
    surely = call("<=", left.last, right.expr)
    never = call(">", left.expr, right.last)
    return call("if", surely, TRUE, call("if", never, FALSE, NULL))


def if_told(found: Expr, left: Value, right: Value) -> Expr:
    """A comparison: false where a side is absent; a doubt of the comparison itself stays one."""
    if not (left.may_be_absent or right.may_be_absent):
        return found
    absent = any_of(*(call("is null", s.expr) for s in (left, right) if s.may_be_absent))
    return unless(any_of(left.doubt, right.doubt), call("if", absent, FALSE, found))
