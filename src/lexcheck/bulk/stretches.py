"""Conditions on a stretch of time: whether one holds throughout, or at any moment of it.

A condition changes only at certain moments: where the moment of asking passes another that it is
compared with, or that moment less a length which is added. So it is lowered once with the moment of
asking as a column of its own, and these comparisons are looked for. Then it is asked at the
beginning of the stretch and at each moment inside it at which it may change: those of the instance
one by one, those of acts by a query over the acts. What may be true at one of them in some
completion is in doubt, as anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import attrs

from lexcheck.base.text import Span
from lexcheck.bulk.known import inside
from lexcheck.bulk.model import (
    FALSE,
    Call,
    Column,
    Expr,
    Joined,
    Literal_,
    Nested,
    all_of,
    any_of,
    call,
    negated,
)
from lexcheck.bulk.values import NotLowered, Value, columns_in
from lexcheck.resolved import terms as t

#: The moment of asking, while a condition is looked into.
ASKED = Column("asked", "moment")

#: A condition that may change at more kinds of moments than these is judged case by case.
MOST_EDGES = 24

#: A comparison changes at the moment it speaks of, an instant later, or at both.
_LATER = {"<": (0,), ">=": (0,), "<=": (1,), ">": (1,), "=": (0, 1), "!=": (0, 1)}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}


@attrs.frozen
class Edge:
    """A moment at which a condition may change; of acts, one for each row of `joined` with `where`.

    `moved`: a length was taken off it.
    """

    moment: Expr
    joined: tuple[Joined, ...]
    where: Expr
    moved: bool


def at_any_time(
    holds: Callable[[Value], Expr], term: t.Term, start: Expr, end: Expr, *, sought: bool = True
) -> Expr:
    """Whether there is a moment from `start` to `end` at which a condition is as `sought`; where
    the end comes first, whether it is at the start.

    `holds` lowers it as of a moment. Raises NotLowered.
    """

    def found(moment: Expr) -> Expr:
        held = holds(Value(moment))
        return held if sought else negated(held)

    edges = list(dict.fromkeys(_edges(holds(Value(ASKED)), (), (), term.span)))
    if len(edges) > MOST_EDGES:
        raise NotLowered(f"`{term.span.text}`, which may change at many moments", term.span)
    if any(edge.moved for edge in edges) and _counts(term):
        raise NotLowered(
            f"a period from the moment at which `{term.span.text}` is asked", term.span
        )
    parts = [found(start)]
    for edge in edges:
        within = all_of(call("<", start, edge.moment), call("<=", edge.moment, end))
        inside_ = call("coalesce", within, FALSE)  # what is absent is passed by no moment
        if edge.joined:
            where = all_of(edge.where, inside_, found(edge.moment))
            parts.append(Nested("exists", edge.joined, where))
        else:
            parts.append(all_of(inside_, found(edge.moment)))
    return any_of(*parts)


def throughout(holds: Callable[[Value], Expr], term: t.Term, start: Expr, end: Expr) -> Expr:
    """Whether a condition holds at all moments from `start` to `end`. Raises NotLowered."""
    return negated(at_any_time(holds, term, start, end, sought=False))


def _edges(
    expr: Expr, joined: tuple[Joined, ...], where: tuple[Expr, ...], span: Span
) -> Iterator[Edge]:
    """The moments at which an expression may change with the moment of asking."""
    if ASKED not in columns_in(expr):
        return
    if isinstance(expr, Nested):
        if expr.value is not None and ASKED in columns_in(expr.value):
            raise NotLowered(f"`{span.text}`", span)
        own = _parts(expr.where)
        fixed = tuple(each for each in own if ASKED not in columns_in(each))
        for each in own:
            yield from _edges(each, (*joined, *expr.joined), (*where, *fixed), span)
        return
    if not isinstance(expr, Call):
        raise NotLowered(f"`{span.text}`", span)
    if expr.op in _LATER:
        left, right = expr.args
        if ASKED in columns_in(right) and ASKED not in columns_in(left):
            left, right, op = right, left, _TURNED[expr.op]
        else:
            op = expr.op
        if ASKED not in columns_in(right) and (found := _reckoned(left, right)) is not None:
            moment, moved = found
            for later in _LATER[op]:
                at = call("+", moment, Literal_(later)) if later else moment
                yield Edge(at, joined, all_of(*where), moved)
            return
    elif expr.op not in ("and", "or", "not", "if", "coalesce", "is null"):
        raise NotLowered(f"`{span.text}`", span)
    if expr.op == "is null" and _is_moment(expr.args[0]):
        return  # a moment of asking there always is
    for each in expr.args:
        if each == ASKED:
            raise NotLowered(f"`{span.text}`", span)
        yield from _edges(each, joined, where, span)


def _parts(where: Expr) -> tuple[Expr, ...]:
    return where.args if isinstance(where, Call) and where.op == "and" else (where,)


def _is_moment(expr: Expr) -> bool:
    return _reckoned(expr, Literal_(0)) is not None


def _reckoned(expr: Expr, other: Expr) -> tuple[Expr, bool] | None:
    """The moment of asking at which one that is reckoned from it is another; and whether it was
    moved. None where no plain length lies between.
    """
    if expr == ASKED:
        return other, False
    if not (isinstance(expr, Call) and expr.op in ("+", "-")):
        return None
    base, length = expr.args
    if not isinstance(length, Literal_):
        return None
    found = _reckoned(base, call("-" if expr.op == "+" else "+", other, length))
    return None if found is None else (found[0], True)


def _counts(term: object) -> bool:
    """Is time counted in it but plainly, by a rule or a clock?"""
    if isinstance(term, t.Plus | t.PeriodOf) and term.counting != t.PLAIN:
        return True
    if isinstance(term, t.PeriodOf) and term.clock is not None:
        return True
    return any(map(_counts, inside(term)))
