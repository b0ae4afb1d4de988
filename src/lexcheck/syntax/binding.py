"""How tightly the nodes of an expression bind, and which are open at their end."""

from __future__ import annotations

import re

from lexcheck.syntax import model as m

# How tightly things bind: the symbols of the grammar from `expression` to `atom`.
EXPRESSION, NEGATION, COMPARISON, SUM, PRODUCT, OF, CHOICE, POSTFIX, ATOM = range(9)

_ZONE = re.compile(r"(Z|[+-]\d{2}:\d{2})$")
_COMPARING = frozenset({"=", "!=", "<", "<=", ">", ">=", "in", "not in", "is present", "is absent"})
_WINDOWS = frozenset({"in", "by", "before", "after", "since", "up to", "at most"})

# What an operand of a level takes in, if it follows.
_TAKES = {
    POSTFIX: frozenset({"."}),
    CHOICE: frozenset({".", "otherwise"}),
    OF: frozenset({".", "otherwise", "of"}),
    PRODUCT: frozenset({".", "otherwise", "of", "*"}),
    SUM: frozenset({".", "otherwise", "of", "*", "+", "-"}),
    NEGATION: frozenset({".", "otherwise", "of", "*", "+", "-"}) | _COMPARING,
}


def level_of(node: m.Expression) -> int:
    """How tightly a node binds."""
    match node:
        case m.Junction() | m.SetLiteral():
            return EXPRESSION
        case m.Not() | m.Quantified():
            return NEGATION
        case m.Compared() | m.Membership() | m.Presence() | m.Happened():
            return COMPARISON
        case m.Arithmetic():
            return PRODUCT if node.operator == "*" else SUM
        case m.PeriodOf() | m.Standard():
            return OF
        case m.Otherwise():
            return CHOICE
        case m.Member() | m.CallAt():
            return POSTFIX
        case _:
            return ATOM


def taken_in_by(node: m.Expression) -> frozenset[str]:
    """The words that a node would take in, if they followed it."""
    match node:
        case m.Not():
            return _end(node.of, NEGATION)
        case m.Quantified():
            return _end(node.has, NEGATION)
        case m.Junction():
            return _end(node.operands[-1], NEGATION)
        case m.Compared():
            return _end(node.right, SUM)
        case m.Membership():
            return frozenset() if isinstance(node.of, m.SetLiteral) else _end(node.of, SUM)
        case m.Happened() | m.Chosen():
            return _event_end(node.event)
        case m.Arithmetic():
            return _end(node.right, OF if node.operator == "*" else PRODUCT)
        case m.PeriodOf():
            return _end(node.anchor, CHOICE)
        case m.Otherwise():
            return _end(node.second, POSTFIX)
        case m.EarlierLater():
            return _end(node.right, SUM)
        case m.Standard():
            if node.anchor is not None:
                return _end(node.anchor, CHOICE)
            if node.taken_as is not None:
                return _end(node.taken_as, CHOICE) | {"of"}
            return frozenset({"taken as", "of"})
        case m.CallAt():
            if node.at is not None:
                return _end(node.at, POSTFIX)
            return frozenset({"at"})
        case m.Count() | m.Total():
            if node.where is not None:
                return _end(node.where, NEGATION)
            return _binder_end(node.binder) | {"where"}
        case m.TimestampLiteral() if not _ZONE.search(node.value):
            return frozenset({"."})  # read as a part of the second
        case _:
            return frozenset()


def _end(node: m.Expression, level: int) -> frozenset[str]:
    """What an operand at the end of a node takes in."""
    if level_of(node) < level:
        return _TAKES[level]  # the operand is in parentheses
    return _TAKES[level] | taken_in_by(node)


def _binder_end(node: m.Binder) -> frozenset[str]:
    if isinstance(node, m.ActBinder):
        return _event_end(node.event)
    return frozenset({"in"}) if node.within is None else _end(node.within, POSTFIX)


def _event_end(node: m.Event) -> frozenset[str]:
    if not node.windows:
        return _WINDOWS
    return _WINDOWS | _end(node.windows[-1].of, SUM)
