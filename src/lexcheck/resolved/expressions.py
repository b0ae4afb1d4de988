"""The term of an expression, whatever its class: the list of all of them."""

from __future__ import annotations

from typing import assert_never

from lexcheck.resolved import conditions, events, moments, values
from lexcheck.resolved.faults import Faults, quoted
from lexcheck.resolved.model import Names
from lexcheck.resolved.scope import Scope, Want
from lexcheck.resolved.terms import Term
from lexcheck.syntax import model as syntax


def scope_of(names: Names, faults: Faults) -> Scope:
    """The scope without variables."""
    return Scope(names=names, faults=faults, read=term)


def term(node: syntax.Expression, scope: Scope, want: Want) -> Term | None:
    """The term of an expression; None where a fault was reported."""
    match node:
        case syntax.Name():
            return values.name(node, scope, want)
        case syntax.Member():
            return values.member(node, scope)
        case syntax.Call() | syntax.CallAt():
            return conditions.call(node, scope, want)
        case syntax.Compared():
            return conditions.compared(node, scope)
        case syntax.Membership():
            return conditions.membership(node, scope)
        case syntax.Junction():
            return conditions.junction(node, scope)
        case syntax.Not():
            return conditions.negation(node, scope)
        case syntax.Presence():
            return conditions.presence(node, scope)
        case syntax.Happened():
            return events.happened(node, scope)
        case syntax.Quantified():
            return events.quantified(node, scope)
        case syntax.Count():
            return events.count(node, scope)
        case syntax.Total():
            return events.total(node, scope)
        case syntax.Chosen():
            return events.chosen(node, scope)
        case syntax.SetLiteral() | syntax.Star():
            _out_of_place(node, scope)
            return None
        case _:
            return _reckoning(node, scope, want)


def _reckoning(
    node: syntax.Text
    | syntax.Number
    | syntax.Percent
    | syntax.Money
    | syntax.Boolean
    | syntax.Worldwide
    | syntax.DurationLiteral
    | syntax.DateLiteral
    | syntax.TimestampLiteral
    | syntax.PeriodOf
    | syntax.Standard
    | syntax.Otherwise
    | syntax.EarlierLater
    | syntax.Arithmetic,
    scope: Scope,
    want: Want,
) -> Term | None:
    """Literals, and what is reckoned from them."""
    match node:
        case syntax.DurationLiteral():
            return moments.duration(node, scope)
        case syntax.PeriodOf():
            return moments.period_of(node, scope)
        case syntax.DateLiteral():
            return moments.date(node, scope, want)
        case syntax.TimestampLiteral():
            return moments.timestamp(node, scope)
        case syntax.Standard():
            return moments.standard(node, scope)
        case syntax.Otherwise():
            return moments.otherwise(node, scope, want)
        case syntax.EarlierLater():
            return moments.earlier_later(node, scope, want)
        case syntax.Arithmetic():
            return moments.arithmetic(node, scope)
        case (
            syntax.Text()
            | syntax.Number()
            | syntax.Percent()
            | syntax.Money()
            | syntax.Boolean()
            | syntax.Worldwide()
        ):
            return values.literal(node)
        case _:
            assert_never(node)


def _out_of_place(node: syntax.SetLiteral | syntax.Star, scope: Scope) -> None:
    if isinstance(node, syntax.Star):
        message = "`*` stands only for an argument in a `share of` or `count of`"
    else:
        message = f"{quoted(node.span)} stands only after `in`"
    scope.faults.add("LX225", message, node.span)
