"""Conditions: junctions, comparisons, membership, presence, and what calls of names mean."""

from __future__ import annotations

from collections.abc import Sequence

from lexcheck.base.diagnostics import did_you_mean
from lexcheck.facts.case import Grade
from lexcheck.facts.schema import Kind, Type
from lexcheck.resolved.faults import Faults, quoted, unknown, with_article, wrong_type
from lexcheck.resolved.model import Signature
from lexcheck.resolved.moments import one_currency
from lexcheck.resolved.scope import BOOLEAN, TIME, Edge, Scope, Want, fits
from lexcheck.resolved.terms import (
    All,
    Any,
    Apply,
    Compared,
    InList,
    Not,
    OneOfTerms,
    Present,
    StateHolds,
    Term,
)
from lexcheck.resolved.values import is_constant_name
from lexcheck.syntax import model as syntax

_ORDERED = {Kind.NUMBER, Kind.MONEY, Kind.PERCENT, Kind.DURATION, Kind.TIME, Kind.DATE}

#: Which end of a day decides a comparison, by operator, where the day stands on the right.
_EDGES: dict[str, Edge] = {"<": "start", ">=": "start", "<=": "end", ">": "end"}
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


def negation(node: syntax.Not, scope: Scope) -> Term | None:
    of = scope.typed(node.of, BOOLEAN)
    return None if of is None else Not(type=BOOLEAN, span=node.span, of=of)


def junction(node: syntax.Junction, scope: Scope) -> Term | None:
    operands = _all_of([scope.typed(each, BOOLEAN) for each in node.operands])
    if operands is None:
        return None
    make = All if node.operator == "and" else Any
    return make(type=BOOLEAN, span=node.span, operands=operands)


def presence(node: syntax.Presence, scope: Scope) -> Term | None:
    of = scope.term(node.of)
    if of is None:
        return None
    present = Present(type=BOOLEAN, span=node.span, of=of)
    return Not(type=BOOLEAN, span=node.span, of=present) if node.absent else present


# ── Comparisons ────────────────────────────────────────────────────────────────────────────────


def compared(node: syntax.Compared, scope: Scope) -> Term | None:
    left, right = _sides(node, scope)
    if left is None or right is None or not _comparable(node, left, right, scope):
        return None
    return Compared(type=BOOLEAN, span=node.span, operator=node.operator, left=left, right=right)


def _sides(node: syntax.Compared, scope: Scope) -> tuple[Term | None, Term | None]:
    """Both sides; the one that says its type by itself first, to tell what the other means."""
    operator = node.operator
    if _waits(node.left, scope) and not _waits(node.right, scope):
        right = scope.term(node.right)
        edge = _EDGES.get(_MIRRORED.get(operator, operator))
        return _second(node.left, right, edge, scope), right
    left = scope.term(node.left)
    return left, _second(node.right, left, _EDGES.get(operator), scope)


def _waits(node: syntax.Expression, scope: Scope) -> bool:
    return isinstance(node, syntax.DateLiteral) or is_constant_name(node, scope)


def _second(
    node: syntax.Expression, first: Term | None, edge: Edge | None, scope: Scope
) -> Term | None:
    """The side whose meaning the first decides: none for a constant where that is at fault."""
    if first is None:
        return None if _waits(node, scope) else scope.term(node)
    if first.type.kind is Kind.TIME and edge is None:
        return scope.term(node)
    return scope.term(node, Want(first.type, edge))


def _comparable(node: syntax.Compared, left: Term, right: Term, scope: Scope) -> bool:
    faults = scope.faults
    if {left.type.kind, right.type.kind} == {Kind.NUMBER, Kind.DURATION}:
        number, length = (left, right) if left.type.kind is Kind.NUMBER else (right, left)
        wrong_type(faults, number, length.type)
        return False
    if {left.type.kind, right.type.kind} == {Kind.TIME, Kind.DATE}:
        _moment_and_day(node, left, right, scope)
        return False
    if not fits(left.type, right.type) or left.type.is_list:
        faults.add(
            "LX221",
            f"{quoted(left.span)} is {with_article(left.type)}, {quoted(right.span)} is "
            f"{with_article(right.type)}: they cannot be compared",
            node.span,
            hint=_comparison_hint(left.type, right, scope),
        )
        return False
    if node.operator not in ("=", "!=") and left.type.kind not in _ORDERED:
        faults.add(
            "LX208",
            f"{quoted(left.span)} is {with_article(left.type)}, of which none is more or less",
            node.span,
            hint="only numbers, percents, money, durations, times and dates have an order",
        )
        return False
    return one_currency(left, right, faults)


def _moment_and_day(node: syntax.Compared, left: Term, right: Term, scope: Scope) -> None:
    moment, day = (left, right) if left.type.kind is Kind.TIME else (right, left)
    if node.operator in ("=", "!="):
        since, until = f"{moment.span.text} >= {day.span.text}", f"<= {day.span.text}"
        hint = f"write `{since} and {moment.span.text} {until}`"
    else:
        hint = "declare both as `time`, or both as `date`"
    scope.faults.add(
        "LX218",
        f"{quoted(moment.span)} is a moment, and {quoted(day.span)} a whole day",
        node.span,
        hint=hint,
    )


def _comparison_hint(left: Type, right: Term, scope: Scope) -> str:
    if left.is_list:
        return "ask for a member: `x in …`, `some x in … has …`"
    if left.kind is Kind.ENUM and right.type.kind in (Kind.ENUM, Kind.TEXT):
        word = right.span.text.strip('"')
        return did_you_mean(word, scope.names.schema.enum[left.name].constants)
    return ""


def membership(node: syntax.Membership, scope: Scope) -> Term | None:
    found = (
        _in_set(node, node.of, scope)
        if isinstance(node.of, syntax.SetLiteral)
        else _in_list(node, scope)
    )
    if found is None or not node.negated:
        return found
    return Not(type=BOOLEAN, span=node.span, of=found)


def _in_set(node: syntax.Membership, among: syntax.SetLiteral, scope: Scope) -> Term | None:
    member = scope.term(node.member)
    if member is None:
        return None
    options = _all_of([scope.typed(each, member.type) for each in among.members])
    if options is None:
        return None
    return OneOfTerms(type=BOOLEAN, span=node.span, member=member, among=options)


def _in_list(node: syntax.Membership, scope: Scope) -> Term | None:
    items = scope.term(node.of)
    if items is None:
        return None
    if not items.type.is_list:
        scope.faults.add(
            "LX206",
            f"{quoted(items.span)} is {with_article(items.type)}, where a list is needed",
            items.span,
            hint="write `= …` for one thing, or `in {…}` for a choice of some",
        )
        return None
    member = scope.typed(node.member, member_type(items.type))
    if member is None:
        return None
    return InList(type=BOOLEAN, span=node.span, member=member, items=items)


def member_type(of: Type) -> Type:
    """The type of the members of a list type."""
    return Type(of.kind, of.name)


# ── Calls ──────────────────────────────────────────────────────────────────────────────────────


def call(node: syntax.Call | syntax.CallAt, scope: Scope, want: Want) -> Term | None:
    """A define applied, or a state that holds."""
    whole = (
        node
        if isinstance(node, syntax.CallAt)
        else syntax.CallAt(span=node.span, call=node, at=None, partly=False)
    )
    inner = whole.call
    at = None if whole.at is None else scope.typed(whole.at, TIME)
    signature = scope.names.signatures.get(inner.name.text)
    if signature is None:
        _unknown_call(inner, scope)
        return None
    if signature.sort == "action":
        scope.faults.add(
            "LX212",
            f"`{signature.name}` is an act, which happens at some time",
            inner.name.span,
            hint=f"write `first {inner.span.text}.at`"
            if want.type is not None and want.type.kind is Kind.TIME
            else f"write `{inner.span.text} happened`",
            cause=(signature.span, f"`{signature.name}` is declared here"),
        )
        return None
    terms = arguments(inner, signature, scope)
    if terms is None or (at is None) != (whole.at is None):
        return None
    if signature.sort == "define":
        return _applied(whole, signature, terms, at, scope)
    return StateHolds(
        type=BOOLEAN,
        span=node.span,
        state=signature.name,
        arguments=terms,
        at=at,
        at_least=Grade.PARTIAL if whole.partly else Grade.FULL,
    )


def _applied(
    node: syntax.CallAt,
    signature: Signature,
    terms: tuple[Term, ...],
    at: Term | None,
    scope: Scope,
) -> Term | None:
    if node.partly:
        scope.faults.add(
            "LX211",
            f"`{signature.name}` is no state, and cannot hold partly",
            node.call.name.span,
            hint="leave `partly` out",
            cause=(signature.span, f"`{signature.name}` is declared here"),
        )
        return None
    define = scope.names.defines.get(signature.name)
    if define is None:
        return None
    return Apply(
        type=define.body.type,
        span=node.span,
        name=define.name,
        parameters=tuple(name for name, _ in signature.parameters),
        arguments=terms,
        moment=define.moment,
        at=at,
        body=define.body,
    )


def _unknown_call(node: syntax.Call, scope: Scope) -> None:
    for each in node.arguments:
        scope.term(each)
    unknown(
        scope.faults,
        "LX204",
        "define, state or action",
        node.name.text,
        node.name.span,
        scope.names.signatures,
    )


def arguments(node: syntax.Call, signature: Signature, scope: Scope) -> tuple[Term, ...] | None:
    """The arguments of a call, of the types that its declaration says."""
    wanted = signature.parameters
    if len(node.arguments) != len(wanted):
        for each in node.arguments:
            scope.term(each)
        wrong_number(node, signature, scope.faults)
        return None
    found: list[Term | None] = []
    for given, (name, of), at in zip(node.arguments, wanted, signature.places, strict=True):
        if of is not None:
            found.append(scope.typed(given, of, asked=(name, at)))
        else:  # the declaration is at fault: a constant here means nothing
            found.append(None if is_constant_name(given, scope) else scope.term(given))
    return _all_of(found)


def wrong_number(node: syntax.Call, signature: Signature, faults: Faults) -> None:
    needed, given = len(signature.parameters), len(node.arguments)
    listed = ", ".join(name for name, _ in signature.parameters)
    faults.add(
        "LX207",
        f"`{signature.name}` takes {needed} argument{'' if needed == 1 else 's'}, not {given}",
        node.span,
        hint=f"write `{signature.name}({listed})`",
        cause=(signature.span, f"`{signature.name}` is declared here"),
    )


def _all_of(terms: Sequence[Term | None]) -> tuple[Term, ...] | None:
    """All of them, or None if one is not to be had."""
    found = tuple(term for term in terms if term is not None)
    return found if len(found) == len(terms) else None
